// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FRAME_MS, known, NONE, PULSE_MS, WAIT_MS, shown, staged, withBoard, withCall } from '../../display/static/calls.mjs'

const START = Date.parse('2026-11-23T03:32:00Z')
const letter = /^\D+/

/** A call as it is pushed; each seq is a second. @param {number} seq @param {string} number @param {string} [code] */
const call = (seq, number, code = '3') => ({ seq, number, at: new Date(START + seq * 1000).toISOString(), prefix: letter.exec(number)?.[0] ?? '', counter: { code, name: { id: `Loket ${code}` } },
  service: { code: 'KTP', name: { id: 'KTP-el' } }, agency: { name: { id: 'Disdukcapil' } } })

/** A board: its calls are given newest first. @param {number} seq @param {...ReturnType<typeof call>} calls */
const board = (seq, ...calls) => ({ seq, calls: calls.map(({ number, prefix, counter, service, agency, at }) => (
  { number, prefix, counter, service, agency, called_at: at })) })

/** @param {typeof NONE} calls @param {number} at */
const numbers = (calls, at) => {
  const view = shown(staged(calls, at), at)
  return { stage: view.stage.map((one) => one.call.number), past: view.past.map((row) => row.number), isNew: view.isNew }
}

const opened = withBoard(NONE, board(5, call(5, 'A046'), call(4, 'L018')), 0, START)

test('a page just opened shows the newest call large and nothing as new', () => {
  assert.deepEqual(numbers(opened, 0), { stage: ['A046'], past: ['L018'], isNew: false })
})

test('a hall in which nobody was called today has an empty stage', () => {
  assert.deepEqual(numbers(withBoard(NONE, board(3), 0, START), 0), { stage: [], past: [], isNew: false })
})

test('a new call takes the stage with a pulse of 3 seconds and a frame of 10', () => {
  const calls = withCall(opened, call(6, 'A047'), 1000)
  const pulse = (/** @type {number} */ at) => shown(staged(calls, at), at).stage[0].pulseSince
  assert.deepEqual(numbers(calls, 1000), { stage: ['A047'], past: ['A046', 'L018'], isNew: true })
  assert.equal(pulse(1000 + PULSE_MS - 1), 1000)
  assert.equal(pulse(1000 + PULSE_MS), null)
  assert.equal(numbers(calls, 1000 + FRAME_MS - 1).isNew, true)
  assert.deepEqual(numbers(calls, 1000 + FRAME_MS), { stage: ['A047'], past: ['A046', 'L018'], isNew: false })
})

test('calls within ten seconds stand together, in the order they were called, and each leaves after its own ten', () => {
  let calls = withCall(opened, call(6, 'A047'), 0)
  calls = withCall(calls, call(7, 'L019'), 4000)
  assert.deepEqual(numbers(calls, 4000).stage, ['A047', 'L019'])
  assert.deepEqual(numbers(calls, FRAME_MS), { stage: ['L019'], past: ['A047', 'A046', 'L018'], isNew: true })
})

test('a fourth call waits in the list for a place on the stage, and then takes the place that came free', () => {
  let calls = withCall(opened, call(6, 'A047'), 0)
  calls = withCall(calls, call(7, 'L019'), 1000)
  calls = withCall(calls, call(8, 'M018'), 2000)
  calls = withCall(calls, call(9, 'K007'), 3000)
  assert.deepEqual(numbers(calls, 3000), { stage: ['A047', 'L019', 'M018'], past: ['K007', 'A046', 'L018'], isNew: true })
  calls = staged(calls, FRAME_MS)
  assert.deepEqual(numbers(calls, FRAME_MS).stage, ['K007', 'L019', 'M018'])
  assert.equal(shown(calls, FRAME_MS).stage[0].pulseSince, FRAME_MS)
})

test('of twenty calls in one second every one has its ten seconds on the stage, and no stage holds more than three', () => {
  let calls = opened
  for (let seq = 6; seq < 26; seq += 1) calls = withCall(calls, call(seq, `A0${seq + 40}`), seq)
  /** @type {Map<string, number>} */
  const seconds = new Map()
  for (let at = 1000; at < 90_000; at += 500) {
    calls = staged(calls, at)
    const view = shown(calls, at)
    assert.ok(view.stage.length <= 3)
    if (view.isNew) for (const one of view.stage) seconds.set(one.call.number, (seconds.get(one.call.number) ?? 0) + 0.5)
  }
  assert.equal(seconds.size, 20)
  for (const [number, length] of seconds) assert.ok(length >= 8.5, `${number} stood ${length} s`)
})

test('a recall of a number on the stage pulses again in its place', () => {
  let calls = withCall(opened, call(6, 'A047'), 0)
  calls = withCall(calls, call(7, 'L019'), 1000)
  calls = withCall(calls, call(8, 'A047'), 8000)
  assert.deepEqual(numbers(calls, 8000).stage, ['A047', 'L019'])
  assert.equal(shown(calls, 8000).stage[0].pulseSince, 8000)
  assert.deepEqual(numbers(calls, 12_000), { stage: ['A047'], past: ['L019', 'A046', 'L018'], isNew: true })
})

test('a recall of a number that still waits for the stage waits once', () => {
  let calls = opened
  for (const [seq, number] of /** @type {[number, string][]} */ ([[6, 'A047'], [7, 'L019'], [8, 'M018'], [9, 'K007'], [10, 'K007']])) {
    calls = withCall(calls, call(seq, number), 0)
  }
  assert.deepEqual(calls.fresh.map((one) => one.call.seq), [6, 7, 8, 10])
  assert.deepEqual(numbers(calls, 0).past, ['K007', 'A046', 'L018'])
})

test('a recall of a number in the list brings it back to the stage and out of the list', () => {
  assert.deepEqual(numbers(withCall(opened, call(6, 'L018'), 0), 0), { stage: ['L018'], past: ['A046'], isNew: true })
})

test('a number called again to another counter stands there with the new counter', () => {
  let calls = withCall(opened, call(6, 'A047', '3'), 0)
  calls = withCall(calls, call(7, 'A047', '5'), 2000)
  assert.deepEqual(shown(calls, 2000).stage.map((one) => one.call.counter.code), ['5'])
})

test('the same push twice, and the board that follows it, change nothing', () => {
  const once = withCall(opened, call(6, 'A047'), 0)
  assert.equal(withCall(once, call(6, 'A047'), 5000), once)
  const after = withBoard(once, board(6, call(6, 'A047'), call(5, 'A046'), call(4, 'L018')), 5000, START)
  assert.deepEqual(after.fresh, once.fresh)
})

test('a call whose push was lost is shown as new from the board', () => {
  const calls = withBoard(opened, board(7, call(7, 'L019'), call(6, 'A047'), call(5, 'A046')), 0, START)
  assert.deepEqual(numbers(calls, 0), { stage: ['A047', 'L019'], past: ['A046'], isNew: true })
})

test('a number called again while its push was lost is new once more, with its new counter', () => {
  const again = withBoard(opened, board(7, call(7, 'L018', '5'), call(5, 'A046')), 0, START)
  assert.deepEqual(numbers(again, 0), { stage: ['L018'], past: ['A046'], isNew: true })
  assert.equal(shown(again, 0).stage[0].call.counter.code, '5')
  const later = withBoard(opened, board(7, call(7, 'L018'), call(5, 'A046')), 0, START)
  assert.deepEqual(numbers(later, 0), { stage: ['L018'], past: ['A046'], isNew: true })
})

test('a board tells nothing new about calls that were pushed, also when it knows only the first of two calls', () => {
  const recalled = withCall(opened, call(9, 'L018'), 0)
  const calls = withBoard(staged(recalled, FRAME_MS), board(10, call(5, 'A046'), call(4, 'L018')), FRAME_MS, START + 10_000)
  assert.deepEqual(numbers(calls, FRAME_MS), { stage: ['A046'], past: ['L018'], isNew: false })
})

test('a call older than a minute is listed but not shown as new', () => {
  const calls = withBoard(opened, board(6, call(6, 'A047'), call(5, 'A046')), 0, START + 66_000)
  assert.deepEqual(numbers(calls, 0), { stage: ['A047'], past: ['A046'], isNew: false })
})

test('a board that is older than a push keeps the pushed call', () => {
  const calls = withBoard(withCall(opened, call(6, 'A047'), 0), board(5, call(5, 'A046'), call(4, 'L018')), 100, START)
  assert.equal(withCall(calls, call(6, 'A047'), 100), calls)
  assert.deepEqual(numbers(calls, 100), { stage: ['A047'], past: ['A046', 'L018'], isNew: true })
  assert.deepEqual(numbers(calls, FRAME_MS + 100), { stage: ['A047'], past: ['A046', 'L018'], isNew: false })
})

test('a call that was taken back leaves the stage with the next board', () => {
  const calls = withBoard(withCall(opened, call(6, 'A047'), 0), board(7, call(5, 'A046'), call(4, 'L018')), 1000, START)
  assert.deepEqual(numbers(calls, 1000), { stage: ['A046'], past: ['L018'], isNew: false })
})

test('a call pushed out of a full board by newer ones keeps its turn on the stage', () => {
  const calls = withCall(opened, call(6, 'A047'), 0)
  const eight = Array.from({ length: 8 }, (_, place) => call(20 - place, `L${120 - place}`))
  assert.ok(withBoard(calls, board(20, ...eight), 1000, START).fresh.some((one) => one.call.number === 'A047'))
})

test('the list has five rows at most and never a number that stands on the stage', () => {
  const eight = Array.from({ length: 8 }, (_, place) => call(20 - place, `L${120 - place}`))
  assert.deepEqual(numbers(withBoard(NONE, board(20, ...eight), 0, START), 0), { stage: ['L120'], past: ['L119', 'L118', 'L117', 'L116', 'L115'], isNew: false })
})

test('after midnight an empty board empties the screen', () => {
  assert.deepEqual(numbers(withBoard(opened, board(9), 0, START), 0), { stage: [], past: [], isNew: false })
})

test('in a rush the stage does not tell of the past: who waited too long for a place stays in the list', () => {
  let calls = opened
  for (let n = 0; n < 120; n += 1) calls = withCall(calls, call(6 + n, `K${String(n).padStart(3, '0')}`), n * 500)
  for (let at = 60_000; at <= 200_000; at += 250) {
    calls = staged(calls, at)
    const view = shown(calls, at)
    for (const { call: one } of view.isNew ? view.stage : []) assert.ok(at - (one.seq - 6) * 500 < WAIT_MS + FRAME_MS, `${one.number} at ${at}`)
  }
  assert.deepEqual([shown(calls, 200_000).isNew, shown(calls, 200_000).stage[0].call.number], [false, 'K119'])
})

test('who is at the counter already does not come on the stage any more', () => {
  const five = ['A047', 'L019', 'M018', 'K007', 'K008'].map((number, n) => call(6 + n, number))
  let calls = five.reduce((all, one) => withCall(all, one, 0), opened)
  const told = board(12, ...five.slice().reverse())
  const at = /** @type {Record<string, string>} */ ({ K007: 'serving', A047: 'serving' })
  calls = withBoard(calls, { ...told, calls: told.calls.map((row) => ({ ...row, state: at[row.number] ?? 'called' })) }, 1000, START)
  assert.deepEqual(numbers(calls, 1000).stage, ['A047', 'L019', 'M018'], 'what stands there stays its ten seconds')
  assert.deepEqual(numbers(calls, FRAME_MS).stage, ['K008'])
})

test('a page tells which numbers it has seen, of which life of the database', () => {
  const call = { seq: 7, number: 'A012', prefix: 'A', counter: { code: '3', name: {} }, service: { code: 'KTP', name: {} }, agency: { name: {} }, at: '2026-11-23T03:00:00Z' }
  assert.deepEqual(known('e1', withCall(NONE, call, 0)), { epoch: 'e1', numbers: [{ number: 'A012', at: '2026-11-23T03:00:00Z' }] })
  assert.deepEqual(known(null, NONE), { epoch: null, numbers: [] })
})
