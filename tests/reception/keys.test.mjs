import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortcut } from '../../queue_server/static/reception/keys.mjs'

const PAGE = { tag: 'BODY' }
const SEARCH = { tag: 'INPUT', search: true }
const FIELD = { tag: 'INPUT' }

test('letters and digits are keys, unless somebody types', () => {
  for (const key of ['b', 'T', 'u', 'p', '1', '9']) {
    assert.equal(shortcut({ key }, PAGE), key.toLowerCase())
    assert.equal(shortcut({ key }, SEARCH), null)
    assert.equal(shortcut({ key }, { tag: 'TEXTAREA' }), null)
  }
  assert.equal(shortcut({ key: 'q' }, PAGE), null)
  assert.equal(shortcut({ key: '0' }, PAGE), null)
})

test('plus, minus and slash', () => {
  assert.deepEqual(['+', '=', '-', '/'].map((key) => shortcut({ key }, PAGE)), ['more', 'more', 'less', 'search'])
})

test('in the search the arrows and Enter choose; in another field they are its own', () => {
  assert.deepEqual(['ArrowUp', 'ArrowDown', 'Enter'].map((key) => shortcut({ key }, SEARCH)), ['up', 'down', 'enter'])
  assert.deepEqual(['ArrowUp', 'ArrowDown', 'Enter'].map((key) => shortcut({ key }, FIELD)), [null, null, null])
})

test('Enter belongs to a button that has the focus, Esc always counts', () => {
  assert.equal(shortcut({ key: 'Enter' }, { tag: 'BUTTON' }), null)
  assert.equal(shortcut({ key: 'Escape' }, FIELD), 'esc')
})

test('a key that is held down gives no second number, but walks through the list', () => {
  assert.equal(shortcut({ key: 'Enter', repeat: true }, SEARCH), null)
  assert.equal(shortcut({ key: 'ArrowDown', repeat: true }, SEARCH), 'down')
})

test('printing again and cancelling work in the middle of the search', () => {
  assert.deepEqual(['F2', 'F4'].map((key) => shortcut({ key }, SEARCH)), ['reprint', 'cancel'])
  assert.equal(shortcut({ key: 'F5' }, SEARCH), null)
  assert.equal(shortcut({ key: 'F4', repeat: true }, PAGE), null)
})

test('keys of the browser are left to it', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey', 'isComposing']) assert.equal(shortcut({ key: 'b', [held]: true }, PAGE), null)
})
