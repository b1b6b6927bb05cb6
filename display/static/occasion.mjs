// @ts-check
// What the hall is doing, so far as the TV must say it: calling, or a whole screen of words. Pure.
import { isNight } from './night.mjs'

/** @typedef {{hours?: {state: 'open' | 'before' | 'pause' | 'closed', reason: string | null, until: string | null},
 *   waiting_total: number, open_counters: number, calls: readonly {called_at: string, state?: string}[]}} Board */
/** @typedef {'board' | 'connecting' | 'idle' | 'break' | 'night'} Occasion */

/** Somebody called longer ago has come or will not: a desk that forgot it does not keep the hall's pause off the screen. */
const CALLING_MS = 5 * 60_000

/** Whether somebody is on the way to a counter. @param {Board} board @param {number} hallAt */
const isCalling = (board, hallAt) => board.calls.some((call) => call.state === 'called' && hallAt - Date.parse(call.called_at) < CALLING_MS)

/** `isNew`: a call has its ten seconds; `stage`: how many calls the stage has; `quiet`: since when nobody came (night.mjs).
 * Calls win over the clock: pause and night begin when the last one called is at the counter.
 * @param {Board | null} board @param {{isNew: boolean, stage: number, quiet: number | null, hallAt: number}} facts @returns {Occasion} */
export function occasion(board, { isNew, stage, quiet, hallAt }) {
  if (board === null) return 'connecting'
  if (isNew) return 'board'
  if (isNight(quiet, hallAt)) return 'night'
  const calling = isCalling(board, hallAt)
  const state = board.hours?.state ?? 'open'
  if (state === 'pause' && !calling) return 'break'
  if (state === 'closed' && !calling && board.waiting_total === 0) return 'night'
  return stage === 0 ? 'idle' : 'board'
}
