// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { rowInWords, speakerName, verdict, wantedNumber } from '../../queue_server/static/admin/announcements.mjs'
import { SEEN } from '../../queue_server/static/admin/screen-texts.mjs'
import { factsOf, screenLook } from '../../queue_server/static/admin/screens.mjs'

const root = new URL('../../', import.meta.url)
const clock = (/** @type {string} */ moment) => moment.slice(11, 16).replace(':', '.')
const screen = (/** @type {any} */ more = {}) => ({ role: 'display', name: 'lobby', label: { id: 'TV lobi', en: 'Lobby TV' }, zone: 'A', counter: null, speaker: true, online: true, visible: true, sound: 'on', voice: '',
  painted: { seq: 9, at: '2026-11-23T03:31:00Z' }, paint_ms: { n: 40, p50: 31, p95: 51.6, p99: 58 }, width: 1920, height: 1080, changed_at: '2026-11-23T01:00:00Z', ...more })
const about = { counters: [{ code: '3', name: { id: 'Loket 3', en: 'Counter 3' } }], screens: [screen()], clock }
const row = (/** @type {any} */ more = {}) => ({ seq: 9, number: 'A015', counter: '3', zone: 'A', at: '2026-11-23T03:32:00Z', state: 'spoken', speaker: 'display:lobby', started_at: '2026-11-23T03:32:01Z', ended_at: '2026-11-23T03:33:07Z', why: '', recall: false, ...more })
const answer = (/** @type {any[]} */ rows, /** @type {'id' | 'en'} */ language = 'id') => verdict('A015', rows, about, language)

test('a number is found however it was typed', () => {
  const found = (/** @type {string} */ typed) => wantedNumber(typed, ['A', 'F', '4', '4K'])
  assert.deepEqual(['A015', 'a 15', 'a-015', ' A15 ', 'F7', '4k12', '4K1003', 'Z9', 'a'].map(found), ['A015', 'A015', 'A015', 'A015', 'F007', '4K012', '4K1003', 'Z9', 'A'])
  assert.equal(found('  '), '')
})

test('was A015 called aloud? one sentence answers', () => {
  assert.deepEqual(answer([row()]), { look: 'ok', words: 'Ya, A015 diumumkan pukul 03.33 ke Loket 3.' })
  assert.equal(answer([row({ seq: 12, ended_at: '2026-11-23T03:40:00Z' }), row()]).words, 'Ya, A015 diumumkan 2 kali, terakhir pukul 03.40 ke Loket 3.')
  assert.deepEqual(answer([row({ state: 'failed', why: 'stalled' })]), { look: 'bad', words: 'Tidak: A015 dipanggil pukul 03.32 ke Loket 3, tetapi tidak diumumkan.' })
  assert.equal(answer([row({ state: 'too_old', speaker: '' })]).look, 'bad')
  assert.equal(answer([row({ state: 'chime' })]).words, 'Hanya bel: A015 dipanggil pukul 03.32 ke Loket 3, tanpa kata.')
  assert.equal(answer([row({ state: 'gone' })], 'en').words, 'Perhaps: A015 was called at 03.32 to Counter 3, but the loudspeaker never reported the end.')
  assert.deepEqual(answer([]), { look: 'off', words: 'A015 belum dipanggil hari ini.' })
})

test('what was said once counts, even when the next call of it was not said or is waiting', () => {
  assert.equal(answer([row({ seq: 12, state: 'muted' }), row()]).look, 'ok')
  assert.equal(answer([row({ seq: 12, state: 'waiting' }), row({ state: 'failed' })]).words, 'A015 menunggu giliran suara.')
  assert.equal(answer([row({ seq: 12, state: 'merged' }), row({ state: 'playing' })]).words, 'A015 sedang diumumkan.')
})

test('each announcement is told with counter, state, who said it and why not', () => {
  assert.deepEqual(rowInWords(row(), about, 'id'), { at: '03.32', number: 'A015', counter: 'Loket 3', look: 'ok', state: 'diumumkan 03.33', speaker: 'TV lobi', why: '' })
  assert.deepEqual(rowInWords(row({ state: 'chime', why: 'no_sound', recall: true, counter: { code: '3', name: { id: 'Loket 3' } } }), about, 'en'),
    { at: '03.32', number: 'A015', counter: 'Loket 3', look: 'warn', state: 'chime only', speaker: 'Lobby TV', why: 'called again, the words did not come in time' })
  assert.equal(rowInWords(row({ state: 'failed', why: 'aplay: device busy' }), about, 'id').why, 'aplay: device busy', 'what a program says stands as it is')
  assert.deepEqual(['local', 'announcer:announcer', 'display:old', 'lobby', null].map((one) => speakerName(one, about, 'id')), ['pengeras di server', 'pengeras di server', 'TV old', 'TV lobi', ''])
})

test('every state an announcement can have has a word in both languages', () => {
  const [listed] = /state: waiting \| playing [^;]*?(?=\nscreen)/.exec(readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8')) ?? ['']
  const states = listed.replace('state:', '').replace(/\([^)]*\)/g, '').split('|').map((one) => one.trim())
  assert.ok(states.includes('withdrawn') && states.includes('merged'), listed)
  for (const state of states) {
    for (const language of /** @type {const} */ (['id', 'en'])) assert.ok(SEEN[language].states[state], state)
  }
})

test('a screen is there, away, never was there, locked or hidden', () => {
  const look = (/** @type {any} */ more) => { const { look, words } = screenLook(screen(more), 'id'); return `${look} ${words}` }
  assert.equal(look({}), 'ok tersambung')
  assert.equal(look({ online: false }), 'bad tidak tersambung')
  assert.equal(look({ online: false, changed_at: null, painted: null }), 'off belum pernah tersambung')
  assert.equal(look({ sound: 'blocked' }), 'bad suara terkunci')
  assert.equal(look({ sound: 'blocked', speaker: false }), 'ok tersambung')
  assert.equal(look({ visible: false }), 'warn halaman tertutup')
  assert.equal(look({ role: 'announcer', voice: 'failed' }), 'warn hanya bel')
  assert.match(screenLook(screen({ sound: 'blocked' }), 'en').more, /Lobby TV is locked\. Touch its screen once/)
})

test('the facts of a screen say where it is, what it showed last, how fast, and how large it is', () => {
  const places = { zones: [{ code: 'A', name: { id: 'Lantai 1' } }], counters: about.counters, clock }
  const facts = (/** @type {any} */ more) => Object.fromEntries(factsOf(screen(more), places, 'id'))
  assert.deepEqual(facts({}), { Tempat: 'Lantai 1', Suara: 'menyala', 'Panggilan terakhir': '03.31', 'Sampai tampil': '95% dalam 52 ms, dari 40', Ukuran: '1920 x 1080' })
  assert.deepEqual(facts({ counter: '3', speaker: false, painted: null, paint_ms: { n: 0, p50: 0, p95: 0, p99: 0 }, width: null }), { Tempat: 'Loket 3, Lantai 1', Suara: 'bukan pengeras', 'Panggilan terakhir': 'belum ada', 'Sampai tampil': 'belum diukur', Ukuran: 'tidak diketahui' })
  assert.deepEqual(facts({ role: 'kiosk' }), { Ukuran: '1920 x 1080' })
  assert.deepEqual(facts({ role: 'announcer', zone: null, voice: 'failed' }), { Tempat: 'seluruh aula', Suara: 'gagal, hanya bel' })
})

test('both languages have the same words with the same gaps, none is empty and none is unused', () => {
  const leaves = (/** @type {any} */ part, path = '') => (typeof part === 'string' ? [[path, part]] : Object.entries(part).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`)))
  const gaps = (/** @type {string} */ words) => [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  const [id, en] = [leaves(SEEN.id), leaves(SEEN.en)]
  assert.deepEqual(id.map(([path]) => path), en.map(([path]) => path))
  for (const [index, [path, words]] of id.entries()) {
    assert.ok(words && en[index][1], path)
    assert.deepEqual(gaps(words), gaps(en[index][1]), path)
  }
  const folder = new URL('queue_server/static/admin/', root)
  const code = readdirSync(folder).filter((name) => name.endsWith('.mjs') && name !== 'screen-texts.mjs').map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  assert.deepEqual(Object.keys(SEEN.id).filter((key) => !new RegExp(`\\b${key}\\b`).test(code)), [])
})
