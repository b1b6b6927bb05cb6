// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CARE } from '../../queue_server/static/admin/care-texts.mjs'
import { buttonWords, endedInWords, foundInWords, MINUTES, MOST, reasonOf, USUAL_MIN } from '../../queue_server/static/admin/flood.mjs'

test('it is said how many numbers of which kiosk will leave the line', () => {
  assert.equal(foundInWords(0, 10, 'Kios 1', 'id'), 'Tidak ada nomor tanpa kertas dari Kios 1 dalam 10 menit terakhir.')
  assert.equal(foundInWords(1, 10, 'Kios 1', 'en'), '1 number will be cancelled.')
  assert.equal(foundInWords(37, 10, 'Kios 1', 'id'), '37 nomor akan dibatalkan.')
  assert.match(foundInWords(MOST, 10, 'Kios 1', 'id'), /^500 nomor akan dibatalkan, sebanyak-banyaknya/)
})

test('the button says what it does, and nothing when there is nothing', () => {
  assert.equal(buttonWords(37, 'id'), 'Batalkan 37 nomor')
  assert.equal(buttonWords(0, 'id'), 'Batalkan nomor')
})

test('afterwards it is told how many they were', () => {
  assert.deepEqual(endedInWords(36, 'Kios 1', 'id'), ['good', '36 nomor dari Kios 1 sudah dibatalkan.'])
  assert.equal(endedInWords(0, 'Kios 1', 'en')[0], 'warn')
})

test('a reason has three letters at least', () => {
  assert.equal(reasonOf('  ya '), null)
  assert.equal(reasonOf(' anak bermain '), 'anak bermain')
})

test('one begins with a time that can be chosen', () => assert.ok(MINUTES.includes(USUAL_MIN)))

test('both languages have the same words and gaps', () => {
  const gaps = (/** @type {string} */ words) => [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  assert.deepEqual(Object.keys(CARE.id), Object.keys(CARE.en))
  for (const [key, words] of Object.entries(CARE.id)) assert.deepEqual(gaps(words), gaps(CARE.en[/** @type {'of'} */ (key)]), key)
})
