// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, isAnswered, request, said } from '../../queue_server/static/counter/requests.mjs'

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
    ['finish', { result: 'TERBIT', also: ['KK'] }, '/api/v1/counters/3/finish', { result: 'TERBIT', also_done: ['KK'] }],
    ['finishNext', { result: 'TERBIT', also: [] }, '/api/v1/counters/3/next', { finish: true, result: 'TERBIT' }],
    ['hold', { minutes: 15 }, '/api/v1/counters/3/hold', { minutes: 15 }],
    ['transfer', { counter: '4', staff: 'Ani' }, '/api/v1/counters/3/transfer', { counter: '4', staff: 'Ani' }],
    ['walkIn', { service: 'KK', priority: 'lansia' }, '/api/v1/counters/3/walk-in', { service: 'KK', priority: 'lansia' }],
    ['walkIn', { service: 'KK' }, '/api/v1/counters/3/walk-in', { service: 'KK' }],
    ['undo', {}, '/api/v1/counters/3/undo', {}],
    ['urgent', { ticket: 7, reason: 'sakit' }, '/api/v1/tickets/7/urgent', { reason: 'sakit' }],
    ['open', {}, '/api/v1/counters/3/open', {}],
    ['open', { takeOver: true }, '/api/v1/counters/3/open', { take_over: true }],
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
  assert.deepEqual(request('narrow', '3', { services: ['KK'] }), ['/api/v1/counters/3/services', { services: ['KK'] }, 'PUT'])
  assert.deepEqual(request('narrow', '3', { services: null }), ['/api/v1/counters/3/services', { services: null }, 'PUT'])
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

test('what must be known first is asked for, and asked once', () => {
  for (const act of ['pause', 'hold', 'transfer', 'walkIn', 'narrow', 'urgent']) assert.equal(isAnswered(act, {}), false, act)
  for (const act of ['next', 'finish', 'finishNext', 'recall', 'undo', 'skip']) assert.equal(isAnswered(act, {}), true, act)
  assert.ok(isAnswered('hold', { minutes: 5 }) && isAnswered('transfer', { staff: 'Ani' }) && isAnswered('narrow', { services: null }) && isAnswered('pause', { reason: 'salat' }))
})

test('what was taken back stands again as it stood, and cannot be taken back twice', () => {
  const undo = { kind: 'ticket_finished', number: 'A005', until: 'soon' }
  const now = after(desk({ undo }), 'undo', { tickets: [ticket(5, 'serving', '3')], undone: 'ticket_finished' })
  assert.equal(now.ticket?.id, 5)
  assert.equal(now.undo, null)
  // Done and next, taken back: who was called waits again, who was done is being served.
  const both = after(desk({ undo, ticket: ticket(6, 'called', '3') }), 'undo', { tickets: [ticket(6, 'waiting'), ticket(5, 'serving', '3')] })
  assert.equal(both.ticket?.id, 5)
})

test('another press ends the offer to take the one before back', () => {
  assert.equal(after(desk({ undo: { kind: 'ticket_called' } }), 'next', { ticket: ticket(1, 'called', '3') }).undo, null)
})

test('an emergency stands first in the line at once', () => {
  assert.deepEqual(after(desk(), 'urgent', { ticket: ticket(2, 'waiting') }).line.map((one) => one.id), [2, 1])
})

test('who did not come and is called once more is said to be so, and who goes on to another service', () => {
  assert.equal(said('skip', { ticket: ticket(5, 'waiting') }), 'done_recycled')
  assert.equal(said('skip', { ticket: ticket(5, 'no_show') }), 'done_skip')
  assert.equal(said('finish', { ticket: ticket(5, 'waiting') }), 'done_leg')
  assert.equal(said('finish', { ticket: ticket(5, 'done') }), null)
  assert.equal(said('narrow', { counter: { narrowed: ['KK'] } }), 'done_narrowed')
  assert.equal(said('narrow', { counter: { narrowed: null } }), 'done_all')
})

test('an opened counter keeps what the answer does not name', () => {
  assert.deepEqual(after(desk(), 'pause', { counter: { state: 'paused', reason: 'salat' } }).counter, { code: '3', state: 'paused', reason: 'salat' })
})
