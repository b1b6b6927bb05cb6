// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capital, destinations, longest, newestFirst, servedBy, spaced, splitName, wait, why } from '../../queue_server/static/counter/rows.mjs'
import { TEXTS } from '../../queue_server/static/counter/texts.mjs'

const now = new Date('2026-11-23T03:32:00Z')
const ticket = (id, more = {}) => ({ id, number: `A0${id}`, prefix: 'A', service: 'KTP', priority: null, issued_at: '2026-11-23T03:10:00Z', ...more })

test('each row says why it stands there, with the icon of its kind', () => {
  const t = TEXTS.id
  assert.deepEqual(why('Datang 10.10', t), { icon: '', text: 'Datang 10.10' })
  assert.deepEqual(why('Lansia, dihitung 10.03', t), { icon: 'i-user', text: 'Lansia, dihitung 10.03' })
  assert.deepEqual(why('Kembali, dihitung 10.11', t), { icon: 'i-repeat', text: 'Kembali, dihitung 10.11' })
  assert.deepEqual(why('Alihan dari Loket 6, dihitung 10.11', t), { icon: 'i-transfer', text: 'Alihan dari Loket 6, dihitung 10.11' })
})

test('reasons speak the language of the screen, and an unknown one is shown as it is', () => {
  const t = TEXTS.en
  assert.equal(why('Datang 10.10', t).text, 'Came 10.10')
  assert.equal(why('Lansia, dihitung 10.03', t, () => 'Older person').text, 'Older person, counted 10.03')
  assert.equal(why('Alihan dari Loket 6, dihitung 10.11', t).text, 'From Loket 6, counted 10.11')
  assert.equal(why('Darurat: sakit', t).icon, 'i-alert')
  assert.equal(why('Janji temu 10.15, dihitung 10.15', t).icon, 'i-calendar')
  assert.equal(why('Dilayani tanpa nomor', t).icon, 'i-plus')
  assert.deepEqual(why('Di luar urutan: sakit', t), { icon: 'i-call', text: 'Di luar urutan: sakit' })
  assert.deepEqual(why('Lain dari biasa', t), { icon: '', text: 'Lain dari biasa' })
})

test('a wait past the promise is marked late, one at the promise is not', () => {
  assert.deepEqual(wait(ticket(1), now, 22), { minutes: 22, late: false })
  assert.deepEqual(wait(ticket(1), now, 21), { minutes: 22, late: true })
  assert.deepEqual(wait(ticket(1), now, undefined), { minutes: 22, late: false })
})

test('the longest wait is that of who came first, wherever they stand', () => {
  const line = [ticket(2, { issued_at: '2026-11-23T03:20:00Z' }), ticket(1, { issued_at: '2026-11-23T03:04:00Z', service: 'KK' })]
  assert.deepEqual(longest(line, now, (code) => ({ KTP: 30, KK: 25 })[code]), { minutes: 28, target: 25 })
  assert.equal(longest([], now, () => 30), null)
})

test('who was missed last is listed first', () => {
  const missed = [ticket(1, { ended_at: '2026-11-23T03:00:00Z' }), ticket(2, { ended_at: '2026-11-23T03:20:00Z' }), ticket(3, { ended_at: '2026-11-23T03:20:00Z' })]
  assert.deepEqual(newestFirst(missed, 'ended_at').map((one) => one.id), [3, 2, 1])
})

test('a visitor can be sent to every other service, those of the same agency first', () => {
  const services = [['SIM', 'POLRES'], ['KTP', 'DUKCAPIL'], ['KK', 'DUKCAPIL'], ['AKTA', 'DUKCAPIL']].map(([code, agency]) => ({ code, agency, name: { id: code } }))
  assert.deepEqual(destinations(services, 'KTP', 'DUKCAPIL').map((one) => one.code), ['KK', 'AKTA', 'SIM'])
})

test('a visitor is sent only where somebody serves it', () => {
  const counters = [{ code: '1', state: 'open', staff: 'Budi', services: ['KTP', 'KK'] }, { code: '2', state: 'open', staff: 'Ani', services: ['KK', 'AKTA'] }, { code: '3', state: 'closed', staff: 'Ani', services: ['SIM'] }]
  assert.equal(servedBy(counters, {}), null)
  assert.deepEqual([...servedBy(counters, { counter: '1' }) ?? []], ['KTP', 'KK'])
  assert.deepEqual([...servedBy(counters, { staff: 'Ani' }) ?? []], ['KK', 'AKTA'])
  assert.deepEqual([...servedBy(counters, { counter: '1', staff: 'Ani' }) ?? []], ['KK'])
  assert.deepEqual([...servedBy(counters, { staff: 'Siti' }) ?? []], [])
})

test('numbers and counters are written the way they are painted', () => {
  assert.equal(spaced({ number: 'A051', prefix: 'A' }), 'A 051')
  assert.equal(spaced({ number: '4K1003', prefix: '4K' }), '4K 1003')
  assert.deepEqual(splitName('Loket 12'), ['Loket ', '12'])
  assert.deepEqual(splitName('Informasi'), ['Informasi', ''])
  assert.equal(capital('akta'), 'Akta')
})
