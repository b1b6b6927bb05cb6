// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shown } from '../../kiosk/static/paper.mjs'
import { listed, sayDone, sentence, spelled } from '../../kiosk/static/spoken.mjs'
import { words } from '../../kiosk/static/texts.mjs'

const printers = [{ name: 'kiosk-2', label: { id: 'Printer Lobi 2' }, ready: true, why: '', goes_to: 'kiosk-2' }]
/** @param {import('../../kiosk/static/paper.mjs').Print} print */
const heard = (print, { language = 'id', where = 'kiosk-1', ahead = /** @type {number | null} */ (14), when = '' } = {}) =>
  sayDone({ number: 'A062', ahead }, when, shown({ print, where, own: 'kiosk-1' }, printers, language, words(language)), words(language))

test('digits are spoken one by one', () => {
  assert.equal(spelled('A062', words('id')), 'A nol enam dua')
  assert.equal(spelled('4K1003', words('en')), 'four K one zero zero three')
})

test('the whole screen of a number can be heard', () => {
  assert.equal(heard('take'), 'Nomor Anda A nol enam dua. 14 orang di depan Anda. Silakan ambil tiket. Dari celah di bawah layar ini')
  assert.equal(heard('take', { where: 'kiosk-2', ahead: 1, when: '11.05–11.25' }),
    'Nomor Anda A nol enam dua. Satu orang di depan Anda. Perkiraan dipanggil pukul 11.05 sampai 11.25. Ambil tiket di Printer Lobi 2. Tiket keluar di sana, bukan di kios ini.')
  assert.equal(heard('printing', { ahead: 0 }), 'Nomor Anda A nol enam dua. Tidak ada orang di depan Anda. Sedang mencetak.')
  assert.equal(heard('silent', { language: 'en', ahead: null }),
    'Your number is A zero six two. Nobody is ahead of you. The printer has a problem. No ticket yet? Photograph this screen or scan the code. Your number is valid.')
})

test('each state of the paper is heard differently, in both languages', () => {
  for (const language of ['id', 'en']) {
    const all = /** @type {const} */ (['printing', 'take', 'trouble', 'silent', 'paperless']).map((print) => heard(print, { language }))
    assert.equal(new Set(all).size, all.length)
  }
})

test('a list is said as people say it, and a long one is cut to what can be remembered', () => {
  assert.equal(listed(['KTP-el'], words('id')), 'KTP-el')
  assert.equal(listed(['KTP-el', 'KK', 'SIM'], words('id')), 'KTP-el, KK dan SIM')
  assert.equal(listed(['a', 'b', 'c', 'd'], words('en'), 2), 'a, b')
})

test('a sentence ends once', () => assert.deepEqual(['Tutup', 'Sedang mencetak...', 'Masih di sini?', ''].map(sentence), ['Tutup.', 'Sedang mencetak.', 'Masih di sini?', '']))
