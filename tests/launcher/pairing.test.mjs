// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pair } from '../../queue_server/static/pairing.mjs'

/** A browser whose server gives these answers, one after the other. @param {[number, any][]} answers */
function world(answers, stored = new Map()) {
  /** @type {{sent: [string, any][], waited: number[], stored: Map<string, string>}} */
  const seen = { sent: [], waited: [], stored }
  return {
    seen,
    post: async (/** @type {string} */ path, /** @type {any} */ body) => {
      seen.sent.push([path.replace('/api/v1/pairings', ''), body])
      const answer = answers.shift()
      assert.ok(answer, `nobody expected ${path}`)
      return { status: answer[0], body: answer[1] }
    },
    wait: async (/** @type {number} */ ms) => { seen.waited.push(ms) },
    store: { getItem: (/** @type {string} */ key) => stored.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => { stored.set(key, value) }, removeItem: (/** @type {string} */ key) => { stored.delete(key) } },
  }
}

const asked = (/** @type {number} */ n) => ({ code: `K7F2-93M${n}`, secret: `secret-${n}`, expires_at: '2026-11-23T03:10:00.000Z' })
const WAITING = { state: 'waiting' }
const IN = { state: 'confirmed', role: 'display', name: 'lobby', token: 'the-token' }

/** @param {ReturnType<typeof world>} around @param {any} [more] */
async function paired(around, more = {}) {
  /** @type {string[]} */
  const codes = []
  const token = await pair({ role: 'display', show: ({ code }) => codes.push(code), ...more }, around)
  return { token, codes }
}

test('the code is shown until somebody has typed it, then the screen has its token', async () => {
  const around = world([[201, asked(2)], [200, WAITING], [200, WAITING], [200, IN]])
  assert.deepEqual(await paired(around, { name: 'lobby' }), { token: 'the-token', codes: ['K7F2-93M2'] })
  assert.deepEqual(around.seen.sent, [['', { role: 'display', name: 'lobby' }], ...Array(3).fill(['/claim', { secret: 'secret-2' }])])
  assert.deepEqual(around.seen.waited, [2000, 2000])
  assert.equal(around.seen.stored.size, 0)
})

test('an expired or refused code gives way to a fresh one', async () => {
  const around = world([[201, asked(2)], [404, {}], [201, asked(3)], [409, {}], [201, asked(4)], [200, IN]])
  assert.deepEqual((await paired(around)).codes, ['K7F2-93M2', 'K7F2-93M3', 'K7F2-93M4'])
})

test('a server that is away or full is asked again, and the code stays while it may still count', async () => {
  const around = world([[0, {}], [429, { retry_in: 40 }], [429, { retry_in: 600 }], [503, {}], [201, asked(2)], [0, {}], [503, {}], [200, IN]])
  assert.deepEqual((await paired(around)).codes, ['K7F2-93M2'])
  assert.deepEqual(around.seen.waited, [3000, 40000, 60000, 3000, 2000, 2000])
})

test('a page that loads itself anew keeps its code', async () => {
  const stored = new Map([['satupintu.pairing', JSON.stringify({ ...asked(2), role: 'display' })]])
  const around = world([[200, WAITING], [200, IN]], stored)
  assert.deepEqual((await paired(around)).codes, ['K7F2-93M2'])
})

test('the code of another role, or nonsense, is not kept', async () => {
  for (const nonsense of [JSON.stringify({ ...asked(2), role: 'kiosk' }), '{', '7', 'null']) {
    const around = world([[201, asked(3)], [200, IN]], new Map([['satupintu.pairing', nonsense]]))
    assert.deepEqual((await paired(around)).codes, ['K7F2-93M3'])
  }
})
