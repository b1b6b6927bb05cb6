// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heard } from '../../kiosk/static/voice-label.mjs'
import { news, pieces, sayable, VOICE, voiceWords } from '../../kiosk/static/voice-words.mjs'

test('what is written for the eye is said for the ear', () => {
  const said = /** @type {const} */ ([
    ['id', 'Nomor A 062, pukul 11.05–11.25', 'Nomor A nol enam dua, pukul 11 lewat 5 sampai 11 lewat 25'],
    ['id', 'Buka pukul 07.30 WIB', 'Buka pukul 7 lewat 30 WIB'], ['id', 'sampai 08:00', 'sampai 8'],
    ['en', 'Number 4K1003, about 11.05–12.00', "Number four K one zero zero three, about 11 oh 5 to 12 o'clock"],
    ['id', 'Disdukcapil · Lantai 1 – Loket 1–4', 'Disdukcapil, Lantai 1, Loket 1 sampai 4'],
    ['id', 'KK & KTP…  14 orang', 'KK dan KTP. 14 orang'], ['en', '← Back ✓', 'Back'],
    ['id', 'Sedang mencetak...', 'Sedang mencetak.'], ['id', 'UU 25 2009', 'UU 25 2009'],
  ])
  for (const [language, shown, words] of said) assert.equal(sayable(shown, language), words)
})

test('a long text is said in pieces at the ends of sentences, the first one short, and none is lost', () => {
  const long = `Selamat datang. ${'Ada tombol di bawah layar ini. '.repeat(20)}Silakan pilih!`
  const parts = pieces(long)
  assert.equal(parts[0], 'Selamat datang.')
  assert.equal(parts.join(' '), long)
  assert.ok(parts.every((part) => part.length <= 600) && parts.length < 8)
  assert.deepEqual(pieces(''), [])
  assert.deepEqual(pieces('... ! Ya.'), ['Ya.'])
  const endless = pieces(`${'kata, '.repeat(300)}selesai`)
  assert.ok(endless.every((part) => part.length <= 600))
  assert.equal(endless.join(' ').replace(/\s+/g, ' '), `${'kata, '.repeat(300)}selesai`)
})

test('of a screen that is known only what changed is said', () => {
  assert.equal(news('Ketik kode. Kode: 1.', 'Ketik kode. Kode: 1 2.'), 'Kode: 1 2.')
  assert.equal(news('Sama saja.', 'Sama saja.'), '')
})

const home = { name: 'home,id', text: 'Selamat datang. Pilih layanan.', strips: [], status: [], idle: '' }

test('a view that comes up is said whole, in place of what was being said; a push that only counts is not', () => {
  assert.deepEqual(heard(null, home, false), { texts: [home.text], cut: true, arrived: true })
  assert.deepEqual(heard(home, { ...home, text: 'Selamat datang. 3 menunggu.' }, false), { texts: [], cut: false, arrived: false })
  assert.deepEqual(heard(home, { ...home, text: 'Selamat datang. 3 menunggu.' }, true), { texts: ['3 menunggu.'], cut: true, arrived: false })
  assert.deepEqual(heard(home, { ...home, name: 'for,id', strips: ['Tanpa kertas.'], text: 'Untuk siapa?' }, true).texts, ['Tanpa kertas.', 'Untuk siapa?'])
  const sorry = { ...home, name: 'services,id', strips: ['Maaf.'], text: 'Maaf. Pilih layanan.' }
  assert.deepEqual(heard(home, sorry, true).texts, [sorry.text])
  assert.deepEqual(heard({ ...home, name: sorry.name }, { ...sorry, text: home.text }, false).texts, ['Maaf.'])
})

test('what becomes of the paper is said after the number, not over it', () => {
  const done = { ...home, name: 'done,id', text: 'Nomor Anda.', status: ['Sedang mencetak.'] }
  assert.deepEqual(heard(home, done, true).texts, ['Nomor Anda.'])
  assert.deepEqual(heard(done, { ...done, status: ['Silakan ambil tiket.'] }, false), { texts: ['Silakan ambil tiket.'], cut: false, arrived: false })
})

test('the question whether somebody is there is said once, over everything', () => {
  const asked = { ...home, idle: 'Masih di sini?' }
  assert.deepEqual(heard(home, asked, false), { texts: ['Masih di sini?'], cut: true, arrived: false })
  assert.deepEqual(heard(asked, asked, false).texts, [])
  assert.deepEqual(heard(asked, home, true).texts, [])
})

test('the voice has all its words in both languages, each different, and falls back to Indonesian', () => {
  assert.deepEqual(Object.keys(VOICE.en), Object.keys(VOICE.id))
  for (const key of ['on', 'off', 'help', 'hint', 'unavailable', 'dark', 'no_back', 'nothing']) assert.notEqual(VOICE.en[key], VOICE.id[key])
  assert.equal(voiceWords('xx')('place', { at: 2, count: 8 }), '2 dari 8.')
  assert.throws(() => voiceWords('id')('nonsense'))
})
