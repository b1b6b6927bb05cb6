// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arranged, places } from '../../display/static/layout.mjs'

/** @typedef {import('../../display/static/layout.mjs').Scene} Scene */
/** @type {Scene} */
const CALM = { portrait: false, far: false, stale: false, stage: 1, isNew: false, media: 'none', has: { slot: true, film: true } }
/** @param {Partial<Scene>} [other] */
const rows = (other = {}) => arranged({ ...CALM, ...other }).rows
/** @param {Partial<Scene>} other */
const part = (other) => arranged({ ...CALM, ...other }).part

test('five earlier calls stand beside the newest one; four on a portrait TV or when the picture may be old', () => {
  assert.deepEqual([rows(), rows({ stale: true }), rows({ portrait: true }), rows({ portrait: true, stale: true }),
    rows({ portrait: true, stale: true, stage: 3 })], [5, 4, 4, 4, 3])
})

test('far readers get fewer and larger rows, and two calls at once have the picture to themselves', () => {
  assert.deepEqual([rows({ far: true }), rows({ far: true, stale: true }), rows({ far: true, portrait: true }), rows({ far: true, portrait: true, stale: true }),
    rows({ far: true, stage: 2 })], [4, 3, 3, 2, 0])
  assert.deepEqual([places(false), places(true)], [3, 2])
})

test('the slot stands below two earlier calls, one on a portrait TV', () => {
  assert.deepEqual(arranged({ ...CALM, media: 'slot' }), { rows: 2, part: 'slot' })
  assert.deepEqual(arranged({ ...CALM, media: 'slot', portrait: true }), { rows: 1, part: 'slot' })
})

test('a new call, several calls and doubt about the server take the slot away', () => {
  for (const other of [{ isNew: true }, { stage: 2 }, { stale: true }, { far: true }, { has: { slot: false, film: false } }]) {
    assert.equal(part({ ...other, media: 'slot' }), 'none', JSON.stringify(other))
  }
})

test('a film stays beside one new call, makes room for several, and leaves its place to the slot when there is none', () => {
  assert.deepEqual(arranged({ ...CALM, media: 'film', isNew: true }), { rows: 3, part: 'film' })
  assert.deepEqual(arranged({ ...CALM, media: 'film', stage: 2, isNew: true }), { rows: 5, part: 'none' })
  assert.equal(part({ media: 'film', stale: true }), 'none')
  assert.equal(part({ media: 'film', has: { slot: true, film: false } }), 'slot')
})

test('texts in the foot leave the rows alone', () => {
  assert.deepEqual(arranged({ ...CALM, media: 'foot' }), { rows: 5, part: 'none' })
})
