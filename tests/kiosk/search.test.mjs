// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boardFor, isTall, largeFor } from '../../kiosk/static/panel.mjs'
import { BOARDS, found, LONGEST, mistakes, plain, typed } from '../../kiosk/static/search.mjs'

const service = (/** @type {string} */ code, /** @type {string} */ id, more = {}) => ({ code, agency: 'X', open: true, name: { id }, ...more })
const hall = {
  agencies: [{ code: 'X', name: { id: 'Disdukcapil' }, title: { id: 'Dinas Kependudukan' } }, { code: 'Y', name: { id: 'Imigrasi', en: 'Immigration' } }],
  services: [service('KTP', 'KTP-el', { requirements: { id: ['KK asli'], en: ['Family card'] } }), service('KK', 'Kartu Keluarga (KK)', { short: { id: 'KK' } }),
    service('PASPOR', 'Paspor baru', { agency: 'Y', name: { id: 'Paspor baru', en: 'New passport' } }), service('GANTI', 'Penggantian paspor', { agency: 'Y' }), service('AKTA', 'Akta Kelahiran', { open: false })],
}
const codes = (/** @type {string} */ text, language = 'id') => found(hall, [...text], language).map((one) => one.code)

test('a service is found by the beginning of any word of its name, the best fit first', () => {
  assert.deepEqual(codes('PAS'), ['PASPOR', 'GANTI'])
  assert.deepEqual(codes('KEL'), ['KK', 'AKTA'])
  assert.deepEqual(codes('ZZZ'), [])
  assert.deepEqual(codes(''), [])
})

test('in English both languages are searched, and agency, short name and papers, too', () => {
  assert.deepEqual(codes('NEW', 'en'), ['PASPOR'])
  assert.deepEqual(codes('BARU', 'en'), ['PASPOR'])
  assert.deepEqual(codes('IMMI', 'en'), ['PASPOR', 'GANTI'])
  assert.deepEqual(codes('FAMILY', 'en'), ['KTP'])
  assert.ok(codes('KK').includes('KTP'), 'by its papers')
  assert.equal(codes('KK')[0], 'KK')
})

test('one typing mistake is forgiven in words of four letters and more, two are not', () => {
  for (const word of ['PASPUR', 'PSPOR', 'PASSPOR', 'PAPSOR', 'PASPORT', 'BASPOR']) assert.ok(codes(word).includes('PASPOR'), word)
  for (const word of ['POSPUR', 'PXX', 'XAS']) assert.deepEqual(codes(word), [], word)
})

test('two words typed without a space are found, those that give numbers stand first', () => {
  assert.deepEqual(codes('PASPORBARU'), ['PASPOR'])
  assert.deepEqual(codes('PASPOR BARU'), ['PASPOR'])
  assert.deepEqual(codes('K').at(-1), 'AKTA')
})

test('a key may stand for several letters', () => {
  assert.deepEqual(found(hall, ['PQRS', 'ABC', 'PQRS'], 'id').map((one) => one.code), ['PASPOR', 'GANTI'])
  assert.equal(mistakes(['abc', 'def'], 'ad'), 0)
  assert.deepEqual(Object.values(BOARDS).map((keys) => keys.join('')), ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'])
})

test('letters are compared without accents and signs, and no more are typed than can be read', () => {
  assert.equal(plain('Kartu Keluarga (KK) é'), 'kartu keluarga kk e')
  assert.deepEqual(typed([], ' '), [])
  assert.deepEqual(typed(['A', ' '], ' '), ['A', ' '])
  assert.equal(typed([...'A'.repeat(LONGEST)], 'B').length, LONGEST)
})

test('150 services are searched within a frame', () => {
  const many = { ...hall, services: Array.from({ length: 150 }, (_, at) => service(`L${at}`, `Layanan perizinan usaha nomor ${at}`)) }
  assert.equal(found(many, [...'PERIZINEN'], 'id').length, 150)
})

test('the board, large print and low reach follow the size of the panel', () => {
  assert.deepEqual([[268, 476], [476, 268], [194, 345], [345, 194], [136, 218]].map(([w, h]) => boardFor(w, h)), ['letters', 'letters', 'letters', 'groups', 'groups'])
  assert.equal(boardFor(194, 345, { low: true }), 'groups')
  assert.deepEqual([largeFor(268, 476), largeFor(345, 194), largeFor(136, 218)], [1.35, 1.35, 1])
  assert.equal(largeFor(194, 345, true), 1)
  assert.deepEqual([isTall(268, 476), isTall(476, 268), isTall(136, 218)], [true, false, false])
})
