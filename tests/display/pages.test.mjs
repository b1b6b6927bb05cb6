// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pages } from '../../display/static/pages.mjs'

const upTo = (/** @type {number} */ letters) => (/** @type {string} */ part) => part.length <= letters

test('a text that fits is one page', () => {
  assert.deepEqual(pages(' Bawa KK  asli ', upTo(20)), ['Bawa KK asli'])
  assert.deepEqual(pages('', upTo(20)), [])
})

test('a longer text becomes pages of about equal length, in order, without a word lost', () => {
  const text = 'Nomor terlewat? Lapor ke petugas di loket, nomor Anda masih berlaku sampai pukul tiga sore.'
  const made = pages(text, upTo(40))
  assert.equal(made.join(' '), text)
  assert.equal(made.length, 3)
  assert.ok(made.every((page) => page.length <= 40 && page.length >= 20), made.join('|'))
})

test('the last page is not a single word when the words can be shared out', () => {
  assert.deepEqual(pages('Bring your family card today', upTo(23)), ['Bring your family', 'card today'])
})

test('a word longer than the place stands alone', () => {
  assert.deepEqual(pages('Persyaratan pencatatan', upTo(5)), ['Persyaratan', 'pencatatan'])
})
