// @ts-check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { SCREEN } from '../../queue_server/static/counter/screen-texts.mjs'
import { concerns, isOfScreens, labelOf, screenIcon, screenSaidOnce, screenSentence, screenTroubles } from '../../queue_server/static/counter/screens.mjs'
import { chips, iconOf, saidOnce, sentenceOf, shortOf, subjectOf, troublesAt } from '../../queue_server/static/counter/troubles.mjs'

const NOTICES = ['display_lost', 'display_back', 'speaker_blocked', 'speaker_silent', 'speaker_well', 'voice_failed', 'voice_well', 'announcer_lost', 'announcer_back']
const at = (/** @type {string} */ moment) => moment.slice(11, 16).replace(':', '.')
const screen = (/** @type {any} */ more = {}) => ({ role: 'display', name: 'lobby', label: { id: 'TV lobi', en: 'Lobby TV' }, zone: 'A', counter: null, speaker: true, online: true, visible: true, sound: 'on', voice: '',
  painted: { seq: 9, at: '2026-11-23T03:31:00Z' }, paint_ms: { n: 4, p50: 31, p95: 52, p99: 58 }, width: 1920, height: 1080, changed_at: '2026-11-23T01:00:00Z', ...more })
const sound = (/** @type {any} */ more = {}) => ({ code: 'A', name: { id: 'Lantai 1', en: 'Floor 1' }, speaker: 'lobby', state: 'ok', muted_until: null, waiting: 0, last: null, ...more })
const announcer = screen({ role: 'announcer', name: 'announcer', label: null, zone: null, speaker: false })
const codes = (/** @type {any[]} */ screens, /** @type {any[]} */ sounds, counter = '3') => screenTroubles(screens, sounds, 'A', counter).map((one) => one.code)
const whole = (/** @type {any[]} */ screens, /** @type {any} */ one, /** @type {'id' | 'en'} */ language = 'id') => { const { what, more } = screenSentence(screenTroubles(screens, [one], 'A', '3')[0], language, at); return what + more }

test('a zone in order tells nothing, and one without loudspeaker neither', () => {
  assert.deepEqual(codes([screen(), announcer], [sound()]), [])
  assert.deepEqual(codes([screen({ speaker: false, sound: 'none' })], [sound({ speaker: null, state: 'none' })]), [])
  assert.deepEqual(codes([], []), [])
})

test('each state of the sound has its own sentence with what to do', () => {
  const table = [
    ['lost', {}, 'TV lobi tidak tersambung, dan suaranya ikut hilang. Nyalakan lagi. Panggil juga dengan suara.'],
    ['blocked', {}, 'Suara TV lobi terkunci. Sentuh layarnya satu kali. Sampai itu panggil dengan suara.'],
    ['silent', {}, 'TV lobi tidak lagi melaporkan suara. Periksa pengerasnya. Panggil juga dengan suara.'],
    ['chime_only', {}, 'Suara gagal, hanya bel yang berbunyi. Sebut nomor dan loket dengan suara Anda.'],
    ['muted', { muted_until: '2026-11-23T12:30:00Z' }, 'Suara Lantai 1 disenyapkan sampai 12.30. Panggil dengan suara Anda.'],
    ['muted', {}, 'Suara Lantai 1 disenyapkan. Panggil dengan suara Anda sampai penyelia membunyikannya lagi.'],
    ['lost', { speaker: 'local' }, 'Program pengeras suara Lantai 1 tidak menjawab. Nyalakan lagi komputernya. Panggil juga dengan suara.'],
  ]
  for (const [state, more, words] of table) assert.equal(whole([screen()], sound({ state, .../** @type {any} */ (more) })), words)
  assert.equal(whole([screen(), screen({ ...announcer, online: false })], sound({ state: 'chime_only' })), 'Program suara tidak berjalan, hanya bel yang berbunyi. Sebut nomor dan loket dengan suara Anda.')
  assert.equal(whole([screen()], sound({ state: 'blocked' }), 'en'), 'The sound of Lobby TV is locked. Touch its screen once. Until then call out loud.')
})

test('a lost TV with the sound is told once, one without as a TV, and one that nobody ever set up not at all', () => {
  assert.deepEqual(codes([screen({ online: false })], [sound({ state: 'lost' })]), ['speaker_lost'])
  assert.deepEqual(codes([screen(), screen({ name: 'side', speaker: false, online: false })], [sound()]), ['display_lost'])
  const never = { online: false, changed_at: null, painted: null }
  assert.deepEqual(codes([screen(never)], [sound({ state: 'lost' })]), [])
})

test('only the screens of this zone and of this counter are told', () => {
  const away = { online: false, speaker: false }
  assert.deepEqual(codes([screen({ ...away, zone: 'B' }), screen({ ...away, name: 'desk-4', counter: '4' }), screen({ ...away, role: 'kiosk' })], [sound({ code: 'B', state: 'lost' })]), [])
  assert.deepEqual(codes([screen({ ...away, name: 'desk-3', counter: '3' })], []), ['display_lost'])
  assert.ok(concerns({ role: 'display', zone: 'A' }, 'A') && concerns({ zone: null }, 'A') && concerns({}, 'A'))
  assert.ok(!concerns({ role: 'display', zone: 'B' }, 'A') && !concerns({ role: 'kiosk', zone: null }, 'A'))
})

test('what visitors do not see or hear stands before paper, what is only less good behind', () => {
  const printer = { name: 'kiosk-1', label: { id: 'Printer Kios 1' }, ready: false, agent: true, causes: ['paper_out'], near_end: null, roll: null, spare: null, goes_to: null, changed_at: null }
  const all = (/** @type {any} */ state) => troublesAt({ printers: [printer], screens: [screen()], sounds: [sound({ state })] }, 'A', '3')
  assert.deepEqual(all('blocked').map((one) => one.key), ['sound:A/speaker_blocked', 'kiosk-1/paper_out'])
  assert.deepEqual(all('muted').map((one) => one.key), ['kiosk-1/paper_out', 'sound:A/muted_open'])
  const { named, more } = chips(all('blocked'), 'id', at)
  assert.deepEqual([named.map((one) => one.words), more.length], [['TV lobi', 'Printer Kios 1'], 0])
  assert.deepEqual(all('muted').map((one) => shortOf(one, 'id', at)), ['kertas habis', 'disenyapkan'])
  assert.ok(all('blocked').every((one) => sentenceOf(one, 'en', at).what))
})

test('every notice about screens and sound has words in both languages, and only those', () => {
  const contract = readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8').split('Notices about screens')[1].split('\n\n')[0]
  const told = [...contract.split('/healthz')[0].matchAll(/`([a-z]+_[a-z_]+)`/g)].map((found) => found[1])
  assert.deepEqual([...new Set(told)].sort(), [...NOTICES].sort())
  for (const code of NOTICES) {
    assert.ok(isOfScreens({ code }), code)
    for (const language of /** @type {const} */ (['id', 'en'])) {
      const words = saidOnce({ code, role: 'display', name: 'lobby', label: { id: 'TV lobi' }, zone: 'A' }, language)
      assert.ok(words && !/[{}]/.test(words) && words !== screenSaidOnce({ code: 'other', label: { id: 'TV lobi' }, name: 'lobby' }, language), `${code}: ${words}`)
    }
  }
  assert.ok(!isOfScreens({ code: 'paper_out' }))
  assert.equal(saidOnce({ code: 'paper_out', label: { id: 'Printer Kios 1' } }, 'id').slice(0, 30), 'Kertas habis di Printer Kios 1')
})

test('the good news of a screen is about the same thing as the bad news that ends it', () => {
  const facts = { role: 'display', name: 'lobby', zone: 'A' }
  assert.equal(subjectOf({ code: 'display_back', ...facts }), subjectOf({ code: 'display_lost', ...facts }))
  assert.notEqual(subjectOf({ printer: 'kiosk-1' }), subjectOf({ printer: 'kiosk-2' }))
})

test('both languages have the same words with the same gaps, and none is empty', () => {
  const leaves = (/** @type {any} */ part, path = '') => (typeof part === 'string' ? [[path, part]] : Object.entries(part).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`)))
  const gaps = (/** @type {string} */ words) => [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  const [id, en] = [leaves(SCREEN.id), leaves(SCREEN.en)]
  assert.deepEqual(id.map(([path]) => path), en.map(([path]) => path))
  for (const [index, [path, words]] of id.entries()) {
    assert.ok(words && en[index][1], path)
    assert.deepEqual(gaps(words), gaps(en[index][1]), path)
  }
})

test('every trouble has a picture that the page carries', () => {
  const sprite = readFileSync(new URL('../../queue_server/static/icons.svg', import.meta.url), 'utf8')
  for (const code of Object.keys(SCREEN.id.troubles)) assert.ok(sprite.includes(`id="${screenIcon(code)}"`), code)
  assert.equal(iconOf(screenTroubles([screen()], [sound({ state: 'blocked' })], 'A', '3')[0]), 'i-mute')
})

test('a screen without a name of its own is called by its kind', () => {
  assert.deepEqual(labelOf({ role: 'display', name: 'lobby', label: { id: 'lobby' } }), { id: 'TV lobby', en: 'TV lobby' })
  assert.deepEqual(labelOf({ role: 'kiosk', name: '1', label: null }), { id: 'Kios 1', en: 'Kiosk 1' })
  assert.deepEqual(labelOf(screen()), { id: 'TV lobi', en: 'Lobby TV' })
})
