// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonHeadStart, houseLines, letter, offers, pageOf, spans, whereabouts } from '../../kiosk/static/hall.mjs'
import { pixelsPerMm, smaller, SMALLEST_REM } from '../../kiosk/static/panel.mjs'

const service = (/** @type {string} */ code, /** @type {string} */ name, more = {}) => ({ code, agency: 'X', prefix: 'A', zone: 'A', name: { id: name }, ...more })
const hall = {
  services: [service('KTP', 'KTP-el', { short: { en: 'ID card' } }), service('KK', 'Kartu Keluarga (KK)', { short: { id: 'KK' } }), service('AKTA', 'akta')],
  zones: [{ code: 'A', name: { id: 'Lantai 1', en: 'Floor 1' } }, { code: 'B', name: { id: 'Lantai 2' } }],
  counters: ['1', '2', '3', '7'].map((code) => ({ code, name: { id: `Loket ${code}` }, services: ['KTP'] })),
}

test('eight agencies make a page, the ninth another', () => {
  const nine = [...Array(9).keys()]
  assert.deepEqual(pageOf(nine.slice(0, 8), 0), { items: nine.slice(0, 8), page: 0, pages: 1 })
  assert.deepEqual(pageOf(nine, 1), { items: [8], page: 1, pages: 2 })
  assert.equal(pageOf(nine, 99).page, 1)
  assert.equal(pageOf([], 3).page, 0)
})

test('the letter of the plate is the agency\'s, or that of all its services, or none', () => {
  assert.equal(letter(hall, { code: 'X', prefix: 'D' }), 'D')
  assert.equal(letter(hall, { code: 'X' }), 'A')
  assert.equal(letter({ services: [service('1', '1'), service('2', '2', { prefix: 'B' })] }, { code: 'X' }), '')
})

test('a tile names what the agency offers in short words, whole names only', () => {
  assert.equal(offers(hall, { code: 'X' }, 'id'), 'KTP-el, KK, akta')
  assert.equal(offers(hall, { code: 'X' }, 'en'), 'ID card, KK, akta')
  assert.equal(offers(hall, { code: 'X' }, 'id', 12), 'KTP-el, KK')
  assert.equal(offers({ services: [service('A', 'akta')] }, { code: 'X' }, 'id'), 'Akta')
  assert.equal(offers({ services: [] }, { code: 'X' }, 'id'), '')
})

test('counters are told as spans', () => {
  assert.equal(spans([4, 2, 3, 1, 7]), '1–4, 7')
  assert.equal(whereabouts(hall, 'X', 'id', 'Loket'), 'Lantai 1, Loket 1–3, 7')
  assert.equal(whereabouts({ ...hall, counters: [{ code: 'VIP', name: { id: 'Meja VIP' }, services: ['KK'] }] }, 'X', 'en', 'Counter'), 'Floor 1, Meja VIP')
  assert.equal(whereabouts({ ...hall, counters: [] }, 'X', 'id', 'Loket'), 'Lantai 1')
})

test('the house name ends with its region on a line of its own', () => {
  const site = { name: { id: 'Mal Pelayanan Publik Kabupaten Siak', en: 'Siak Public Service Mall' }, region: { id: 'Kabupaten Siak' } }
  assert.deepEqual(houseLines(site, 'id'), ['Mal Pelayanan Publik', 'Kabupaten Siak'])
  assert.deepEqual(houseLines(site, 'en'), ['Siak Public Service Mall', ''])
})

test('the head start is told only when it is one for all', () => {
  assert.equal(commonHeadStart([{ head_start_min: 15 }, { head_start_min: 15 }]), 15)
  assert.equal(commonHeadStart([{ head_start_min: 15 }, { head_start_min: 20 }]), null)
  assert.equal(commonHeadStart([]), null)
})

test('a millimetre has the pixels of the panel', () => {
  assert.equal(pixelsPerMm(1080, 1920, 21.5).toFixed(2), '4.03')
  assert.equal(pixelsPerMm(1920, 1080, 15.6).toFixed(2), '5.56')
})

test('letters shrink in small steps and never below the smallest', () => {
  assert.equal(smaller(4.4), 4.2)
  assert.equal(smaller(3.1), SMALLEST_REM)
})
