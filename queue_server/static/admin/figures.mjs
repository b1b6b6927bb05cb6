// @ts-check
// Numbers of the hall as a supervisor reads them. No DOM, no network.
import { minutes } from '../counter/durations.mjs'
import { troubles, troublesOf } from '../counter/printers.mjs'
import { labelOf, soundTroubles } from '../counter/screens.mjs'
import { worstOfEach } from '../counter/troubles.mjs'

/** @typedef {{code: string, waiting: number, oldest: string | null, name: Record<string, string>, target_wait_min: number, open_counters: number, quota: number | null, issued: number}} Service
 * @typedef {{code: string, state: string, number?: string | null, ticket_state?: string | null, reason: string, since: string | null, staff: string}} Counter
 * @typedef {import('../counter/printers.mjs').Printer} Printer
 * @typedef {{name: string, role: string, online: boolean}} Device
 * @typedef {import('../counter/screens.mjs').Screen} Screen
 * @typedef {import('../counter/screens.mjs').Sound} Sound
 * @typedef {{services: Service[], counters: Counter[], printers: Printer[], papers?: number, devices: Device[], screens?: Screen[], sounds?: Sound[]}} Overview */

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

/** @typedef {{level: 'bad' | 'warn', code: 'late' | 'no_counter' | 'printer' | 'papers' | 'device' | 'sound', name: string, facts: Record<string, any>}} Need
 *   `facts.trouble` of a printer or a zone's sound is what is wrong with it, `facts.also` what else, `facts.jobs` how many tickets wait for it */

/** Devices people know; others (the commands' own key) are no business of this page. */
export const ROLES = ['kiosk', 'display', 'printer', 'announcer', 'program']

/** How many tickets wait for a printer or are on their way out of it. @param {Printer} printer */
export const waitingFor = ({ jobs = {} }) => (jobs.queued ?? 0) + (jobs.offered ?? 0) + (jobs.sending ?? 0)

/** What is wrong with a screen that is there. @param {Screen} screen */
const whyOf = ({ online, speaker, sound, voice }) => (online && speaker && sound === 'blocked' ? 'speaker_blocked' : online && voice === 'failed' ? 'voice_failed' : '')

/** Printers and devices in one list, each once: printers with the worst of what is wrong with them ("" when nothing is) and the tickets that wait.
 * @param {Overview} hall @returns {(Device & {label: Record<string, string>, why: string, queued: number})[]} */
export function machines(hall) {
  const known = new Set(hall.printers.map((one) => one.name))
  const others = hall.devices.filter((one) => ROLES.includes(one.role) && !(one.role === 'printer' && known.has(one.name)))
  const screen = (/** @type {Device} */ one) => hall.screens?.find((row) => row.role === one.role && row.name === one.name)
  const printers = hall.printers.map((one) => ({ name: one.name, role: 'printer', online: one.ready, label: one.label, why: troublesOf(one)[0]?.code ?? '', queued: waitingFor(one) }))
  return [...printers, ...others.map((one) => { const row = screen(one); return { ...one, online: row?.online ?? one.online, label: row ? labelOf(row) : { id: one.name }, why: row ? whyOf(row) : '', queued: 0 } })]
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
  const all = troubles(hall.printers)
  for (const trouble of worstOfEach(all)) {
    const jobs = hall.printers.filter((one) => one.name === trouble.printer).map(waitingFor)[0] ?? 0
    found.push({ level: trouble.level, code: 'printer', name: trouble.printer, facts: { trouble, jobs, also: all.filter((one) => one.printer === trouble.printer && one !== trouble).map((one) => one.code) } })
  }
  if (hall.papers) found.push({ level: 'warn', code: 'papers', name: '', facts: { n: hall.papers } })
  const heard = (hall.sounds ?? []).flatMap((one) => soundTroubles(one, hall.screens ?? []).map((trouble) => ({ trouble, speaker: one.speaker })))
  for (const { trouble } of heard) found.push({ level: trouble.level, code: 'sound', name: trouble.key, facts: { trouble } })
  const told = new Set(heard.flatMap(({ trouble, speaker }) => (trouble.code === 'speaker_lost' ? [`display:${speaker}`] : ['announcer_lost', 'local_lost'].includes(trouble.code) ? ['announcer:announcer'] : [])))
  for (const one of machines(hall)) {
    if (told.has(`${one.role}:${one.name}`)) continue
    if (!one.online && !['printer', 'program'].includes(one.role)) found.push({ level: 'bad', code: 'device', name: say(one.label), facts: { role: one.role } })
  }
  return found.sort((a, b) => (a.level === b.level ? 0 : a.level === 'bad' ? -1 : 1))
}

/** How full a roll is, for its bar; null when nobody counts. @param {Printer} printer @returns {{share: number, look: '' | 'near', leftM: number, fullM: number, tickets: number | null} | null} */
export function rollLook({ roll, near_end }) {
  if (!roll || !roll.length_mm || roll.left_mm === null) return null
  return { share: Math.min(1, roll.left_mm / roll.length_mm), look: roll.low || near_end ? 'near' : '', leftM: roll.left_mm / 1000, fullM: roll.length_mm / 1000, tickets: roll.tickets_left }
}

/** "2026-11-23": today's date in the hall. @param {Date} at @param {string} zone */
export function dayOf(at, zone) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** The address that turns a screen into this device; null for devices without a page. @param {string} role @param {string} token @param {string} origin */
export function deviceLink(role, token, origin) {
  return role === 'kiosk' || role === 'display' ? `${origin}/${role}/#token=${token}` : null
}
