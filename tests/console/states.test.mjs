// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionOf, buttons, look, mayPause, steps } from '../../queue_server/static/counter/states.mjs'

const now = new Date('2026-11-23T03:32:10Z')
const view = (state, ticket = null, waiting = 1, more = {}) => ({ counter: { state }, ticket, line: Array.from({ length: waiting }, (_, id) => ({ id })), ...more })
const called = (calls = 1, last_call_at = '2026-11-23T03:31:00Z') => ({ state: 'called', calls, last_call_at })
const rules = { calls: 3, spacing_s: 25, strict: false, hold_min: 30, undo_s: 10, results: [], staff: [], counters: [] }
const serving = { state: 'serving', calls: 1 }
const acts = (list) => list.filter((button) => !button.off).map((button) => button.act)

const TABLE = [
  ['a closed counter can only be opened', view('closed'), 'closed', 'open', null, []],
  ['a paused counter can only go on', view('paused'), 'paused', 'open', null, []],
  ['with people waiting the loud button calls', view('open'), 'ready', 'next', null, []],
  ['a visitor who was called is served, called again, held, transferred or put back', view('open', called()), 'called', 'start', 'recall', ['hold', 'transfer', 'giveBack', 'reprint']],
  ['from the third call a visitor may be marked absent', view('open', called(3)), 'called', 'start', 'recall', ['skip', 'hold', 'transfer', 'giveBack', 'reprint']],
  ['a visitor being served is finished, with or without calling the next', view('open', serving), 'serving', 'finishNext', 'finish', ['recall', 'hold', 'transfer', 'reprint']],
]

for (const [name, seen, kind, loud, half, quiet] of TABLE) {
  test(name, () => {
    const shown = buttons(seen, false, now)
    assert.equal(look(seen, false), kind)
    assert.equal(shown.loud.act, loud)
    assert.equal(shown.loud.off, undefined)
    assert.equal(shown.half?.act ?? null, half)
    assert.deepEqual(acts(shown.quiet), quiet)
  })
}

test('in an empty line nobody can be called', () => {
  const shown = buttons(view('open', null, 0), false, now)
  assert.equal(look(view('open', null, 0), false), 'empty')
  assert.equal(shown.loud.off, 'nobody')
  assert.equal(actionOf(view('open', null, 0), false, 'space', now), null)
})

test('without a connection nothing can be pressed, whatever the state was', () => {
  for (const seen of [view('closed'), view('paused'), view('open'), view('open', called(3)), view('open', serving), view('open', null, 0)]) {
    const shown = buttons(seen, true, now)
    assert.ok([shown.loud, shown.half, ...shown.quiet].every((button) => button === null || button.off === 'lost'))
    for (const key of ['space', 'enter', 'r', 't', 'h', 'a', 'p', 'k', 'j']) assert.equal(actionOf(seen, true, key, now), null)
  }
})

test('no key stands for two buttons at once', () => {
  for (const seen of TABLE.map((row) => row[1])) {
    const { loud, half, quiet } = buttons(seen, false, now)
    const keys = [loud, half, ...quiet].filter(Boolean).map((button) => button.key)
    assert.equal(new Set(keys).size, keys.length)
  }
})

test('keys do what their buttons do', () => {
  assert.equal(actionOf(view('open'), false, 'space', now), 'next')
  assert.equal(actionOf(view('open', serving), false, 'space', now), 'finishNext')
  assert.equal(actionOf(view('open', serving), false, 'enter', now), 'finish')
  assert.equal(actionOf(view('open', called()), false, 'enter', now), 'start')
  assert.equal(actionOf(view('open', called()), false, 'space', now), null, 'Space pressed twice must not start serving')
  assert.equal(actionOf(view('open', called(2)), false, 't', now), null)
  assert.equal(actionOf(view('open', called(3)), false, 't', now), 'skip')
  assert.equal(actionOf(view('open'), false, 'r', now), null)
  assert.equal(actionOf(view('paused'), false, 'j', now), null)
  assert.equal(actionOf(view('open', serving), false, 'j', now), 'pause')
})

test('the hall says how many calls it makes before a visitor counts as absent', () => {
  const two = { rules: { ...rules, calls: 2 } }
  assert.equal(actionOf(view('open', called(1), 1, two), false, 't', now), null)
  assert.equal(actionOf(view('open', called(2), 1, two), false, 't', now), 'skip')
  assert.equal(buttons(view('open', called(1), 1, two), false, now).quiet[0].n, 2)
})

test('with several rounds of calls the button says when the next one comes, in the last round no more', () => {
  const rounds = { rules: { ...rules, rounds: 2, recycle_after: 3 } }
  const hint = (/** @type {number} */ calls, /** @type {number} */ misses) => { const [skip] = buttons(view('open', { ...called(calls), misses }, 1, rounds), false, now).quiet; return [skip.hint, skip.n] }
  assert.deepEqual(hint(3, 0), ['skip_again', 3])
  assert.deepEqual(hint(3, 1), ['skip_hint', 3])
  assert.deepEqual(hint(2, 0), ['skip_hint', 3])
})

test('too soon after a call the next one is counted down, and refused only where the hall is strict', () => {
  const just = called(3, '2026-11-23T03:32:00Z')
  const free = buttons(view('open', just, 1, { rules }), false, now)
  assert.deepEqual([free.half?.act, free.half?.until, free.half?.off], ['recall', Date.parse('2026-11-23T03:32:25Z'), undefined])
  const strict = view('open', just, 1, { rules: { ...rules, strict: true } })
  assert.equal(buttons(strict, false, now).half?.off, 'spacing')
  assert.equal(actionOf(strict, false, 'r', now), null)
  assert.equal(actionOf(strict, false, 't', now), 'skip')
  assert.equal(buttons(strict, false, new Date('2026-11-23T03:32:25Z')).half?.until, undefined)
})

test('a free counter serves without a number and chooses its services, where the server can', () => {
  for (const waiting of [0, 1]) {
    assert.deepEqual(acts(buttons(view('open', null, waiting, { rules }), false, now).quiet), ['walkIn', 'narrow'])
    assert.deepEqual(buttons(view('open', null, waiting), false, now).quiet, [])
  }
  assert.equal(actionOf(view('open', null, 0, { rules }), false, 'w', now), 'walkIn')
  assert.equal(actionOf(view('open', serving, 0, { rules }), false, 'w', now), null)
})

test('the last press is taken back while that is offered', () => {
  const undo = { kind: 'ticket_called', number: 'A012', until: '2026-11-23T03:32:15Z' }
  assert.equal(actionOf(view('open', called(), 1, { undo }), false, 'u', now), 'undo')
  assert.equal(actionOf(view('open', called(), 1, { undo }), true, 'u', now), null)
  assert.equal(actionOf(view('open', called(), 1, { undo }), false, 'u', new Date('2026-11-23T03:32:15Z')), null)
  assert.equal(actionOf(view('open', called()), false, 'u', now), null)
})

test('the reason, the result and the keys are asked for by a key', () => {
  assert.equal(actionOf(view('open', called()), true, 'm', now), 'why')
  assert.equal(actionOf(view('open', null, 0), false, 'm', now), null)
  assert.equal(actionOf(view('open', serving), false, 's', now), 'outcome')
  assert.equal(actionOf(view('open', called()), false, 's', now), null)
  assert.equal(actionOf(view('closed'), true, 'help', now), 'keys')
})

test('a pause waits for a visitor who was called and finishes one being served', () => {
  assert.equal(mayPause(view('open', called()), false), false)
  assert.deepEqual(steps(view('open', serving), 'pause'), ['finish', 'pause'])
  assert.deepEqual(steps(view('open'), 'pause'), ['pause'])
  assert.deepEqual(steps(view('open', serving), 'hold'), ['hold'])
})
