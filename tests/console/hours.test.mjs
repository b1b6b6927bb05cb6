// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { asked, changeWords, dayWords, endOfDay, formOf, hoursRefusal, inAnHour, instantOf, REASONS, span, stateOf, timeOf, untilOf, whenOf, windowsOf, yearsOf } from '../../queue_server/static/admin/hours-rules.mjs'
import { HOURS } from '../../queue_server/static/admin/hours-texts.mjs'

const root = new URL('../../', import.meta.url)
const zone = 'Asia/Jakarta'
/** Ten o'clock on a Monday in Siak. */
const now = new Date('2026-11-23T03:00:00Z')
const seen = (/** @type {'id' | 'en'} */ language = 'id', at = now) => ({ now: at, zone, language })
/** @returns {any} */
const row = (more = {}) => ({ service: 'KTP', own: false, open: true, reason: null, until: null, words: null, always: false, tickets: ['07:30', '15:00'], service_hours: ['08:00', '16:00'], pauses: [], quota: null, ...more })
/** @returns {any} */
const change = (more = {}) => ({ id: 1, service: null, kind: 'closed', from: '2026-11-23T02:00:00Z', until: '2026-11-23T05:00:00Z', tickets: null, service_hours: null, quota: null, reason: 'x', words: { id: 'x' }, who: 'budi', state: 'running', ...more })
/** @returns {any} */
const form = (more = {}) => ({ kind: 'closed', service: '', reason: 'Listrik padam', day: '2026-11-23', time: '13.00', tickets: ['', ''], hours: ['', ''], usual: [[], []], quota: '', ...more })

test('a row says how it is now, why, and when numbers can be had again', () => {
  const cases = /** @type {[any, string, string, string][]} */ ([
    [{}, 'ok', 'Buka sampai 15.00', ''], [{ tickets: null, always: true }, 'ok', 'Buka', ''],
    [{ open: false, reason: 'manual_closed', words: { id: 'Listrik padam' }, until: '2026-11-23T05:00:00Z' }, 'bad', 'Ditutup petugas: Listrik padam', 'buka 12.00'],
    [{ open: false, reason: 'holiday', words: { id: 'Hari Raya Natal' }, until: '2026-11-24T00:30:00Z' }, 'off', 'Libur: Hari Raya Natal', 'buka Sel 24 Nov 07.30'],
    [{ open: false, reason: 'pause', until: '2026-11-23T06:00:00Z' }, 'warn', 'Jeda istirahat', 'buka 13.00'],
    [{ open: false, reason: 'day_closed', until: null }, 'off', 'Pelayanan hari ini selesai', 'belum ada waktu buka'],
  ])
  for (const [more, level, words, again] of cases) {
    const told = stateOf(row(more), [], seen())
    assert.deepEqual([told.level, told.words, told.more], [level, words, again])
  }
})

test('every reason of the server has words in both languages', () => {
  const codes = [...readFileSync(new URL('queue_server/domain/hours.py', root), 'utf8').matchAll(/^ {4}[A-Z_]+ = "([a-z_]+)"$/gm)].map((found) => found[1]).filter((code) => code !== 'quota_reached')
  assert.equal(codes.length, 8)
  for (const words of [HOURS.id, HOURS.en]) assert.deepEqual(Object.keys(words.reasons).sort(), [...codes].sort())
})

test('what staff opened outside the hours is said as such, inside them it is simply open', () => {
  const open = change({ kind: 'open', until: '2026-11-23T12:00:00Z' })
  assert.equal(stateOf(row(), [open], seen()).words, 'Buka sampai 15.00')
  assert.equal(stateOf(row(), [open], seen('en', new Date('2026-11-23T09:00:00Z'))).words, 'Opened by staff until 19.00')
  assert.equal(stateOf(row(), [change({ kind: 'open', service: 'KK' })], seen('id', new Date('2026-11-23T09:00:00Z'))).level, 'ok')
})

test('windows and changes read as people say them', () => {
  assert.equal(span(['07:30', '15:00']), '07.30–15.00')
  assert.deepEqual(windowsOf(row({ pauses: [['11:30', '13:00']] }), 'id'), { numbers: '07.30–15.00', serving: '08.00–16.00', more: 'jeda 11.30–13.00' })
  assert.deepEqual(windowsOf(row({ tickets: null, service_hours: null, pauses: [['11:30', '13:00']] }), 'en'), { numbers: 'none', serving: 'none', more: '' })
  assert.equal(windowsOf(row({ always: true }), 'id').numbers, 'Sepanjang waktu')
  assert.equal(changeWords(change(), 'id'), 'Ditutup')
  assert.equal(changeWords(change({ kind: 'custom', tickets: ['08:00', '11:00'], quota: 40 }), 'en'), 'Other hours: numbers 08.00–11.00, quota 40')
  assert.equal(dayWords('2026-12-25', 'id'), 'Jum 25 Des')
})

test('times typed by people', () => {
  const cases = /** @type {[string, string | null][]} */ ([['13.00', '13:00'], ['13:00', '13:00'], [' 9.05 ', '09:05'], ['24.00', null], ['7.60', null], ['1300', null], ['', null], ['noon', null]])
  for (const [typed, time] of cases) assert.equal(timeOf(typed), time, typed)
})

test('a local time is an instant of the site, whatever zone the browser is in', () => {
  assert.equal(instantOf('2026-11-23', '00:00', 'Asia/Jakarta').toISOString(), '2026-11-22T17:00:00.000Z')
  assert.equal(instantOf('2026-11-23', '23:59', 'Asia/Makassar').toISOString(), '2026-11-23T15:59:00.000Z')
  assert.equal(instantOf('2026-11-23', '07:30', 'Asia/Jayapura').toISOString(), '2026-11-22T22:30:00.000Z')
  assert.deepEqual(endOfDay(seen()), { day: '2026-11-24', time: '00.00' })
  assert.deepEqual(endOfDay(seen('id', new Date('2026-12-31T16:59:00Z'))), { day: '2027-01-01', time: '00.00' })
  assert.deepEqual(inAnHour(seen('id', new Date('2026-11-23T16:30:00Z'))), { day: '2026-11-24', time: '00.30' })
  assert.equal(whenOf('2026-11-23T16:59:00Z', seen()), '23.59')
  assert.equal(untilOf('2026-11-23T16:59:00Z', seen()), '23.59')
  assert.equal(untilOf('2026-11-23T17:00:00Z', seen()), 'akhir hari ini')
  assert.equal(whenOf('2026-11-23T17:00:00Z', seen('en')), 'Tue 24 Nov 00.00')
})

test('a form sends what was asked, no more', () => {
  assert.deepEqual(asked(form(), seen()), { body: { kind: 'closed', until: '2026-11-23T06:00:00.000Z', reason: 'Listrik padam' } })
  const custom = form({ kind: 'custom', service: 'KTP', tickets: ['8.00', '11.00'], quota: ' 40 ' })
  assert.deepEqual(asked(custom, seen()), { body: { kind: 'custom', until: '2026-11-23T06:00:00.000Z', reason: 'Listrik padam', service: 'KTP', tickets: ['08:00', '11:00'], quota: 40 } })
  const usual = formOf('custom', 'KTP', row(), seen())
  assert.deepEqual(asked({ ...usual, reason: 'x' }, seen()), { fault: 'tickets' })
  const sent = asked({ ...usual, reason: 'x', quota: '0', tickets: ['07.30', '12.00'] }, seen())
  assert.deepEqual('body' in sent && [sent.body.tickets, sent.body.service_hours, sent.body.quota], [['07:30', '12:00'], undefined, 0])
  assert.deepEqual(formOf('custom', 'KTP', row(), seen()).tickets, ['07.30', '15.00'])
  assert.deepEqual(formOf('closed', '', row(), seen()).tickets, ['', ''])
})

test('a form that is not right yet says which field', () => {
  const cases = /** @type {[any, string][]} */ ([[{ time: '9.59' }, 'until'], [{ time: 'x' }, 'until'], [{ day: '' }, 'until'], [{ reason: '  ' }, 'reason'], [{ kind: 'custom' }, 'tickets'],
    [{ kind: 'custom', tickets: ['8.00', ''] }, 'tickets'], [{ kind: 'custom', hours: ['11.00', '8.00'] }, 'service_hours'], [{ kind: 'custom', service: 'KTP', quota: '-1' }, 'quota'], [{ kind: 'custom', quota: '4' }, 'service']])
  for (const [more, fault] of cases) {
    assert.deepEqual(asked(form(more), seen()), { fault })
    for (const words of [HOURS.id, HOURS.en]) assert.ok(/** @type {Record<string, string>} */ (words.faults)[fault])
  }
})

test('a refusal is told by its field, else in general words', () => {
  assert.equal(hoursRefusal({ code: 'invalid_input', facts: { errors: [{ field: 'tickets.0', message: '?' }] } }, 'id'), HOURS.id.faults.tickets)
  assert.equal(hoursRefusal({ code: 'forbidden' }, 'id'), 'Akun ini tidak berhak melakukan itu.')
})

test('this year, the next and those with holidays can be looked at', () => {
  assert.deepEqual(yearsOf([], '2026-11-23'), [2026, 2027])
  assert.deepEqual(yearsOf(/** @type {any} */ ([{ day: '2024-01-01' }]), '2026-11-23'), [2024, 2026, 2027])
})

test('the reasons of the page are those that the server can tell in both languages', () => {
  const told = readFileSync(new URL('queue_server/domain/calendar.py', root), 'utf8').split('REASONS: Final = (')[1].split('\n)')[0]
  assert.deepEqual([...told.matchAll(/"id": "([^"]+)", "en": "([^"]+)"/g)].map(([, id, en]) => ({ id, en })), REASONS)
})

test('both languages have the same words and gaps, and none is unused', () => {
  const flat = (/** @type {any} */ words, path = '') => Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)))
  const [id, en] = [flat(HOURS.id), flat(HOURS.en)]
  assert.deepEqual(id.map(([key]) => key), en.map(([key]) => key))
  const gaps = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  for (const [at, [key, text]] of id.entries()) { assert.ok(text); assert.deepEqual(gaps(text), gaps(en[at][1]), key) }
  const folder = new URL('queue_server/static/admin/', root)
  const code = readdirSync(folder).filter((name) => /^hours-(page|rules|dialogs)/.test(name)).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  assert.deepEqual(Object.keys(HOURS.id).filter((key) => !new RegExp(`\\b${key}\\b`).test(code)), [])
})
