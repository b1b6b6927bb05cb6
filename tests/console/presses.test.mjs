// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSlip, LOCK_MS } from '../../queue_server/static/counter/presses.mjs'

const key = (/** @type {string} */ name, at = 1000) => ({ at, from: { key: name } })
const click = (/** @type {number} */ x, /** @type {number} */ y) => ({ at: 1000, from: { x, y } })

test('the same key again is a slip, another key is meant', () => {
  assert.equal(isSlip(key('Enter'), { key: 'Enter' }, 1000 + LOCK_MS - 1), true)
  assert.equal(isSlip(key('Enter'), { key: 'Enter' }, 1000 + LOCK_MS), false)
  assert.equal(isSlip(key('Enter'), { key: 'r' }, 1001), false)
})

test('the same place again is a slip, whatever button stands there by now; another place is meant', () => {
  assert.equal(isSlip(click(300, 560), { x: 310, y: 570 }, 1300), true)
  assert.equal(isSlip(click(300, 560), { x: 700, y: 560 }, 1300), false)
  assert.equal(isSlip(click(300, 560), { x: 310, y: 570 }, 1700), false)
})

test('a key after a click, or the first press of all, is meant', () => {
  assert.equal(isSlip(click(300, 560), { key: ' ' }, 1001), false)
  assert.equal(isSlip(key(' '), { x: 300, y: 560 }, 1001), false)
  assert.equal(isSlip(null, { key: ' ' }, 1), false)
})
