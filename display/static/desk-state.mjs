// @ts-check
// What a counter's own screen shows, from the board of its zone. Never for whom the number is, never why the desk is paused.

/** @typedef {'called' | 'serving' | 'open' | 'paused' | 'closed' | 'break' | 'before' | 'night' | 'gone'} Kind */
/** @typedef {{code: string, name: Record<string, string>, state: 'open' | 'paused' | 'closed', number: string | null, prefix: string | null,
 *   ticket_state: 'called' | 'serving' | null}} Desk */
/** @typedef {{state: 'open' | 'before' | 'pause' | 'closed', reason: string | null, until: string | null}} Hours */
/** @typedef {{seq: number, counters: readonly Desk[], hours: Hours}} Board */
/** @typedef {{seq: number, number: string, prefix: string, counter: {code: string}, service: {code: string, name: Record<string, string>}}} Call */
/** @typedef {{kind: Kind, desk: Desk | null, hours: Hours}} View */

export const FRAME_MS = 10_000
export const PULSE_MS = 3_000

/** The view of counter `code`. A visitor at the desk comes first, whatever the clock says; then the hall's pause, because staff goes to it
 * without closing; an open desk is open also outside the hours. @param {Board} board @param {string} code @returns {View} */
export function deskOf(board, code) {
  const hours = board.hours
  const desk = board.counters.find((one) => one.code === code) ?? null
  if (desk === null) return { kind: 'gone', desk, hours }
  if (desk.number !== null && desk.ticket_state !== null) return { kind: desk.ticket_state, desk, hours }
  if (hours.state === 'pause') return { kind: 'break', desk, hours }
  if (desk.state !== 'closed') return { kind: desk.state, desk, hours }
  return { kind: hours.state === 'before' ? 'before' : hours.state === 'closed' ? 'night' : 'closed', desk, hours }
}

/** The board with a call that was pushed before the board that has it. @template {Board} B @param {B} board @param {Call} call @returns {B} */
export function withCall(board, call) {
  if (call.seq <= board.seq) return board
  const counters = board.counters.map((one) => (one.code !== call.counter.code ? one
    : { ...one, number: call.number, prefix: call.prefix, ticket_state: /** @type {const} */ ('called') }))
  return { ...board, counters }
}

/** The newer of two calls of this counter; a call seen before changes nothing.
 * @template {{call: Call, since: number}} N @param {N | null} news @param {Call} call @param {number} at @returns {N | {call: Call, since: number}} */
export const newest = (news, call, at) => (news !== null && call.seq <= news.call.seq ? news : { call, since: at })

/** Whether the view shows this call, and is still to make much of it. @param {View} view @param {{call: Call, since: number} | null} news @param {number} at */
export function fresh(view, news, at) {
  const shows = news !== null && view.kind === 'called' && view.desk?.number === news.call.number
  return { shows, isNew: shows && at - news.since < FRAME_MS, pulseSince: shows && at - news.since < PULSE_MS ? news.since : null }
}
