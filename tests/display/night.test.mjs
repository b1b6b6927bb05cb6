// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QUIET_MS, isNight, isReloadTime, quietSince } from '../../display/static/night.mjs'

const NOON = Date.parse('2026-11-23T05:00:00Z')
const hall = (waiting_total = 0, open_counters = 0, called = /** @type {string[]} */ ([])) =>
  ({ waiting_total, open_counters, calls: called.map((called_at) => ({ called_at })) })

test('the hall is not quiet while somebody waits or a counter is open', () => {
  assert.equal(quietSince(hall(1, 0), NOON, NOON), null)
  assert.equal(quietSince(hall(0, 1), NOON, NOON), null)
})

test('it is night an hour after the last call, once nobody waits and every counter is closed', () => {
  const since = quietSince(hall(0, 0, ['2026-11-23T04:30:00Z', '2026-11-23T04:00:00Z']), NOON - QUIET_MS, NOON)
  assert.equal(since, Date.parse('2026-11-23T04:30:00Z'))
  assert.equal(isNight(since, Date.parse('2026-11-23T05:29:59Z')), false)
  assert.equal(isNight(since, Date.parse('2026-11-23T05:30:00Z')), true)
  assert.equal(isNight(null, NOON), false)
})

test('a screen just put up is not dark: its hour begins when it first looks', () => {
  const since = quietSince(hall(), null, NOON)
  assert.equal(since, NOON)
  assert.equal(quietSince(hall(), since, NOON + QUIET_MS), NOON)
})

test('the night ends with the first visitor', () => {
  assert.equal(isNight(quietSince(hall(1), NOON - 9 * QUIET_MS, NOON), NOON), false)
})

test('the page loads itself anew at three at night, once', () => {
  assert.equal(isReloadTime('03.00', 5 * QUIET_MS), true)
  assert.equal(isReloadTime('03.00', 20_000), false)
  assert.equal(isReloadTime('15.00', 5 * QUIET_MS), false)
})
