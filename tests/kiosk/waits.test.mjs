// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FRESH } from '../../kiosk/static/flow.mjs'
import { doneLeft, due, isAway, warnLeft } from '../../kiosk/static/waits.mjs'

const at = { touched: 100, warned: 0, asked: 0, numbered: 0, printer: 0 }
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

test('a printer that says nothing for 4 s is told of; every word of it starts anew', () => {
  assert.equal(due(done, { ...at, printer: 110 }, 113.9), null)
  assert.deepEqual(due(done, { ...at, printer: 110 }, 114), { type: 'silence' })
})

test('the ticket stays 10 s once it can be taken, 30 s when it must be written down, longer when touched', () => {
  const take = { ...done, print: /** @type {const} */ ('take') }
  assert.deepEqual(due(take, { ...at, printer: 110 }, 120), { type: 'finish' })
  assert.equal(due(take, { ...at, printer: 110, touched: 115 }, 120), null)
  assert.equal(doneLeft({ ...done, print: 'silent' }, { ...at, printer: 110 }, 120), 20)
  assert.equal(doneLeft({ ...done, print: 'paperless' }, { ...at, printer: 110 }, 141), 0)
  assert.equal(doneLeft(done, { ...at, printer: 110 }, 500), 10, 'while it prints the count stands')
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
