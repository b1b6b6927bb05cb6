// @ts-check
// The loudspeaker's turns with a server and a hand that only write down what happens, and a clock that is moved by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from '../../display/static/turns.mjs'

/** @typedef {import('../../display/static/sound.mjs').Outcome} Outcome */

/** @param {number} seq @param {object} [more] */
const call = (seq, more = {}) => ({ seq, number: `A00${seq}`, audio: `/api/v1/calls/${seq}/audio`, from_s: 0, to_s: null, volume: 1, lease_s: 20, ...more })
const NOTHING = { announcement: null, retryS: null }
/** Everything that can happen without time passing has happened. */
const settled = async () => { for (let n = 0; n < 20; n += 1) await Promise.resolve() }

/** A page's loudspeaker; `answers` are what the server says, in order (then: nothing). */
function page({ answers = /** @type {any[]} */ ([]), ends = /** @type {Outcome[]} */ ([]) } = {}) {
  let at = 0
  let slept = 0
  const waiting = new Set()
  const seen = { log: /** @type {string[]} */ ([]), states: /** @type {string[]} */ ([]) }
  /** @type {((outcome: Outcome) => void)[]} */
  const playing = []
  /** @type {((seconds: number) => boolean)[]} */
  const inTime = []
  const next = () => Promise.resolve(answers.length ? answers.shift() : NOTHING)
  const line = turns({
    wire: {
      claim() { seen.log.push('claim'); return next() },
      report(seq, { result }) { seen.log.push(`${seq} ${result}`); return next() },
    },
    play({ seq }, isInTime) {
      inTime.push(isInTime)
      seen.log.push(`play ${seq}`)
      const end = ends.shift()
      return end ? Promise.resolve(end) : new Promise((resolve) => { playing.push(resolve) })
    },
    onState(state) { seen.states.push(state) },
    now: () => at, wallNow: () => at + slept,
    wait(ms, then) {
      const one = { at: at + ms, then }
      waiting.add(one)
      return () => { waiting.delete(one) }
    },
  })
  return {
    line, seen, playing, inTime,
    /** @param {number} ms */
    sleep(ms) { slept += ms },
    /** @param {number} ms */
    async pass(ms) {
      for (const end = at + ms; ;) {
        await settled()
        const due = Array.from(waiting).filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) { at = end; return }
        at = Math.max(at, due.at)
        waiting.delete(due)
        due.then()
      }
    },
  }
}
const spoken = { result: /** @type {const} */ ('spoken') }

test('a call is claimed, played, told of, and the next comes with the answer', async () => {
  const { line, seen, pass } = page({ answers: [{ announcement: call(1), retryS: null }, { announcement: call(2), retryS: null }], ends: [spoken, spoken] })
  line.block(false)
  line.heard(0)
  await pass(0)
  assert.deepEqual(seen.log, ['claim', 'play 1', '1 spoken', 'play 2', '2 spoken'])
})

test('calls pushed while one plays start nothing of their own', async () => {
  const { line, seen, playing, pass } = page({ answers: [{ announcement: call(1), retryS: null }, { announcement: call(2), retryS: null }] })
  line.block(false)
  line.heard(0)
  await pass(100)
  line.heard(0)
  line.connected()
  await pass(9_000)
  assert.deepEqual(seen.log, ['claim', 'play 1'])
  playing[0](spoken)
  await pass(0)
  assert.deepEqual(seen.log, ['claim', 'play 1', '1 spoken', 'play 2'])
})

test('while another page speaks this one waits as long as the server says', async () => {
  const { line, seen, pass } = page({ answers: [{ announcement: null, retryS: 6 }] })
  line.block(false)
  line.connected()
  await pass(5_999)
  assert.deepEqual(seen.log, ['claim'])
  await pass(1)
  assert.deepEqual(seen.log, ['claim', 'claim'])
})

test('a lost push costs two seconds: the page asks again while it knows of a fresh call', async () => {
  const { line, seen, pass } = page()
  line.block(false)
  line.heard(0)
  await pass(6_500)
  assert.equal(seen.log.length, 4)
  await pass(120_000)
  assert.equal(seen.log.length, 36)
})

test('how a play ended is told again while the server is away, and then the line goes on', async () => {
  const { line, seen, pass } = page({ answers: [{ announcement: call(1), retryS: null }, null, null, { announcement: call(2), retryS: null }], ends: [spoken, spoken] })
  line.block(false)
  line.heard(0)
  await pass(3_000)
  assert.deepEqual(seen.log.slice(0, 6), ['claim', 'play 1', '1 spoken', '1 spoken', '1 spoken', 'play 2'])
})

test('a server that comes back after a long time still hears how the last play ended', async () => {
  const { line, seen, pass } = page({ answers: [{ announcement: call(1), retryS: null }, ...Array.from({ length: 90 }, () => null)], ends: [spoken] })
  line.block(false)
  line.heard(0)
  await pass(300_000)
  assert.equal(seen.log.filter((one) => one === '1 spoken').length, 91)
})

test('before it is known whether the page may be heard nothing is claimed', async () => {
  const { line, seen, pass } = page()
  line.heard(0)
  await pass(10_000)
  assert.deepEqual(seen, { log: [], states: [] })
  line.block(false)
  await pass(0)
  assert.deepEqual(seen, { log: ['claim'], states: ['on'] })
})

test('a page that turns out to be blocked gives the call back, and claims again when it is touched', async () => {
  const { line, seen, pass } = page({ answers: [{ announcement: call(1), retryS: null }, NOTHING, { announcement: call(1), retryS: null }],
    ends: [{ result: 'blocked' }, spoken] })
  line.block(false)
  line.heard(0)
  await pass(5_000)
  assert.deepEqual(seen, { log: ['claim', 'play 1', '1 blocked'], states: ['on', 'blocked'] })
  line.block(false)
  await pass(0)
  assert.deepEqual(seen.log.slice(3, 6), ['claim', 'play 1', '1 spoken'])
  assert.deepEqual(seen.states, ['on', 'blocked', 'on'])
})

test('three plays of which nothing was heard are a state of the screen', async () => {
  const failed = { result: /** @type {const} */ ('failed') }
  const { line, seen, pass } = page({ answers: [1, 2, 3, 4].map((seq) => ({ announcement: call(seq), retryS: null })), ends: [failed, failed, failed, spoken] })
  line.block(false)
  line.heard(0)
  await pass(0)
  assert.deepEqual(seen.states, ['on', 'failed', 'on'])
})

test('a computer that slept between claim and sound does not begin', async () => {
  const { line, seen, inTime, pass, sleep } = page({ answers: [{ announcement: call(1), retryS: null }] })
  line.block(false)
  line.heard(0)
  await pass(50)
  assert.deepEqual(seen.log, ['claim', 'play 1'])
  assert.ok(inTime[0](7))
  sleep(30_000)
  assert.ok(!inTime[0](7))
})

test('a closed loudspeaker asks for nothing more', async () => {
  const { line, seen, pass } = page()
  line.block(false)
  line.heard(0)
  line.close()
  line.heard(0)
  await pass(60_000)
  assert.deepEqual(seen.log, [])
})
