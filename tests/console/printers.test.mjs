// @ts-check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PAPER } from '../../queue_server/static/counter/paper-texts.mjs'
import { BAD, LOW, nameOf, saidOnce, sentence, shortly, troubleIcon, troubles, troublesOf } from '../../queue_server/static/counter/printers.mjs'
import { chips, worstOfEach } from '../../queue_server/static/counter/troubles.mjs'
import { newsOf, stillAside } from '../../queue_server/static/counter/news.mjs'

const contract = readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8')
const roll = (more = {}) => ({ length_mm: 80000, used_mm: 1000, left_mm: 79000, low: false, tickets_left: 700, ...more })
const printer = (/** @type {any} */ more = {}) => ({ name: 'kiosk-1', label: { id: 'Printer Kios 1', en: 'Kiosk 1 printer' }, ready: true, agent: true, causes: [], near_end: false, roll: roll(),
  spare: null, goes_to: 'kiosk-1', changed_at: null, ...more })
const out = (/** @type {any} */ more = {}) => printer({ ready: false, causes: ['paper_out'], goes_to: null, ...more })
const spare = printer({ name: 'kiosk-2', label: { id: 'Printer Kios 2' }, goes_to: 'kiosk-2' })
const codes = (/** @type {any} */ one) => troublesOf(one, [one]).map((found) => found.code)
const whole = (/** @type {any} */ one, /** @type {'id' | 'en'} */ language = 'id', all = [one]) => { const { what, more } = sentence(troublesOf(one, all)[0], language); return what + more }

test('every cause and every notice of the contract has words in both languages', () => {
  const row = /`causes` of `([^`]+)`/.exec(contract)?.[1] ?? ''
  const causes = row.split(',').map((one) => one.trim())
  const told = [...(contract.split('Notices about paper')[1] ?? '').split('\n\n')[0].matchAll(/`([a-z_, ]+)`/g)].flatMap((found) => found[1].split(',').map((one) => one.trim())).filter((one) => one.includes('_') && one !== 'tickets_left')
  assert.equal(causes.length, 6)
  assert.ok(told.length >= 12, String(told))
  for (const language of /** @type {const} */ (['id', 'en'])) {
    for (const cause of causes) {
      const [found] = troublesOf(printer({ causes: [cause] }))
      assert.ok(shortly(found.code, language) !== found.code && sentence(found, language).more, `${cause} ${language}`)
    }
    for (const code of told) {
      const words = saidOnce({ code, label: { id: 'Printer Kios 1' }, number: 'A012', tickets_left: 60 }, language)
      assert.ok(words.includes('Printer Kios 1') && !words.includes('{') && words !== PAPER[language].once.other.replace('{label}', 'Printer Kios 1'), `${code} ${language}: ${words}`)
    }
  }
})

test('both languages have the same words with the same gaps, and none is empty', () => {
  const leaves = (/** @type {any} */ part, path = '') => (typeof part === 'string' ? [[path, part]] : Object.entries(part).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`)))
  const gaps = (/** @type {string} */ words) => [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
  const [id, en] = [leaves(PAPER.id), leaves(PAPER.en)]
  assert.deepEqual(id.map(([path]) => path), en.map(([path]) => path))
  for (const [index, [path, words]] of id.entries()) {
    assert.ok(words && en[index][1], path)
    assert.deepEqual(gaps(words), gaps(en[index][1]), path)
  }
})

test('paper that is out is told with what to do, and where the tickets go meanwhile', () => {
  assert.equal(whole(out()), 'Kertas habis di Printer Kios 1. Ganti gulungan, tutup penutupnya. Tiket yang menunggu tercetak sendiri.')
  assert.equal(whole(out({ spare: 'kiosk-2', goes_to: 'kiosk-2' }), 'id', [out(), spare]), 'Kertas habis di Printer Kios 1. Ganti gulungan, tutup penutupnya. Tiketnya sekarang ke Printer Kios 2.')
  assert.equal(whole(out(), 'en'), 'Kiosk 1 printer is out of paper. Change the roll, close the cover. Waiting tickets print by themselves.')
})

test('paper that runs low says for how many tickets it is enough, where somebody counts', () => {
  assert.equal(whole(printer({ near_end: true, roll: roll({ low: true, tickets_left: 60 }) })), 'Kertas Printer Kios 1 hampir habis, cukup untuk sekitar 60 tiket. Ganti gulungan saat sempat.')
  assert.equal(whole(printer({ near_end: true, roll: null })), 'Kertas Printer Kios 1 hampir habis. Ganti gulungan saat sempat.')
  assert.equal(whole(printer({ roll: roll({ low: true, tickets_left: 12 }) })), 'Kertas Printer Kios 1 hampir habis, cukup untuk sekitar 12 tiket. Ganti gulungan saat sempat.')
})

test('each printer has the troubles that can be known of it', () => {
  assert.deepEqual(codes(printer()), [])
  assert.deepEqual(codes(printer({ near_end: null })), [])
  assert.deepEqual(codes(printer({ agent: false, causes: ['paper_out'], near_end: true })), ['agent_lost'], 'a lost agent knows nothing of paper')
  assert.deepEqual(codes(printer({ causes: ['cover_open', 'paper_out'], near_end: true })), ['cover_open', 'paper_out'], 'who has no paper is not low on it')
  assert.deepEqual(codes(printer({ causes: ['cover_open'], near_end: true })), ['cover_open', 'paper_near_end'])
  assert.deepEqual(codes(printer({ near_end: true, roll: roll({ low: true }) })), ['paper_near_end'], 'one line for one roll')
  assert.deepEqual(codes(printer({ causes: ['offline'] })), ['printer_offline'])
})

test('who cannot print stands before who runs low, one chip for each printer', () => {
  const low = printer({ name: 'kiosk-3', near_end: true, goes_to: 'kiosk-3' })
  const all = troubles([low, out({ causes: ['cover_open', 'paper_out'] }), spare])
  assert.deepEqual(all.map((one) => one.key), ['kiosk-1/cover_open', 'kiosk-1/paper_out', 'kiosk-3/paper_near_end'])
  assert.deepEqual(worstOfEach(all).map((one) => one.key), ['kiosk-1/cover_open', 'kiosk-3/paper_near_end'])
  assert.deepEqual(troubles([]), [])
})

test('the head names printers as far as there is room, and says how many more there are', () => {
  const broken = (/** @type {string[]} */ ...names) => troubles(names.map((name) => out({ name, label: { id: name } })))
  const seen = (/** @type {string[]} */ ...names) => { const { named, more } = chips(broken(...names), 'id', String); return [...named.map((one) => one.words), more.length] }
  assert.deepEqual(seen(), [0])
  assert.deepEqual(seen('Kios 1', 'Kios 2'), ['Kios 1', 'Kios 2', 0])
  assert.deepEqual(seen('Kios 1', 'Kios 2', 'Kios 3'), ['Kios 1', 'Kios 2', 1])
  assert.deepEqual(seen('Printer Pintu Utama', 'Printer Pintu Barat'), ['Printer Pintu Utama', 1])
  assert.deepEqual(seen('Printer tiket di dekat pintu masuk utama'), ['kertas habis', 0])
})

test('every trouble has a picture that the page carries', () => {
  const sprite = readFileSync(new URL('../../queue_server/static/icons.svg', import.meta.url), 'utf8')
  for (const code of [...BAD, ...LOW]) assert.ok(sprite.includes(`id="${troubleIcon(code)}"`), code)
})

test('a printer is called by its name in the language of the screen, else by its code', () => {
  assert.equal(nameOf([printer()], 'kiosk-1', 'en'), 'Kiosk 1 printer')
  assert.equal(nameOf([spare], 'kiosk-2', 'en'), 'Printer Kios 2')
  assert.equal(nameOf([], 'kiosk-9', 'id'), 'kiosk-9')
})

const aside = (/** @type {string[]} */ keys = [], papers = 0) => ({ troubles: new Set(keys), papers })
const now = (/** @type {any} */ more = {}) => newsOf({ lost: false, told: false, troubles: troubles([out(), printer({ name: 'kiosk-3', near_end: true })]), papers: 2, aside: aside(), ...more })

test('the gravest thing has the line: connection, answer, printer that cannot print, papers, low paper', () => {
  assert.equal(now({ lost: true, told: true })?.kind, 'lost')
  assert.equal(now({ told: true })?.kind, 'told')
  assert.deepEqual([now()?.kind, now()?.trouble?.code], ['trouble', 'paper_out'])
  assert.equal(now({ aside: aside(['kiosk-1/paper_out']) })?.kind, 'papers')
  assert.equal(now({ aside: aside(['kiosk-1/paper_out'], 2) })?.trouble?.code, 'paper_near_end')
  assert.equal(now({ aside: aside(['kiosk-1/paper_out', 'kiosk-3/paper_near_end'], 2) }), null)
  assert.equal(now({ troubles: [], papers: 0 }), null)
})

test('what was put aside is news again when it comes again, or when there is one paper more', () => {
  const standing = troubles([out()])
  assert.deepEqual([...stillAside(aside(['kiosk-1/paper_out', 'kiosk-3/cover_open'], 2), standing, 2).troubles], ['kiosk-1/paper_out'])
  assert.equal(stillAside(aside([], 5), standing, 1).papers, 1)
  assert.equal(now({ aside: aside(['kiosk-1/paper_out'], 2), papers: 3 })?.kind, 'papers')
})
