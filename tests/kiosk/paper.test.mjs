// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, elsewhere, hear, labelOf, look, shown, unprinted } from '../../kiosk/static/paper.mjs'
import { words } from '../../kiosk/static/texts.mjs'

/** @typedef {import('../../kiosk/static/paper.mjs').Paper} Paper */
/** @typedef {import('../../kiosk/static/paper.mjs').Print} Print */
const printer = (/** @type {string} */ name, /** @type {string | null} */ takenBy, label = {}) =>
  ({ name, label: { id: `Printer ${name}`, ...label }, ready: takenBy === name, why: takenBy === name ? '' : 'paper_out', goes_to: takenBy })
const own = printer('kiosk-1', 'kiosk-1')
const dead = printer('kiosk-1', null)
const spared = printer('kiosk-1', 'kiosk-2')
const spare = printer('kiosk-2', 'kiosk-2', { id: 'Printer Lobi 2', en: 'Lobby printer 2' })
const at = (/** @type {Print} */ print, where = 'kiosk-1', sent = false) => ({ print, where, sent })

/** Every state of the screen x every state a job can have, and what the screen says then. @type {Record<Print, Record<string, Print>>} */
const AFTER = {
  printing: { queued: 'printing', offered: 'printing', sending: 'printing', printed: 'take', unknown: 'trouble', expired: 'trouble', cancelled: 'silent' },
  silent: { queued: 'silent', offered: 'silent', sending: 'silent', printed: 'take', unknown: 'trouble', expired: 'trouble', cancelled: 'silent' },
  trouble: { queued: 'trouble', offered: 'trouble', sending: 'trouble', printed: 'take', unknown: 'trouble', expired: 'trouble', cancelled: 'silent' },
  take: { queued: 'take', offered: 'take', sending: 'take', printed: 'take', unknown: 'take', expired: 'take', cancelled: 'take' },
  paperless: { queued: 'paperless', offered: 'paperless', sending: 'paperless', printed: 'take', unknown: 'trouble', expired: 'trouble', cancelled: 'silent' },
}
for (const [before, row] of Object.entries(AFTER)) {
  for (const [said, print] of Object.entries(row)) {
    test(`a screen that says ${before} and hears ${said} says ${print}`, () => {
      assert.equal(hear(at(/** @type {Print} */ (before)), { said }).print, print)
    })
  }
}

test('a word that this page does not know yet changes nothing', () => {
  assert.deepEqual(hear(at('printing'), { said: 'folded' }), at('printing'))
})

test('paper that moved to another printer is known to be there, paper that came out moves no more', () => {
  const moved = hear(at('printing'), { said: 'queued', printer: 'kiosk-2' })
  assert.deepEqual(moved, at('printing', 'kiosk-2'))
  assert.deepEqual(hear(moved, { said: 'printed', printer: 'kiosk-2' }), at('take', 'kiosk-2'))
  assert.deepEqual(hear(at('take'), { said: 'queued', printer: 'kiosk-2' }), at('take'))
})

test('a number begins with what is known of its paper at that moment', () => {
  const job = (/** @type {string} */ state, name = 'kiosk-1') => ({ job: 7, state, printer: name })
  assert.deepEqual(begin(null, [own]), { print: 'paperless', where: null, sent: false })
  assert.deepEqual(begin(job('queued'), [own]), at('printing'))
  assert.deepEqual(begin(job('queued'), undefined), at('printing'), 'a server that says nothing of its printers')
  assert.deepEqual(begin(job('queued'), [dead]), at('trouble'), 'nobody can print it')
  assert.deepEqual(begin(job('queued', 'kiosk-2'), [spared, spare]), at('printing', 'kiosk-2'), 'the spare takes it')
  assert.deepEqual(begin(job('printed'), [dead]), at('take'), 'it lies there already')
  assert.deepEqual(begin(job('sending'), [dead]), at('printing', 'kiosk-1', true), 'it has begun: its end will be told')
})

test('paper that nobody can print is not waited for; what has begun is', () => {
  assert.equal(look(at('printing'), [dead]).print, 'trouble')
  assert.equal(look(at('printing', 'kiosk-1', true), [dead]).print, 'printing')
  assert.equal(look(at('printing'), [spared, spare]).print, 'printing')
  for (const print of /** @type {Print[]} */ (['take', 'silent', 'paperless', 'trouble'])) assert.equal(look(at(print), [dead]).print, print)
  const waiting = at('printing')
  assert.equal(look(waiting, [own]), waiting)
})

test('before the touch only a printer whose tickets nobody takes is told of', () => {
  assert.equal(unprinted([own], 'kiosk-1'), false)
  assert.equal(unprinted([dead], 'kiosk-1'), true)
  assert.equal(unprinted([spared, spare], 'kiosk-1'), false, 'the spare takes them')
  assert.equal(unprinted([own, printer('kiosk-2', null)], 'kiosk-1'), false, 'the printer of another kiosk')
  assert.equal(unprinted([dead], 'none'), false, 'a kiosk meant to be paperless')
  assert.equal(unprinted([dead], null), false, 'not known yet which printer is ours')
  assert.equal(unprinted(undefined, 'kiosk-1'), false)
})

test('only another printer is elsewhere', () => {
  assert.equal(elsewhere({ where: 'kiosk-2', own: 'kiosk-1' }), 'kiosk-2')
  assert.equal(elsewhere({ where: 'kiosk-1', own: 'kiosk-1' }), null)
  assert.equal(elsewhere({ where: 'kiosk-2', own: null }), null)
  assert.equal(elsewhere({ where: null, own: 'kiosk-1' }), null)
})

test('a printer is called as people call it, in their language, else by its code', () => {
  assert.equal(labelOf([own, spare], 'kiosk-2', 'id'), 'Printer Lobi 2')
  assert.equal(labelOf([own, spare], 'kiosk-2', 'en'), 'Lobby printer 2')
  assert.equal(labelOf([own], 'kiosk-1', 'en'), 'Printer kiosk-1')
  assert.equal(labelOf([own], 'gone', 'id'), 'gone')
})

test('every state has its words, and those at another printer name it', () => {
  const says = (/** @type {Print} */ print, where = 'kiosk-1', language = 'id', code = true) => {
    const { head, note } = shown({ print, where, own: 'kiosk-1' }, [own, spare], language, words(language), code)
    return [head, note]
  }
  assert.deepEqual(says('printing'), ['Sedang mencetak...', ''])
  assert.deepEqual(says('take'), ['Silakan ambil tiket', 'Dari celah di bawah layar ini'])
  assert.deepEqual(says('printing', 'kiosk-2'), ['Sedang mencetak di Printer Lobi 2...', ''])
  assert.deepEqual(says('take', 'kiosk-2'), ['Ambil tiket di Printer Lobi 2', 'Tiket keluar di sana, bukan di kios ini.'])
  assert.deepEqual(says('take', 'kiosk-2', 'en')[0], 'Take your ticket at Lobby printer 2')
  const there = shown({ print: 'take', where: 'kiosk-2', own: 'kiosk-1' }, [own, spare], 'id', words('id'))
  assert.deepEqual([there.look, there.icon], ['print take there', 'i-printer'], 'no arrow to the slot below')
  assert.equal(says('silent')[0], says('trouble')[0])
  assert.deepEqual(says('trouble', 'kiosk-2'), says('trouble'), 'trouble sends nobody to a printer')
  for (const print of /** @type {Print[]} */ (['trouble', 'silent', 'paperless'])) {
    assert.match(says(print)[1], /pindai kodenya/)
    assert.match(says(print)[1], /Nomor Anda (tetap )?sah/)
    assert.match(says(print, 'kiosk-1', 'id', false)[1], /catat nomornya/, 'no code, nothing to scan')
    assert.match(says(print, 'kiosk-1', 'en')[1], /[Yy]our number is valid/)
  }
})

test('that staff know is said only where they were told', () => {
  const note = (/** @type {Print} */ print) => shown({ print, where: null, own: null }, [], 'id', words('id')).note
  assert.match(note('trouble'), /Petugas sudah diberi tahu/)
  assert.doesNotMatch(note('silent'), /Petugas/)
})
