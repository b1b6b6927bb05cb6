// @ts-check
// What the rules of the hall mean at this moment: when to call again, what can still be taken back, how long a hold lasts. No DOM, no clock of its own.
import { clock } from '../hall-time.mjs'

/** @typedef {{calls: number, spacing_s: number, strict: boolean, hold_min: number, undo_s: number, rounds: number, recycle_after: number, results: {code: string, name: any}[],
 *   staff: string[], counters: string[] | null}} Rules
 * @typedef {{kind: string, number: string, until: number}} Undo `until` in ms
 * @typedef {{from: string, to: string, look: 'before' | 'soon' | 'now'}} Break
 * @typedef {{own: string[], helps: string[], all: string[], narrowed: boolean}} Serving */

/** Until the server has told its rules. @type {Rules} */
const USUAL = { calls: 3, spacing_s: 0, strict: false, hold_min: 30, undo_s: 0, rounds: 1, recycle_after: 2, results: [], staff: [], counters: null }
/** A planned break stands out this long before it begins. */
const SOON_MIN = 15
/** Holds that are offered besides the usual one. */
const HOLDS = [5, 15, 30]

/** @param {{rules?: any} | null | undefined} desk @returns {Rules} */
export const rulesOf = (desk) => ({ ...USUAL, ...desk?.rules })

/** When the visitor at the counter may be called again (ms), or null when that is now.
 * @param {any} ticket @param {Rules} rules @param {Date} now @returns {number | null} */
export function callAgainAt(ticket, rules, now) {
  const last = ticket?.last_call_at ?? null
  if (last === null) return null
  const at = Date.parse(last) + rules.spacing_s * 1000
  return at > now.getTime() ? at : null
}

/** Whole seconds until a moment, never below 0. @param {number} until ms @param {Date} now */
export const secondsLeft = (until, now) => Math.max(0, Math.ceil((until - now.getTime()) / 1000))

/** What the last press at this counter was, while it can be taken back. @param {{undo?: any} | null | undefined} desk @param {Date} now @returns {Undo | null} */
export function undoOf(desk, now) {
  const undo = desk?.undo
  const until = undo ? Date.parse(undo.until) : NaN
  return until > now.getTime() ? { kind: undo.kind, number: undo.number ?? '', until } : null
}

/** Minutes a held number has left, rounded up, or is over, rounded down; null when it is held without a time.
 * @param {any} ticket @param {Date} now @returns {{minutes: number, over: boolean} | null} */
export function heldLeft(ticket, now) {
  if (!ticket.held_until) return null
  const left = Date.parse(ticket.held_until) - now.getTime()
  return left > 0 ? { minutes: Math.ceil(left / 60000), over: false } : { minutes: Math.floor(-left / 60000), over: true }
}

/** Whose time is over first; those without a time last. @template {{id: number, [more: string]: any}} T @param {readonly T[]} held @returns {T[]} */
export const soonestFirst = (held) => [...held].sort((a, b) => endOf(a) - endOf(b) || b.id - a.id)
const endOf = (/** @type {any} */ ticket) => (ticket.held_until ? Date.parse(ticket.held_until) : Number.MAX_SAFE_INTEGER)

/** Whether a missed or held number still keeps its place. @param {any} ticket @param {Date} now */
export const keepsPlace = (ticket, now) => Boolean(ticket.keeps_until) && Date.parse(ticket.keeps_until) > now.getTime()

/** Minutes to choose from when a number is held; the usual time is always among them. @param {number} usual */
export const holdChoices = (usual) => [...new Set([...HOLDS, usual])].filter((one) => one > 0).sort((a, b) => a - b)

/** Minutes from now to a time of today, or null when it has passed or is no time. @param {string} time "10:40", "10.40" or "1040" @param {Date} now @param {string} zone */
export function minutesUntil(time, now, zone) {
  const [hour, minute] = clock(now, zone).split('.').map(Number)
  const [, toHour, toMinute] = (/^\s*([01]?\d|2[0-3])[:.]?([0-5]\d)\s*$/.exec(time) ?? []).map(Number)
  const left = (toHour * 60 + toMinute) - (hour * 60 + minute)
  return left > 0 ? left : null
}

/** Today's planned break of a counter until it is over, or null. @param {any} counter @param {Date} now @param {string} zone @returns {Break | null} */
export function breakOf(counter, now, zone) {
  const [from, to] = counter?.breaks?.today ?? []
  if (!from || !to || minutesUntil(to, now, zone) === null) return null
  const until = minutesUntil(from, now, zone)
  return { from: from.replace(':', '.'), to: to.replace(':', '.'), look: until === null ? 'now' : until <= SOON_MIN ? 'soon' : 'before' }
}

/** What a counter serves now: its own services, the ones it helps with, and whether that is less than it could.
 * @param {any} counter @returns {Serving} */
export function servingOf(counter) {
  const [services, helps] = [counter?.services ?? [], counter?.helps ?? []]
  const all = [...new Set([...services, ...helps])]
  const only = counter?.narrowed ?? null
  const now = (/** @type {string} */ code) => only === null || only.includes(code)
  return { own: all.filter((code) => !helps.includes(code) && now(code)), helps: all.filter((code) => helps.includes(code) && now(code)), all, narrowed: only !== null }
}

/** Names as far as there is room, and how many more: "KTP-el, KK +3". @param {string[]} names @param {number} room letters */
export function shortened(names, room) {
  let shown = names.length
  while (shown > 1 && names.slice(0, shown).join(', ').length > room) shown -= 1
  return names.slice(0, shown).join(', ') + (shown < names.length ? ` +${names.length - shown}` : '')
}
