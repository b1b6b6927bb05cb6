// @ts-check
// When the hall sleeps: nobody waits, no counter is open, and so it has been for an hour.

export const QUIET_MS = 60 * 60 * 1000

/** @typedef {{waiting_total: number, open_counters: number, calls: readonly {called_at: string}[]}} Quiet */

/** Since when the hall has been quiet, in ms of the server's clock, or null while it is not. `before` is the last answer:
 * a page just opened counts from that moment, so that a hall being set up does not look closed.
 * @param {Quiet} board @param {number | null} before @param {number} at @returns {number | null} */
export function quietSince(board, before, at) {
  if (board.waiting_total > 0 || board.open_counters > 0) return null
  const called = Math.max(0, ...board.calls.map((call) => Date.parse(call.called_at)))
  return Math.max(before ?? at, called)
}

/** @param {number | null} since @param {number} at */
export const isNight = (since, at) => since !== null && at - since >= QUIET_MS

/** Whether the page should load itself anew: once a day at 3, when nobody is looking, after at least two hours of work.
 * @param {string} time the hall's clock, "03.00" @param {number} upMs how long this page has run */
export const isReloadTime = (time, upMs) => time === '03.00' && upMs > 2 * QUIET_MS
