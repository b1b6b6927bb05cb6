// @ts-check
// One row of the line: why it stands there, how long it waits, whether that is too long. No DOM.
import { minutes } from './durations.mjs'

/** @typedef {{id: number, number: string, prefix: string, service: string, priority: string | null, issued_at: string, called_at?: string | null,
 *   ended_at?: string | null, reason?: string | null, calls?: number}} Ticket
 * @typedef {{icon: string, text: string}} Why
 * @typedef {{came: string, from: string, back: string, counted: string}} Words */

/** How reasons of other kinds begin, and their icons; the server has these in both languages. @type {Record<string, string>} */
const KINDS = { Darurat: 'i-alert', 'Janji temu': 'i-calendar', 'Dilayani tanpa nomor': 'i-plus', 'Di luar urutan': 'i-call' }

/** The server's reason with an icon for its kind, in the words of the screen's language.
 * @param {string} reason "Lansia, dihitung 10.03" @param {Words} words @param {(name: string) => string} priority its name in the screen's language
 * @returns {Why} */
export function why(reason, words, priority = (name) => name) {
  const came = /^Datang (\S+)$/.exec(reason)
  if (came) return { icon: '', text: `${words.came} ${came[1]}` }
  const kind = Object.keys(KINDS).find((one) => reason.startsWith(one))
  if (kind) return { icon: KINDS[kind], text: reason }
  const counted = /^(.*), dihitung (\S+)$/.exec(reason)
  if (!counted) return { icon: '', text: reason }
  const [, what, at] = counted
  const origin = /^Alihan dari (.*)$/.exec(what)
  if (origin) return { icon: 'i-transfer', text: `${words.from} ${origin[1]}, ${words.counted} ${at}` }
  if (what === 'Kembali') return { icon: 'i-repeat', text: `${words.back}, ${words.counted} ${at}` }
  return { icon: 'i-user', text: `${priority(what)}, ${words.counted} ${at}` }
}

/** Minutes waited and whether that is past the promise. @param {Ticket} ticket @param {Date} now @param {number | undefined} targetMin */
export function wait(ticket, now, targetMin) {
  const waited = minutes(ticket.issued_at, now)
  return { minutes: waited, late: targetMin !== undefined && waited > targetMin }
}

/** The longest wait in the line with the target of its service, or null. @param {readonly Ticket[]} line @param {Date} now
 * @param {(service: string) => number | undefined} target */
export function longest(line, now, target) {
  if (!line.length) return null
  const oldest = line.reduce((a, b) => (a.issued_at <= b.issued_at ? a : b))
  return { minutes: minutes(oldest.issued_at, now), target: target(oldest.service) }
}

/** Newest first: who was held or missed last comes back first. @param {readonly Ticket[]} tickets @param {'called_at' | 'ended_at'} by */
export function newestFirst(tickets, by) {
  return [...tickets].sort((a, b) => String(b[by] ?? '').localeCompare(String(a[by] ?? '')) || b.id - a.id)
}

/** "A 051" @param {{number: string, prefix: string}} ticket */
export const spaced = (ticket) => `${ticket.prefix} ${ticket.number.slice(ticket.prefix.length)}`

/** "akta" as a label: "Akta". @param {string} words */
export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1)

/** "Loket 3" in two parts, the number apart: ["Loket ", "3"]. @param {string} name @returns {[string, string]} */
export function splitName(name) {
  const parts = /^(.*?)(\d+)$/.exec(name)
  return parts ? [parts[1], parts[2]] : [name, '']
}

/** Services that can be had at a certain counter or with a certain person; null when anybody will do.
 * @param {readonly any[]} counters of the hall @param {{counter?: string, staff?: string}} whom @returns {Set<string> | null} */
export function servedBy(counters, { counter, staff }) {
  if (!counter && !staff) return null
  const of = (/** @type {(one: any) => boolean} */ fits) => new Set(counters.filter(fits).flatMap((one) => one.services))
  const [there, with_] = [of((one) => one.code === counter), of((one) => one.staff === staff && one.state !== 'closed')]
  if (!counter || !staff) return counter ? there : with_
  return new Set([...there].filter((code) => with_.has(code)))
}

/** Services a ticket can go to, those of its agency first, never its own service; else in the hall's order.
 * @template {{code: string, agency: string, name: Record<string, string>}} S
 * @param {readonly S[]} services @param {string} current @param {string | undefined} agency @returns {S[]} */
export function destinations(services, current, agency) {
  const rank = (/** @type {S} */ service) => (service.agency === agency ? 0 : 1)
  return services.filter((service) => service.code !== current)
    .map((service, index) => ({ service, index }))
    .sort((a, b) => rank(a.service) - rank(b.service) || a.index - b.index)
    .map(({ service }) => service)
}
