// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letters, needed, sizeUp } from '../../display/static/letters.mjs'

/** @param {number} inches @param {number} metres @param {import('../../display/static/letters.mjs').Place} [layout] @param {boolean} [portrait] */
const tv = (inches, metres, layout = 'foot', portrait = false) => letters({ inches, metres, layout, portrait })
const whole = (/** @type {Record<string, number>} */ sizes) => Object.fromEntries(Object.entries(sizes).map(([name, px]) => [name, Math.round(px)]))

test('what the eye needs agrees with the table of the ergonomists: 0.7 degree, 20 and 16 minutes of arc', () => {
  assert.deepEqual(whole(needed({ inches: 55, metres: 10 })), { now: 193, row: 92, least: 73 })
  for (const [inches, metres, row, now] of [[32, 3, 47, 99], [32, 5, 79, 166], [43, 8, 94, 197], [50, 15, 151, 318], [65, 10, 78, 163]]) {
    const need = needed({ inches, metres })
    assert.ok(Math.abs(need.now - now) < 1.5 && Math.abs(need.row - row) < 1.5, `${inches}" at ${metres} m: ${need.now} ${need.row}`)
  }
})

test('no TV gets smaller letters than the design, however near its readers sit', () => {
  for (const [inches, metres] of [[55, 10], [55, 2], [32, 5], [98, 6]]) {
    const { now_px, row_px, min_px, enough, far } = tv(inches, metres)
    assert.deepEqual({ now_px, row_px, min_px, enough, far }, { now_px: 193, row_px: 92, min_px: 74, enough: true, far: false })
  }
})

test('letters grow with the distance, so far as the picture has room; beyond that the screen is not enough', () => {
  for (let metres = 1; metres <= 20; metres += 0.25) {
    for (const portrait of [false, true]) {
      const size = tv(55, metres, 'foot', portrait)
      const need = needed({ inches: 55, metres })
      const gives = size.now_px >= need.now * 0.994 && size.row_px >= need.row * 0.994 && size.min_px >= need.least * 0.994
      assert.equal(size.enough, gives, `${metres} m ${portrait ? 'portrait' : 'landscape'}`)
    }
  }
  assert.equal(tv(55, 13).enough, true)
  assert.equal(tv(55, 13.1).enough, false)
  assert.equal(tv(55, 12, 'foot', true).enough, true)
  assert.equal(tv(55, 12.1, 'foot', true).enough, false)
})

test('larger letters take the place of agency, date and slot', () => {
  assert.deepEqual([tv(43, 8).far, tv(43, 8, 'foot', true).far, tv(55, 11).far], [false, true, true])
  assert.equal(tv(55, 10, 'slot').media, 'slot')
  assert.equal(tv(55, 11, 'slot').media, 'foot')
  assert.equal(tv(55, 11, 'none').media, 'none')
})

test('a film stands beside the calls up to 5 m on 55"; farther away, smaller or upright it moves to the slot', () => {
  assert.equal(tv(55, 5, 'film').media, 'film')
  assert.equal(tv(65, 5.9, 'film').media, 'film')
  for (const other of [tv(55, 5.2, 'film'), tv(43, 5, 'film'), tv(55, 5, 'film', true)]) assert.deepEqual([other.media, other.now_px], ['slot', 193])
  assert.equal(tv(55, 12, 'film').media, 'foot')
})

test('the style sheet gets the heights in rem and by how much they grew', () => {
  /** @type {Record<string, string>} */
  const style = {}
  sizeUp(tv(55, 5, 'film'), (name, value) => { style[name] = value })
  assert.deepEqual(style, { '--far': '1', '--tv-cap-now': '19.3rem', '--tv-cap-row': '9.2rem', '--tv-cap-min': '7.4rem' })
  sizeUp(tv(55, 20), (name, value) => { style[name] = value })
  assert.equal(style['--far'], '1.3')
  assert.equal(parseFloat(style['--tv-cap-now']), 25.09)
})
