// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakOf, callAgainAt, heldLeft, holdChoices, keepsPlace, minutesUntil, rulesOf, secondsLeft, servingOf, shortened, soonestFirst, undoOf } from '../../queue_server/static/counter/rules.mjs'

const now = new Date('2026-11-23T03:32:10Z') // 10.32 in Siak
const zone = 'Asia/Jakarta'
const rules = { ...rulesOf(null), spacing_s: 25 }

test('a server that tells no rules is served by the usual ones', () => {
  assert.equal(rulesOf(null).calls, 3)
  assert.deepEqual(rulesOf({ rules: { calls: 2 } }).results, [])
  assert.equal(rulesOf({ rules: { calls: 2 } }).calls, 2)
})

test('a visitor may be called again so many seconds after the last call', () => {
  const at = callAgainAt({ last_call_at: '2026-11-23T03:32:00Z' }, rules, now)
  assert.equal(at && secondsLeft(at, now), 15)
  assert.equal(callAgainAt({ last_call_at: '2026-11-23T03:31:45Z' }, rules, now), null)
  assert.equal(callAgainAt({ last_call_at: null }, rules, now), null)
  assert.equal(callAgainAt({ last_call_at: '2026-11-23T03:32:09Z' }, { ...rules, spacing_s: 0 }, now), null)
  assert.equal(secondsLeft(now.getTime() + 1, now), 1, 'never "0" while it still counts')
})

test('the last press can be taken back until its time is over', () => {
  const undo = { kind: 'ticket_called', number: 'A012', until: '2026-11-23T03:32:18Z' }
  assert.deepEqual(undoOf({ undo }, now), { kind: 'ticket_called', number: 'A012', until: Date.parse(undo.until) })
  assert.equal(undoOf({ undo: { ...undo, until: '2026-11-23T03:32:10Z' } }, now), null)
  assert.equal(undoOf({ undo: null }, now), null)
  assert.equal(undoOf({}, now), null)
})

test('a held number says how long it has left, or how long it is over', () => {
  assert.deepEqual(heldLeft({ held_until: '2026-11-23T03:40:00Z' }, now), { minutes: 8, over: false })
  assert.deepEqual(heldLeft({ held_until: '2026-11-23T03:30:00Z' }, now), { minutes: 2, over: true })
  assert.deepEqual(heldLeft({ held_until: '2026-11-23T03:32:00Z' }, now), { minutes: 0, over: true })
  assert.equal(heldLeft({ held_until: null }, now), null)
})

test('of the held numbers the one whose time is over first stands first', () => {
  const held = [{ id: 1, held_until: null }, { id: 2, held_until: '2026-11-23T03:50:00Z' }, { id: 3, held_until: '2026-11-23T03:40:00Z' }]
  assert.deepEqual(soonestFirst(held).map((one) => one.id), [3, 2, 1])
})

test('a missed number keeps its place for a while', () => {
  assert.equal(keepsPlace({ keeps_until: '2026-11-23T03:40:00Z' }, now), true)
  assert.equal(keepsPlace({ keeps_until: '2026-11-23T03:32:00Z' }, now), false)
  assert.equal(keepsPlace({ keeps_until: null }, now), false)
})

test('the usual time of a hold is always offered, each time once', () => {
  assert.deepEqual(holdChoices(30), [5, 15, 30])
  assert.deepEqual(holdChoices(20), [5, 15, 20, 30])
  assert.deepEqual(holdChoices(0), [5, 15, 30])
})

test('a time of today is understood as people write it, one that has passed or is none is not', () => {
  for (const written of ['10.40', '10:40', '1040', ' 10.40 ']) assert.equal(minutesUntil(written, now, zone), 8, written)
  assert.equal(minutesUntil('9.05', now, zone), null)
  for (const written of ['10.32', '24.00', '10.60', 'nanti', '']) assert.equal(minutesUntil(written, now, zone), null, written)
})

test('a planned break is told before it begins, stands out soon before, and is forgotten when it is over', () => {
  const of = (/** @type {[string, string] | null} */ today) => breakOf({ breaks: { today } }, now, zone)
  assert.deepEqual(of(['12:00', '12:30']), { from: '12.00', to: '12.30', look: 'before' })
  assert.equal(of(['10:47', '11:00'])?.look, 'soon')
  assert.equal(of(['10:48', '11:00'])?.look, 'before')
  assert.equal(of(['10:32', '11:00'])?.look, 'now')
  assert.equal(of(['10:00', '10:32']), null)
  assert.equal(of(null), null)
  assert.equal(breakOf({}, now, zone), null)
})

test('a counter serves its own services and those it helps with, or fewer', () => {
  const counter = { services: ['KTP', 'KK', 'AKTA'], helps: ['AKTA'], narrowed: null }
  assert.deepEqual(servingOf(counter), { own: ['KTP', 'KK'], helps: ['AKTA'], all: ['KTP', 'KK', 'AKTA'], narrowed: false })
  assert.deepEqual(servingOf({ ...counter, narrowed: ['KK', 'AKTA'] }), { own: ['KK'], helps: ['AKTA'], all: ['KTP', 'KK', 'AKTA'], narrowed: true })
  assert.deepEqual(servingOf(undefined), { own: [], helps: [], all: [], narrowed: false })
})

test('names that have no room are counted', () => {
  assert.equal(shortened(['KTP-el', 'KK', 'Akta'], 40), 'KTP-el, KK, Akta')
  assert.equal(shortened(['KTP-el', 'KK', 'Akta'], 11), 'KTP-el, KK +1')
  assert.equal(shortened(['Penggantian paspor'], 5), 'Penggantian paspor')
})
