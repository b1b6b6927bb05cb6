// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choicesOf, codeOf, whyNot } from '../../queue_server/static/admin/pairing.mjs'
import { PAIRING } from '../../queue_server/static/admin/pairing-texts.mjs'

const expected = { display: ['lobby', 'upstairs'], kiosk: ['kiosk-1'] }
const asking = (/** @type {any} */ role, wish = '') => ({ id: 1, role, wish, address: '192.168.1.30', created_at: '2026-11-23T03:00:00Z' })
const nameAt = (/** @type {ReturnType<typeof choicesOf>} */ { choices, first }) => `${choices[first].role} ${choices[first].name}`

test('a code may be typed as people type', () => {
  for (const typed of ['K7F2-93MD', 'k7f293md', ' k7f2 93md ', 'K7F2.93MD']) assert.equal(codeOf(typed), 'K7F2-93MD')
  for (const typed of ['', 'K7F2', 'K7F2-93MDX']) assert.equal(codeOf(typed), null)
})

test('the screen that waits comes first, with the name it wishes', () => {
  assert.equal(nameAt(choicesOf({ pairings: [], expected }, [])), 'display lobby')
  assert.equal(nameAt(choicesOf({ pairings: [asking('kiosk')], expected }, [])), 'kiosk kiosk-1')
  assert.equal(nameAt(choicesOf({ pairings: [asking('display', 'upstairs')], expected }, [])), 'display upstairs')
  assert.equal(nameAt(choicesOf({ pairings: [asking('display', 'upstairs'), asking('display', 'lobby')], expected }, [])), 'display lobby', 'the newest')
  assert.equal(nameAt(choicesOf({ pairings: [asking('display', 'no-such')], expected }, [])), 'display lobby')
})

test('without a wish a name in use is not proposed', () => {
  const lobby = { name: 'lobby', role: 'display', online: true }
  const found = choicesOf({ pairings: [asking('display')], expected }, [lobby])
  assert.equal(nameAt(found), 'display upstairs')
  assert.deepEqual(found.choices.filter((one) => one.online).map((one) => one.name), ['lobby'])
  assert.deepEqual(found.choices.filter((one) => !one.name).map((one) => one.role), ['display', 'kiosk'], 'another name of each role')
})

test('every refusal has its own plain sentence in both languages', () => {
  const role = { code: 'invalid_input', facts: { errors: [{ field: 'role', message: 'this code is of a kiosk' }] } }
  for (const language of /** @type {const} */ (['id', 'en'])) {
    const t = PAIRING[language]
    assert.equal(whyNot({ code: 'not_found' }, 'lobby', 'display', language), t.wrong_code)
    assert.equal(whyNot(role, 'lobby', 'display', language), t.wrong_role.kiosk)
    assert.equal(whyNot(role, 'kiosk-1', 'kiosk', language), t.wrong_role.display)
    assert.match(whyNot({ code: 'already_exists' }, 'foyer', 'display', language), /foyer/)
    assert.match(whyNot({ code: 'too_many_attempts', facts: { retry_in: 12 } }, 'lobby', 'display', language), /12/)
  }
})

test('both languages have the same words with the same gaps, none empty', () => {
  const flat = (/** @type {any} */ words) => Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : Object.entries(/** @type {any} */ (value)).map(([one, text]) => [`${key}.${one}`, text])))
  const gaps = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort().join()
  const [here, there] = [flat(PAIRING.id), flat(PAIRING.en)]
  assert.deepEqual(here.map(([key]) => key), there.map(([key]) => key))
  here.forEach(([key, text], at) => { assert.ok(text, key); assert.equal(gaps(text), gaps(there[at][1]), key) })
})
