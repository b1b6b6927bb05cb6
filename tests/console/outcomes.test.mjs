// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alsoPossible, NONE, outcomeOf, sent, withAlso, withResult } from '../../queue_server/static/counter/outcomes.mjs'

const serving = (/** @type {number} */ id) => ({ id, state: 'serving', service: 'KTP' })

test('a result belongs to one visitor and is never given to the next', () => {
  const chosen = withAlso(withResult(outcomeOf(NONE, serving(7)), 'TERBIT'), 'KK')
  assert.deepEqual(outcomeOf(chosen, serving(7)), { of: 7, result: 'TERBIT', also: ['KK'] })
  assert.deepEqual(sent(outcomeOf(chosen, serving(7))), { result: 'TERBIT', also: ['KK'] })
  assert.deepEqual(sent(outcomeOf(chosen, serving(8))), {})
  assert.deepEqual(sent(outcomeOf(chosen, { ...serving(7), state: 'called' })), {})
  assert.deepEqual(sent(outcomeOf(chosen, null)), {})
})

test('what was chosen can be taken back by the same press', () => {
  const chosen = withAlso(withResult(outcomeOf(NONE, serving(7)), 'TERBIT'), 'KK')
  assert.deepEqual(sent(withAlso(withResult(chosen, 'TERBIT'), 'KK')), {})
  assert.equal(withResult(chosen, 'KURANG').result, 'KURANG')
})

test('what else may be done: first the rest of the visit, then what the counter serves, never what was done', () => {
  const counter = { services: ['KTP', 'KK', 'AKTA'], helps: [] }
  assert.deepEqual(alsoPossible(serving(7), counter), ['KK', 'AKTA'])
  const legs = [{ service: 'KTP', state: 'now' }, { service: 'KK', state: 'done' }, { service: 'SKCK', state: 'planned' }]
  assert.deepEqual(alsoPossible({ ...serving(7), legs }, counter), ['SKCK', 'AKTA'])
  assert.deepEqual(alsoPossible(serving(7), { services: ['KTP'] }), [])
})
