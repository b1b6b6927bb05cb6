// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { box, gate } from '../../display/static/gate.mjs'

const counter = (/** @type {string} */ code, /** @type {string} */ id) => ({ code, name: { id } })

test('a counter named after its code is split into word and number', () => {
  assert.deepEqual(gate(counter('3', 'Loket 3')), { word: 'Loket', number: '3' })
  assert.deepEqual(gate(counter('12', 'Loket Prioritas 12')), { word: 'Loket Prioritas', number: '12' })
})

test('a counter with another name keeps it whole, in the gate and in the box', () => {
  assert.deepEqual(gate(counter('INFO', 'Meja Informasi')), { whole: 'Meja Informasi' })
  assert.deepEqual(gate(counter('3', 'Loket 13')), { whole: 'Loket 13' })
  assert.deepEqual(gate(counter('B1', 'Meja 12')), { whole: 'Meja 12' })
  assert.deepEqual(box(counter('INFO', 'Meja Informasi')), { text: 'Meja Informasi', named: true })
})

test('a counter that is called only by its number shows the number', () => {
  assert.deepEqual(gate(counter('3', '3')), { word: '', number: '3' })
  assert.deepEqual(box(counter('3', 'Loket 3')), { text: '3', named: false })
})
