// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aloudInWords, aloudOf, isEnded, ofLastCall } from '../../queue_server/static/counter/aloud.mjs'

const called = new Date('2026-11-23T03:32:00Z')
const after = (/** @type {number} */ seconds) => new Date(called.getTime() + seconds * 1000)
const row = (/** @type {any} */ more = {}) => ({ seq: 9, number: 'A015', counter: { code: '3', name: { id: 'Loket 3' } }, at: called.toISOString(), state: 'spoken', speaker: 'lobby', started_at: after(0).toISOString(), ended_at: after(6).toISOString(), why: '', ...more })
const sound = (/** @type {any} */ state = 'ok') => /** @type {any} */ ({ code: 'A', state })
const at = (/** @type {string} */ moment) => moment.slice(11, 16).replace(':', '.')
const words = (/** @type {any} */ state, /** @type {'id' | 'en'} */ language = 'id') => { const told = aloudOf(row({ state }), sound(), called, after(5)); return told && aloudInWords(told, language, at).words }

test('each state of an announcement is told in words with what to do', () => {
  const table = { playing: 'Sedang diumumkan', spoken: 'Sudah diumumkan 03.32', chime: 'Hanya bel, tanpa kata', failed: 'Tidak terdengar: panggil dengan suara', too_old: 'Tidak terdengar: panggil dengan suara',
    gone: 'Belum tentu terdengar: panggil dengan suara', muted: 'Disenyapkan: panggil dengan suara' }
  for (const [state, said] of Object.entries(table)) assert.equal(words(state), said)
  assert.equal(words('spoken', 'en'), 'Announced at 03.32')
  assert.equal(aloudOf(row({ state: 'never heard of' }), sound(), called, after(5))?.code, 'waiting')
})

test('nothing is said of a call that was not needed any more, because the visitor was there', () => {
  assert.equal(aloudOf(row({ state: 'withdrawn', why: 'serving' }), sound(), called, after(70)), null)
  assert.equal(isEnded(row({ state: 'withdrawn' })), true)
})

test('while it may come at once nothing is said in the first seconds, nor ever in a zone without loudspeaker', () => {
  assert.equal(aloudOf(null, sound(), called, after(2)), null)
  assert.equal(aloudOf(null, sound('none'), called, after(70)), null)
  assert.equal(aloudOf(null, undefined, called, after(70)), null)
  assert.equal(aloudOf(row({ state: 'too_old' }), sound('none'), called, after(70)), null)
})

test('without an announcement the state of the sound decides, and after a minute nothing comes any more', () => {
  const code = (/** @type {string} */ state, /** @type {number} */ age) => aloudOf(null, sound(state), called, after(age))?.code
  assert.equal(code('ok', 4), 'waiting')
  assert.equal(code('chime_only', 4), 'waiting')
  for (const state of ['lost', 'blocked', 'silent']) assert.equal(code(state, 4), 'unheard')
  assert.equal(code('muted', 0), 'muted', 'what is known already is said at once')
  assert.equal(code('ok', 63), 'unheard')
  assert.equal(aloudOf(row({ state: 'waiting' }), sound('lost'), called, after(4))?.code, 'unheard')
  assert.equal(aloudOf(row({ state: 'waiting' }), sound(), called, after(4))?.code, 'waiting')
})

test('a recall is answered by its own announcement, not by that of the first call', () => {
  assert.equal(ofLastCall([], '3'), null)
  assert.equal(ofLastCall([row({ seq: 9 }), row({ seq: 12, state: 'playing' })], '3')?.seq, 12)
  assert.equal(ofLastCall([row({ seq: 14, state: 'merged' }), row({ seq: 12 })], '3')?.seq, 12, 'of two calls at once one was said')
  assert.equal(ofLastCall([row({ counter: '4' })], '3'), null, 'it was called to another counter')
  assert.equal(ofLastCall([row({ counter: '3' })], '3')?.seq, 9, 'a counter may come as its code')
  const again = row({ state: 'waiting', at: after(100).toISOString() })
  assert.equal(aloudOf(again, sound(), called, after(105))?.code, 'waiting', 'its minute begins anew')
})

test('what has an end is not asked for again', () => {
  assert.deepEqual([null, row({ state: 'waiting' }), row({ state: 'playing' }), row(), row({ state: 'gone' })].map(isEnded), [false, false, false, true, false], 'a late report is believed')
})
