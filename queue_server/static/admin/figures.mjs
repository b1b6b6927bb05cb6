// @ts-check
// Numbers of the hall as a supervisor reads them. No DOM, no network.
import { minutes } from '../counter/durations.mjs'

/** @typedef {{code: string, waiting: number, oldest: string | null, name: Record<string, string>, target_wait_min: number, open_counters: number, quota: number | null, issued: number}} Service
 * @typedef {{code: string, state: string, number?: string | null, ticket_state?: string | null, reason: string, since: string | null, staff: string}} Counter
 * @typedef {{name: string, online: boolean, jobs: Record<string, number>}} Printer
 * @typedef {{name: string, role: string, online: boolean}} Device
 * @typedef {{services: Service[], counters: Counter[], printers: Printer[], devices: Device[]}} Overview */

/** "3,1": one decimal with a comma in Indonesian, a dash when there is nothing to share. @param {number} part @param {number} whole @param {string} language */
export function percent(part, whole, language) {
  if (!whole) return '–'
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 }).format((100 * part) / whole)
}

/** Whole minutes of seconds; a dash when unknown. @param {number | null | undefined} seconds */
export const mins = (seconds) => (seconds === null || seconds === undefined ? '–' : String(Math.round(seconds / 60)))

/** The longest wait of a service against its promise: the bar is full at 4/3 of the target.
 * @param {string | null} oldest @param {Date} now @param {number} targetMin @returns {{minutes: number, share: number, look: '' | 'near' | 'over'}} */
export function waitLook(oldest, now, targetMin) {
  const waited = minutes(oldest, now)
  const part = waited / Math.max(1, targetMin)
  return { minutes: waited, share: Math.min(1, part * 0.75), look: part > 1 ? 'over' : part > 0.8 ? 'near' : '' }
}

/** The look of a counter: calling, serving, free, resting or shut. @param {Counter} counter @returns {'call' | 'serve' | 'free' | 'rest' | 'shut'} */
export function counterLook(counter) {
  if (counter.ticket_state === 'called') return 'call'
  if (counter.ticket_state === 'serving') return 'serve'
  return counter.state === 'open' ? 'free' : counter.state === 'paused' ? 'rest' : 'shut'
}

/** @typedef {{level: 'bad' | 'warn', code: 'late' | 'no_counter' | 'printer' | 'device', name: string, facts: Record<string, any>}} Need */

/** Devices people know; others (the commands' own key) are no business of this page. */
export const ROLES = ['kiosk', 'display', 'printer', 'announcer', 'program']

/** Printers and devices in one list, each once; a printer with the tickets that wait for it.
 * @param {Overview} hall @returns {(Device & {queued: number})[]} */
export function machines(hall) {
  const queued = new Map(hall.printers.map((one) => [one.name, one.jobs.queued ?? 0]))
  const known = hall.devices.filter((one) => ROLES.includes(one.role))
  const keyed = new Set(known.filter((one) => one.role === 'printer').map((one) => one.name))
  const more = hall.printers.filter((one) => !keyed.has(one.name)).map((one) => ({ name: one.name, role: 'printer', online: one.online }))
  return [...known, ...more].map((one) => ({ ...one, queued: one.role === 'printer' ? queued.get(one.name) ?? 0 : 0 }))
}

/** What needs somebody now, the gravest first: people before machines. A program may come and go.
 * @param {Overview} hall @param {Date} now @param {(texts: Record<string, string>) => string} say @returns {Need[]} */
export function needs(hall, now, say) {
  /** @type {Need[]} */
  const found = []
  for (const service of hall.services) {
    const waited = minutes(service.oldest, now)
    if (service.waiting && !service.open_counters) found.push({ level: 'bad', code: 'no_counter', name: say(service.name), facts: { n: service.waiting } })
    else if (service.waiting && waited > service.target_wait_min) found.push({ level: 'warn', code: 'late', name: say(service.name), facts: { n: waited, target: service.target_wait_min } })
  }
  for (const one of machines(hall)) {
    if (!one.online && one.role !== 'program') found.push({ level: 'bad', code: one.role === 'printer' ? 'printer' : 'device', name: one.name, facts: { role: one.role, jobs: one.queued } })
  }
  return found.sort((a, b) => (a.level === b.level ? 0 : a.level === 'bad' ? -1 : 1))
}

/** "2026-11-23": today's date in the hall. @param {Date} at @param {string} zone */
export function dayOf(at, zone) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** The address that turns a screen into this device; null for devices without a page. @param {string} role @param {string} token @param {string} origin */
export function deviceLink(role, token, origin) {
  return role === 'kiosk' || role === 'display' ? `${origin}/${role}/#token=${token}` : null
}
