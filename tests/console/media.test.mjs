// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { aboutItem, ACCEPTED, asked, daysInWords, faultOf, formOf, isTooLong, letters, mediaRefusal, nameOf, SECONDS, stateOf, zonesInWords } from '../../queue_server/static/admin/media-rules.mjs'
import { MEDIA } from '../../queue_server/static/admin/media-texts.mjs'

/** @returns {any} */
const item = (more = {}) => ({ id: 1, kind: 'text', name: 'KK', text: { id: 'Bawa KK asli' }, url: null, type: 'text/plain', bytes: 12, width: null, height: null, seconds: null, zones: [], from: null, until: null, enabled: true, position: 0, ...more })
const zones = [{ code: 'A', name: { id: 'Lantai 1', en: 'Floor 1' } }, { code: 'B', name: { id: 'Lantai 2' } }]
const today = '2026-11-23'
const root = new URL('../../', import.meta.url)

test('an item says whether it is on screens today, and if not, why', () => {
  const cases = /** @type {[any, string][]} */ ([[{}, 'on'], [{ enabled: false }, 'off'], [{ from: today, until: today }, 'on'], [{ from: '2026-11-24' }, 'later'], [{ until: '2026-11-22' }, 'past'],
    [{ zones: ['A'] }, 'on'], [{ zones: ['X', 'B'] }, 'on'], [{ zones: ['X'] }, 'nowhere'], [{ enabled: false, until: '2026-11-22' }, 'off']])
  for (const [more, state] of cases) assert.equal(stateOf(item(more), today, ['A', 'B']), state, JSON.stringify(more))
})

test('days and zones read as people say them', () => {
  assert.equal(daysInWords(item(), 'id'), 'Setiap hari')
  assert.equal(daysInWords(item({ from: '2026-11-24' }), 'id'), 'Mulai 24 Nov 2026')
  assert.equal(daysInWords(item({ until: '2026-12-24' }), 'en'), 'Until 24 Dec 2026')
  assert.equal(daysInWords(item({ from: '2026-11-24', until: '2026-11-25' }), 'en'), '24 Nov 2026 – 25 Nov 2026')
  assert.equal(daysInWords(item({ from: '2026-11-24', until: '2026-11-24' }), 'id'), '24 Nov 2026')
  assert.equal(zonesInWords(item(), zones, 'id'), 'Semua zona')
  assert.equal(zonesInWords(item({ zones: ['A', 'B'] }), zones, 'en'), 'Floor 1, Lantai 2')
  assert.equal(zonesInWords(item({ zones: ['X'] }), zones, 'id'), 'zona X sudah tidak ada')
})

test('a row says what it is in few words', () => {
  assert.equal(aboutItem(item(), 'id'), 'Teks')
  assert.equal(aboutItem(item({ kind: 'picture', url: '/media/x.png', width: 1920, height: 1080, bytes: 1258291, seconds: 12 }), 'id'), 'Gambar, 1920 × 1080, 1,2 MB, 12 detik')
  assert.equal(aboutItem(item({ kind: 'video', url: '/media/x.mp4', bytes: 900 }), 'en'), 'Video, 0.1 MB')
})

test('a text that needs more than two lines is told before it hangs on a wall', () => {
  assert.equal(isTooLong('x'.repeat(60)), false)
  assert.equal(isTooLong('x'.repeat(61)), true)
  assert.equal(isTooLong(` ${'x'.repeat(60)}  `), false)
  assert.equal(letters('😀ab'), 3)
})

test('what can be known is said before a long upload', () => {
  const MB = 1024 * 1024
  assert.equal(faultOf({ type: 'image/png', size: 20 * MB }), null)
  assert.equal(faultOf({ type: 'video/mp4', size: 150 * MB }), null)
  assert.deepEqual(faultOf({ type: 'image/png', size: 20 * MB + 1 }), { code: 'too_large', facts: { kind: 'picture' } })
  assert.deepEqual(faultOf({ type: 'video/webm', size: 151 * MB }), { code: 'too_large', facts: { kind: 'video' } })
  for (const type of ['image/gif', 'image/svg+xml', 'image/heic', 'application/x-msdownload', 'video/quicktime', '']) assert.equal(faultOf({ type, size: 1 })?.code, 'wrong_type', type)
})

test('limits are those of the server', () => {
  const domain = readFileSync(new URL('queue_server/domain/media.py', root), 'utf8')
  const content = readFileSync(new URL('queue_server/domain/media_content.py', root), 'utf8')
  assert.match(domain, /PICTURE: 20 \* MEGABYTE, MediaKind.VIDEO: 150 \* MEGABYTE/)
  assert.match(domain, new RegExp(`SHORTEST_S, LONGEST_S = ${SECONDS[0]}, ${SECONDS[SECONDS.length - 1]}`))
  assert.match(domain, /LONGEST_TEXT = 160/)
  assert.deepEqual([...content.matchAll(/"((?:image|video)\/\w+)"\)/g)].map((found) => found[1]), ACCEPTED)
})

test('a file is called as it was named, without its ending', () => {
  assert.equal(nameOf('Jadwal Desember.png'), 'Jadwal Desember')
  assert.equal(nameOf('.png'), '.png')
  assert.equal(nameOf(`${'n'.repeat(200)}.jpg`).length, 120)
  assert.equal(nameOf('a\u0007b.mp4'), 'ab')
})

test('a form asks for what stands in it, and empty means no limit', () => {
  const whole = item({ zones: ['A'], from: today, until: '2026-11-30', seconds: 15 })
  assert.deepEqual(asked(formOf(whole), 'text'), { name: 'KK', text: { id: 'Bawa KK asli' }, zones: ['A'], from: today, until: '2026-11-30', seconds: 15 })
  assert.deepEqual(asked({ ...formOf({}), text: { id: ' a ', en: '  ' } }, 'text'), { text: { id: 'a' }, zones: [], from: null, until: null, seconds: null })
  assert.equal('text' in asked(formOf({ name: 'x' }), 'picture'), false)
})

test('every refusal is one sentence that says what to do', () => {
  const said = (/** @type {string} */ code, facts = {}) => mediaRefusal({ code, facts }, 'id')
  assert.equal(said('too_large', { kind: 'video', largest: 1 }), 'Terlalu besar: video paling besar 150 MB.')
  assert.equal(said('not_a_picture', { why: 'unknown_content', found: 'heic' }), 'Bukan gambar yang dapat ditampilkan (HEIC). Pakai PNG, JPEG atau WebP.')
  assert.equal(said('not_a_picture', { why: 'unknown_content' }), 'Bukan gambar yang dapat ditampilkan. Pakai PNG, JPEG atau WebP.')
  assert.equal(said('not_a_picture', { why: 'broken' }), MEDIA.id.refused.not_a_picture_broken)
  assert.equal(said('not_a_video', { why: 'codec', found: 'hevc' }), 'Layar tidak dapat memutar video ini (HEVC). Ubah dahulu menjadi MP4 dengan H.264.')
  assert.equal(said('too_many_items', { most: 200 }), 'Sudah ada 200 tayangan. Hapus yang lama dahulu.')
  assert.match(said('not_found', { what: 'media' }), /sudah tidak ada/)
  assert.equal(said('invalid_input', { errors: [{ field: 'text.id', message: 'x' }, { field: 'text.en', message: 'x' }, { field: 'until', message: 'x' }] }), 'Teks: 1 sampai 160 huruf yang dapat dibaca; Hari terakhir: tidak boleh sebelum hari pertama.')
  for (const words of [MEDIA.id, MEDIA.en]) for (const code of ['too_large', 'not_a_picture', 'not_a_video', 'too_many_items', 'disk_full', 'unreachable']) assert.ok(/** @type {any} */ (words.refused)[code], code)
})

test('every code of the domain of media has a sentence', () => {
  const codes = [...readFileSync(new URL('queue_server/domain/media.py', root), 'utf8').matchAll(/^ {4}code = "([a-z_]+)"$/gm)].map((found) => found[1])
  assert.equal(codes.length, 5)
  for (const code of codes) assert.ok(/** @type {any} */ (MEDIA.id.refused)[code], code)
})

test('both languages have the same words with the same gaps, and none is unused', () => {
  const flat = (/** @type {any} */ words, at = '') => /** @type {[string, string][]} */ (Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[at + key, value]] : flat(value, `${at}${key}.`))))
  const gaps = (/** @type {string} */ words) => [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  const [id, en] = [new Map(flat(MEDIA.id)), new Map(flat(MEDIA.en))]
  assert.deepEqual([...id.keys()], [...en.keys()])
  for (const [key, words] of id) { assert.ok(words, key); assert.deepEqual(gaps(words), gaps(en.get(key) ?? ''), key) }
  const folder = new URL('queue_server/static/admin/', root)
  const code = readdirSync(folder).filter((name) => name.startsWith('media-') && name.endsWith('.mjs') && name !== 'media-texts.mjs').map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const dynamic = ['on', 'off', 'later', 'past', 'nowhere']
  assert.deepEqual(Object.keys(MEDIA.id).filter((key) => !dynamic.includes(key) && !new RegExp(`\\bt\\.${key}\\b|words\\(\\)\\.${key}\\b`).test(code)), [])
})
