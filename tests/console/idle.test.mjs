// When a staff page locks itself, and when it says that somebody is there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { due, TELL_MS } from '../../queue_server/static/login/idle.mjs'

const AT = 1_000_000_000_000
const MINUTE = 60_000

test('a page that no hand touched for a quarter of an hour locks itself, not a moment earlier', () => {
  assert.equal(due({ hand: AT, told: AT }, 15, AT + 15 * MINUTE - 1), null)
  assert.equal(due({ hand: AT, told: AT }, 15, AT + 15 * MINUTE), 'lock')
})

test('a hall that wants no lock has none, however long', () => {
  assert.equal(due({ hand: AT, told: AT }, null, AT + 1000 * MINUTE), null)
})

test('hands are told once a minute and only when there were some', () => {
  assert.equal(due({ hand: AT + 5, told: AT }, 15, AT + TELL_MS - 1), null)
  assert.equal(due({ hand: AT + 5, told: AT }, 15, AT + TELL_MS), 'tell')
  assert.equal(due({ hand: AT, told: AT }, 15, AT + 5 * TELL_MS), null)
})

test('a clock that was set back locks nobody', () => {
  assert.equal(due({ hand: AT, told: AT }, 15, AT - 60 * MINUTE), null)
  assert.equal(due({ hand: AT + 1, told: AT }, 15, AT - 60 * MINUTE), 'tell')
})
