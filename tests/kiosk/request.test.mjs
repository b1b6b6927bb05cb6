// @ts-check
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { press, take, unsure } from '../../kiosk/static/request.mjs'
import { client } from '../../queue_server/static/api.mjs'

const ktp = { service: 'KTP', priority: null, language: 'id' }
let made = 0
const fresh = () => `key-${made += 1}`

test('a second touch within 1.5 s is the same request, a later or another one is not', () => {
  const first = press(null, ktp, 10, fresh)
  assert.equal(press(first, { ...ktp }, 11.4, fresh), first)
  assert.notEqual(press(first, ktp, 11.6, fresh).key, first.key)
  assert.notEqual(press(first, { ...ktp, priority: 'lansia' }, 10.1, fresh).key, first.key)
  assert.notEqual(press(first, { ...ktp, language: 'en' }, 10.1, fresh).key, first.key)
})

test('only an answer that leaves the ticket in doubt is asked for again', () => {
  assert.deepEqual([0, 408, 429, 500, 503].map((status) => unsure({ status })), [true, true, true, true, true])
  assert.deepEqual([400, 401, 403, 409, 422].map((status) => unsure({ status })), [false, false, false, false, false])
})

/** A hall that gives numbers by key, but answers as `answers` says: 'cut' closes the line after the number was given.
 * @param {(number | 'cut')[]} answers @param {(hall: {base: string, tickets: Map<string, any>, asked: any[]}) => Promise<void>} visit */
async function hall(answers, visit) {
  const tickets = new Map()
  /** @type {any[]} */
  const asked = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const key = String(request.headers['idempotency-key'])
    asked.push({ key, ...JSON.parse(body) })
    const answer = answers.shift() ?? 201
    if (answer === 'cut' || answer === 201 || answer >= 500) if (!tickets.has(key)) tickets.set(key, { number: `A${tickets.size + 1}` })
    if (answer === 'cut') { request.socket.destroy(); return }
    response.writeHead(answer, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(answer === 201 ? { ticket: tickets.get(key) } : { code: 'service_closed' }))
  })
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(null)) })
  try {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
    await visit({ base: `http://127.0.0.1:${port}`, tickets, asked })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const at = (/** @type {string} */ base) => {
  const ask = client({ token: 'good' })
  return (/** @type {string} */ method, /** @type {string} */ path, /** @type {object} */ body, /** @type {Record<string, string>} */ headers) => ask(method, base + path, body, headers)
}
const soon = () => Promise.resolve()

test('answers that are lost on the way cost the visitor no second number', () => hall(['cut', 503, 'cut'], async ({ base, tickets, asked }) => {
  const ticket = await take(press(null, ktp, 0, fresh), at(base), soon, () => true)
  assert.equal(ticket.number, 'A1')
  assert.equal(tickets.size, 1)
  assert.deepEqual(asked.map(({ key }) => key === asked[0].key), [true, true, true, true])
}))

test('a clear no is not asked again', () => hall([409], async ({ base, asked }) => {
  await assert.rejects(take(press(null, ktp, 0, fresh), at(base), soon, () => true), { code: 'service_closed', status: 409 })
  assert.equal(asked.length, 1)
}))

test('when nobody waits any more the asking ends without a ticket', () => hall([503, 503, 503], async ({ base, asked }) => {
  assert.equal(await take(press(null, ktp, 0, fresh), at(base), soon, () => asked.length < 2), null)
  assert.equal(asked.length, 2)
}))

test('a priority is sent only when there is one', () => hall([], async ({ base, asked }) => {
  await take(press(null, ktp, 0, fresh), at(base), soon, () => true)
  await take(press(null, { ...ktp, priority: 'lansia' }, 0, fresh), at(base), soon, () => true)
  assert.deepEqual(asked.map(({ priority }) => priority), [undefined, 'lansia'])
}))
