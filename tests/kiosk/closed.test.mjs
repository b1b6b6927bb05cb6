// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { again, known, ofHall, onCard, wholeHall } from '../../kiosk/static/closed.mjs'
import { words } from '../../kiosk/static/texts.mjs'

const WIB = { timeZone: 'Asia/Jakarta' }
const dayKey = (/** @type {Date} */ at) => new Intl.DateTimeFormat('en-CA', WIB).format(at)
const calendar = {
  dayKey,
  day: (/** @type {Date} */ at) => new Intl.DateTimeFormat('id-ID', { ...WIB, weekday: 'long', day: 'numeric', month: 'long' }).format(at),
  short: (/** @type {Date} */ at) => new Intl.DateTimeFormat('id-ID', { ...WIB, weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', ''),
  weekday: (/** @type {Date} */ at) => new Date(`${dayKey(at)}T00:00:00Z`).getUTCDay(),
  clock: (/** @type {Date} */ at) => new Intl.DateTimeFormat('en-GB', { ...WIB, hour: '2-digit', minute: '2-digit' }).format(at).replace(':', '.'),
}
const t = words('id')
const monday = new Date('2026-11-23T03:32:00Z')
const friday = new Date('2026-11-27T05:00:00Z')
const shut = (/** @type {string | null} */ reason, /** @type {string | null} */ until = null) => ({ open: false, closed_reason: reason, closed_until: until })
const REASONS = ['not_open', 'last_ticket_passed', 'day_closed', 'pause', 'date_closed', 'service_closed', 'manual_closed', 'quota_reached']

test('the day of the next number is said as people say it', () => {
  assert.equal(again('2026-11-23T06:00:00Z', monday, calendar, t), 'pukul 13.00')
  assert.equal(again('2026-11-24T00:30:00Z', monday, calendar, t), 'besok pukul 07.30')
  assert.equal(again('2026-11-24T00:30:00Z', monday, calendar, t, true), 'Selasa, 24 November pukul 07.30')
  assert.equal(again('2026-12-28T00:30:00Z', monday, calendar, t), 'Senin, 28 Desember pukul 07.30')
  assert.equal(again(null, monday, calendar, t), '')
})

test('the day turns at midnight of the hall, not of Greenwich', () => {
  const evening = new Date('2026-11-23T16:00:00Z') // 23.00 in the hall
  assert.equal(again('2026-11-23T17:30:00Z', evening, calendar, t), 'besok pukul 00.30')
})

for (const reason of [...REASONS, 'a_reason_of_tomorrow', null]) {
  for (const until of ['2026-11-24T00:30:00Z', null]) {
    test(`a card says why and when for ${reason} until ${until}`, () => {
      const card = onCard(shut(reason, until), monday, calendar, t)
      assert.ok(card.tag && card.why && card.icon && card.sign)
      assert.equal(/besok pukul 07\.30/.test(card.why + card.more), until !== null)
      assert.doesNotMatch(card.why + card.more, /\{|undefined|mulai \./)
    })
    test(`the hall says why and when for ${reason} until ${until}`, () => {
      const hall = ofHall([shut(reason, until)], known(reason), monday, calendar, t)
      assert.ok(hall.head && hall.icon)
      assert.equal(hall.lead.includes('Selasa, 24 November pukul 07.30'), until !== null)
      assert.equal(hall.next, until ? 'Sel 24 Nov 07.30' : '')
      assert.doesNotMatch(hall.lead, /\{|undefined|mulai \./)
    })
  }
}

test('the hall is closed as a whole only when every service is, and for one reason', () => {
  assert.equal(wholeHall([shut('pause'), shut('pause')]), 'pause')
  assert.equal(wholeHall([shut('pause'), { open: true, closed_reason: null, closed_until: null }]), null)
  assert.equal(wholeHall([shut('pause'), shut('quota_reached')]), null)
  assert.equal(wholeHall([shut('brand_new')]), 'other')
  assert.equal(wholeHall([]), null)
})

test('the pause of a Friday is the Friday prayer, of another day a break', () => {
  assert.equal(ofHall([shut('pause')], 'pause', friday, calendar, t).head, 'Jeda salat Jumat')
  assert.equal(ofHall([shut('pause')], 'pause', monday, calendar, t).head, 'Istirahat')
})

test('the first service to open again says when the hall opens', () => {
  const hall = ofHall([shut('day_closed', '2026-11-25T00:30:00Z'), shut('day_closed', '2026-11-24T00:30:00Z')], 'day_closed', monday, calendar, t)
  assert.match(hall.when, /Selasa/)
})

test('a full service says how many numbers there were, where that is known', () => {
  assert.equal(onCard({ ...shut('quota_reached'), quota: 60 }, monday, calendar, t).why, 'Kuota hari ini (60 nomor) sudah terpenuhi.')
})
