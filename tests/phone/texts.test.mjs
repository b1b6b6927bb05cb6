// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { TEXTS, words } from '../../queue_server/static/phone/texts.mjs'

const folder = new URL('../../queue_server/static/phone/', import.meta.url)
const holes = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort()

test('both languages say the same things, with the same facts in them', () => {
  assert.deepEqual(Object.keys(TEXTS.en).sort(), Object.keys(TEXTS.id).sort())
  for (const key of Object.keys(TEXTS.id)) {
    assert.deepEqual(holes(TEXTS.en[key]), holes(TEXTS.id[key]), key)
  }
})

test('every text a view asks for exists', () => {
  const asked = readdirSync(folder).filter((name) => name.endsWith('.mjs'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bt\('(\w+)'/g)].map((call) => call[1]))
  assert.ok(asked.length > 20)
  for (const key of asked) assert.ok(key in TEXTS.id, key)
})

test('an unknown text is a bug, an unknown language speaks Indonesian', () => {
  assert.throws(() => words('id')('no_such_text'), /no_such_text/)
  assert.equal(words('fr')('turn'), 'Giliran Anda')
  assert.equal(words('en')('minutes', { count: 9 }), '9 min')
})

test('every state of a service of the visit has its word', () => {
  for (const state of ['done', 'now', 'planned', 'left', 'dropped']) assert.ok(words('id')(`leg_${state}`))
})
