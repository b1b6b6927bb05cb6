// @ts-check
// When the zone's loudspeaker asks for the next call, and what of its sound it plays. Pure: the server chooses which call,
// the time comes from outside (milliseconds of a clock that never jumps, unless it says otherwise).

/** A call that this page alone may play, once. `from_s` and `to_s` cut its sound; `lease_s` is how long the server waits for the report.
 * @typedef {{seq: number, number: string, audio: string, from_s: number, to_s: number | null, volume: number, lease_s: number}} Announcement */
/** `claimAt`: when to ask for a call, Infinity when nothing calls for it; `knownUntil`: a call known of is no longer worth asking for;
 * `failures`: plays in a row of which nothing was heard.
 * @typedef {{busy: boolean, blocked: boolean, claimAt: number, knownUntil: number, failures: number}} Sound */
/** What became of a play. @typedef {{result: 'spoken' | 'chime' | 'failed' | 'blocked', why?: string}} Outcome */

/** While a call may still be waiting, the server is asked again so often: a lost push costs two seconds, not the call. */
export const AGAIN_MS = 2_000
/** The server speaks calls up to 60 s old; its clock and ours need not agree. */
export const KNOWN_FOR_MS = 70_000
/** A sound may take so much longer than it is long. */
export const GRACE_MS = 2_000
/** A sound is waited for so long, and a little: who begins later slept meanwhile. */
const SOON_MS = 5_000
const FAILED_AFTER = 3
const LONGEST_RETRY_S = 60

/** @type {Sound} */
export const SILENCE = Object.freeze({ busy: false, blocked: false, claimAt: Infinity, knownUntil: -Infinity, failures: 0 })

/** A call with a sound was pushed, `ageMs` after it was made. @param {Sound} sound @param {number} ageMs @param {number} at @returns {Sound} */
export function withCall(sound, ageMs, at) {
  const until = at + KNOWN_FOR_MS - Math.max(0, ageMs)
  if (until <= at) return sound
  return { ...sound, claimAt: at, knownUntil: Math.max(sound.knownUntil, until) }
}

/** The page is connected (again): something may be waiting. @param {Sound} sound @param {number} at @returns {Sound} */
export const withConnection = (sound, at) => ({ ...sound, claimAt: at })

/** The page is asking for a call, or telling of one, which asks for the next. Nothing else is asked meanwhile.
 * @param {Sound} sound @returns {Sound} */
export const asking = (sound) => ({ ...sound, busy: true, claimAt: Infinity })

/** The server has no call for this page now. `retryS`: in so many seconds it may, because somebody speaks; null when nobody does.
 * A call pushed while the question was on its way is asked for at once.
 * @param {Sound} sound @param {number | null} retryS @param {number} at @returns {Sound} */
export function withNothing(sound, retryS, at) {
  const later = retryS !== null ? at + Math.min(retryS, LONGEST_RETRY_S) * 1000 : at < sound.knownUntil ? at + AGAIN_MS : Infinity
  return { ...sound, busy: false, claimAt: Math.min(sound.claimAt, later) }
}

/** @param {Sound} sound @param {Outcome} outcome @returns {Sound} */
export function withOutcome(sound, { result }) {
  if (result === 'blocked') return { ...sound, blocked: true }
  return { ...sound, failures: result === 'failed' ? sound.failures + 1 : 0 }
}

/** The browser lets the page be heard, or does not before somebody touches it. @param {Sound} sound @param {boolean} blocked
 * @param {number} at @returns {Sound} */
export const withBlock = (sound, blocked, at) => ({ ...sound, blocked, claimAt: blocked ? sound.claimAt : at })

/** Milliseconds until the page asks for a call; null when it waits for something to happen. @param {Sound} sound @param {number} at */
export function waitMs(sound, at) {
  return sound.busy || sound.blocked || sound.claimAt === Infinity ? null : Math.max(0, sound.claimAt - at)
}

/** What the screen says of its loudspeaker. @param {Sound} sound @returns {'on' | 'blocked' | 'failed'} */
export const stateOf = (sound) => (sound.blocked ? 'blocked' : sound.failures >= FAILED_AFTER ? 'failed' : 'on')

/** The part of a sound of `lengthS` that is played, in seconds, and how loud. Cuts that leave nothing are ignored.
 * @param {Announcement} announcement @param {number} lengthS */
export function cut({ from_s, to_s, volume }, lengthS) {
  const to = Math.min(to_s ?? lengthS, lengthS)
  const fits = from_s >= 0 && from_s < to
  return { from: fits ? from_s : 0, seconds: fits ? to - from_s : lengthS, volume: Math.min(1, Math.max(0, volume)) }
}

/** Whether a sound of `seconds` may begin at `at`: soon after it was claimed, or so that it ends before the server gives the call up. Both
 * times are of a clock that runs on while the computer sleeps. @param {Announcement} announcement @param {number} seconds
 * @param {number} claimedAt @param {number} at */
export function isInTime(announcement, seconds, claimedAt, at) {
  const passed = Math.abs(at - claimedAt)
  return passed <= SOON_MS || passed / 1000 + seconds <= announcement.lease_s
}

/** How a play ended, in the server's words. `words`: whether the sound was more than a chime; `heard`: whether any of it was.
 * @param {'ended' | 'stalled' | 'blocked'} how @param {{words: boolean, heard: boolean, why?: string}} facts @returns {Outcome} */
export function outcome(how, { words, heard, why }) {
  if (how === 'ended') return words ? { result: 'spoken' } : { result: 'chime', why }
  return how === 'blocked' && !heard ? { result: 'blocked' } : { result: 'failed', why: how }
}
