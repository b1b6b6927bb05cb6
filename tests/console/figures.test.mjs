// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { counterLook, dayOf, deviceLink, machines, mins, needs, percent, rollLook, waitingFor, waitLook } from '../../queue_server/static/admin/figures.mjs'
import { TEXTS } from '../../queue_server/static/admin/texts.mjs'

const now = new Date('2026-11-23T03:32:00Z')
const id = (/** @type {Record<string, string>} */ texts) => texts.id
const service = (more = {}) => ({ code: 'KTP', waiting: 3, oldest: '2026-11-23T03:04:00Z', name: { id: 'KTP-el' }, target_wait_min: 30, open_counters: 1, quota: null, issued: 9, ...more })
const hall = (more = {}) => ({ services: [], counters: [], printers: [], devices: [], ...more })

const roll = (more = {}) => ({ length_mm: 80000, used_mm: 1000, left_mm: 79000, low: false, tickets_left: 700, ...more })
const printer = (/** @type {any} */ more = {}) => ({ name: 'kiosk-1', label: { id: 'Printer Kios 1' }, ready: true, agent: true, causes: [], near_end: false, roll: roll(), spare: null, goes_to: 'kiosk-1', changed_at: null, jobs: {}, ...more })

test('shares read with a comma in Indonesian and as a dash when there is nothing to share', () => {
  assert.equal(percent(31, 1000, 'id'), '3,1')
  assert.equal(percent(31, 1000, 'en'), '3.1')
  assert.equal(percent(0, 0, 'id'), '–')
  assert.equal(mins(1860), '31')
  assert.equal(mins(null), '–')
})

test('the bar of a service passes its mark at the target and turns near before it', () => {
  assert.deepEqual(waitLook('2026-11-23T03:02:00Z', now, 30), { minutes: 30, share: 0.75, look: 'near' })
  assert.equal(waitLook('2026-11-23T03:08:00Z', now, 30).look, '')
  assert.equal(waitLook('2026-11-23T03:01:00Z', now, 30).look, 'over')
  assert.deepEqual(waitLook('2026-11-23T01:00:00Z', now, 30).share, 1)
  assert.deepEqual(waitLook(null, now, 30), { minutes: 0, share: 0, look: '' })
})

test('a counter is calling, serving, free, resting or shut', () => {
  const look = (/** @type {string} */ state, ticket_state = null) => counterLook(/** @type {any} */ ({ state, ticket_state }))
  assert.equal(look('open', /** @type {any} */ ('called')), 'call')
  assert.equal(look('open', /** @type {any} */ ('serving')), 'serve')
  assert.deepEqual(['open', 'paused', 'closed'].map((state) => look(state)), ['free', 'rest', 'shut'])
})

test('people waiting without a counter come first, then machines that are away, then late services', () => {
  const found = needs(hall({
    services: [service({ oldest: '2026-11-23T03:00:00Z' }), service({ name: { id: 'SIM' }, open_counters: 0 }), service({ name: { id: 'KK' } }), service({ name: { id: 'PBB' }, waiting: 0, oldest: null, open_counters: 0 })],
    printers: [printer({ name: 'kiosk-2', near_end: true, goes_to: 'kiosk-2' }), printer({ ready: false, causes: ['cover_open', 'paper_out'], goes_to: null, jobs: { queued: 4, sending: 1 } })],
    papers: 2,
    devices: [{ name: 'kiosk-1', role: 'printer', online: false }, { name: 'lobby', role: 'display', online: false }, { name: 'demo', role: 'program', online: false }, { name: 'kiosk-1', role: 'kiosk', online: true }],
  }), now, id)
  assert.deepEqual(found.map((one) => `${one.code} ${one.name}`), ['no_counter SIM', 'printer kiosk-1', 'device lobby', 'late KTP-el', 'printer kiosk-2', 'papers '])
  assert.deepEqual([found[1].facts.jobs, found[1].facts.trouble.code, found[1].facts.also], [5, 'cover_open', ['paper_out']])
  assert.equal(found[5].facts.n, 2)
})

const screen = (/** @type {any} */ more = {}) => ({ role: 'display', name: 'lobby', label: { id: 'TV lobi' }, zone: 'A', counter: null, speaker: true, online: true, visible: true, sound: 'on', voice: '', painted: null, paint_ms: null, width: null, height: null, changed_at: '2026-11-23T01:00:00Z', ...more })
const sound = (/** @type {any} */ more = {}) => ({ code: 'A', name: { id: 'Lantai 1' }, speaker: 'lobby', state: 'ok', muted_until: null, waiting: 0, last: null, ...more })
const seen = (/** @type {any} */ screens, /** @type {any} */ sounds) => needs(hall({ screens, sounds, devices: [{ name: 'lobby', role: 'display', online: true }, { name: 'side', role: 'display', online: true }, { name: 'announcer', role: 'announcer', online: true }] }), now, id).map((one) => `${one.level} ${one.code} ${one.name}`)

test('what visitors do not see or hear needs somebody, a TV with the sound once, a muted zone as a reminder', () => {
  assert.deepEqual(seen([screen()], [sound()]), [])
  assert.deepEqual(seen([screen({ online: false })], [sound({ state: 'lost' })]), ['bad sound sound:A/speaker_lost'])
  assert.deepEqual(seen([screen(), screen({ name: 'side', label: { id: 'TV samping' }, speaker: false, online: false })], [sound()]), ['bad device TV samping'])
  assert.deepEqual(seen([screen({ sound: 'blocked' })], [sound({ state: 'blocked' }), sound({ code: 'B', state: 'muted' })]), ['bad sound sound:A/speaker_blocked', 'warn sound sound:B/muted_open'])
  assert.deepEqual(seen([screen(), screen({ role: 'announcer', name: 'announcer', speaker: false, online: false })], [sound({ state: 'chime_only' })]), ['warn sound sound:A/announcer_lost'])
})

test('screens are listed under the name people know, with what is wrong with their sound', () => {
  const list = (/** @type {any} */ more, name = 'lobby', role = 'display') => machines(hall({ screens: [screen({ name, role, ...more })], devices: [{ name, role, online: true }] })).map((one) => [one.label.id, one.online, one.why])[0]
  assert.deepEqual(list({}), ['TV lobi', true, ''])
  assert.deepEqual(list({ sound: 'blocked' }), ['TV lobi', true, 'speaker_blocked'])
  assert.deepEqual(list({ sound: 'blocked', speaker: false }), ['TV lobi', true, ''])
  assert.deepEqual(list({ online: false, sound: 'blocked' }), ['TV lobi', false, ''], 'the screens are fresher than the list of devices')
  assert.deepEqual(list({ voice: 'failed', label: null }, 'announcer', 'announcer'), ['Program suara', true, 'voice_failed'])
})

test('a hall in order needs nobody', () => {
  assert.deepEqual(needs(hall({ services: [service({ oldest: '2026-11-23T03:10:00Z' })], devices: [{ name: 'lobby', role: 'display', online: true }] }), now, id), [])
})

test('each machine is listed once, a printer with the worst of what is wrong; the key of the commands never', () => {
  const all = machines(hall({ printers: [printer({ near_end: true }), printer({ name: 'b', agent: false, ready: false, jobs: { queued: 2 } })],
    devices: [{ name: 'kiosk-1', role: 'printer', online: true }, { name: 'old', role: 'printer', online: false }, { name: 'owner', role: 'owner', online: false }] }))
  assert.deepEqual(all.map((one) => [one.name, one.online, one.why, one.queued]), [['kiosk-1', true, 'paper_near_end', 0], ['b', false, 'agent_lost', 2], ['old', false, '', 0]])
})

test('a roll shows what is left of it, and nothing where nobody counts', () => {
  assert.deepEqual(rollLook(printer({ roll: roll({ left_mm: 20000 }) })), { share: 0.25, look: '', leftM: 20, fullM: 80, tickets: 700 })
  assert.equal(rollLook(printer({ roll: roll({ low: true }) }))?.look, 'near')
  assert.equal(rollLook(printer({ near_end: true }))?.look, 'near', 'the sensor is believed, too')
  assert.equal(rollLook(printer({ roll: null })), null)
  assert.equal(rollLook(printer({ roll: roll({ length_mm: 0, left_mm: null }) })), null)
  assert.equal(waitingFor(printer({ jobs: undefined })), 0)
})

test("the day is the hall's, not this computer's", () => {
  assert.equal(dayOf(new Date('2026-11-22T17:30:00Z'), 'Asia/Jakarta'), '2026-11-23')
  assert.equal(dayOf(new Date('2026-11-22T16:59:00Z'), 'Asia/Jakarta'), '2026-11-22')
})

test('screens get an address, programs only a token', () => {
  assert.equal(deviceLink('kiosk', 'T', 'http://10.0.0.5:8080'), 'http://10.0.0.5:8080/kiosk/#token=T')
  assert.equal(deviceLink('display', 'T', 'http://10.0.0.5:8080'), 'http://10.0.0.5:8080/display/#token=T')
  for (const role of ['printer', 'announcer', 'program']) assert.equal(deviceLink(role, 'T', 'http://x'), null)
})

test('the admin page has the same words in both languages, and none is unused', () => {
  for (const key of Object.keys(TEXTS.id)) assert.ok(TEXTS.en[key] !== undefined, key)
  for (const group of ['closed', 'roles', 'columns', 'fields', 'tongues']) assert.deepEqual(Object.keys(TEXTS.id[group]), Object.keys(TEXTS.en[group]))
  assert.deepEqual(Object.keys(TEXTS.id), Object.keys(TEXTS.en))
  const folder = new URL('../../queue_server/static/admin/', import.meta.url)
  const code = readdirSync(folder).filter((name) => name.endsWith('.mjs') && name !== 'texts.mjs').map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  assert.deepEqual(Object.keys(TEXTS.id).filter((key) => !key.startsWith('need_') && !new RegExp(`\\b${key}\\b`).test(code)), [])
})
