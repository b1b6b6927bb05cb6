// @ts-check
// Which calls stand large on the stage, which in the list, and for how long. Times are milliseconds of one steady clock.

/** @typedef {{number: string, prefix: string, counter: import('./gate.mjs').Counter,
 *   service: {code: string, name: Record<string, string>}, agency: {name: Record<string, string>}}} Shown */
/** `at` is when it was called, or called again. @typedef {Shown & {seq: number, at: string}} Call */
/** @typedef {{seq: number, calls: readonly (Shown & {seq?: number, called_at: string, state?: string})[]}} Board */
/** `came` is when it was heard of, `since` when it came on the stage; null while it waits for a place.
 * @typedef {{call: Call, came: number, since: number | null}} Fresh */
/** `rows` are all known calls, newest first; `fresh` those not yet shown for long enough; `seen` the last push or board known;
 * `places` how many the stage holds. @typedef {{rows: readonly Call[], fresh: readonly Fresh[], seen: number | null, places: number}} Calls */

export const PLACES = 3
export const FRAME_MS = 10_000
export const PULSE_MS = 3_000
/** A call first seen in a board, not as a push, is news only when it is as young as the server would still push it. */
export const NEWS_MS = 60_000
/** Longer no call waits for the stage: in a rush the large numbers would tell of the past. It stands in the list since it came. */
export const WAIT_MS = 90_000
/** The most calls a board carries. */
const BOARD_ROWS = 8

/** @type {Calls} */
export const NONE = Object.freeze({ rows: [], fresh: [], seen: null, places: PLACES })

/** The calls after the push of one. The same push twice changes nothing; a recall starts its ten seconds anew in its place.
 * @param {Calls} calls @param {Call} call @param {number} at @returns {Calls} */
export function withCall(calls, call, at) {
  if (calls.seen !== null && call.seq <= calls.seen) return calls
  const rows = [call, ...calls.rows.filter((row) => row.number !== call.number)]
  return staged({ ...onStage(calls, call, at), rows, seen: call.seq }, at)
}

/** The calls with one more that wants the stage. @param {Calls} calls @param {Call} call @param {number} at @returns {Calls} */
function onStage(calls, call, at) {
  const before = calls.fresh.find((one) => one.call.number === call.number)
  const again = (/** @type {Fresh} */ one) => (one === before ? { call, came: at, since: one.since === null ? null : at } : one)
  return { ...calls, fresh: before ? calls.fresh.map(again) : [...calls.fresh, { call, came: at, since: null }] }
}

/** What this page has seen of a life of the database: after an older copy came back, the server gives none of these numbers again.
 * @param {string | null} epoch @param {Calls} calls */
export const known = (epoch, calls) => ({ epoch, numbers: calls.rows.map(({ number, at }) => ({ number, at })) })

/** The known call behind a row of a board, unless the row is a newer call of the same number.
 * @param {Calls} calls @param {Board['calls'][number]} row */
const behind = (calls, row) => calls.rows.find((one) => one.number === row.number && Date.parse(one.at) >= Date.parse(row.called_at))

/** The calls after a board, which is the whole truth: what it no longer has was taken back; who is at the counter already does not
 * come on the stage any more; what it has and nobody pushed is news (but on a page just opened nothing is). `hallAt` is the server's time now, in ms.
 * @param {Calls} calls @param {Board} board @param {number} at @param {number} hallAt @returns {Calls} */
export function withBoard(calls, board, at, hallAt) {
  const seen = calls.seen
  const listedRows = board.calls.map((row) => behind(calls, row) ?? { ...row, seq: row.seq ?? board.seq, at: row.called_at })
  const missed = listedRows.filter((row) => !calls.rows.includes(row) && hallAt - Date.parse(row.at) < NEWS_MS)
  const told = seen === null ? calls : missed.slice().reverse().reduce((all, call) => staged(onStage(all, call, at), at), calls)
  const listed = new Set(board.calls.map((call) => call.number))
  const later = told.rows.filter((row) => row.seq > board.seq && !listed.has(row.number))
  const isTakenBack = (/** @type {Call} */ call) => call.seq <= board.seq && !listed.has(call.number) && board.calls.length < BOARD_ROWS
  const there = new Set(board.calls.filter((row) => row.state !== undefined && row.state !== 'called').map((row) => row.number))
  const isNeedless = (/** @type {Fresh} */ one) => one.since === null && one.call.seq <= board.seq && there.has(one.call.number)
  return staged({
    ...calls,
    rows: [...later, ...listedRows],
    fresh: told.fresh.filter((one) => !isTakenBack(one.call) && !isNeedless(one)),
    seen: Math.max(seen ?? 0, board.seq),
  }, at)
}

/** The calls with the stage in order at this moment: who had ten seconds leaves, the longest waiting takes the same place, so
 * that the others do not move.
 * @param {Calls} calls @param {number} at @returns {Calls} */
export function staged(calls, at) {
  const isOver = (/** @type {Fresh} */ one) => one.since !== null && at - one.since >= FRAME_MS
  const waiting = calls.fresh.filter((one) => one.since === null && at - one.came < WAIT_MS)
  const enter = () => { const next = waiting.shift(); return next ? [{ ...next, since: at }] : [] }
  const stage = calls.fresh.filter((one) => one.since !== null).flatMap((one) => (isOver(one) ? enter() : [one]))
  while (stage.length < calls.places && waiting.length > 0) stage.push(...enter())
  return { ...calls, fresh: [...stage, ...waiting] }
}

/** What the TV shows. `stage` has one to three calls, each with the time its pulse began (null: not new); a call that waits for
 * the stage stands in the list meanwhile. Empty when nobody was called today.
 * @param {Calls} calls @param {number} at */
export function shown(calls, at) {
  const fresh = calls.fresh.filter((one) => one.since !== null)
  const stage = fresh.length > 0 ? fresh : calls.rows.slice(0, 1).map((call) => ({ call, since: null }))
  const big = new Set(stage.map((one) => one.call.number))
  return {
    stage: stage.map(({ call, since }) => ({ call, pulseSince: since !== null && at - since < PULSE_MS ? since : null })),
    isNew: fresh.length > 0,
    past: calls.rows.filter((row) => !big.has(row.number)).slice(0, 5),
  }
}
