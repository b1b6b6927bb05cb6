// @ts-check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { asked, DOTS, faults, inWords, paperOf, told } from '../../queue_server/static/admin/preview-form.mjs'
import { TEXTS } from '../../queue_server/static/admin/texts.mjs'

const form = (more = {}) => ({ service: 'KTP', language: 'id', on: 'printer:kiosk-1', dots: '', mode: '', template: '', copy: '0', ...more })

test('a printer of config.yaml is shown as it is configured', () => {
  assert.deepEqual(asked(form()), { service: 'KTP', language: 'id', printer: 'kiosk-1', copy_no: 0 })
  assert.deepEqual(asked(form({ dots: '432' })), { service: 'KTP', language: 'id', printer: 'kiosk-1', copy_no: 0 }, 'its dots are its own')
})

test('bare paper has a width in dots, and everything can be tried', () => {
  assert.equal(paperOf('paper:58'), 58)
  assert.equal(paperOf('printer:paper:58'), null)
  assert.deepEqual(asked(form({ on: 'paper:58', dots: '432', mode: 'text', template: 'short', copy: '1', language: 'en' })),
    { service: 'KTP', language: 'en', paper_mm: 58, dots: 432, mode: 'text', template: 'short', copy_no: 1 })
  for (const dots of Object.values(DOTS).flat()) assert.equal(Number(dots) % 8, 0)
})

test('the page asks for nothing that the contract does not know', () => {
  const row = /ticket-preview `\{([^}]*)\}`/.exec(readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8'))?.[1] ?? ''
  const known = row.split(',').map((one) => one.trim().replace('?', ''))
  assert.ok(known.length >= 8)
  for (const body of [asked(form()), asked(form({ on: 'paper:80', dots: '576', mode: 'raster', template: 'standard' }))]) assert.deepEqual(Object.keys(body).filter((key) => !known.includes(key)), [])
  for (const key of known) assert.ok(TEXTS.id.fields[key] ?? TEXTS.id.fields[key.replace('_no', '')], key)
})

test('the answer is told in words: length, tickets of a roll, bytes, seconds', () => {
  const headers = new Map([['X-Ticket-Length-Mm', '109'], ['X-Ticket-Bytes', '62776'], ['X-Ticket-Seconds', '32.7'], ['X-Ticket-Baud', '19200'], ['X-Ticket-Per-Roll', '733']])
  const facts = told({ get: (name) => headers.get(name) ?? null })
  assert.deepEqual(inWords(facts, 'id'), ['Panjang 109 mm', '733 tiket per gulungan', '62.776 byte', '32,7 detik lewat kabel serial 19200 baud'])
  assert.deepEqual(inWords({ ...facts, perRoll: 0 }, 'en')[1], '62,776 bytes')
})

test('faults of a template stand line by line', () => {
  const problem = { code: 'invalid_input', errors: [{ field: 'template', message: "ours.yaml: blocks.1.size: small, normal or large (got 'huge')" }, { field: 'strange', message: 'x' }] }
  assert.deepEqual(faults(problem, 'id'), ["Bentuk tiket: ours.yaml: blocks.1.size: small, normal or large (got 'huge')", 'strange: x'])
  assert.deepEqual(faults({ code: 'unreachable' }, 'en'), [])
})
