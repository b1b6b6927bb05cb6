// @ts-check
// The loudspeaker's turns: ask for a call, play it, tell how that went and get the next, until there is none. One at a time, whatever
// comes in meanwhile. Without HTTP, without sound: those are the wire and the hand it is given.
import { SILENCE, asking, isInTime, stateOf, waitMs, withBlock, withCall, withConnection, withNothing, withOutcome } from './sound.mjs'

/** @typedef {import('./sound.mjs').Announcement} Announcement */
/** @typedef {import('./sound.mjs').Outcome} Outcome */
/** The next call, or in how many seconds there may be one. @typedef {{announcement: Announcement | null, retryS: number | null}} Answer */
/** @typedef {{claim: () => Promise<Answer | null>, report: (seq: number, outcome: Outcome) => Promise<Answer | null>}} Wire null: the server is away */

const TELL_AGAIN_MS = 1_000

/** `play` must come to an end by itself; it is told until when it makes sense to begin. `now` gives milliseconds that never jump, `wallNow`
 * milliseconds that run on while the computer sleeps, `wait` calls back later and gives a function that calls it off.
 * @param {{wire: Wire, play: (announcement: Announcement, isInTime: (seconds: number) => boolean) => Promise<Outcome>,
 *   onState: (state: 'on' | 'blocked' | 'failed') => void, now: () => number, wallNow: () => number,
 *   wait: (ms: number, then: () => void) => () => void}} hands */
export function turns({ wire, play, onState, now, wallNow, wait }) {
  // Whether it may be heard at all is not known yet: until `block` says so, nothing is asked for.
  let sound = { ...SILENCE, blocked: true }
  let closed = false
  /** @type {(() => void) | null} */
  let callOff = null
  /** @type {'on' | 'blocked' | 'failed' | null} */
  let told = null

  /** @param {typeof sound} next @param {boolean} [isKnown] */
  function become(next, isKnown = told !== null) {
    sound = next
    if (isKnown && stateOf(sound) !== told) onState(told = stateOf(sound))
    callOff?.()
    callOff = null
    const ms = closed ? null : waitMs(sound, now())
    if (ms !== null) callOff = wait(ms, () => { void turn() })
  }

  async function turn() {
    become(asking(sound))
    let answer = await wire.claim()
    while (answer?.announcement && !closed) {
      const { announcement } = answer
      const began = wallNow()
      const ended = await play(announcement, (seconds) => isInTime(announcement, seconds, began, wallNow()))
      become(asking(withOutcome(sound, ended)))
      answer = await tell(announcement.seq, ended)
    }
    become(withNothing(sound, answer?.retryS ?? null, now()))
  }

  /** Tell how a play ended, until the server hears it: it believes that late, too. @param {number} seq @param {Outcome} ended */
  async function tell(seq, ended) {
    for (;;) {
      const answer = await wire.report(seq, ended)
      if (answer || closed) return answer
      await new Promise((resolve) => { wait(TELL_AGAIN_MS, () => resolve(null)) })
    }
  }

  return {
    /** @param {number} ageMs how long ago the call was made */
    heard(ageMs) { become(withCall(sound, ageMs, now())) },
    connected() { become(withConnection(sound, now())) },
    /** Whether the browser lets the page be heard only after a touch. @param {boolean} blocked */
    block(blocked) { if (told === null || blocked !== sound.blocked) become(withBlock(sound, blocked, now()), true) },
    close() { closed = true; become(sound) },
  }
}
