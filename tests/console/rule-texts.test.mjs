// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { shortcut } from '../../queue_server/static/counter/keys.mjs'
import { pressInWords, RULE } from '../../queue_server/static/counter/rule-texts.mjs'

const root = new URL('../../', import.meta.url)

/** Every text with its place. @param {any} words @param {string} [at] @returns {[string, string][]} */
const leaves = (words, at = '') => (typeof words === 'string' ? [[at, words]] : Object.entries(words).flatMap(([key, value]) => leaves(value, `${at}.${key}`)))

test('both languages have the same words about the rules with the same gaps, none is empty', () => {
  const [id, en] = [leaves(RULE.id), leaves(RULE.en)]
  assert.deepEqual(id.map(([at]) => at), en.map(([at]) => at))
  const gaps = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  for (const [index, [at, text]] of id.entries()) {
    assert.ok(text && en[index][1], at)
    assert.deepEqual(gaps(text), gaps(en[index][1]), at)
  }
})

test('no word about the rules is unused', () => {
  const folder = new URL('queue_server/static/counter/', root)
  const code = readdirSync(folder).filter((name) => name.endsWith('.mjs') && name !== 'rule-texts.mjs').map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const inside = new Set(['presses']) // by the function beside the texts
  assert.deepEqual(Object.keys(RULE.id).filter((key) => !inside.has(key) && !new RegExp(`\\b${key}\\b`).test(code)), [])
})

test('every press that can be taken back has words', () => {
  const noted = readdirSync(new URL('queue_server/usecases/', root)).filter((name) => name.endsWith('.py'))
    .flatMap((name) => [...readFileSync(new URL(`queue_server/usecases/${name}`, root), 'utf8').matchAll(/Kind\.(TICKET_\w+)/g)].map((found) => found[1].toLowerCase()))
  const never = new Set(['ticket_expired', 'ticket_undone'])
  for (const kind of new Set(noted)) if (!never.has(kind)) assert.ok(RULE.id.presses[kind], kind)
  assert.equal(pressInWords('ticket_called', 'A 012', 'id'), 'A 012 dipanggil')
  assert.equal(pressInWords('ticket_held', '', 'en'), 'held')
  assert.equal(pressInWords('something_new', 'A 012', 'id'), 'tindakan terakhir, A 012')
})

test('every key of the console stands in its list, and every key of the list is one', () => {
  const named = new Map([['Spasi', ' '], ['Esc', 'Escape'], ['1–9', '5']])
  const listed = RULE.id.keys.map(([key]) => named.get(key) ?? key)
  for (const key of listed) assert.ok(shortcut({ key }, { tag: 'BODY' }), key)
  for (const key of [' ', 'Enter', 'Escape', '?', ...'abcdefghijklmnopqrstuvwxyz']) {
    if (shortcut({ key }, { tag: 'BODY' })) assert.ok(listed.some((one) => one.toLowerCase() === key.toLowerCase()), key)
  }
})
