// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { shown } from '../../kiosk/static/paper.mjs'
import { load, locale, NAMES, offered, TEXTS, words } from '../../kiosk/static/texts.mjs'

const folder = new URL('../../kiosk/static/', import.meta.url)
const holes = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort()

test('both languages say the same things, with the same facts in them', () => {
  assert.deepEqual(Object.keys(TEXTS.en).sort(), Object.keys(TEXTS.id).sort())
  for (const key of Object.keys(TEXTS.id)) {
    assert.deepEqual(holes(TEXTS.en[key]), holes(TEXTS.id[key]), key)
    if (!key.endsWith('_lead')) assert.notEqual(TEXTS.en[key], '', key)
  }
})

test('every file of a language says nothing that Indonesian does not, with the same facts in it', async () => {
  const codes = readdirSync(new URL('languages/', folder)).map((name) => name.replace('.mjs', ''))
  assert.ok(codes.length >= 3)
  await load(codes)
  for (const code of codes) {
    assert.ok(NAMES[code], code)
    assert.ok(Intl.DateTimeFormat.supportedLocalesOf(locale(code)).length, code)
    for (const [key, text] of Object.entries(TEXTS[code])) assert.deepEqual(holes(text), holes(TEXTS.id[key] ?? 'no such text'), `${code} ${key}`)
  }
})

test('every text a view asks for exists', () => {
  const asked = readdirSync(folder).filter((name) => name.endsWith('.mjs') && !name.startsWith('voice'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bt\('(\w+)'/g)].map((call) => call[1]))
  assert.ok(asked.length > 60)
  for (const key of asked) assert.ok(key in TEXTS.id, key)
})

test('every state of the paper has its words in both languages, here and at another printer', () => {
  const printers = [{ name: 'b', label: { id: 'Printer Lobi 2', en: 'Lobby printer 2' }, ready: true, why: '', goes_to: 'b' }]
  for (const language of Object.keys(NAMES)) {
    for (const print of /** @type {const} */ (['printing', 'take', 'trouble', 'silent', 'paperless'])) {
      for (const where of ['a', 'b']) {
        const { head, note } = shown({ print, where, own: 'a' }, printers, language, words(language))
        for (const text of [head, note]) assert.doesNotMatch(text, /[{}]|undefined/)
        assert.notEqual(head, '')
      }
    }
  }
})

test('a language is one file: nothing else knows of it, and what it lacks is said in Indonesian', async () => {
  const asked = /** @type {string[]} */ ([])
  const fetchOne = async (/** @type {string} */ code) => { asked.push(code); return { name: 'Jawa', locale: 'jv-ID', texts: { back: 'Bali' } } }
  assert.equal(await load(['id', 'jv', 'en', '../etc'], fetchOne), true)
  assert.deepEqual(asked, ['jv'])
  assert.deepEqual(offered(['en', 'jv']), ['id', 'en', 'jv'])
  assert.deepEqual([words('jv')('back'), words('jv')('step', { step: 1 }), locale('jv')], ['Bali', 'Langkah 1 dari 2', 'jv-ID'])
  assert.equal(await load(['jv'], fetchOne), false)
})

test('a language whose file cannot be had is not offered, and the others go on', async () => {
  const fetchOne = async (/** @type {string} */ code) => { if (code === 'su') throw new Error('404'); return { name: 'Aceh', locale: 'id-ID', texts: {} } }
  assert.equal(await load(['su', 'ace'], fetchOne), true)
  assert.deepEqual(offered(['su', 'ace']), ['id', 'ace'])
})

test('an unknown text is a bug, an unknown language speaks Indonesian', () => {
  assert.throws(() => words('id')('no_such_text'), /no_such_text/)
  assert.equal(words('fr')('back'), 'Kembali')
  assert.equal(words('en')('waiting', { count: 14 }), '14 waiting')
})
