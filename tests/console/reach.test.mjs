// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownCounters, ownServices } from '../../queue_server/static/login/reach.mjs'

const services = [{ code: 'KTP', agency: 'DUKCAPIL' }, { code: 'KK', agency: 'DUKCAPIL' }, { code: 'SIM', agency: 'POLRI' }]
const counters = [
  { code: '1', services: ['KTP', 'KK'], helps: [] }, { code: '2', services: ['KTP', 'SIM'], helps: ['SIM'] }, { code: '3', services: ['KTP', 'SIM'], helps: [] },
  { code: '4', services: ['SIM'] }, { code: '5', services: ['KTP'], helps: ['KTP'] }, { code: '6', services: [] },
]
const codes = (/** @type {{code: string}[]} */ all) => all.map((one) => one.code).join(' ')

test('who is bound to an agency is offered its services and the counters that do its work alone', () => {
  assert.equal(codes(ownServices(services, ['DUKCAPIL'])), 'KTP KK')
  assert.equal(codes(ownCounters(counters, services, ['DUKCAPIL'])), '1 2 5')
  assert.equal(codes(ownCounters(counters, services, ['DUKCAPIL', 'POLRI'])), '1 2 3 4 5')
})

test('who is bound to none is offered all', () => {
  assert.equal(codes(ownServices(services, [])), 'KTP KK SIM')
  assert.equal(codes(ownCounters(counters, services, [])), '1 2 3 4 5 6')
})
