// @ts-check
// Against burnt-in pictures: the whole picture moves a little every 90 seconds.

export const STEP_MS = 90_000

/** Eight places around the middle, 8 to 12 px of a 1080-line picture away from it, so that no edge rests. */
const PLACES = Object.freeze([[8, 0], [8, 8], [0, 12], [-8, 8], [-12, 0], [-8, -8], [0, -8], [8, -8]])

/** Where the picture stands, in rem (1 rem = 10 px of 1080 lines). The first 90 seconds it is in the middle.
 * @param {number} upMs how long the page has run @returns {{x: number, y: number}} */
export function shift(upMs) {
  const step = Math.floor(upMs / STEP_MS)
  if (step <= 0) return { x: 0, y: 0 }
  const [x, y] = PLACES[(step - 1) % PLACES.length]
  return { x: x / 10, y: y / 10 }
}
