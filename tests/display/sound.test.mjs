// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AGAIN_MS, KNOWN_FOR_MS, SILENCE, asking, cut, isInTime, outcome, stateOf, waitMs, withBlock, withCall, withConnection, withNothing,
  withOutcome } from '../../display/static/sound.mjs'

const NOW = 5_000_000
/** @param {object} [more] */
const announcement = (more = {}) => ({ seq: 7, number: 'A001', audio: '/a', from_s: 0, to_s: null, volume: 1, lease_s: 20, ...more })

test('a quiet loudspeaker asks for nothing', () => {
  assert.equal(waitMs(SILENCE, NOW), null)
})

test('a call with a sound is asked for at once, and so is what may wait after a connect', () => {
  assert.equal(waitMs(withCall(SILENCE, 40, NOW), NOW), 0)
  assert.equal(waitMs(withConnection(SILENCE, NOW), NOW), 0)
})

test('a call of a minute ago and more is not asked for', () => {
  assert.equal(waitMs(withCall(SILENCE, KNOWN_FOR_MS, NOW), NOW), null)
})

test('a call from a server whose clock is ahead is not asked for longer than any other', () => {
  assert.equal(withCall(SILENCE, -3_600_000, NOW).knownUntil, NOW + KNOWN_FOR_MS)
})

test('while it asks or plays it asks for nothing else', () => {
  const busy = asking(withCall(SILENCE, 0, NOW))
  assert.equal(waitMs(busy, NOW + 60_000), null)
  assert.equal(waitMs(withCall(busy, 0, NOW), NOW), null)
})

test('after "nothing now" it asks every two seconds as long as a call may wait, then no more', () => {
  const told = withNothing(asking(withCall(SILENCE, 0, NOW)), null, NOW + 10)
  assert.equal(waitMs(told, NOW + 10), AGAIN_MS)
  assert.equal(waitMs(withNothing(asking(told), null, NOW + KNOWN_FOR_MS), NOW + KNOWN_FOR_MS), null)
  assert.equal(waitMs(withNothing(asking(withConnection(SILENCE, NOW)), null, NOW), NOW), null)
})

test('while somebody else speaks it comes back when the server says, whether it knows of a call or not', () => {
  assert.equal(waitMs(withNothing(asking(withConnection(SILENCE, NOW)), 7, NOW), NOW), 7_000)
  assert.equal(waitMs(withNothing(asking(withCall(SILENCE, 0, NOW)), 0.5, NOW), NOW), 500)
  assert.equal(waitMs(withNothing(asking(SILENCE), 86_400, NOW), NOW), 60_000)
})

test('a call pushed while the question was on its way is asked for at once', () => {
  const pushed = withCall(asking(withConnection(SILENCE, NOW)), 0, NOW + 5)
  assert.equal(waitMs(withNothing(pushed, null, NOW + 9), NOW + 9), 0)
})

test('a page that may not be heard asks for nothing until it is touched', () => {
  const blocked = withNothing(withOutcome(asking(withCall(SILENCE, 0, NOW)), { result: 'blocked' }), null, NOW)
  assert.equal(stateOf(blocked), 'blocked')
  assert.equal(waitMs(withCall(blocked, 0, NOW), NOW + 5_000), null)
  const touched = withBlock(blocked, false, NOW + 9_000)
  assert.equal(stateOf(touched), 'on')
  assert.equal(waitMs(touched, NOW + 9_000), 0)
})

test('three plays in a row of which nothing was heard are told, and one that was heard ends that', () => {
  const failed = { result: /** @type {const} */ ('failed') }
  const twice = withOutcome(withOutcome(SILENCE, failed), failed)
  assert.equal(stateOf(twice), 'on')
  assert.equal(stateOf(withOutcome(twice, failed)), 'failed')
  for (const result of /** @type {const} */ (['spoken', 'chime'])) assert.equal(stateOf(withOutcome(withOutcome(twice, failed), { result })), 'on')
})

test('the cuts of the server are kept', () => {
  assert.deepEqual(cut(announcement(), 7.2), { from: 0, seconds: 7.2, volume: 1 })
  assert.deepEqual(cut(announcement({ from_s: 1.6, to_s: 6.1, volume: 0.4 }), 11), { from: 1.6, seconds: 4.5, volume: 0.4 })
  assert.deepEqual(cut(announcement({ to_s: 30 }), 11), { from: 0, seconds: 11, volume: 1 })
})

test('cuts that leave nothing to hear are not made, and nothing is louder than it is', () => {
  for (const nonsense of [{ from_s: 5, to_s: 5 }, { from_s: 12 }, { from_s: -1 }, { from_s: NaN }, { to_s: 0 }]) {
    assert.deepEqual(cut(announcement(nonsense), 11), { from: 0, seconds: 11, volume: 1 })
  }
  assert.equal(cut(announcement({ volume: 7 }), 11).volume, 1)
  assert.equal(cut(announcement({ volume: -1 }), 11).volume, 0)
})

test('a computer that slept does not begin a sound that would end after the server gave the call up', () => {
  assert.ok(isInTime(announcement(), 12, NOW, NOW + 8_000))
  assert.ok(!isInTime(announcement(), 12, NOW, NOW + 8_001))
  assert.ok(isInTime(announcement({ lease_s: 8 }), 12, NOW, NOW + 4_000), 'a sound longer than expected begins all the same')
  assert.ok(!isInTime(announcement(), 12, NOW, NOW - 3_600_000), 'a clock that was set back says nothing')
})

test('what is told of a play is what was heard', () => {
  const words = { words: true, heard: true }
  assert.deepEqual(outcome('ended', words), { result: 'spoken' })
  assert.deepEqual(outcome('ended', { words: false, heard: true, why: 'no_sound' }), { result: 'chime', why: 'no_sound' })
  assert.deepEqual(outcome('stalled', words), { result: 'failed', why: 'stalled' })
  assert.deepEqual(outcome('blocked', { words: true, heard: false }), { result: 'blocked' })
  assert.deepEqual(outcome('blocked', words), { result: 'failed', why: 'blocked' })
})
