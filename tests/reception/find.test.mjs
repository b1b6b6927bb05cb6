import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find, moved, wordsOf } from '../../queue_server/static/reception/find.mjs'

const AGENCIES = [{ code: 'DUKCAPIL', name: { id: 'Disdukcapil' }, title: { id: 'Dinas Kependudukan', en: 'Civil Registration' } }, { code: 'POLRES', name: { id: 'Kepolisian', en: 'Police' } }]
const service = (code, prefix, agency, id, en, short) => ({ code, prefix, agency, name: { id, ...(en ? { en } : {}) }, ...(short ? { short: { id: short } } : {}) })
const SERVICES = [
  service('KTP', 'A', 'DUKCAPIL', 'KTP-el', 'ID card (KTP-el)'),
  service('KK', 'A', 'DUKCAPIL', 'Kartu Keluarga (KK)', 'Family card (KK)'),
  service('SIM', 'D', 'POLRES', 'Perpanjangan SIM', 'Driving licence'),
  service('GANTI-PASPOR', 'F', 'IMIGRASI', 'Penggantian paspor', 'Passport renewal', 'ganti paspor'),
]
const codes = (typed, language = 'id') => find(SERVICES, AGENCIES, typed, language).map((one) => one.code)

test('without a word all services stand in the order of the hall', () => {
  assert.deepEqual(codes(''), ['KTP', 'KK', 'SIM', 'GANTI-PASPOR'])
  assert.deepEqual(codes('  -- '), ['KTP', 'KK', 'SIM', 'GANTI-PASPOR'])
})

test('a code, the beginning of a word and a part of one are found, whatever the case', () => {
  assert.deepEqual(codes('kk'), ['KK'])
  assert.deepEqual(codes('KTP'), ['KTP'])
  assert.deepEqual(codes('ktpel'), ['KTP'])
  assert.deepEqual(codes('panjang'), ['SIM'])
  assert.deepEqual(codes('ganti'), ['GANTI-PASPOR'])
})

test('the agency finds all of its services', () => {
  assert.deepEqual(codes('disdukcapil'), ['KTP', 'KK'])
  assert.deepEqual(codes('police', 'en'), ['SIM'])
  assert.deepEqual(codes('passport a', 'en'), [])
})

test('a word of the name counts more than one of the agency', () => {
  const more = [...SERVICES, service('SKCK', 'D', 'X', 'Surat kepolisian')]
  assert.deepEqual(find(more, AGENCIES, 'kepolisian', 'id').map((one) => one.code), ['SKCK', 'SIM'])
})

test('every typed word must fit', () => {
  assert.deepEqual(codes('kartu duk'), ['KK'])
  assert.deepEqual(codes('kartu paspor'), [])
})

test('English screens find the Indonesian word, too', () => {
  assert.deepEqual(codes('driving', 'en'), ['SIM'])
  assert.deepEqual(codes('perpanjangan', 'en'), ['SIM'])
  assert.deepEqual(codes('driving', 'id'), [])
})

test('accents and signs part no word from itself', () => {
  assert.deepEqual(wordsOf('  Café,KTP-el (baru)'), ['cafe', 'ktp', 'el', 'baru'])
})

test('the arrow keys stay inside the list, or above it', () => {
  assert.equal(moved(0, 'up', 4), -1)
  assert.equal(moved(-1, 'up', 4), -1)
  assert.equal(moved(-1, 'down', 4), 0)
  assert.equal(moved(0, 'down', 4), 1)
  assert.equal(moved(3, 'down', 4), 3)
  assert.equal(moved(-1, 'down', 0), -1)
})
