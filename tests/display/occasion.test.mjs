// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QUIET_MS } from '../../display/static/night.mjs'
import { occasion } from '../../display/static/occasion.mjs'

const NOON = Date.parse('2026-11-27T05:00:00Z')
/** @param {'open' | 'before' | 'pause' | 'closed'} state @param {{waiting?: number, called?: number, how?: string}} [more] `called` minutes ago */
const board = (state, { waiting = 3, called = 20, how = 'serving' } = {}) => ({ hours: { state, reason: null, until: null }, waiting_total: waiting,
  open_counters: 2, calls: [{ called_at: new Date(NOON - called * 60_000).toISOString(), state: how }] })
const FACTS = { isNew: false, stage: 1, quiet: null, hallAt: NOON }

test('before the first board the page is connecting', () => {
  assert.equal(occasion(null, FACTS), 'connecting')
})

test('the board stands from the first call of the day to the last', () => {
  assert.equal(occasion(board('open'), FACTS), 'board')
  assert.equal(occasion({ ...board('open'), calls: [] }, { ...FACTS, stage: 0 }), 'idle')
  assert.equal(occasion({ ...board('before'), calls: [] }, { ...FACTS, stage: 0 }), 'idle')
  assert.equal(occasion(board('before'), FACTS), 'board')
})

test('the pause is on the screen as soon as nobody is on the way to a counter', () => {
  assert.equal(occasion(board('pause'), FACTS), 'break')
  assert.equal(occasion(board('pause', { called: 4, how: 'called' }), FACTS), 'board')
  assert.equal(occasion(board('pause', { called: 6, how: 'called' }), FACTS), 'break')
  assert.equal(occasion(board('pause'), { ...FACTS, isNew: true }), 'board')
})

test('it is night when service is over and nobody waits or is called; calls win over the clock', () => {
  assert.equal(occasion(board('closed', { waiting: 0 }), FACTS), 'night')
  assert.equal(occasion(board('closed', { waiting: 1 }), FACTS), 'board')
  assert.equal(occasion(board('closed', { waiting: 0, called: 1, how: 'called' }), FACTS), 'board')
})

test('a hall that never closes sleeps an hour after its last visitor', () => {
  assert.equal(occasion(board('open', { waiting: 0 }), { ...FACTS, quiet: NOON - QUIET_MS }), 'night')
  assert.equal(occasion({ waiting_total: 0, open_counters: 0, calls: [] }, { ...FACTS, stage: 0, quiet: NOON - QUIET_MS + 1 }), 'idle')
})
