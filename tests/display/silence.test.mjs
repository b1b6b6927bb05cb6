// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANSWER_MS, answered, heard, looked, silentFor } from '../../queue_server/static/silence.mjs'

const HOUR = 3_600_000
/** Looks once a second for so long. @param {ReturnType<typeof answered>} silence @param {number} seconds */
function later(silence, seconds) {
  let doubts = 0
  for (let second = 0; second < seconds; second += 1) {
    const seen = looked(silence, { steady: silence.last.steady + 1000, wall: silence.last.wall + 1000 })
    silence = seen.silence
    doubts += Number(seen.doubt)
  }
  return { silence, doubts, seconds: silentFor(silence, silence.last.steady) }
}
const START = answered({ steady: 5000, wall: 1_000_000 })

test('a server that says nothing for 15 s has been silent for 15 s, whatever nobody did to the clocks', () => {
  assert.deepEqual([later(START, 15).seconds, later(START, 15).doubts], [15, 0])
  assert.equal(silentFor(heard(START, 9000), 10_000), 1)
})

test('the clock of this computer set back, or a timer that comes late, raises no doubt', () => {
  assert.equal(looked(START, { steady: 6000, wall: 1_000_000 - HOUR }).doubt, false)
  const late = looked(START, { steady: 65_000, wall: 1_060_000 })
  assert.equal(late.doubt, false)
  assert.equal(silentFor(late.silence, 65_000), 60)
})

test('a clock that ran ahead raises doubt once; the answer of the server ends it and nothing was stale', () => {
  const seen = looked(START, { steady: 6000, wall: 1_001_000 + HOUR })
  assert.equal(seen.doubt, true)
  assert.equal(silentFor(seen.silence, 6000), 1)
  assert.equal(looked(seen.silence, { steady: 7000, wall: 1_002_000 + HOUR }).doubt, false)
  assert.equal(silentFor(answered({ steady: 7000, wall: 1_002_000 + HOUR }), 10_000), 3)
})

test('after a sleep of an hour a server that stays mute is an hour silent, two seconds after waking', () => {
  const woken = looked(START, { steady: 6000, wall: 1_001_000 + HOUR }).silence
  assert.equal(silentFor(woken, 6000 + ANSWER_MS - 1) < 15, true)
  assert.equal(Math.floor(silentFor(woken, 6000 + ANSWER_MS)), 3603)
})

test('what waited in the wire while the computer slept does not pass for an answer', () => {
  const woken = looked(heard(START, 5900), { steady: 6000, wall: 1_001_000 + HOUR })
  assert.equal(woken.doubt, true)
  assert.ok(silentFor(heard(woken.silence, 6100), 6000 + ANSWER_MS) > 3600)
})
