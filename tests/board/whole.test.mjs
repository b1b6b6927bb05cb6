// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EARLIER, again, isTv, longest, nextAsk, trust, whole, zoneOf } from '../../queue_server/static/board/whole.mjs'
import { words } from '../../queue_server/static/board/texts.mjs'

const named = (/** @type {string} */ code) => ({ code, name: { id: `Nama ${code}` } })
const call = (/** @type {number} */ seq, /** @type {string} */ at) => ({ seq, number: `A${seq}`, prefix: 'A', counter: named('1'), service: named('KTP'), agency: { name: { id: 'Disdukcapil' } }, called_at: `2026-11-23T03:${at}:00.000Z` })
const line = (/** @type {string} */ code, /** @type {number} */ count) => ({ service: named(code), prefix: 'A', count })
const board = (/** @type {string} */ zone, /** @type {object} */ changes = {}) => ({
  seq: 9, now: '2026-11-23T03:32:00.000Z', site: { code: 'SIAK', name: { id: 'MPP' }, region: {}, time_zone: 'Asia/Jakarta' }, zone: named(zone), zones: [named('A'), named('B')],
  hours: { state: /** @type {const} */ ('open'), reason: null, until: null }, calls: [], waiting: [], waiting_total: 0, open_counters: 0, ...changes })

test('several places become one list, newest first, each call with its place', () => {
  const all = whole([board('A', { calls: [call(8, '30'), call(4, '20')], waiting: [line('KTP', 3)], waiting_total: 3, open_counters: 2 }),
    board('B', { calls: [call(7, '31'), call(5, '20')], waiting: [line('NIKAH', 1)], waiting_total: 1, open_counters: 1 })])
  assert.deepEqual([all.newest, ...all.earlier].map((one) => [one?.number, one?.zone.code]), [['A7', 'B'], ['A8', 'A'], ['A5', 'B'], ['A4', 'A']])
  assert.deepEqual([all.waiting_total, all.open_counters, all.waiting.map((one) => [one.service.code, one.zone?.code])], [4, 3, [['KTP', 'A'], ['NIKAH', 'B']]])
})

test('one place says no place; nobody called yet is nothing; eight calls are enough', () => {
  assert.deepEqual([whole([board('A')]).newest, whole([board('A')]).earlier], [null, []])
  assert.equal(whole([board('A', { waiting: [line('KTP', 3)] })]).waiting[0].zone, undefined)
  const many = Array.from({ length: 12 }, (_, at) => call(20 - at, String(30 - at)))
  assert.equal(whole([board('A', { calls: many })]).earlier.length, EARLIER)
})

test('a screen without room keeps the longest lines in their order and sums up the others; nobody is lost', () => {
  const lines = [line('A', 1), line('B', 0), line('C', 5), line('D', 2), line('E', 9)]
  assert.deepEqual(longest(lines, 4).lines.map((one) => one.service.code), ['A', 'C', 'D', 'E'])
  assert.equal(longest(lines, 4).others, null)
  for (const room of [1, 2, 3]) {
    const { lines: kept, others } = longest(lines, room)
    assert.equal(kept.length, room - 1)
    assert.equal(kept.reduce((all, one) => all + one.count, 0) + (others ?? 0), 17)
  }
  assert.deepEqual(longest(lines, 3).lines.map((one) => one.service.code), ['C', 'E'])
})

test('the server is asked every three seconds, seldomer while it is away, at least every fifteen', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 50].map(nextAsk), [3, 3, 6, 12, 15, 15])
})

test('what is shown is stale after 15 s and old after 60', () => {
  assert.deepEqual([0, 14.9, 15, 59.9, 60].map(trust), ['fresh', 'fresh', 'stale', 'stale', 'old'])
})

test('the address says which place, and whether it is a TV', () => {
  assert.deepEqual(['/board/', '/board', '/board/A', '/board/Lantai%201'].map(zoneOf), [null, null, 'A', 'Lantai 1'])
  const tv = (/** @type {string} */ search, /** @type {number} */ width, /** @type {number} */ height) => isTv({ search, width, height })
  assert.deepEqual([tv('', 390, 844), tv('', 1366, 768), tv('', 1920, 1080), tv('', 1080, 1920), tv('?tv', 1280, 720)], [false, false, true, true, true])
})

test('when the hall opens again is said in both languages', () => {
  const now = new Date('2026-11-23T04:00:00Z')
  assert.equal(again('2026-11-23T06:00:00Z', now, 'Asia/Jakarta', 'id', words('id')), 'pukul\u00a013.00')
  assert.equal(again('2026-11-24T00:30:00Z', now, 'Asia/Jakarta', 'en', words('en')), 'Tuesday at\u00a007.30')
  assert.equal(again('2027-01-04T01:00:00Z', now, 'Asia/Jakarta', 'id', words('id')), '4 Januari pukul\u00a008.00')
  assert.equal(again(null, now, 'Asia/Jakarta', 'id', words('id')), '')
})
