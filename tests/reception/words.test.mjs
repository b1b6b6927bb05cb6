import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TEXTS } from '../../queue_server/static/reception/texts.mjs'
import { alerts, closedWords, kioskName, leftWords, paperWords, printerName, reasonWords } from '../../queue_server/static/reception/words.mjs'

const at = () => '13.00'

test('both languages say the same things with the same facts', () => {
  const walk = (/** @type {any} */ id, /** @type {any} */ en, path = '') => {
    assert.deepEqual(Object.keys(en), Object.keys(id), path)
    for (const key of Object.keys(id)) {
      if (typeof id[key] === 'object') { walk(id[key], en[key], `${path}.${key}`); continue }
      const facts = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
      assert.deepEqual(facts(en[key]), facts(id[key]), `${path}.${key}`)
      assert.doesNotMatch(id[key], /antrian|silahkan/i)
    }
  }
  walk(TEXTS.id, TEXTS.en)
})

test('every reason of the contract has words, and the holiday has its name', () => {
  const codes = ['service_closed', 'manual_closed', 'holiday', 'date_closed', 'day_closed', 'not_open', 'last_ticket_passed', 'quota_reached', 'pause', 'other']
  for (const language of ['id', 'en']) {
    assert.deepEqual(Object.keys(TEXTS[language].closed), codes)
    assert.equal(new Set(codes.map((code) => closedWords({ closed_reason: code }, language, at))).size, codes.length)
  }
  assert.equal(closedWords({ closed_reason: 'pause', closed_until: '2026-11-23T06:00:00Z' }, 'id', at), 'Istirahat, sampai 13.00')
  assert.equal(closedWords({ closed_reason: 'holiday', closed_words: { id: 'Hari Raya Natal', en: 'Christmas Day' } }, 'en', at), 'Christmas Day')
  assert.equal(closedWords({ closed_reason: 'something_new' }, 'id', at), 'Tutup')
})

test('what is left is told in all and by channel, and not at all without a limit', () => {
  assert.equal(leftWords({ quota_left: null }, 'id'), '')
  assert.equal(leftWords({ quota_left: 12, quotas: { priority: 3, online: 5 } }, 'id'), 'sisa 12 · prioritas 3 · daring 5')
  assert.equal(leftWords({ quotas: { walk_in: 0 } }, 'en'), 'walk-in 0')
})

test('each state of a paper says what to do', () => {
  const words = (state) => paperWords(state && { state, printer: 'kiosk-1' }, () => 'Printer Kios 1', 'id')
  assert.equal(words(null).words, TEXTS.id.paper.none)
  assert.deepEqual(['queued', 'offered', 'sending'].map((state) => words(state).level), ['wait', 'wait', 'wait'])
  assert.deepEqual(words('printed'), { level: 'good', icon: 'i-check', words: 'Sudah tercetak di Printer Kios 1' })
  assert.equal(words('unknown').words, 'Belum pasti tercetak. Lihat Printer Kios 1.')
  assert.deepEqual([words('expired').level, words('cancelled').level], ['bad', 'plain'])
})

test('a kiosk is called by its label, or by its number', () => {
  assert.equal(kioskName({ name: 'kiosk-1', label: { id: 'kiosk-1' } }, 'id'), 'Kios 1')
  assert.equal(kioskName({ name: 'kiosk-1' }, 'en'), 'Kiosk 1')
  assert.equal(kioskName({ name: 'pintu', label: { id: 'pintu' } }, 'id'), 'Kios pintu')
  assert.equal(kioskName({ name: 'kiosk-1', label: { id: 'Kios pintu timur' } }, 'en'), 'Kios pintu timur')
})

test('a printer without a name is that of its kiosk', () => {
  const all = [{ name: 'kiosk-1', label: { id: 'kiosk-1' } }, { name: 'meja', label: { id: 'meja' } }, { name: 'kiosk-3', label: { id: 'Printer pintu timur' } }]
  assert.deepEqual(['kiosk-1', 'meja', 'kiosk-3', 'kiosk-9'].map((name) => printerName(all, name, 'id')), ['Printer Kios 1', 'meja', 'Printer pintu timur', 'Printer Kios 9'])
})

test('who waits for help stands before floods, the longest wait first; a locked kiosk floods nobody', () => {
  const kiosk = (name, more) => ({ name, online: true, locked: false, reason: '', help: null, refused: 0, ...more })
  const all = [kiosk('a', { refused: 3 }), kiosk('b', { help: '2026-11-23T02:01:00Z' }), kiosk('c', { help: '2026-11-23T02:00:00Z' }), kiosk('d'), kiosk('e', { refused: 9, locked: true })]
  assert.deepEqual(alerts(all).map(({ kind, kiosk: { name } }) => [kind, name]), [['help', 'c'], ['help', 'b'], ['flood', 'a']])
})

test('known reasons are told in the language of the page, others as they are', () => {
  assert.equal(reasonWords('kertas habis', 'locks', 'en'), 'out of paper')
  assert.equal(reasonWords('listrik mati', 'locks', 'en'), 'listrik mati')
})
