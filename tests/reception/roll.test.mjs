import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, serialOf, shown, span, upTo } from '../../queue_server/static/reception/roll.mjs'

test('a number is read with or without its letter', () => {
  for (const typed of ['350', 'Z350', 'z 350', ' Z 0350 ']) assert.equal(serialOf(typed, 'Z'), 350)
  for (const typed of ['', 'Z', 'A350', '0', '35O', '12345', '-3', '3.5']) assert.equal(serialOf(typed, 'Z'), null)
})

test('up to a number is counted from the next one on', () => {
  assert.deepEqual(upTo(341, 'Z350', 'Z'), { count: 10 })
  assert.deepEqual(upTo(341, '341', 'Z'), { count: 1 })
  assert.deepEqual(upTo(341, '340', 'Z'), { why: 'passed' })
  assert.deepEqual(upTo(341, '390', 'Z'), { count: 50 })
  assert.deepEqual(upTo(341, '391', 'Z'), { why: 'too_many' })
  assert.deepEqual(upTo(341, 'x', 'Z'), { why: 'no_number' })
})

test('a roll begins elsewhere only upward', () => {
  assert.deepEqual(begin(340, '501', 'Z'), { first: 501 })
  assert.deepEqual(begin(340, '340', 'Z'), { why: 'passed' })
  assert.deepEqual(begin(0, '1', 'Z'), { first: 1 })
  assert.deepEqual(begin(0, '', 'Z'), { why: 'no_number' })
})

test('numbers are shown as on the paper', () => {
  assert.equal(shown('Z', 7), 'Z 007')
  assert.equal(shown('Z', 1000), 'Z 1000')
  const ticket = (number) => ({ number, prefix: 'Z' })
  assert.equal(span([ticket('Z341')]), 'Z 341')
  assert.equal(span([ticket('Z341'), ticket('Z342'), ticket('Z343')]), 'Z 341 – Z 343')
  assert.equal(span([]), '')
})
