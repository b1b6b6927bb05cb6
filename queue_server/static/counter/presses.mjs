// @ts-check
// A finger that slips presses twice: the same key, or the same place, shortly after a press does nothing. Any other button works at once. No DOM.

/** Least time between two presses of one button. */
export const LOCK_MS = 600
/** Two touches nearer to each other than this are of one finger. */
const NEAR_PX = 32

/** Where a press came from. @typedef {{key: string} | {x: number, y: number}} From
 * @typedef {{at: number, from: From} | null} Press */

/** @param {From} a @param {From} b */
function same(a, b) {
  if ('key' in a || 'key' in b) return 'key' in a && 'key' in b && a.key === b.key
  return Math.hypot(a.x - b.x, a.y - b.y) <= NEAR_PX
}

/** Whether a press is the second of a slip. @param {Press} last @param {From} from @param {number} now ms of a steady clock */
export const isSlip = (last, from, now) => last !== null && now - last.at < LOCK_MS && same(last.from, from)
