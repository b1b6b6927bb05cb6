// @ts-check
// How long the server has been silent, although this computer may sleep and somebody may set its clock. Pure.
// The steady clock (performance.now) stands still while a laptop sleeps; the wall clock (Date.now) jumps when it is set. A wall
// clock that ran ahead of the steady one may be either: then the server is asked at once, and believed to be gone if it stays mute.

/** Milliseconds of both clocks. @typedef {{steady: number, wall: number}} Clocks */
/** `heardAt` and `doubtSince` are of the steady clock; `gapMs` is what the wall clock says it missed.
 * @typedef {{heardAt: number, last: Clocks, doubtSince: number | null, gapMs: number}} Silence */

/** Timers come late by seconds in a tab that is not seen, on both clocks; only a difference between the clocks counts. */
export const DRIFT_MS = 2000
/** A server that is there answers much sooner. */
export const ANSWER_MS = 2000

/** The server has answered a question. @param {Clocks} at @returns {Silence} */
export const answered = (at) => ({ heardAt: at.steady, last: at, doubtSince: null, gapMs: 0 })

/** Something came from the server. It may have waited in the wire while this computer slept, so it settles no doubt.
 * @param {Silence} silence @param {number} steady @returns {Silence} */
export const heard = (silence, steady) => ({ ...silence, heardAt: steady })

/** The silence after a look at both clocks, about once a second. @param {Silence} silence @param {Clocks} at
 * @returns {{silence: Silence, doubt: boolean}} `doubt`: the clocks have just disagreed, so the server must be asked */
export function looked(silence, at) {
  const ahead = at.wall - silence.last.wall - (at.steady - silence.last.steady)
  const doubt = ahead > DRIFT_MS
  const more = doubt ? { doubtSince: silence.doubtSince ?? at.steady, gapMs: silence.gapMs + ahead } : {}
  return { silence: { ...silence, last: at, ...more }, doubt }
}

/** Seconds of silence at a steady time. @param {Silence} silence @param {number} steady */
export function silentFor({ heardAt, doubtSince, gapMs }, steady) {
  const unproven = doubtSince !== null && steady - doubtSince >= ANSWER_MS ? gapMs : 0
  return (steady - heardAt + unproven) / 1000
}
