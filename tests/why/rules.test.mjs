// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brieflyOf, exampleOf, grouped, listed, rulesOf, whyOf } from '../../queue_server/static/why/rules.mjs'
import { words } from '../../queue_server/static/why/texts.mjs'

const RULES = { order: 'head_start', weights: [2, 1], max_priority_run: 3, calls: 3, recycle_after: 2, drop_min: 30, hold_min: 20, kept_share: 0.5, kept_cap_min: 20, early_min: 30, late_min: 10, call_before_min: 10 }
const CLASSES = [['Lansia', 'Older person', 15], ['Ibu hamil', 'Pregnant', 10], ['Balita', 'Small child', 15], ['Tanpa', 'None', 0]]
  .map(([id, en, minutes]) => ({ name: { id, en }, minutes }))
const order = (/** @type {any} */ rules = {}, /** @type {any[]} */ classes = CLASSES) => /** @type {any} */ ({ rules: { ...RULES, ...rules }, head_starts: classes })
const heads = (/** @type {any} */ of, language = 'id') => rulesOf(of, language, words(language)).map((rule) => rule.head)
const clock = (/** @type {string} */ at) => at.slice(11, 16).replace(':', '.')
const CALL = /** @type {any} */ ({ number: 'A012', rule: 'order', counted_at: '2026-11-23T09:41:00Z', used_percent: 113, target_min: 30, over: null })

test('names are joined as people say them', () => {
  assert.equal(listed([], 'dan'), '')
  assert.equal(listed(['a'], 'dan'), 'a')
  assert.equal(listed(['a', 'b', 'c'], 'dan'), 'a, b dan c')
})

test('classes with the same head start stand together, those without any are none', () => {
  assert.deepEqual(grouped(CLASSES, 'en'), [{ minutes: 15, names: ['Older person', 'Small child'] }, { minutes: 10, names: ['Pregnant'] }])
})

test('the rule is told in the figures of the hall', () => {
  const told = heads(order())
  assert.equal(told[1], 'Lansia dan balita: dihitung 15 menit lebih awal')
  assert.equal(told[2], 'Ibu hamil: dihitung 10 menit lebih awal')
  assert.ok(told.includes('Paling banyak 3 panggilan prioritas berturut-turut'))
  assert.ok(told.includes('Terlewat lalu kembali: setelah 2 nomor berikutnya'))
  assert.ok(told.includes('Dialihkan ke layanan lain: 50\u00a0% waktu tunggu terbawa'))
  assert.ok(heads(order(), 'en').includes('Older person and small child: counted 15 minutes earlier'))
})

test('another policy is another rule, and its number is the one that the calls name', () => {
  assert.equal(heads(order({ order: 'strict' }))[1], 'Lansia, balita dan ibu hamil: dipanggil lebih dulu')
  assert.equal(heads(order({ order: 'weighted' }), 'en')[1], 'In turns: 2 priority calls, then 1 regular')
  assert.match(whyOf({ ...CALL, rule: 'policy' }, RULES, words('en'), clock), /rule number 2/)
})

test('a hall without classes says nothing of them', () => {
  const told = heads(order({}, []))
  assert.equal(told.length, heads(order()).length - 3)
  assert.equal(exampleOf(order({}, []), 'id'), null)
})

test('in the example the later number is counted before the earlier one', () => {
  for (const minutes of [2, 5, 15, 45]) {
    const example = exampleOf(order({}, [{ name: { id: 'Lansia' }, minutes }]), 'id')
    assert.ok(example && example.counted < example.one && example.one < example.two, JSON.stringify(example))
  }
  assert.deepEqual(exampleOf(order(), 'id'), { name: 'Lansia', minutes: 15, one: '09.40', two: '09.50', counted: '09.35' })
  assert.equal(exampleOf(order({ order: 'strict' }), 'id'), null)
})

test('a call says its counted time, its promise and who was next', () => {
  assert.equal(whyOf(CALL, RULES, words('id'), clock), 'Dihitung datang pukul 09.41; 113\u00a0% dari 30 menit yang dijanjikan terpakai.')
  const over = { number: 'B009', counted_at: '2026-11-23T09:44:00Z' }
  assert.match(whyOf({ ...CALL, over }, RULES, words('en'), clock), /used\. Next at that counter: B009, counted 09\.44\.$/)
})

test('on a TV it is one thing', () => {
  assert.equal(brieflyOf(CALL, RULES, words('en'), clock), 'Counted as having come at 09.41')
  assert.match(brieflyOf({ ...CALL, rule: 'urgent', counted_at: null }, RULES, words('en'), clock), /emergency/)
})

test('every other rule has its sentence in both languages', () => {
  for (const rule of ['valve', 'policy', 'helped', 'early', 'urgent', 'directed', 'any_order', 'chosen', 'desk']) {
    for (const language of ['id', 'en']) assert.ok(whyOf({ ...CALL, rule, counted_at: null }, RULES, words(language), clock).length > 15, rule)
  }
})
