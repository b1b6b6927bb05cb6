// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, request, said } from '../../queue_server/static/counter/requests.mjs'

const ticket = (id, state, counter = null) => ({ id, number: `A00${id}`, prefix: 'A', state, counter })
const desk = (more = {}) => ({ counter: { code: '3', state: 'open' }, ticket: null, line: [ticket(1, 'waiting'), ticket(2, 'waiting')], held: [ticket(8, 'on_hold', '3')], missed: [], today: null, ...more })

test('every action asks for what the contract says', () => {
  const asked = [
    ['next', {}, '/api/v1/counters/3/next', {}],
    ['finishNext', {}, '/api/v1/counters/3/next', { finish: true }],
    ['recall', {}, '/api/v1/counters/3/recall', {}],
    ['start', {}, '/api/v1/counters/3/start', {}],
    ['finish', {}, '/api/v1/counters/3/finish', {}],
    ['skip', {}, '/api/v1/counters/3/skip', {}],
    ['hold', {}, '/api/v1/counters/3/hold', {}],
    ['transfer', { service: 'KK' }, '/api/v1/counters/3/transfer', { service: 'KK' }],
    ['open', {}, '/api/v1/counters/3/open', {}],
    ['pause', { reason: 'salat' }, '/api/v1/counters/3/pause', { reason: 'salat' }],
    ['close', {}, '/api/v1/counters/3/close', {}],
    ['call', { ticket: 7, reason: 'sakit' }, '/api/v1/tickets/7/call', { counter: '3', reason: 'sakit' }],
    ['resume', { ticket: 7 }, '/api/v1/tickets/7/resume', { counter: '3' }],
    ['return', { ticket: 7 }, '/api/v1/tickets/7/return', {}],
    ['giveBack', { ticket: 7 }, '/api/v1/tickets/7/return', {}],
    ['cancel', { ticket: 7, reason: 'pulang' }, '/api/v1/tickets/7/cancel', { reason: 'pulang' }],
    ['reprint', { ticket: 7, reason: 'macet' }, '/api/v1/tickets/7/reprint', { reason: 'macet' }],
    ['reprint', { ticket: 7, reason: 'hilang', printer: 'kiosk-2' }, '/api/v1/tickets/7/reprint', { reason: 'hilang', printer: 'kiosk-2' }],
    ['printed', { job: 9 }, '/api/v1/print-jobs/9/printed', {}],
    ['newRoll', { printer: 'kiosk/1' }, '/api/v1/printers/kiosk%2F1/new-roll', {}],
  ]
  for (const [act, extra, path, body] of asked) assert.deepEqual(request(act, '3', extra), [path, body], act)
  assert.throws(() => request('dance', '3'))
  assert.equal(request('next', 'A/1')[0], '/api/v1/counters/A%2F1/next')
})

test('a call shows the visitor at once and takes them out of the line', () => {
  const now = after(desk(), 'next', { ticket: ticket(1, 'called', '3') })
  assert.equal(now.ticket?.id, 1)
  assert.deepEqual(now.line.map((one) => one.id), [2])
})

test('who is held, missed, transferred or finished leaves the counter', () => {
  const busy = desk({ ticket: ticket(5, 'serving', '3') })
  assert.deepEqual(after(busy, 'hold', { ticket: ticket(5, 'on_hold', '3') }).held.map((one) => one.id), [5, 8])
  assert.deepEqual(after(busy, 'skip', { ticket: ticket(5, 'no_show', '3') }).missed.map((one) => one.id), [5])
  for (const state of ['on_hold', 'no_show', 'waiting', 'done']) assert.equal(after(busy, 'x', { ticket: ticket(5, state) }).ticket, null)
})

test('something done to another ticket leaves the visitor at the counter alone', () => {
  const busy = desk({ ticket: ticket(5, 'serving', '3') })
  assert.equal(after(busy, 'return', { ticket: ticket(8, 'waiting') }).ticket?.id, 5)
  assert.deepEqual(after(busy, 'return', { ticket: ticket(8, 'waiting') }).held, [])
  assert.equal(after(busy, 'reprint', { ticket: ticket(8, 'waiting') }), busy)
  assert.equal(after(busy, 'printed', { job: { job: 9, state: 'printed' } }), busy)
  assert.equal(after(busy, 'newRoll', { printer: { name: 'kiosk-1' } }), busy)
  assert.equal(after(busy, 'call', { ticket: ticket(9, 'called', '4') }).ticket?.id, 5)
})

test('nobody waiting empties the line, and with "finish" the counter', () => {
  const busy = desk({ ticket: ticket(5, 'serving', '3') })
  assert.deepEqual(after(busy, 'finishNext', null).ticket, null)
  assert.deepEqual(after(desk(), 'next', null).line, [])
  assert.equal(said('next', null), 'done_204')
  assert.equal(said('finishNext', null), 'done_finished')
  assert.equal(said('next', {}), null)
})

test('an opened counter keeps what the answer does not name', () => {
  assert.deepEqual(after(desk(), 'pause', { counter: { state: 'paused', reason: 'salat' } }).counter, { code: '3', state: 'paused', reason: 'salat' })
})
