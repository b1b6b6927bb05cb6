// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOUDNESS, louder, meaning, moved, USUAL_LEVEL } from '../../kiosk/static/keypad.mjs'

/** @param {string} code @param {string} [key] */
const pad = (code, key = code.at(-1) ?? '') => ({ code, key })

test('a pad means the same with Num Lock and without', () => {
  const both = /** @type {const} */ ([
    ['Numpad8', '8', 'ArrowUp', 'up'], ['Numpad2', '2', 'ArrowDown', 'down'], ['Numpad4', '4', 'ArrowLeft', 'left'], ['Numpad6', '6', 'ArrowRight', 'right'],
    ['Numpad5', '5', 'Clear', 'choose'], ['Numpad0', '0', 'Insert', 'repeat'], ['Numpad7', '7', 'Home', 'softer'], ['Numpad9', '9', 'PageUp', 'louder'],
    ['Numpad3', '3', 'PageDown', 'blank'], ['NumpadDecimal', '.', 'Delete', 'back'],
  ])
  for (const [code, on, off, means] of both) for (const key of [on, off]) assert.equal(meaning({ code, key }), means, `${code} ${key}`)
  for (const [code, means] of [['NumpadSubtract', 'back'], ['NumpadMultiply', 'voice'], ['NumpadDivide', 'help'], ['NumpadAdd', 'louder']]) assert.equal(meaning(pad(code, '?')), means)
})

test('four keys with arrows do, and a keyboard', () => {
  assert.equal(meaning({ code: 'ArrowDown', key: 'ArrowDown' }), 'down')
  assert.equal(meaning({ code: 'F4', key: 'F4' }), 'voice')
  assert.equal(meaning({ code: 'Digit8', key: '*' }), 'voice')
  for (const key of ['Backspace', 'Escape']) assert.equal(meaning({ code: key, key }), 'back')
})

test('Enter, Tab, the digits of a code reader and the keys of the browser are left alone', () => {
  for (const [code, key] of [['Enter', 'Enter'], ['NumpadEnter', 'Enter'], ['Tab', 'Tab'], ['Space', ' '], ['Digit5', '5'], ['KeyA', 'a']]) assert.equal(meaning({ code, key }), null, code)
  for (const held of ['ctrlKey', 'altKey', 'metaKey']) assert.equal(meaning({ code: 'F4', key: 'F4', [held]: true }), null)
})

test('where a code is typed the digits of the pad type it, and what erases does not go back', () => {
  assert.equal(meaning(pad('Numpad5'), { typing: 'digits' }), null)
  assert.equal(meaning({ code: 'Numpad5', key: 'Clear' }, { typing: 'digits' }), 'choose')
  assert.equal(meaning(pad('NumpadSubtract', '-'), { typing: 'digits' }), 'back')
  assert.equal(meaning(pad('Numpad5'), { typing: 'letters' }), 'choose')
  for (const typing of /** @type {const} */ (['digits', 'letters'])) assert.equal(meaning({ code: 'Backspace', key: 'Backspace' }, { typing }), null)
})

test('a headphone socket may send a key of its own', () => {
  assert.equal(meaning({ code: 'F15', key: 'F15' }), null)
  assert.equal(meaning({ code: 'F15', key: 'F15' }, { voiceKeys: ['F15'] }), 'voice')
})

test('moving goes round and round, from nowhere to the first or the last', () => {
  assert.deepEqual([moved(-1, 3, 1), moved(0, 3, 1), moved(2, 3, 1), moved(0, 3, -1), moved(-1, 3, -1), moved(-1, 0, 1)], [0, 1, 0, 2, 2, -1])
})

test('the voice has five levels, each louder than the one before, none beyond', () => {
  assert.equal(LOUDNESS.length, 5)
  assert.deepEqual([...LOUDNESS].sort((a, b) => a - b), LOUDNESS)
  assert.deepEqual([louder(USUAL_LEVEL, 1), louder(5, 1), louder(1, -1)], [4, 5, 1])
})
