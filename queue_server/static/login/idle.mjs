// @ts-check
// When a page that nobody touches locks itself, and when it tells the server that somebody is there. No DOM, no clock.

/** Hands are told to the server at most this often. */
export const TELL_MS = 60_000

/** @typedef {{hand: number, told: number}} Known when a hand was here last, and when that was told */

/** What is due `now`: to lock, to tell, or nothing. A clock that was set back locks nobody out and nobody in.
 * @param {Known} known @param {number | null} idleMin @param {number} now @returns {'lock' | 'tell' | null} */
export function due(known, idleMin, now) {
  if (idleMin === null) return null
  if (now - known.hand >= idleMin * 60_000) return 'lock'
  return known.hand > known.told && Math.abs(now - known.told) >= TELL_MS ? 'tell' : null
}
