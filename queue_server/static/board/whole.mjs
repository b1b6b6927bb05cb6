// @ts-check
// What the page knows of the hall, from the public boards of one zone or of all. Pure.

/** @typedef {Record<string, string>} Texts */
/** @typedef {{code: string, name: Texts}} Named */
/** @typedef {{seq: number, number: string, prefix: string, counter: Named, service: Named, agency: {name: Texts}, called_at: string}} Call */
/** `zone` when it stands among those of other zones. @typedef {{service: Named, prefix: string, count: number, zone?: Named}} Line */
/** @typedef {{state: 'open' | 'before' | 'pause' | 'closed', reason: string | null, until: string | null}} Hours */
/** @typedef {{seq: number, now: string, site: {code: string, name: Texts, region: Texts, time_zone: string}, zone: Named, zones: readonly Named[], hours: Hours,
 *   calls: readonly Call[], waiting: readonly Line[], waiting_total: number, open_counters: number}} Board */
/** @typedef {Call & {zone: Named}} Placed */
/** @typedef {{site: Board['site'], zones: readonly Named[], hours: Hours, newest: Placed | null, earlier: readonly Placed[],
 *   waiting: readonly Line[], waiting_total: number, open_counters: number}} Whole */

/** The newest call and so many earlier ones. */
export const EARLIER = 7

/** Several zones as one, each call with its place; of one zone just that. @param {readonly Board[]} boards at least one @returns {Whole} */
export function whole(boards) {
  const first = boards[0]
  const calls = boards.flatMap((board) => board.calls.map((call) => ({ ...call, zone: board.zone })))
    .sort((one, two) => Date.parse(two.called_at) - Date.parse(one.called_at) || two.seq - one.seq)
  const sum = (/** @type {(board: Board) => number} */ of) => boards.reduce((all, board) => all + of(board), 0)
  return {
    site: first.site, zones: first.zones, hours: first.hours, newest: calls[0] ?? null, earlier: calls.slice(1, 1 + EARLIER),
    waiting: boards.flatMap((board) => board.waiting.map((line) => (boards.length > 1 ? { ...line, zone: board.zone } : line))),
    waiting_total: sum((board) => board.waiting_total), open_counters: sum((board) => board.open_counters),
  }
}

/** The lines that a screen has room for: those with most people, in the usual order; the rest as one number, null when there is none.
 * @param {readonly Line[]} waiting @param {number} room */
export function longest(waiting, room) {
  const some = waiting.filter((line) => line.count > 0)
  if (some.length <= room) return { lines: some, others: null }
  const most = new Set([...some].sort((one, two) => two.count - one.count).slice(0, Math.max(room - 1, 0)))
  return { lines: some.filter((line) => most.has(line)), others: some.filter((line) => !most.has(line)).reduce((all, line) => all + line.count, 0) }
}

const ASK_S = 3
const MOST_S = 15

/** Seconds until the server is asked again. @param {number} failures in a row */
export const nextAsk = (failures) => Math.min(MOST_S, ASK_S * 2 ** Math.max(0, failures - 1))

/** How much the page may still be believed. @param {number} silentS @returns {'fresh' | 'stale' | 'old'} */
export const trust = (silentS) => (silentS >= 60 ? 'old' : silentS >= 15 ? 'stale' : 'fresh')

/** The zone of "/board/ZONE", null for all of them. @param {string} path */
export function zoneOf(path) {
  const code = path.split('/')[2]
  return code ? decodeURIComponent(code) : null
}

/** Whether the page hangs at an entrance: said with ?tv, or as large as only a TV is. @param {{search: string, width: number, height: number}} window */
export const isTv = ({ search, width, height }) => new URLSearchParams(search).has('tv') || width >= 1600 || (width >= 1000 && height >= 1600)

const WEEK_MS = 7 * 86_400_000

/** "pukul 13.00", "Selasa pukul 07.30", "4 Januari pukul 07.30"; empty when nobody knows.
 * @param {string | null} until @param {Date} now @param {string} zone @param {string} language @param {import('./texts.mjs').Say} t */
export function again(until, now, zone, language, t) {
  if (until === null) return ''
  const then = new Date(until)
  const say = (/** @type {Date} */ at, /** @type {Intl.DateTimeFormatOptions} */ wish) => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', { timeZone: zone, ...wish }).format(at)
  const time = say(then, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).replace(':', '.')
  const date = (/** @type {Date} */ at) => say(at, { year: 'numeric', month: 'numeric', day: 'numeric' })
  if (date(then) === date(now)) return t('at', { time })
  const weekday = say(then, { weekday: 'long' })
  const isNear = then.getTime() - now.getTime() < WEEK_MS && weekday !== say(now, { weekday: 'long' })
  return t('day_at', { day: isNear ? weekday : say(then, { day: 'numeric', month: 'long' }), time })
}
