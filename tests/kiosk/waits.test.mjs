// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FRESH } from '../../kiosk/static/flow.mjs'
import { doneLeft, due, isAway, noted, warnLeft } from '../../kiosk/static/waits.mjs'

const at = { touched: 100, warned: 0, asked: 0, given: 0, told: 0 }
const services = { ...FRESH, view: /** @type {const} */ ('services') }
const done = { ...FRESH, view: /** @type {const} */ ('done'), ticket: {}, print: /** @type {const} */ ('printing') }

test('a visitor who stands still is asked after 45 s, and has 20 s to answer', () => {
  assert.equal(due(services, at, 144.9), null)
  assert.deepEqual(due(services, at, 145), { type: 'warn' })
  const warned = { ...services, warned: true }
  assert.equal(due(warned, { ...at, warned: 145 }, 164.9), null)
  assert.deepEqual(due(warned, { ...at, warned: 145 }, 165), { type: 'finish' })
  assert.equal(warnLeft({ ...at, warned: 145 }, 150), 15)
})

test('a home nobody touched asks nobody', () => assert.equal(due(FRESH, at, 100000), null))

test('a printer that gives no proof for 4 s is told of, whatever else is said meanwhile', () => {
  assert.equal(due(done, { ...at, given: 110 }, 113.9), null)
  assert.deepEqual(due(done, { ...at, given: 110, told: 113 }, 114), { type: 'silence' })
})

test('the four seconds begin with the number, and anew only at another printer', () => {
  const home = { ...FRESH }
  const given = noted(at, home, { ...done, where: 'kiosk-1' }, 110)
  assert.deepEqual([given.given, given.told], [110, 110])
  const sending = noted(given, { ...done, where: 'kiosk-1' }, { ...done, where: 'kiosk-1', sent: true, ticket: done.ticket }, 112)
  assert.deepEqual([sending.given, sending.told], [110, 110])
  const moved = noted(sending, { ...done, where: 'kiosk-1' }, { ...done, where: 'kiosk-2' }, 113)
  assert.deepEqual([moved.given, moved.told], [113, 110])
  const taken = noted(moved, { ...done, where: 'kiosk-2' }, { ...done, where: 'kiosk-2', print: 'take' }, 115)
  assert.equal(taken.told, 115)
})

test('the ticket stays 10 s once it can be taken, 20 s when it lies elsewhere, 30 s when it must be written down, longer when touched', () => {
  const take = { ...done, print: /** @type {const} */ ('take'), own: 'kiosk-1', where: 'kiosk-1' }
  assert.deepEqual(due(take, { ...at, told: 110 }, 120), { type: 'finish' })
  assert.equal(due(take, { ...at, told: 110, touched: 115 }, 120), null)
  assert.equal(doneLeft({ ...take, where: 'kiosk-2' }, { ...at, told: 110 }, 120), 10)
  for (const print of /** @type {const} */ (['silent', 'trouble', 'paperless'])) {
    assert.equal(doneLeft({ ...done, print }, { ...at, told: 110 }, 120), 20)
    assert.equal(doneLeft({ ...done, print }, { ...at, told: 110, touched: 139 }, 140), 29)
    assert.deepEqual(due({ ...done, print }, { ...at, told: 110 }, 140), { type: 'finish' })
  }
  assert.equal(doneLeft(done, { ...at, told: 110 }, 500), 10, 'while it prints the count stands')
})

test('a request nobody waits for any more is given up after a minute', () => {
  const asking = { ...FRESH, asking: { service: 'KTP', priority: null, language: 'id' } }
  assert.equal(due(asking, { ...at, asked: 100 }, 159.9), null)
  assert.deepEqual(due(asking, { ...at, asked: 100 }, 160), { type: 'gave_up' })
})

test('the server is away when neither socket nor HTTP answered for 3 s', () => {
  assert.equal(isAway({ lostAt: null, answeredAt: null }, 50), false)
  assert.equal(isAway({ lostAt: 50, answeredAt: 10 }, 52.9), false)
  assert.equal(isAway({ lostAt: 50, answeredAt: 10 }, 53.1), true)
  assert.equal(isAway({ lostAt: 50, answeredAt: 58 }, 60), false)
})
