// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hearing } from '../../queue_server/static/counter/connection.mjs'

test('a connection that breaks is told after five seconds, not before', () => {
  assert.deepEqual(hearing(null, 100, false, 0), { downSince: 100, lost: false, ask: false })
  assert.equal(hearing(100, 104.9, false, 4.9).lost, false)
  assert.equal(hearing(100, 105, false, 5).lost, true)
})

test('a connection that comes back is well at once', () => {
  assert.deepEqual(hearing(100, 130, true, 0.2), { downSince: null, lost: false, ask: false })
})

test('a pulled cable is found by asking: at 8 seconds of silence, told at 13', () => {
  assert.deepEqual(hearing(null, 50, true, 7), { downSince: null, lost: false, ask: false })
  assert.deepEqual(hearing(null, 51, true, 8), { downSince: null, lost: false, ask: true })
  assert.deepEqual(hearing(null, 56, true, 13), { downSince: null, lost: true, ask: true })
})
