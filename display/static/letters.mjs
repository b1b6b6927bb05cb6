// @ts-check
// How large the letters of the TV must be for who sits farthest away, and how large the layouts can make them. Pure.
// All heights are those of capitals, in px of a picture whose short side has 1080 (10 px = 1rem).

/** Height in mm that an eye needs per metre: 0.7 degree for number and counter (low vision), 20 and 16 minutes of arc for the rest. */
const NEEDS = { now: 12.22, row: 5.818, least: 4.654 }
/** What the layouts give at their own size. */
const USUAL = { now: 193, row: 92, least: 74 }
const FILM = { now: 120, row: 46.7, least: 37.4 }
/** The usual layout is made for this much; the tokens are rounded to whole rem tenths. */
const ROUNDING = 1.005
/** How much larger letters may grow: in the usual layout, and in the one for far readers (fewer rows, no agency, no date). */
const ROOM = { landscape: { usual: 1.05, far: 1.3 }, portrait: { usual: ROUNDING, far: 1.2 } }

/** @typedef {'none' | 'foot' | 'slot' | 'film'} Place where media stand */
/** @typedef {{now_px: number, row_px: number, min_px: number, enough: boolean, scale: number, far: boolean, media: Place}} Letters */

/** What the eye needs, in px of 1080. @param {{inches: number, metres: number}} screen a 16:9 screen of that diagonal */
export function needed({ inches, metres }) {
  const pxPerMm = 1080 / (inches * 25.4 * (9 / Math.hypot(16, 9)))
  return { now: NEEDS.now * metres * pxPerMm, row: NEEDS.row * metres * pxPerMm, least: NEEDS.least * metres * pxPerMm }
}

/** The letters this TV gets, never smaller than the layout's own. `media` is where pictures and texts may stand: film and slot need
 * room that far readers do not leave. `enough` is false when even the largest letters are too small from there: the screen must be
 * larger, or nearer. For numbers of four characters and counters of two.
 * @param {{inches: number, metres: number, portrait: boolean, layout: Place}} screen @returns {Letters} */
export function letters({ inches, metres, portrait, layout }) {
  const need = needed({ inches, metres })
  const fits = (/** @type {typeof USUAL} */ given) => need.now <= given.now && need.row <= given.row && need.least <= given.least
  if (layout === 'film' && !portrait && fits(FILM)) return given(FILM, 1, { enough: true, far: false, media: 'film' })
  const wanted = Math.max(need.now / USUAL.now, need.row / USUAL.row, need.least / USUAL.least)
  const room = portrait ? ROOM.portrait : ROOM.landscape
  const scale = wanted <= ROUNDING ? 1 : Math.min(wanted, room.far)
  const far = scale > room.usual
  const beside = layout === 'film' ? 'slot' : layout
  return given(USUAL, scale, { enough: wanted <= room.far, far, media: far && beside === 'slot' ? 'foot' : beside })
}

/** @param {typeof USUAL} size @param {number} scale @param {{enough: boolean, far: boolean, media: Place}} more @returns {Letters} */
const given = (size, scale, more) => ({ now_px: size.now * scale, row_px: size.row * scale, min_px: size.least * scale, scale, ...more })

/** The style sheet's sizes for those letters. @param {Letters} size @param {(name: string, value: string) => void} set */
export function sizeUp(size, set) {
  set('--far', String(size.scale))
  for (const [name, px] of /** @type {const} */ ([['now', USUAL.now], ['row', USUAL.row], ['min', USUAL.least]])) {
    set(`--tv-cap-${name}`, `${(px * size.scale) / 10}rem`)
  }
}
