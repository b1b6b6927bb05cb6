// @ts-check
// How long the kiosk waits for what: the visitor, the printer, the server. Seconds; `now` and all moments come from one steady clock.

export const WARN_S = 45
/** Who listens needs longer than who reads. */
export const WARN_HEARD_S = 90
/** So long the screen says that staff was told. */
export const HELP_S = 60
export const COUNT_S = 20
export const DONE_S = 10
/** The name of another printer has to be read and found. */
export const WALK_S = 20
/** Without paper the visitor first has to find a phone or a pen. */
export const NOTE_DOWN_S = 30
export const PRINTER_S = 4
/** A push may have been missed: before the printer is called silent, the kiosk asks what became of the paper, and again while none has come. */
export const ASK_PAPER_S = 3
export const ASK_AGAIN_S = 5
/** Nobody stands and waits longer than this for an answer; then the request is dropped. */
export const PATIENCE_S = 60
export const AWAY_S = 3
export const RETRY_S = 5

import { isFresh } from './flow.mjs'
import { elsewhere } from './paper.mjs'

/** @typedef {{touched: number, warned: number, asked: number, given: number, told: number}} Moments when the last touch was, the warning came up,
 *   the number was asked for; when this printer was given the paper; and when the screen last said something new about it */

/** @param {import('./flow.mjs').State} state */
function wholeTime(state) {
  if (state.print !== 'take' && state.print !== 'printing') return NOTE_DOWN_S
  return elsewhere(state) ? WALK_S : DONE_S
}

/** Seconds the visitor still has on the ticket view. @param {import('./flow.mjs').State} state @param {Moments} at @param {number} now */
export function doneLeft(state, at, now) {
  const whole = wholeTime(state)
  if (state.print === 'printing') return whole
  return Math.max(0, whole - (now - Math.max(at.told, at.touched)))
}

/** The moments after `before` became `state` at `now`. Only another printer gets the four seconds anew, no word of the same one:
 * an agent that tries again and again would keep the visitor waiting for nothing.
 * @template {Moments} M @param {M} at @param {import('./flow.mjs').State} before @param {import('./flow.mjs').State} state @param {number} now @returns {M} */
export function noted(at, before, state, now) {
  const fresh = state.ticket !== before.ticket
  return { ...at, given: fresh || state.where !== before.where ? now : at.given, told: fresh || state.print !== before.print ? now : at.told }
}

/** Seconds until the screen goes back to the start. @param {Moments} at @param {number} now */
export const warnLeft = (at, now) => Math.max(0, COUNT_S - (now - at.warned))

/** The event whose time has come, or null. @param {import('./flow.mjs').State} state @param {Moments} at @param {number} now
 * @returns {{type: 'silence' | 'finish' | 'gave_up' | 'warn'} | null} */
export function due(state, at, now) {
  if (state.asking) return now - at.asked >= PATIENCE_S ? { type: 'gave_up' } : null
  if (state.view === 'done') {
    if (state.print === 'printing') return now - at.given >= PRINTER_S ? { type: 'silence' } : null
    return doneLeft(state, at, now) === 0 ? { type: 'finish' } : null
  }
  if (state.warned) return warnLeft(at, now) === 0 ? { type: 'finish' } : null
  return !isFresh(state) && now - at.touched >= (state.voice ? WARN_HEARD_S : WARN_S) ? { type: 'warn' } : null
}

/** Whether the server counts as away: no answer by either way, socket or HTTP, for `AWAY_S`.
 * @param {{lostAt: number | null, answeredAt: number | null}} link @param {number} now */
export function isAway({ lostAt, answeredAt }, now) {
  if (lostAt === null) return false
  return now - Math.max(lostAt, answeredAt ?? lostAt) > AWAY_S
}
