// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimal, ESTIMATES } from '../../queue_server/static/admin/estimates.mjs'

test('both languages have the same words and columns', () => {
  assert.deepEqual(Object.keys(ESTIMATES.id), Object.keys(ESTIMATES.en))
  assert.deepEqual(Object.keys(ESTIMATES.id.columns), Object.keys(ESTIMATES.en.columns))
})

test('figures are written as people write them, and unknown is a dash', () => {
  assert.equal(decimal(83.33, 'id'), '83,3')
  assert.equal(decimal(83.33, 'en'), '83.3')
  assert.equal(decimal(0, 'id'), '0')
  assert.equal(decimal(null, 'id'), '–')
})
