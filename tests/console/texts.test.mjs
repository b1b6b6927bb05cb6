// @ts-check
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MEDIA } from '../../queue_server/static/admin/media-texts.mjs'
import { pauseReason, TEXTS } from '../../queue_server/static/counter/texts.mjs'
import { fill, refusal, REFUSALS, TICKET_STATES } from '../../queue_server/static/login/refusals.mjs'
import { TEXTS as LOGIN } from '../../queue_server/static/login/texts.mjs'

const root = new URL('../../', import.meta.url)
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8')

test('both languages have the same words, and none is empty', () => {
  for (const texts of [TEXTS, LOGIN, REFUSALS, TICKET_STATES]) {
    assert.deepEqual(Object.keys(texts.id), Object.keys(texts.en))
    for (const words of [texts.id, texts.en]) for (const [key, value] of Object.entries(words)) assert.ok(value.length ?? Object.keys(value).length, key)
  }
  for (const list of /** @type {const} */ (['pauses', 'calls', 'cancels'])) assert.equal(TEXTS.id[list].length, TEXTS.en[list].length)
})

test('a sentence has the same gaps to fill in both languages', () => {
  const gaps = (/** @type {unknown} */ words) => [...String(words).matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  for (const key of Object.keys(TEXTS.id)) assert.deepEqual(gaps(TEXTS.id[key]), gaps(TEXTS.en[key]), key)
  for (const key of Object.keys(REFUSALS.id)) assert.deepEqual(gaps(REFUSALS.id[key]), gaps(REFUSALS.en[key]), key)
})

test('no word of the console is unused', () => {
  const folder = new URL('queue_server/static/counter/', root)
  const code = readdirSync(folder).filter((name) => name.endsWith('.mjs') && name !== 'texts.mjs').map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const unused = Object.keys(TEXTS.id).filter((key) => !key.startsWith('key_') && !new RegExp(`\\b${key}\\b`).test(code))
  assert.deepEqual(unused, [])
})

test('every refusal of the contract has a sentence', () => {
  const contract = read('docs/contract.md')
  const codes = [...contract.matchAll(/(?:401|404|409|422|429) ((?:`[a-z_]+`(?: \([^)]*\))?(?:, )?)+)/g)].flatMap((found) => [...found[1].matchAll(/`([a-z]+_[a-z_]+)`/g)].map((code) => code[1]))
  assert.ok(codes.includes('illegal_transition') && codes.includes('counter_busy') && codes.includes('wrong_login'), String(codes))
  const ofMedia = /** @type {Record<string, string>} */ (MEDIA.id.refused) // only the page that uploads meets them
  for (const code of [...codes, 'invalid_input', 'unreachable']) assert.ok(REFUSALS.id[code] ?? ofMedia[code], code)
})

test('every error of the domain has a sentence', { skip: !existsSync(new URL('queue_server/domain/errors.py', root)) }, () => {
  const codes = [...read('queue_server/domain/errors.py').matchAll(/^ {4}code = "([a-z_]+)"$/gm)].map((found) => found[1])
  assert.ok(codes.length > 10)
  for (const code of codes) assert.ok(REFUSALS.id[code], code)
})

test('every state a ticket can be in has a word', { skip: !existsSync(new URL('queue_server/domain/ticket.py', root)) }, () => {
  const states = [...(read('queue_server/domain/ticket.py').split('class Action')[0]).matchAll(/^ {4}[A-Z_]+ = "([a-z_]+)"$/gm)].map((found) => found[1])
  assert.deepEqual(Object.keys(TICKET_STATES.id).sort(), states.sort())
})

test('the one who was too late is told what happened, in one sentence', () => {
  assert.equal(refusal({ code: 'illegal_transition', facts: { ticket: 'A012', state: 'done' } }, 'id'), 'Nomor A012 sudah selesai, jadi tindakan ini tidak berlaku lagi. Layar sudah diperbarui.')
  assert.equal(refusal({ code: 'counter_busy', facts: { ticket: 'A012', state: 'serving' } }, 'id'), 'Nomor A012 masih dilayani di loket ini. Selesaikan dahulu.')
  assert.equal(refusal({ code: 'too_many_attempts', facts: { retry_in: 30 } }, 'en'), 'Too many attempts. Try again in 30 seconds.')
  assert.equal(refusal({ code: 'invalid_input', facts: { errors: [{ field: 'name', message: 'too short' }] } }, 'id'), 'Isian belum benar: name: too short')
  assert.equal(refusal({ code: 'too_soon', facts: { ticket: 'A012', calls: 1, needed: 3, retry_in: 0 } }, 'id'), 'Nomor A012 baru dipanggil 1 kali dari 3. Tunggu, lalu panggil ulang dahulu.')
  assert.equal(refusal({ code: 'too_soon', facts: { ticket: 'A012', calls: 1, needed: 3, retry_in: 11.4 } }, 'en'), 'Number A012 was called just now. Try again in 12 seconds.')
  assert.equal(refusal({ code: 'never_heard_of' }, 'id'), REFUSALS.id.unexpected)
})

test('a fact that is missing leaves no hole in the sentence', () => {
  assert.equal(fill('Nomor {ticket} masih {state} di sini.', {}), 'Nomor masih di sini.')
})

test('a pause is stored in Indonesian and shown in the language of the screen', () => {
  assert.equal(pauseReason('salat', 'en'), 'prayer')
  assert.equal(pauseReason('salat', 'id'), 'salat')
  assert.equal(pauseReason('listrik padam', 'en'), 'listrik padam')
})
