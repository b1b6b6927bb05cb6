// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STEP_MS, shift } from '../../display/static/burn-in.mjs'

test('the picture starts in the middle, moves every 90 s, and always by 8 to 12 px', () => {
  assert.deepEqual(shift(STEP_MS - 1), { x: 0, y: 0 })
  const seen = new Set()
  for (let step = 1; step <= 40; step += 1) {
    const { x, y } = shift(step * STEP_MS)
    assert.deepEqual(shift((step + 1) * STEP_MS - 1), { x, y })
    assert.ok(Math.max(Math.abs(x), Math.abs(y)) >= 0.8 && Math.hypot(x, y) <= 1.2, `${x} ${y}`)
    seen.add(`${x} ${y}`)
  }
  assert.equal(seen.size, 8)
})
