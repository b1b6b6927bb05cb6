import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blank, body, complete, mayRepeat, next, press, withMore, withoutService, withService } from '../../queue_server/static/reception/form.mjs'

const START = blank('id', 'kiosk-1')
const KTP = withService(START, 'KTP', false)
let serial = 0
const key = () => `key-${(serial += 1)}`

test('the first service is chosen, further ones are added, none twice and at most five', () => {
  let visit = withService(KTP, 'KK', true)
  visit = withService(withService(visit, 'KK', true), 'KTP', true)
  assert.deepEqual([visit.service, visit.also], ['KTP', ['KK']])
  for (const code of ['A', 'B', 'C', 'D', 'E']) visit = withService(visit, code, true)
  assert.deepEqual(visit.also, ['KK', 'A', 'B', 'C', 'D'])
  assert.equal(withService(KTP, 'SIM', false).service, 'SIM')
  assert.equal(withService(START, 'SIM', true).service, 'SIM')
})

test('a service that is taken out makes room for the next; one alone has no order', () => {
  const visit = { ...withService(withService(KTP, 'KK', true), 'SIM', true), anyOrder: true }
  assert.deepEqual([withoutService(visit, 'KTP').service, withoutService(visit, 'KTP').also, withoutService(visit, 'KTP').anyOrder], ['KK', ['SIM'], true])
  const two = withoutService(visit, 'SIM')
  assert.equal(withoutService(two, 'KK').anyOrder, false)
  assert.equal(withoutService(KTP, 'KTP').service, null)
})

test('one to ten numbers; a visit of several services has one', () => {
  assert.equal(withMore(KTP, -1).count, 1)
  assert.equal(Array.from({ length: 20 }).reduce((choice) => withMore(choice, 1), KTP).count, 10)
  const group = { ...KTP, count: 4 }
  assert.equal(withService(group, 'KK', true).count, 1)
  assert.equal(withMore(withService(KTP, 'KK', true), 1).count, 1)
})

test('only what was chosen is asked', () => {
  assert.deepEqual(body({ ...KTP, printer: null }, null), { service: 'KTP', language: 'id' })
  assert.deepEqual(body({ ...withService(KTP, 'KK', true), priority: 'lansia', anyOrder: true }, null),
    { service: 'KTP', language: 'id', priority: 'lansia', printer: 'kiosk-1', also: ['KK'], any_order: true })
})

test('numbers of a group carry the token of the first', async () => {
  const asked = []
  const pressed = press({ ...KTP, count: 3 }, key)
  await complete(pressed, async (wanted, of) => { asked.push([wanted.group, of]); return { token: `token-${asked.length}` } })
  assert.deepEqual(asked.map(([group]) => group), [undefined, 'token-1', 'token-1'])
  assert.equal(new Set(asked.map(([, of]) => of)).size, 3)
})

test('a press that broke off goes on where it was, with the same keys', async () => {
  const asked = []
  const pressed = press({ ...KTP, count: 3 }, key)
  let isAway = true
  const take = async (wanted, of) => { asked.push(of); if (asked.length === 2 && isAway) throw new Error('away'); return { token: of } }
  await assert.rejects(complete(pressed, take))
  isAway = false
  const tickets = await complete(pressed, take)
  assert.deepEqual(asked, [pressed.keys[0], pressed.keys[1], pressed.keys[1], pressed.keys[2]])
  assert.deepEqual(tickets.map((one) => one.token), pressed.keys)
})

test('only what nobody knows the end of is sent again', () => {
  assert.equal(mayRepeat({ code: 'unreachable', status: 0 }), true)
  assert.equal(mayRepeat({ code: 'database_unavailable', status: 503 }), true)
  assert.equal(mayRepeat({ code: 'quota_reached', status: 409 }), false)
})

test('after the last comes the first', () => {
  assert.equal(next(['id', 'en'], 'en'), 'id')
  assert.equal(next(['a', null], 'a'), null)
  assert.equal(next(['a', null], 'gone'), 'a')
})
