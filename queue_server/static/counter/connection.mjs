// @ts-check
// Whether the screen still hears the server. No DOM, no clock of its own.

/** Seconds without a connection until the screen says so. */
export const TOLD_AFTER_S = 5
/** Seconds of silence on an open connection until the page asks, and until it gives up on the answer. */
export const ASK_AFTER_S = 8
export const SILENT_AFTER_S = 13

/** @typedef {{downSince: number | null, lost: boolean, ask: boolean}} Hearing */

/** What to make of one more second. `silent` is how long nothing was heard, `connected` what the socket believes.
 * A cable that was pulled leaves a connection that looks alive: after 8 s the page asks, after 13 s without an answer it is lost.
 * @param {number | null} downSince when the socket lost its connection, in seconds @param {number} now seconds
 * @param {boolean} connected @param {number} silent @returns {Hearing} */
export function hearing(downSince, now, connected, silent) {
  const down = connected ? null : downSince ?? now
  const lost = (down !== null && now - down >= TOLD_AFTER_S) || silent >= SILENT_AFTER_S
  return { downSince: down, lost, ask: connected && silent >= ASK_AFTER_S }
}
