// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { again, wordsOf } from '../../display/static/desk-texts.mjs'

const ZONE = 'Asia/Jakarta'
const MONDAY = new Date('2026-11-23T04:00:00Z')
const view = (/** @type {any} */ kind, /** @type {object} */ hours = {}) => ({ kind, desk: null, hours: { state: /** @type {const} */ ('open'), reason: null, until: null, ...hours } })

test('every state has a word, an icon and what to do next', () => {
  for (const kind of ['called', 'serving', 'open', 'paused', 'closed', 'break', 'before', 'night', 'gone']) {
    const { icon, title, line } = wordsOf(view(kind), MONDAY, ZONE)
    assert.match(icon, /^d-\w+$/, kind)
    assert.ok(line.length > 5 && (title.length > 3 || kind === 'called' || kind === 'serving'), kind)
  }
})

test('the Friday prayer is named, with the time when service goes on', () => {
  const friday = new Date('2026-11-27T05:00:00Z')
  assert.deepEqual(wordsOf(view('break', { reason: 'friday_prayer', until: '2026-11-27T06:00:00Z' }), friday, ZONE),
    { icon: 'd-pause', title: 'Jeda salat Jumat', line: 'Dilanjutkan pukul\u00a013.00' })
  assert.equal(wordsOf(view('break', { reason: 'pause' }), friday, ZONE).title, 'Jeda pelayanan')
})

test('when service begins again is said with the day when it is another one, with the date when it is far', () => {
  assert.equal(again('2026-11-23T06:00:00Z', MONDAY, ZONE), 'pukul\u00a013.00')
  assert.equal(again('2026-11-24T00:30:00Z', MONDAY, ZONE), 'Selasa pukul\u00a007.30')
  assert.equal(again('2026-11-30T00:30:00Z', MONDAY, ZONE), '30 November pukul\u00a007.30')
  assert.equal(again('2027-01-04T01:00:00Z', MONDAY, ZONE), '4 Januari pukul\u00a008.00')
  assert.equal(again(null, MONDAY, ZONE), '')
  assert.equal(again('2026-11-23T17:30:00Z', MONDAY, 'Asia/Jayapura'), 'Selasa pukul\u00a002.30', 'the day of the site counts')
})

test('why a desk is paused is not for visitors', () => {
  assert.deepEqual(wordsOf(view('paused', { reason: 'toilet' }), MONDAY, ZONE), { icon: 'd-pause', title: 'Istirahat sebentar', line: 'Silakan menunggu' })
})
