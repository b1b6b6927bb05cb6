// @ts-check
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'

const MINUTE = 60_000
const real = { now: Date.now, steady: performance.now }
const clocks = { wall: Date.parse('2026-11-23T03:00:00Z'), steady: 1000 }
let page = 0

/** The module as a page just opened has it, on clocks of the test. @returns {Promise<typeof import('../../queue_server/static/hall-time.mjs')>} */
async function opened() {
  Object.assign(clocks, { wall: Date.parse('2026-11-23T03:00:00Z'), steady: 1000 })
  Date.now = () => clocks.wall
  performance.now = () => clocks.steady
  return import(`../../queue_server/static/hall-time.mjs?${page += 1}`)
}
/** @param {number} steady @param {number} [wall] */
function pass(steady, wall = steady) {
  clocks.steady += steady
  clocks.wall += wall
}
afterEach(() => { Date.now = real.now; performance.now = real.steady })

const at = (/** @type {number} */ minutes) => new Date(Date.parse('2026-11-23T07:00:00Z') + minutes * MINUTE).toISOString()

test('the hall has the server\'s time, whatever this computer\'s clock is set to while the page runs', async () => {
  const hall = await opened()
  hall.learn(at(0))
  pass(MINUTE)
  assert.equal(hall.hallNow().toISOString(), at(1))
  for (const jump of [-60 * MINUTE, 60 * MINUTE, 365 * 24 * 60 * MINUTE]) {
    pass(0, jump)
    assert.equal(hall.hallNow().toISOString(), at(1))
  }
  hall.learn(at(1))
  assert.equal(hall.steady(), 1000 + MINUTE)
})

test('after a sleep, during which the steady clock stood still, both clocks of the hall are right with the first answer', async () => {
  const hall = await opened()
  hall.learn(at(0))
  pass(MINUTE)
  pass(0, 30 * MINUTE)
  hall.learn(at(31))
  assert.equal(hall.hallNow().toISOString(), at(31))
  assert.equal(hall.steady(), 1000 + 31 * MINUTE)
})

test('an answer that was long on its way moves the hall\'s time, but not the clock by which calls stand on the stage', async () => {
  const hall = await opened()
  hall.learn(at(0))
  pass(MINUTE)
  hall.learn(at(0.8))
  pass(MINUTE)
  hall.learn(at(2))
  assert.equal(hall.hallNow().toISOString(), at(2))
  assert.equal(hall.steady(), 1000 + 2 * MINUTE)
})

test('the clock of the server set forward is not taken for a sleep', async () => {
  const hall = await opened()
  hall.learn(at(0))
  pass(MINUTE)
  hall.learn(at(61))
  assert.equal(hall.hallNow().toISOString(), at(61))
  assert.equal(hall.steady(), 1000 + MINUTE)
})
