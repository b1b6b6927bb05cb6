// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, FRESH } from '../../kiosk/static/flow.mjs'
import { LONGEST, sayView, SPOKEN } from '../../kiosk/static/sayings.mjs'
import { sayAgency, sayPerson, sayService } from '../../kiosk/static/spoken.mjs'
import { NAMES, words } from '../../kiosk/static/texts.mjs'

const calendar = { dayKey: () => '2026-11-23', day: () => 'Senin, 23 November', short: () => 'Sen 23 Nov', weekday: () => 1, clock: () => '07.30' }
const service = (/** @type {string} */ code, more = {}) => ({ code, agency: 'DUKCAPIL', prefix: 'A', zone: 'A', open: true, waiting: 14, estimate: { from: '', to: '' }, popular: true,
  name: { id: code, en: `${code} (en)` }, requirements: { id: ['KK asli', 'KTP lama'], en: ['Family card'] }, ...more })
const hall = { site: { name: { id: 'Mal Pelayanan Publik', en: 'Public Service Mall' }, languages: ['id', 'en'] }, agencies: [{ code: 'DUKCAPIL', name: { id: 'Disdukcapil' } }], bookings: true, zones: [], counters: [],
  services: [service('KTP'), service('KK', { open: false, closed_reason: 'manual_closed', closed_until: null, closed_words: { id: 'listrik padam' } })], priorities: [{ code: 'lansia', name: { id: 'Lansia', en: 'Older person' }, note: { id: '60 tahun ke atas' } }] }
/** @param {string} language @param {any} [more] @param {any} [at] @returns {any} */
const scene = (language, more = {}, at = hall) => ({ state: { ...FRESH, agency: 'DUKCAPIL', service: 'KTP', chosen: [], language, ...more }, hall: at, t: words(language), now: new Date(0), reason: 'manual_closed',
  calendars: { id: calendar, en: calendar }, perPage: 8, range: (/** @type {any} */ estimate) => (estimate ? '11.05–11.25' : ''), matches: at.services, board: 'letters' })

const TICKET = { ticket: { number: 'A062', ahead: 14, estimate: { from: '', to: '' } }, print: 'take' }

test('every view can be heard whole in each language, short enough for one prompt', () => {
  for (const language of Object.keys(NAMES)) {
    for (const view of SPOKEN) {
      const said = sayView(view, scene(language, { ...TICKET, chosen: ['KTP', 'KK'], query: ['P'], code: '417' }))
      assert.ok(said.length > 15 && said.length <= LONGEST, `${view} ${language}: ${said}`)
      assert.doesNotMatch(said, /undefined|[{}]|\.\.|  /, `${view} ${language}: ${said}`)
      assert.match(said, /[.?]$/, `${view} ${language}: ${said}`)
    }
  }
})

test('a screen with a hundred names is cut at the end of a sentence', () => {
  const crowded = { ...hall, services: [service('KTP', { requirements: { id: Array(60).fill('Surat pengantar dari kelurahan') } })] }
  const said = sayView('for', scene('id', {}, crowded))
  assert.ok(said.length <= LONGEST)
})

test('before the number one hears what it is for, how many wait, what to bring and for whom', () => {
  assert.equal(sayView('for', scene('id')), 'KTP. 14 orang di depan Anda. Lanjut? Perkiraan dipanggil pukul 11.05 sampai 11.25. Siapkan KK asli dan KTP lama. Nomor ini untuk siapa? Umum dan Lansia. '
    + 'Pilihan Anda tidak tampil di layar TV dan tidak disuarakan. Sentuh pilihan Anda, atau pindah dengan panah dan tekan 5.')
  assert.match(sayView('for', scene('en', {}, { ...hall, priorities: [] })), /Press Yes, take a number, to continue\.$/)
})

test('a notice and the answer to a call for help are heard first', () => {
  const flooded = after({ ...FRESH, view: 'for', service: 'KTP', agency: 'DUKCAPIL', asking: { service: 'KTP', language: 'id' } }, { type: 'refused', code: 'too_many_tickets', facts: { retry_in: 5 } })
  assert.match(sayView('for', scene('id', flooded)), /^Kios ini baru saja memberi banyak nomor\. Silakan coba lagi dalam 5 detik\. /)
  assert.match(sayView('home', scene('en', { help: 'told' })), /^Staff have been told\./)
})

test('cards have names that are good to hear: no dashes, no signs, the reason of a closed one', () => {
  assert.equal(sayService(hall.services[0], scene('id')), 'KTP. 14 orang menunggu. Perkiraan dipanggil pukul 11.05 sampai 11.25.')
  assert.equal(sayService(hall.services[1], scene('id')), 'KK. Ditutup. Ditutup sementara oleh petugas: listrik padam.')
  assert.equal(sayService(service('KTP', { waiting: 0, estimate: null, estimate_reason: 'no_counter' }), scene('en')), 'KTP (en). Nobody is waiting. No counter is open for this service yet.')
  assert.equal(sayAgency(hall.agencies[0], scene('id')), 'Disdukcapil. KTP, KK.')
  assert.equal(sayPerson(hall.priorities[0], 'id'), 'Lansia. 60 tahun ke atas.')
})
