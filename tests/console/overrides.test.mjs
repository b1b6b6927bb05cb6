import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWords, nameOf, OVERRIDES } from '../../queue_server/static/admin/overrides.mjs'

test('both languages have the same words, columns and acts', () => {
  for (const part of ['', 'columns', 'acts']) {
    const [id, en] = ['id', 'en'].map((language) => Object.keys(part ? OVERRIDES[language][part] : OVERRIDES[language]))
    assert.deepEqual(id, en)
  }
  assert.deepEqual(Object.keys(OVERRIDES.id.columns), Object.keys(OVERRIDES.id.acts))
})

test('people are named as they log in, programs say that they are one', () => {
  assert.equal(nameOf('staff:ani', 'id'), 'ani')
  assert.equal(nameOf('staff:a:b', 'id'), 'a:b')
  assert.equal(nameOf('program:simpeg', 'en'), 'simpeg (program)')
})

test('an act is a sentence with its number', () => {
  assert.equal(inWords({ what: 'out_of_order', number: 'A005' }, 'id'), 'memanggil A005 di luar urutan')
  assert.equal(inWords({ what: 'urgent', number: 'A003' }, 'en'), 'put A003 first (emergency)')
})
