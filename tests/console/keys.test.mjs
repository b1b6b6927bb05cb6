// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortcut } from '../../queue_server/static/counter/keys.mjs'

const page = { tag: 'BODY' }

test('the keys of the console are known in both cases of letters', () => {
  assert.equal(shortcut({ key: ' ' }, page), 'space')
  assert.equal(shortcut({ key: 'Enter' }, page), 'enter')
  assert.equal(shortcut({ key: 'Escape' }, page), 'esc')
  for (const letter of ['r', 't', 'h', 'a', 'p', 'k', 'j']) {
    assert.equal(shortcut({ key: letter }, page), letter)
    assert.equal(shortcut({ key: letter.toUpperCase() }, page), letter)
  }
  for (const letter of ['l', 'u', 'w', 'n', 's', 'm']) assert.equal(shortcut({ key: letter }, page), letter)
  assert.equal(shortcut({ key: '?' }, page), 'help')
  assert.equal(shortcut({ key: '?' }, { tag: 'INPUT' }), null)
  assert.equal(shortcut({ key: '3' }, page), '3')
  assert.equal(shortcut({ key: '0' }, page), null)
  assert.equal(shortcut({ key: 'x' }, page), null)
  assert.equal(shortcut({ key: 'F5' }, page), null)
})

test('a key held down calls once', () => {
  assert.equal(shortcut({ key: ' ', repeat: true }, page), null)
})

test('keys are off while somebody types, but Esc still leaves', () => {
  for (const tag of ['INPUT', 'TEXTAREA', 'SELECT']) {
    for (const key of [' ', 'Enter', 'r', '1']) assert.equal(shortcut({ key }, { tag }), null)
    assert.equal(shortcut({ key: 'Escape' }, { tag }), 'esc')
  }
  assert.equal(shortcut({ key: 'r' }, { tag: 'DIV', editable: true }), null)
})

test('Space and Enter belong to a button reached with Tab, letters do not', () => {
  assert.equal(shortcut({ key: ' ' }, { tag: 'BUTTON' }), null)
  assert.equal(shortcut({ key: 'Enter' }, { tag: 'A' }), null)
  assert.equal(shortcut({ key: 'r' }, { tag: 'BUTTON' }), 'r')
})

test('shortcuts of the browser stay with the browser', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey', 'isComposing']) assert.equal(shortcut({ key: 'r', [held]: true }, page), null)
})
