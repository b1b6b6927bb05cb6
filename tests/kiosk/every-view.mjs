// @ts-check
// Every view of the kiosk in many states, as it is said: for the test that each can be heard, and (run as a program: JSON) for the voice itself.
import { FRESH } from '../../kiosk/static/flow.mjs'
import { sayView, SPOKEN } from '../../kiosk/static/sayings.mjs'
import { words } from '../../kiosk/static/texts.mjs'
import { pieces, sayable, VOICE, voiceWords } from '../../kiosk/static/voice-words.mjs'

const LONG = 'Pelayanan Terpadu Administrasi Kependudukan dan Pencatatan Sipil'
const both = (/** @type {string} */ id, /** @type {string} */ en) => ({ id, en })
const service = (/** @type {string} */ code, more = {}) => ({ code, agency: 'DUKCAPIL', prefix: 'A', name: both(`Layanan ${code}`, `Service ${code}`), short: {}, open: true, waiting: 14, regular: true,
  estimate: null, estimate_reason: 'learning', requirements: { id: ['KK asli', 'KTP lama, atau surat kehilangan'], en: ['Family card'] }, popular: true, closed_reason: null, closed_until: null, closed_words: null, quotas: {}, ...more })
const hall = {
  site: { code: 'SIAK', name: both('Mal Pelayanan Publik Siak', 'Siak Public Service Mall'), region: both('', ''), time_zone: 'Asia/Jakarta', languages: ['id', 'en'] },
  agencies: [{ code: 'DUKCAPIL', name: both(LONG, 'Population and Civil Registration of the whole of the regency'), title: both('', '') }],
  zones: [{ code: 'A', name: both('Lantai 1', 'Floor 1') }], counters: [], kiosks: [], printers: [], bookings: true, closed_words: both('Hari Raya Idulfitri', 'Eid al-Fitr'),
  priorities: [{ code: 'lansia', name: both('Lansia', 'Older person'), note: both('60 tahun ke atas', '60 and over') }],
  services: [service('KTP'), service('KK', { waiting: 0 }), ...Array.from({ length: 8 }, (_, n) => service(`S${n}`, { open: false, closed_reason: 'quota_reached', quota: 50, name: both(`${LONG} ${n}`, `Registration number ${n} of everything`) }))],
}
const calendar = { dayKey: (/** @type {Date} */ at) => at.toISOString().slice(0, 10), day: () => 'Selasa, 24 November', short: () => 'Sel 24 Nov', weekday: () => 5, clock: () => '07.30' }
const legs = [{ service: 'KTP', state: 'now' }, { service: 'KK', state: 'planned' }]
const ticket = { number: 'A062', prefix: 'A', service: 'KTP', ahead: 14, token: 'x', estimate: {}, estimate_reason: null, print: null, legs, any_order: false }

/** States in which a view says something else. @type {Record<string, any[]>} */
const STATES = {
  home: [{}, { page: 1 }, { adding: true, chosen: ['KTP'] }, { help: 'told' }, { notice: { text: 'just_closed', service: 'KTP' } }],
  services: [{}], search: [{}, { query: ['K', 'T', ' '] }, { query: ['X'] }], booking: [{}, { code: '12' }, { notice: { text: 'booking_early', facts: { when: '2026-11-23T03:32:00Z', code: '1' } } }],
  several: [{ chosen: ['KTP', 'KK'] }], for: [{}, { chosen: ['KTP', 'KK'] }, { asking: { service: 'KTP', language: 'id' } }],
  done: ['printing', 'take', 'trouble', 'silent', 'paperless'].map((print) => ({ print })),
}
const REASONS = ['not_open', 'last_ticket_passed', 'day_closed', 'pause', 'date_closed', 'service_closed', 'manual_closed', 'quota_reached', 'holiday', 'other']

/** @param {string} language @returns {{view: string, text: string}[]} */
export function everyView(language) {
  const scene = (/** @type {any} */ state, reason = 'other') => /** @type {any} */ ({ hall, t: words(language), now: new Date('2026-11-23T03:32:00Z'), perPage: 8, reason, matches: state.query?.[0] === 'X' ? [] : hall.services,
    calendars: { id: calendar, en: calendar }, range: (/** @type {any} */ one) => (one ? '11.05–11.25' : ''), state: { ...FRESH, service: 'KTP', agency: 'DUKCAPIL', ticket, language, ...state } })
  const all = SPOKEN.flatMap((view) => (view === 'closed' ? REASONS.map((reason) => ({ view: `closed ${reason}`, text: sayView(view, scene({}, reason)) }))
    : (STATES[view] ?? [{}]).map((state) => ({ view: `${view} ${JSON.stringify(state)}`, text: sayView(view, scene({ view, ...state })) }))))
  return [...all, { view: 'idle', text: words(language)('say_idle') }]
}

if (process.argv[1]?.endsWith('every-view.mjs')) {
  const texts = ['id', 'en'].flatMap((language) => [...everyView(language).map(({ text }) => text), ...Object.keys(VOICE.id).map((key) => voiceWords(language)(key, { at: 2, count: 8, level: 3, h: 7, m: 30 }))]
    .flatMap((text) => pieces(sayable(text, language))).map((text) => JSON.stringify([language, text])))
  process.stdout.write(JSON.stringify([...new Set(texts)].map((one) => JSON.parse(one))))
}
