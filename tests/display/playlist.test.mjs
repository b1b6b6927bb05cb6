// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEAST_S, NOTHING, due, pagesOf, turned } from '../../display/static/playlist.mjs'

/** @typedef {import('../../display/static/playlist.mjs').Item} Item */
/** @type {Item} */
const TEXT = { id: 1, kind: 'text', text: { en: 'Bring your card', id: 'Bawa KK asli' }, url: null }
/** @type {Item} */
const PICTURE = { id: 2, kind: 'picture', url: '/media/a.png', seconds: 5 }
/** @type {Item} */
const FILM = { id: 3, kind: 'video', url: '/media/b.webm', seconds: null }
const HERE = { files: true, isHere: () => true }
const pages = pagesOf([TEXT, PICTURE, FILM], HERE)
const keys = (/** @type {readonly {key: string}[]} */ some) => some.map((page) => page.key.split(':').slice(0, 2).join(':'))

test('due is what belongs to this zone and this day, in its order, also when the server is away at midnight', () => {
  const items = [{ ...TEXT, id: 'later', from: '2026-11-24' }, { ...TEXT, id: 'over', until: '2026-11-22' }, { ...TEXT, id: 'off', enabled: false },
    { ...TEXT, id: 'b', zones: ['B'] }, { ...TEXT, id: 'second', position: 2, zones: ['A', 'B'] }, { ...TEXT, id: 'first', position: 1, from: '2026-11-23', until: '2026-11-23' }]
  assert.deepEqual(due(items, 'A', '2026-11-23').map((item) => item.id), ['first', 'second'])
  assert.deepEqual(due(items, 'A', '2026-11-24').map((item) => item.id), ['later', 'second'])
})

test('a text is a page for each language, Indonesian first; nothing is read in less than 8 seconds', () => {
  assert.deepEqual(keys(pages), ['1:id', '1:en', '2:/media/a.png', '3:/media/b.webm'])
  assert.equal(Math.min(...pages.map((page) => page.seconds)), LEAST_S)
  assert.equal(pagesOf([{ ...TEXT, text: { id: '  ' } }], HERE).length, 0)
})

test('a file that is not here, or that is broken, is left out; the foot shows texts only', () => {
  assert.deepEqual(keys(pagesOf([TEXT, PICTURE, FILM], { files: true, isHere: (url) => url === '/media/a.png' })), ['1:id', '1:en', '2:/media/a.png'])
  assert.deepEqual(keys(pagesOf([TEXT, PICTURE, FILM], { files: false, isHere: () => true })), ['1:id', '1:en'])
})

test('each page has its time, then the next one stands, and after the last the first', () => {
  let turn = turned(NOTHING, pages, 0)
  assert.equal(turned(turn, pages, 7999), turn)
  const order = []
  for (let at = 8000; order.length < 5; at += 1000) {
    const next = turned(turn, pages, at)
    if (next !== turn) order.push(`${keys([/** @type {any} */ (next.page)])} at ${at / 1000}`)
    turn = next
  }
  assert.deepEqual(order, ['1:en at 8', '2:/media/a.png at 16', '3:/media/b.webm at 24', '1:id at 624', '1:en at 632'])
})

test('a film that ended, and one that broke, makes room at once', () => {
  const film = { page: pages[3], part: 0, since: 0 }
  assert.equal(turned(film, pages, 1500, { over: true }).page, pages[0])
  assert.equal(turned(film, pages.slice(0, 3), 1500).page, pages[0])
  assert.deepEqual(turned(film, [pages[3]], 1500, { over: true }), { page: pages[3], part: 0, since: 1500 })
})

test('a text of several pages shows each for its time', () => {
  let turn = turned(NOTHING, pages, 0)
  turn = turned(turn, pages, 8000, { parts: 3 })
  assert.deepEqual([turn.page, turn.part, turn.since], [pages[0], 1, 8000])
  turn = turned(turned(turn, pages, 16_000, { parts: 3 }), pages, 24_000, { parts: 3 })
  assert.deepEqual([turn.page, turn.part], [pages[1], 0])
})

test('the foot counts who waits before the first text and after the last', () => {
  const gap = { ...pages[0], key: 'count' }
  let turn = turned(NOTHING, pages.slice(0, 1), 0, { gap })
  assert.equal(turn.page, gap)
  turn = turned(turn, pages.slice(0, 1), 8000, { gap })
  assert.equal(turn.page, pages[0])
  assert.equal(turned(turn, pages.slice(0, 1), 16_000, { gap }).page, gap)
  assert.equal(turned(NOTHING, [], 0, { gap }).page, null)
})

test('a changed list goes on with the page that stands, unless it is gone; an empty one clears the place', () => {
  const turn = turned({ page: pages[1], part: 0, since: 0 }, pages, 4000)
  const changed = pagesOf([PICTURE, TEXT], HERE)
  assert.deepEqual([turned(turn, changed, 5000).page?.key, turned(turn, changed, 5000).since], [pages[1].key, 0])
  assert.equal(turned(turn, pagesOf([PICTURE], HERE), 5000).page?.key, pages[2].key)
  assert.equal(turned(turn, [], 5000), NOTHING)
})
