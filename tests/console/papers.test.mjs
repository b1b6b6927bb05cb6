// @ts-check
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PAPER } from '../../queue_server/static/counter/paper-texts.mjs'
import { papersInWords, places, tooLate, usualPrinter, whereOf, whyOf } from '../../queue_server/static/counter/papers.mjs'

const root = new URL('../../', import.meta.url)
const paper = (/** @type {any} */ more = {}) => ({ job: 7, state: 'unknown', why: 'broken_off', printer: 'kiosk-1', copy_no: 0, at: '2026-11-23T03:00:00Z',
  ticket: { id: 3, number: 'A012', service: 'KTP', state: 'called', counter: '3' }, ...more })
const counters = [{ code: '3', name: { id: 'Loket 3', en: 'Counter 3' } }]
const printer = (/** @type {string} */ name, /** @type {string | null} */ goesTo, ready = true) => /** @type {any} */ ({ name, label: { id: name }, ready, goes_to: goesTo })

test('a paper says what is known of it and where its visitor is', () => {
  assert.equal(whyOf(paper(), 'id'), 'Tidak pasti tercetak: sambungan putus saat mencetak')
  assert.equal(whyOf(paper({ state: 'expired', why: 'too_old' }), 'en'), 'Not printed: no printer was ready in time')
  assert.equal(whyOf(paper({ why: 'paper_out' }), 'id'), 'Tidak pasti tercetak: kertas habis')
  assert.equal(whyOf(paper({ why: 'mute' }), 'id'), 'Tidak pasti tercetak: tidak menjawab')
  assert.equal(whyOf(paper({ why: 'never heard of' }), 'id'), 'Tidak pasti tercetak')
  assert.equal(whereOf(paper(), counters, 'id'), 'dipanggil ke Loket 3')
  assert.equal(whereOf(paper({ ticket: { ...paper().ticket, state: 'waiting', counter: null } }), counters, 'en'), 'waiting')
})

test('every reason of the contract for an open paper has words', () => {
  const contract = readFileSync(new URL('docs/contract.md', root), 'utf8')
  const [, unknown] = contract.match(/`why` of unknown is\s+`([a-z_, \n]+)`/) ?? []
  const [, causes] = contract.match(/`causes` of `([a-z_, ]+)`/) ?? []
  const codes = [...(unknown ?? '').split(','), ...(causes ?? '').split(','), 'too_old'].map((code) => code.trim())
  assert.ok(codes.length > 12, String(codes))
  for (const why of codes) for (const language of /** @type {const} */ (['id', 'en'])) assert.ok(whyOf(paper({ why }), language).includes(': '), why)
})

test('every place a visitor in the hall can be has words', () => {
  for (const state of ['waiting', 'called', 'serving', 'on_hold']) assert.ok(PAPER.id.places[state] && PAPER.en.places[state], state)
})

test('how many there are is said in plain words', () => {
  assert.equal(papersInWords(1, 'id'), '1 tiket perlu dilihat')
  assert.equal(papersInWords(2, 'id'), '2 tiket perlu dilihat')
  assert.equal(papersInWords(1, 'en'), '1 ticket to look at')
})

test('a copy goes where the paper of its printer goes now, else to one that is ready', () => {
  const [own, other] = [printer('kiosk-1', 'kiosk-1'), printer('kiosk-2', 'kiosk-2')]
  assert.equal(usualPrinter([own, other], 'kiosk-1'), 'kiosk-1')
  assert.equal(usualPrinter([printer('kiosk-1', 'kiosk-2', false), other], 'kiosk-1'), 'kiosk-2')
  assert.equal(usualPrinter([printer('kiosk-1', null, false), other], 'kiosk-1'), 'kiosk-2')
  assert.equal(usualPrinter([printer('kiosk-1', null, false), printer('kiosk-2', null, false)], 'kiosk-1'), 'kiosk-1')
  assert.equal(usualPrinter([own, other], null), 'kiosk-1')
  assert.equal(usualPrinter([], 'kiosk-1'), null)
})

test('where nobody here knows the printer of a ticket, the server is left to choose it', () => {
  const two = [printer('kiosk-1', 'kiosk-1'), printer('kiosk-2', 'kiosk-2')]
  assert.deepEqual(places(two, null).map((one) => one.name), ['', 'kiosk-1', 'kiosk-2'])
  assert.deepEqual(places(two, 'kiosk-2').map((one) => one.name), ['kiosk-1', 'kiosk-2'])
  assert.deepEqual(places(two.slice(1), null).map((one) => one.name), ['kiosk-2'])
})

test('who was too late is told apart from a server that is away', () => {
  assert.ok(tooLate({ status: 404 }) && tooLate({ status: 409 }))
  assert.ok(!tooLate({ status: 0 }) && !tooLate({ status: 503 }) && !tooLate({}))
})

test('no word about paper is unused', () => {
  const code = ['counter', 'admin'].map((folder) => new URL(`queue_server/static/${folder}/`, root)).filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.mjs') && !name.endsWith('texts.mjs')).map((name) => readFileSync(new URL(name, folder), 'utf8'))).join('\n')
  assert.deepEqual(Object.keys(PAPER.id).filter((key) => !new RegExp(`\\b${key}\\b`).test(code)), [])
})
