// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENCE, TOO_LATE_MS, putBack, said, taken, withSentence } from '../../display/static/sound.mjs'

const START = Date.parse('2026-11-23T03:32:00Z')

/** @param {number} seq @param {string} number @param {{recall?: boolean, audio?: string | null}} [more] */
const call = (seq, number, more = {}) => ({ seq, number, recall: false, audio: `/api/v1/calls/${seq}/audio`, at: new Date(START).toISOString(), ...more })
/** @param {...ReturnType<typeof call>} calls */
const after = (...calls) => calls.reduce(withSentence, SILENCE)
/** The order in which a line would be said. @param {typeof SILENCE} sound @param {number} [at] */
function order(sound, at = START) {
  const numbers = []
  for (let next = taken(said(sound), at); next.playing; next = taken(said(next), at)) numbers.push(next.playing.seq)
  return numbers
}

test('sentences are said in the order of the calls', () => {
  assert.deepEqual(order(after(call(1, 'A001'), call(2, 'A002'), call(3, 'A003'))), [1, 2, 3])
})

test('never two at once: nothing is taken while one plays', () => {
  const sound = taken(after(call(1, 'A001'), call(2, 'A002')), START)
  assert.equal(sound.playing?.seq, 1)
  assert.equal(taken(sound, START), sound)
})

test('a recall is said next, but does not cut the one that plays', () => {
  const sound = withSentence(taken(after(call(1, 'A001'), call(2, 'A002')), START), call(3, 'A009', { recall: true }))
  assert.equal(sound.playing?.seq, 1)
  assert.deepEqual(order(sound), [3, 2])
})

test('two recalls keep their order', () => {
  assert.deepEqual(order(after(call(1, 'A001'), call(2, 'A002', { recall: true }), call(3, 'A003', { recall: true }))), [2, 3, 1])
})

test('the same ticket still waiting is said once, as it was called last', () => {
  assert.deepEqual(order(after(call(1, 'A001'), call(2, 'A002'), call(3, 'A001'))), [3, 2])
  assert.deepEqual(order(after(call(1, 'A001'), call(2, 'A002'), call(3, 'A002', { recall: true }))), [3, 1])
})

test('the ticket that plays may be recalled and is said again', () => {
  const sound = withSentence(taken(after(call(1, 'A001')), START), call(2, 'A001', { recall: true }))
  assert.deepEqual(order(sound), [2])
})

test('the same call heard twice is said once, also after it was said', () => {
  const sound = said(taken(after(call(1, 'A001')), START))
  assert.deepEqual(order(withSentence(sound, call(1, 'A001'))), [])
})

test('a call older than a minute by the hall\'s clock is not said', () => {
  const sound = after(call(1, 'A001'), call(2, 'A002'))
  assert.deepEqual(order(sound, START + TOO_LATE_MS - 1), [1, 2])
  assert.deepEqual(order(sound, START + TOO_LATE_MS), [])
})

test('a call without a sentence for this screen is not said', () => {
  assert.deepEqual(order(after(call(1, 'A001', { audio: null }), call(2, 'A002'))), [2])
})

test('a sentence the browser did not let be heard comes first when it does', () => {
  assert.deepEqual(order(putBack(taken(after(call(1, 'A001'), call(2, 'A002')), START))), [1, 2])
})
