// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { shown } from '../../kiosk/static/paper.mjs'
import { NAMES, TEXTS, words } from '../../kiosk/static/texts.mjs'

const folder = new URL('../../kiosk/static/', import.meta.url)
const holes = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort()

test('both languages say the same things, with the same facts in them', () => {
  assert.deepEqual(Object.keys(TEXTS.en).sort(), Object.keys(TEXTS.id).sort())
  for (const key of Object.keys(TEXTS.id)) {
    assert.deepEqual(holes(TEXTS.en[key]), holes(TEXTS.id[key]), key)
    if (!key.endsWith('_lead')) assert.notEqual(TEXTS.en[key], '', key)
  }
})

test('every text a view asks for exists', () => {
  const asked = readdirSync(folder).filter((name) => name.endsWith('.mjs'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bt\('(\w+)'/g)].map((call) => call[1]))
  assert.ok(asked.length > 30)
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

test('an unknown text is a bug, an unknown language speaks Indonesian', () => {
  assert.throws(() => words('id')('no_such_text'), /no_such_text/)
  assert.equal(words('fr')('back'), 'Kembali')
  assert.equal(words('en')('waiting', { count: 14 }), '14 waiting')
})
