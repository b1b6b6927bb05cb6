// @ts-check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { TEXTS, words } from '../../queue_server/static/why/texts.mjs'

const holes = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort()

test('both languages say the same things, with the same facts in them', () => {
  assert.deepEqual(Object.keys(TEXTS.en).sort(), Object.keys(TEXTS.id).sort())
  for (const key of Object.keys(TEXTS.id)) assert.deepEqual(holes(TEXTS.en[key]), holes(TEXTS.id[key]), key)
})

test('every text the page asks for exists', () => {
  const page = readFileSync(new URL('../../queue_server/static/why/main.mjs', import.meta.url), 'utf8')
  const asked = [...page.matchAll(/\bt\('(\w+)'/g)].map((call) => call[1])
  assert.ok(asked.length > 12)
  for (const key of asked) assert.ok(key in TEXTS.id, key)
})

test('an unknown text is a bug, an unknown language speaks Indonesian', () => {
  assert.throws(() => words('id')('no_such_text'), /no_such_text/)
  assert.equal(words('fr')('example'), 'Contoh')
})
