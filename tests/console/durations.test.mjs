// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meter, minutes, short, since, timer } from '../../queue_server/static/counter/durations.mjs'

test('a running time reads as minutes and seconds, from an hour on with hours', () => {
  for (const [seconds, shown] of [[0, '00.00'], [18, '00.18'], [504, '08.24'], [504.9, '08.24'], [3599, '59.59'], [3600, '1.00.00'], [7325, '2.02.05'], [-3, '00.00']]) {
    assert.equal(timer(seconds), shown)
  }
})

test('a mean reads without a leading zero, and as a dash when there is none', () => {
  for (const [seconds, shown] of [[460, '7.40'], [600, '10.00'], [5, '0.05'], [null, '–'], [undefined, '–']]) assert.equal(short(seconds), shown)
})

test('the meter warns from 80 percent of the target and alarms past it', () => {
  assert.deepEqual(meter(0, 10), { share: 0, look: '', leftS: 600 })
  assert.equal(meter(479, 10).look, '')
  assert.equal(meter(480, 10).look, 'near')
  assert.equal(meter(600, 10).look, 'near')
  assert.deepEqual(meter(601, 10), { share: 1, look: 'over', leftS: -1 })
})

test('waits are whole minutes and never negative, even when a clock is wrong', () => {
  const now = new Date('2026-11-23T03:32:00Z')
  assert.equal(minutes('2026-11-23T03:10:30Z', now), 21)
  assert.equal(minutes('2026-11-23T03:40:00Z', now), 0)
  assert.equal(minutes(null, now), 0)
  assert.equal(since('2026-11-23T03:31:42Z', now), 18)
  assert.equal(since('2026-11-23T03:33:00Z', now), 0)
  assert.equal(since(null, now), 0)
})
