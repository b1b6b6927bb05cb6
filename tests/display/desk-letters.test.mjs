// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letters } from '../../display/static/desk-letters.mjs'

const TABLET = { inches: 10.1, width: 1280, height: 800 }
const SMALL = { inches: 7, width: 1024, height: 600 }
const DESK = { inches: 24, width: 1920, height: 1080 }
const UPRIGHT = { inches: 10.1, width: 800, height: 1280 }

test('what the eye needs grows with the distance and with the pixels of a millimetre', () => {
  const { needs } = letters({ ...TABLET, metres: 3 })
  assert.deepEqual(Object.values(needs).map(Math.round), [216, 103, 82])
  assert.equal(Math.round(letters({ ...SMALL, metres: 2 }).needs.number), 163)
  assert.equal(Math.round(letters({ ...DESK, metres: 5 }).needs.number), 221)
})

test('the usual screens are enough for the usual distances, and say so when they are not', () => {
  const enough = (/** @type {any} */ screen, /** @type {number[]} */ ...metres) => metres.map((one) => letters({ ...screen, metres: one }).enough)
  assert.deepEqual(enough(TABLET, 1, 2, 3, 3.5), [true, true, true, false])
  assert.deepEqual(enough(SMALL, 1, 2, 3), [true, true, false])
  assert.deepEqual(enough(DESK, 3, 5, 6, 8), [true, true, true, false])
  assert.deepEqual(enough(UPRIGHT, 2, 2.7, 3.5), [true, true, false])
})

test('from afar the foot makes room for larger words; they are never smaller than the usual ones', () => {
  assert.deepEqual([letters({ ...TABLET, metres: 1.5 }).foot, letters({ ...TABLET, metres: 3 }).foot], [7.4, null])
  for (const metres of [0.5, 1, 2, 3, 6, 20]) {
    for (const screen of [TABLET, SMALL, DESK, UPRIGHT]) {
      const { word } = letters({ ...screen, metres })
      assert.ok(word >= 9.2 && word <= 11.4, `${metres} m: ${word}`)
    }
  }
})
