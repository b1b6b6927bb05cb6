// @ts-check
// What the page of the virtual printer writes, without a page.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { alternative, length, limits, pad, printable, value_of } from '../../printer/virtual/static/facts.mjs'

const slow = { name: 'slow', unit: 'bytes/s', lowest: 1, highest: 10000000, whole: true }
const late = { name: 'late', unit: 's', lowest: 0, highest: 600, whole: false }

test('a number with a decimal comma is understood, and what cannot be is not sent', () => {
  assert.equal(value_of(late, '2,5'), 2.5)
  assert.equal(value_of(late, ' 0 '), 0)
  assert.equal(value_of(slow, '5000'), 5000)
  for (const written of ['', ' ', 'x', '0', '-1', '2.5', '10000001', 'Infinity', '1e9', '0x']) assert.equal(value_of(slow, written), null, written)
})

test('limits are written with the thousands of the country', () => {
  assert.equal(limits(slow), '1 – 10.000.000 bytes/s')
})

test('paper is told in metres, the last of it in millimetres', () => {
  assert.equal(length(80000), '80,0 m')
  assert.equal(length(1234.5), '1,2 m')
  assert.equal(length(999.6), '1000 mm')
  assert.equal(length(0), '0 mm')
})

test('the print head is narrower than the paper', () => {
  assert.deepEqual([printable(80), printable(58), printable(112)], [72, 48, 104])
})

test('who cannot see a ticket hears its words', () => {
  const piece = { no: 7, at: '', rows: 1, length_mm: 1, bytes: 1, unknown: 0, text: 'A062\nKTP-el', end: 'cut' }
  assert.equal(alternative(piece), 'Tiket 000007: A062; KTP-el')
  assert.equal(alternative({ ...piece, text: '' }), 'Tiket 000007')
  assert.equal(pad(123), '000123')
})
