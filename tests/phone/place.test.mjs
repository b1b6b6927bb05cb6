// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gate, minutes, nextAsk, placeOf, progress, ring } from '../../queue_server/static/phone/place.mjs'

const site = { time_zone: 'Asia/Jakarta', name: { id: 'Hall' } }
const ticket = { state: 'waiting', ahead: 6, issued_at: '2026-11-23T03:32:00Z', now: '2026-11-23T03:52:00Z', site }

test('every state of a ticket has its view', () => {
  const states = { waiting: 'waiting', called: 'called', serving: 'serving', on_hold: 'hold', no_show: 'missed', done: 'done', cancelled: 'left' }
  for (const [state, place] of Object.entries(states)) assert.equal(placeOf({ ...ticket, state }), place)
})

test('with three people or fewer ahead it is near', () => {
  assert.equal(placeOf({ ...ticket, ahead: 4 }), 'waiting')
  assert.equal(placeOf({ ...ticket, ahead: 3 }), 'near')
  assert.equal(placeOf({ ...ticket, ahead: 0 }), 'near')
})

test('a number is over on the next day of the hall, and when nobody knows it', () => {
  assert.equal(placeOf({ ...ticket, now: '2026-11-23T16:59:00Z' }), 'waiting', '23.59 in the hall')
  assert.equal(placeOf({ ...ticket, now: '2026-11-23T17:01:00Z' }), 'over', '00.01 in the hall')
  assert.equal(placeOf(null), 'over')
})

test('the phone asks every 5 s, every 2 s when near, ever more rarely when nobody answers, never again at the end', () => {
  assert.deepEqual(['waiting', 'near', 'called', 'serving', 'hold', 'missed'].map((place) => nextAsk(/** @type {any} */ (place), 0)), [5, 2, 2, 5, 5, 5])
  assert.deepEqual(['done', 'left', 'over'].map((place) => nextAsk(/** @type {any} */ (place), 0)), [null, null, null])
  assert.deepEqual([1, 2, 3, 4, 50].map((failures) => nextAsk('waiting', failures)), [5, 10, 20, 30, 30])
  assert.equal(nextAsk(null, 0), 5)
})

test('it rings when it gets near, when called, and when called again', () => {
  const at = (/** @type {any} */ place, /** @type {string | null} */ called = null) => ({ place, called })
  assert.equal(ring(null, at('called', '1')), null, 'the page was just opened')
  assert.equal(ring(at('waiting'), at('near')), 'near')
  assert.equal(ring(at('near'), at('near')), null)
  assert.equal(ring(at('near'), at('called', '1')), 'called')
  assert.equal(ring(at('called', '1'), at('called', '1')), null)
  assert.equal(ring(at('called', '1'), at('called', '2')), 'called')
  assert.equal(ring(at('called', '1'), at('serving', '1')), null)
})

test('the sign shows the part of the counter\'s name that is looked for', () => {
  assert.deepEqual(gate({ code: '3', name: { id: 'Loket 3', en: 'Counter 3' } }, 'en'), { word: 'Counter', big: '3' })
  assert.deepEqual(gate({ code: 'V', name: { id: 'Meja VIP' } }, 'en'), { word: '', big: 'Meja VIP' })
})

test('progress and minutes stay in bounds', () => {
  assert.deepEqual([progress(14, 6), progress(0, 0), progress(5, 9), progress(5, 0)], [57, 100, 0, 100])
  assert.equal(minutes('2026-11-23T03:32:00Z', '2026-11-23T04:09:00Z'), 37)
  assert.equal(minutes('2026-11-23T03:32:00Z', null), null)
})
