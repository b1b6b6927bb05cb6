// @ts-check
// What stands where on the picture: how many earlier calls, and whether pictures and texts have a place beside them. Pure.

/** `media` is where media may stand on this TV, `has` which kinds there are at this moment.
 * @typedef {{portrait: boolean, far: boolean, stale: boolean, stage: number, isNew: boolean,
 *   media: import('./letters.mjs').Place, has: {slot: boolean, film: boolean}}} Scene */

/** So many calls stand large at once; larger letters leave room for two. @param {boolean} far */
export const places = (far) => (far ? 2 : 3)

/** `rows` earlier calls and the part that media have. A new call wins: media come back when its ten seconds are over, and never while
 * several calls stand together or the picture may be old. @param {Scene} scene @returns {{rows: number, part: 'none' | 'slot' | 'film'}} */
export function arranged({ portrait, far, stale, stage, isNew, media, has }) {
  const calm = !stale && stage === 1
  if (calm && media === 'film' && has.film) return { rows: 3, part: 'film' }
  if (calm && !isNew && !far && (media === 'slot' || media === 'film') && has.slot) return { rows: portrait ? 1 : 2, part: 'slot' }
  if (far) return { rows: farRows(portrait, stale, stage), part: 'none' }
  if (portrait) return { rows: stale && stage > 2 ? 3 : 4, part: 'none' }
  return { rows: stale ? 4 : 5, part: 'none' }
}

/** @param {boolean} portrait @param {boolean} stale @param {number} stage */
function farRows(portrait, stale, stage) {
  if (stage > 1) return 0
  if (portrait) return stale ? 2 : 3
  return stale ? 3 : 4
}
