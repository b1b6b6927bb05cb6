// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hearing } from '../../queue_server/static/counter/connection.mjs'
import { after, noticeIcon, subject } from '../../queue_server/static/counter/notices.mjs'

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

test('a machine shows one chip: its newest fault, and none when it is well', () => {
  const low = { level: 'warning', code: 'paper_low', printer: 'kiosk-1' }
  const out = { level: 'error', code: 'paper_out', printer: 'kiosk-1' }
  const tv = { level: 'error', code: 'display_offline', display: 'lobby' }
  let standing = [low, tv, out].reduce(after, /** @type {any[]} */ ([]))
  assert.deepEqual(standing.map((one) => `${one.name} ${one.code}`), ['lobby display_offline', 'kiosk-1 paper_out'])
  standing = after(standing, { level: 'ok', code: 'printer_ready', printer: 'kiosk-1' })
  assert.deepEqual(standing.map((one) => one.name), ['lobby'])
  assert.equal(subject({ level: 'error', code: 'x' }), '')
})

test('each kind of fault has its picture', () => {
  const icon = (/** @type {any} */ notice) => noticeIcon(after([], notice)[0])
  assert.equal(icon({ level: 'warning', code: 'paper_low', printer: 'a' }), 'i-roll')
  assert.equal(icon({ level: 'error', code: 'blocked', printer: 'a' }), 'i-printer')
  assert.equal(icon({ level: 'error', code: 'offline', display: 'a' }), 'i-tv')
  assert.equal(icon({ level: 'error', code: 'disk_full' }), 'i-alert')
})
