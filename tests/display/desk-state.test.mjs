// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskOf, fresh, newest, withCall } from '../../display/static/desk-state.mjs'

const OPEN = /** @type {const} */ ({ state: 'open', reason: null, until: null })
const desk = (/** @type {object} */ changes = {}) => ({ code: '3', name: { id: 'Loket 3' }, state: /** @type {const} */ ('open'), number: null, prefix: null, ticket_state: null, ...changes })
const board = (/** @type {object} */ changes = {}, /** @type {any} */ hours = OPEN) => ({ seq: 10, hours, counters: [{ ...desk(), code: '2' }, desk(changes)] })
const call = (/** @type {object} */ changes = {}) => ({ seq: 11, number: 'A047', prefix: 'A', counter: { code: '3' }, service: { code: 'KTP', name: { id: 'KTP-el' } }, ...changes })
const hours = (/** @type {string} */ state) => ({ state, reason: null, until: '2026-11-24T01:00:00Z' })

test('who sits at the desk comes first, then the pause of the hall, then what staff said, then the hours', () => {
  const at = { number: 'A047', prefix: 'A' }
  const table = /** @type {[object, string, string][]} */ ([])
  for (const state of ['open', 'before', 'pause', 'closed']) {
    for (const of of ['open', 'paused', 'closed']) {
      table.push([{ state: of, ...at, ticket_state: 'called' }, state, 'called'], [{ state: of, ...at, ticket_state: 'serving' }, state, 'serving'])
    }
    table.push([{ state: 'open' }, state, state === 'pause' ? 'break' : 'open'], [{ state: 'paused' }, state, state === 'pause' ? 'break' : 'paused'])
  }
  table.push([{ state: 'closed' }, 'open', 'closed'], [{ state: 'closed' }, 'before', 'before'], [{ state: 'closed' }, 'pause', 'break'], [{ state: 'closed' }, 'closed', 'night'])
  for (const [changes, state, kind] of table) assert.equal(deskOf(board(changes, hours(state)), '3').kind, kind, JSON.stringify([changes, state]))
})

test('a counter that the zone does not have is said to be gone', () => {
  assert.equal(deskOf(board(), '9').kind, 'gone')
})

test('a call that comes before its board is shown at once, at its own counter only', () => {
  assert.deepEqual([deskOf(withCall(board(), call()), '3').kind, deskOf(withCall(board(), call()), '2').kind], ['called', 'open'])
})

test('a call older than the board is not shown again: its visitor is gone', () => {
  assert.equal(deskOf(withCall(board(), call({ seq: 9 })), '3').kind, 'open')
})

test('a call has its frame for ten seconds and its pulse for three; a recall begins them anew, the same push twice does not', () => {
  const shown = deskOf(withCall(board(), call()), '3')
  const news = newest(null, call(), 1000)
  assert.deepEqual(fresh(shown, news, 3999), { shows: true, isNew: true, pulseSince: 1000 })
  assert.deepEqual(fresh(shown, news, 10_999), { shows: true, isNew: true, pulseSince: null })
  assert.deepEqual(fresh(shown, news, 11_000), { shows: true, isNew: false, pulseSince: null })
  assert.equal(newest(news, call(), 9000).since, 1000)
  assert.equal(newest(news, call({ seq: 12 }), 9000).since, 9000)
})

test('nothing is made of a call that is not on the screen any more', () => {
  assert.deepEqual(fresh(deskOf(board(), '3'), newest(null, call(), 0), 1), { shows: false, isNew: false, pulseSince: null })
})
