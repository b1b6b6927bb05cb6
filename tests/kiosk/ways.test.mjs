// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boardsOf, refused, scanned, typed } from '../../kiosk/static/booking.mjs'
import { because } from '../../kiosk/static/closed.mjs'
import { after, FRESH, isFresh, screen } from '../../kiosk/static/flow.mjs'
import { lockOf } from '../../kiosk/static/hall.mjs'
import { prepared, ways } from '../../kiosk/static/quotas.mjs'
import { asking, press, unsure } from '../../kiosk/static/request.mjs'
import { MOST } from '../../kiosk/static/several.mjs'
import { TEXTS } from '../../kiosk/static/texts.mjs'
import { due, WARN_HEARD_S, WARN_S } from '../../kiosk/static/waits.mjs'
import { hear, NOTHING } from '../../kiosk/static/wedge.mjs'

/** @typedef {import('../../kiosk/static/flow.mjs').State} State */
const walk = (/** @type {any[]} */ ...events) => events.reduce((/** @type {State} */ state, event) => after(state, event), FRESH)
const on = (/** @type {State} */ state, /** @type {any[]} */ ...events) => events.reduce((/** @type {State} */ at, event) => after(at, event), state)
const service = (/** @type {string} */ code) => ({ type: 'service', code, agency: 'X' })
const many = [service('KTP'), { type: 'several' }, { type: 'add' }, service('KK'), { type: 'add' }, { type: 'agency', code: 'X' }, service('SIM')]

test('one visit with several services: chosen one after the other, asked for as one number', () => {
  const basket = walk(...many)
  assert.deepEqual([basket.view, basket.chosen, basket.adding], ['several', ['KTP', 'KK', 'SIM'], false])
  const asked = on(basket, { type: 'go_on' }, { type: 'person', priority: 'lansia' })
  assert.deepEqual(asked.asking, { service: 'KTP', also: ['KK', 'SIM'], any_order: false, priority: 'lansia', language: 'id' })
  const any = on(basket, { type: 'order', order: 'any' }, { type: 'go_on' }, { type: 'person' })
  assert.equal(any.asking?.any_order, true)
  assert.deepEqual(asking(/** @type {any} */ (any.asking)), ['/api/v1/tickets', { service: 'KTP', also: ['KK', 'SIM'], any_order: true, language: 'id' }])
})

test('what was chosen can be taken out again, one service is an ordinary number', () => {
  const two = on(walk(...many), { type: 'remove', code: 'KTP' })
  assert.deepEqual(two.chosen, ['KK', 'SIM'])
  const one = on(two, { type: 'remove', code: 'SIM' }, { type: 'go_on' }, { type: 'person' })
  assert.deepEqual(one.asking, { service: 'KK', priority: null, language: 'id' })
  assert.equal(on(two, { type: 'remove', code: 'SIM' }, { type: 'remove', code: 'KK' }).view, 'home')
})

test('nothing is chosen twice, nor more than five', () => {
  const twice = on(walk(...many), { type: 'add' }, service('KK'))
  assert.deepEqual([twice.chosen.length, twice.notice?.text], [3, 'several_twice'])
  const full = [1, 2, 3, 4].reduce((state, at) => on(state, { type: 'add' }, service(`S${at}`)), walk(...many))
  assert.equal(full.chosen.length, MOST)
})

test('the way back leads where one came from, with what was typed and chosen', () => {
  const searching = walk({ type: 'search' }, { type: 'letter', letter: 'P' }, service('PASPOR'))
  assert.deepEqual([searching.view, on(searching, { type: 'back' }).view, on(searching, { type: 'back' }).query], ['for', 'search', ['P']])
  const adding = on(walk(...many), { type: 'add' })
  assert.equal(on(adding, { type: 'back' }).view, 'several')
  assert.deepEqual([on(adding, { type: 'search' }, { type: 'back' }).view, on(adding, { type: 'search' }, { type: 'back' }).adding], ['home', true])
  assert.equal(on(walk(...many), { type: 'go_on' }, { type: 'back' }).view, 'several')
  assert.equal(walk({ type: 'booking' }, { type: 'back' }).view, 'home')
})

test('a chosen service that closes is told of, the others stay chosen', () => {
  const hall = { agencies: [{ code: 'X' }], services: ['KTP', 'SIM'].map((code) => ({ code, open: true })).concat([{ code: 'KK', open: false }]) }
  const told = on(walk(...many), { type: 'hall', hall })
  assert.deepEqual([told.view, told.chosen, told.notice], ['several', ['KTP', 'SIM'], { text: 'just_closed', service: 'KK' }])
  const refusedOne = on(walk(...many), { type: 'go_on' }, { type: 'person' }, { type: 'refused', code: 'service_closed', facts: { service: 'SIM' } })
  assert.deepEqual([refusedOne.view, refusedOne.chosen], ['several', ['KTP', 'KK']])
})

test('each refusal has its words: floods, locks, a channel that is used up', () => {
  const asked = walk(service('KTP'), { type: 'person' })
  assert.deepEqual(on(asked, { type: 'refused', code: 'too_many_tickets', facts: { retry_in: 3.2 } }).notice, { text: 'flood', facts: { seconds: 4 } })
  const quota = on(asked, { type: 'refused', code: 'quota_reached', facts: { channel: 'walk_in' } })
  assert.deepEqual([quota.view, quota.notice], ['for', { text: 'quota_walk_in', service: 'KTP' }])
  assert.equal(on(asked, { type: 'refused', code: 'kiosk_locked', facts: {} }).view, 'home')
  assert.equal(unsure({ status: 429, code: 'too_many_tickets' }), false)
  assert.equal(unsure({ status: 429, code: 'too_many_attempts' }), true)
})

test('a booking is checked in once, and each no is told kindly', () => {
  const typing = walk({ type: 'booking' }, ...[...'k7m2p9qx'].map((digit) => ({ type: 'digit', digit })))
  const asked = on(typing, { type: 'check_in' })
  assert.deepEqual([asked.asking, asking(/** @type {any} */ (asked.asking))], [{ booking: 'K7M2P9QX', language: 'id' }, ['/api/v1/bookings/K7M2P9QX/check-in', {}]])
  const again = press({ key: 'k', wanted: /** @type {any} */ (asked.asking), at: 10 }, { booking: 'K7M2P9QX', language: 'id' }, 11, () => 'new')
  assert.equal(again.key, 'k')
  const early = on(asked, { type: 'refused', ...refused('too_early', { check_in_from: '2026-11-23T02:00:00Z' }) })
  assert.deepEqual([early.view, early.code, early.notice], ['booking', '', { text: 'booking_early', facts: { code: 'K7M2P9QX', when: '2026-11-23T02:00:00Z' } }])
  for (const code of ['not_found', 'too_early', 'illegal_transition', 'service_closed', 'wrong_site', 'anything']) assert.ok(refused(code, {}).text in TEXTS.id, code)
  assert.equal(on(asked, { type: 'ticket', ticket: { number: 'A001', print: null } }).view, 'done')
})

test('a code is read from a plain text, with the hall before it, or as the end of an address', () => {
  assert.deepEqual(scanned('K7M2P9QX', 'SIAK'), { code: 'K7M2P9QX', elsewhere: false })
  assert.deepEqual(scanned('siak-k7m2p9qx', 'SIAK'), { code: 'K7M2P9QX', elsewhere: false })
  assert.deepEqual(scanned('DUMAI-K7M2P9QX', 'SIAK'), { code: 'K7M2P9QX', elsewhere: true })
  assert.deepEqual(scanned('http://antrean.siak.lan/b/K7M2P9QX/?x=1', 'SIAK'), { code: 'K7M2P9QX', elsewhere: false })
  assert.equal(typed('K7M', '<'), 'K7M')
  assert.equal(scanned('ABCD-EFGH', 'SIAK').code, 'ABCDEFGH')
  assert.deepEqual([boardsOf('letters').length, boardsOf('groups').join('')], [1, boardsOf('letters')[0]])
  assert.equal(typed('123456789012', '3').length, 12)
})

test('a reader types faster than fingers and ends with Enter; nothing of it presses a button', () => {
  const read = (/** @type {string} */ text, /** @type {number} */ gap) => [...text, 'Enter'].reduce((/** @type {any} */ all, key, at) => {
    const told = hear(all.heard, key === 'Enter' ? key : key, 1000 + at * gap)
    return { heard: told.heard, scans: told.scan ? [...all.scans, told.scan] : all.scans, swallowed: all.swallowed + Number(told.swallow) }
  }, { heard: NOTHING, scans: [], swallowed: 0 })
  assert.deepEqual(read('SIAK-K7M2P9QX', 8).scans, ['SIAK-K7M2P9QX'])
  assert.equal(read('K7M2P9QX', 8).swallowed, 7, 'all but the first two, which may be fingers')
  assert.deepEqual([read('K7M2P9QX', 120).scans, read('K7M2P9QX', 120).swallowed], [[], 0])
  assert.deepEqual(read('55', 8).scans, [], 'too short for a code')
})

test('a channel that is used up closes only itself', () => {
  const someone = [{ code: 'lansia' }]
  const open = { open: true, closed_reason: null }
  const full = { open: false, closed_reason: 'quota_reached' }
  assert.deepEqual(ways(open, someone), { regular: true, priority: true })
  assert.deepEqual(ways({ ...open, quotas: { walk_in: 0, priority: 3 } }, someone), { regular: false, priority: true })
  assert.deepEqual(ways({ ...full, quotas: { walk_in: 0, priority: 3 } }, someone), { regular: false, priority: true })
  assert.deepEqual(ways({ ...open, quotas: { walk_in: 5, priority: 0 } }, someone), { regular: true, priority: false })
  assert.deepEqual(ways(full, someone), { regular: false, priority: false })
  assert.deepEqual(ways({ ...full, quotas: { walk_in: 0, priority: 3 } }, []), { regular: false, priority: false }, 'a hall without classes')
  assert.deepEqual(ways({ open: false, closed_reason: 'pause', quotas: { priority: 3 } }, someone), { regular: false, priority: false })
  const [one] = prepared({ priorities: someone, services: [{ ...open, quotas: { walk_in: 0, priority: 0 } }] }).services
  assert.deepEqual([one.open, one.closed_reason], [false, 'quota_reached'])
})

test('a kiosk that staff locked says so, but never over a number or a request on its way', () => {
  const hall = { kiosks: [{ name: 'kiosk-1', locked: true, reason: 'Perbaikan' }, { name: 'kiosk-2', locked: false, reason: null }] }
  assert.deepEqual([lockOf(hall, 'kiosk-1'), lockOf(hall, 'kiosk-2'), lockOf(hall, 'kiosk-3'), lockOf({}, 'kiosk-1'), lockOf({ locked: { reason: null } }, null)], ['Perbaikan', null, null, null, ''])
  const around = /** @type {const} */ ({ paired: 'yes', away: false, known: true, closed: null, locked: true })
  assert.equal(screen(FRESH, around), 'locked')
  assert.equal(screen(walk(service('KTP'), { type: 'person' }), around), 'for')
})

test('the words of who closed stand behind the reason', () => {
  assert.equal(because('Hari ini libur.', { id: 'Hari Raya Nyepi', en: 'Nyepi' }, 'en'), 'Hari ini libur: Nyepi.')
  assert.equal(because('Ditutup sementara oleh petugas.', { id: 'listrik padam.' }, 'en'), 'Ditutup sementara oleh petugas: listrik padam.')
  assert.equal(because('Hari ini libur.', null, 'id'), 'Hari ini libur.')
})

test('help is asked once, told, and forgotten with the visitor; every switch is reset', () => {
  const asked = walk({ type: 'help' }, { type: 'helped', ok: true })
  assert.deepEqual([asked.help, on(asked, { type: 'finish' }).help, walk({ type: 'help' }, { type: 'helped', ok: false }).help], ['told', null, 'failed'])
  for (const flag of ['large', 'voice', 'low', 'contrast']) {
    const set = walk({ type: 'toggle', flag })
    assert.equal(isFresh(set), false, flag)
    assert.deepEqual(on(set, { type: 'finish' }), FRESH)
  }
})

test('who listens is asked after 90 seconds, who reads after 45', () => {
  const at = { touched: 100, warned: 0, asked: 0, given: 0, told: 0 }
  const heard = walk({ type: 'toggle', flag: 'voice' })
  assert.equal(due(heard, at, 100 + WARN_S), null)
  assert.deepEqual(due(heard, at, 100 + WARN_HEARD_S), { type: 'warn' })
})

test('a word of the hall leaves alone who stepped back from a visit with several services', () => {
  const words = { agencies: [{ code: 'DUKCAPIL' }], services: [{ code: 'KTP', agency: 'DUKCAPIL', open: true }] }
  const standing = walk({ ...service('KTP'), agency: 'DUKCAPIL' }, { type: 'several' }, { type: 'add' }, { type: 'search' }, service('KTP'), { type: 'back' })
  assert.equal(on(standing, { type: 'hall', hall: words }).view, 'for')
  const closing = on(standing, { type: 'hall', hall: { ...words, services: [{ code: 'KTP', agency: 'DUKCAPIL', open: false }] } })
  assert.deepEqual([closing.view, closing.agency, closing.notice?.text], ['services', 'DUKCAPIL', 'just_closed'])
})
