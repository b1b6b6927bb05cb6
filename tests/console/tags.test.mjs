// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legNow, legsOf, tagsOf } from '../../queue_server/static/counter/tags.mjs'
import { RULE } from '../../queue_server/static/counter/rule-texts.mjs'

const speech = { zone: 'Asia/Jakarta', words: RULE.id, service: (/** @type {string} */ code) => ({ KTP: 'KTP-el', AKTA: 'Akta' })[code] ?? code, counter: (/** @type {string} */ code) => `Loket ${code}` }
const said = (/** @type {any} */ ticket, place = {}) => tagsOf(ticket, speech, place).map((tag) => tag.text + (tag.more ?? ''))
const visit = (/** @type {...string} */ ...states) => ({ legs: states.map((state, index) => ({ service: ['KTP', 'KK', 'AKTA'][index], state })) })

test('an ordinary number has nothing else to say', () => {
  assert.deepEqual(said({ legs: [], visit: [], misses: 0, state: 'waiting' }), [])
  assert.deepEqual(said({}), [], 'a server of before')
})

test('a visit of several services says where it stands', () => {
  assert.deepEqual(said(visit('now', 'planned', 'planned')), ['1 dari 3: KTP-el, KK, Akta'])
  assert.deepEqual(said(visit('done', 'now', 'planned')), ['2 dari 3: KTP-el, KK, Akta'])
  assert.deepEqual(said({ ...visit('done', 'planned', 'planned'), any_order: true }), ['2 dari 3: KTP-el, KK, Akta, urutan bebas'])
  assert.deepEqual(said(visit('done', 'dropped', 'now')), ['2 dari 2: KTP-el, Akta'])
  assert.equal(legNow(visit('now')), null)
  assert.equal(legNow(visit('done', 'done', 'done'))?.at, 3)
  assert.deepEqual(legsOf(null), [])
})

test('for whom, with whom, when, how often in vain', () => {
  assert.deepEqual(said({ for_counter: '3' }), ['untuk Loket 3'])
  assert.deepEqual(said({ for_staff: 'Ani' }), ['untuk Ani'])
  assert.deepEqual(said({ for_counter: '3', for_staff: 'Ani' }), ['untuk Loket 3, Ani'])
  assert.deepEqual(said({ visit: [{}, {}, {}] }), ['rombongan 4'])
  assert.deepEqual(said({ slot: '2026-11-23T03:15:00Z' }), ['Janji 10.15'])
  assert.deepEqual(said({ misses: 1, state: 'waiting' }), ['tidak hadir 1×'])
  assert.deepEqual(said({ misses: 1, state: 'no_show' }), [], 'the list of the missed says it already')
})

test('a row whose reason says emergency or appointment does not say it twice', () => {
  assert.deepEqual(said({ urgent: true, reason: 'Darurat: sakit' }, { row: true }), [])
  assert.deepEqual(tagsOf({ urgent: true }, speech), [{ icon: 'i-alert', text: 'Darurat', look: 'bad' }])
  assert.deepEqual(said({ slot: '2026-11-23T03:15:00Z', reason: 'Janji temu 10.15, dihitung 10.15' }, { row: true }), [])
  assert.deepEqual(said({ slot: '2026-11-23T03:15:00Z', reason: 'Kembali, dihitung 10.15' }, { row: true }), ['Janji 10.15'])
})
