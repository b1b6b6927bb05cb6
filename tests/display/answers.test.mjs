// @ts-check
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { Refused, client, within } from '../../queue_server/static/api.mjs'

const real = globalThis.fetch
afterEach(() => { globalThis.fetch = real })

/** @param {string} body @param {number} status */
function answering(body, status) {
  globalThis.fetch = async () => new Response(body, { status })
  return client({})('GET', '/api/v1/board')
}

test('an answer that broke off in the middle is no answer', async () => {
  assert.deepEqual(await answering('{"seq": 7}', 200), { seq: 7 })
  await assert.rejects(answering('{"seq": ', 200), (error) => error instanceof Refused && error.code === 'unreachable')
})

test('a refusal counts also without its document', async () => {
  await assert.rejects(answering('{"code": "not_found"}', 404), (error) => error instanceof Refused && error.code === 'not_found' && error.status === 404)
  await assert.rejects(answering('Bad gateway', 502), (error) => error instanceof Refused && error.code === 'unexpected' && error.status === 502)
})

test('a request that takes too long is given up', async () => {
  const signal = within(5)
  assert.equal(signal.aborted, false)
  await new Promise((resolve) => { signal.addEventListener('abort', resolve) })
})
