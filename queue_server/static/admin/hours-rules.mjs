// @ts-check
// What the page of hours says: states, windows and changes in words, times of the site, what is sent. Nothing of the page itself.
import { clock, dayOf, shortDate } from '../hall-time.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { HOURS } from './hours-texts.mjs'

/** @typedef {'id' | 'en'} Language
 * @typedef {Record<string, string>} Text
 * @typedef {{service: string | null, own: boolean, open: boolean, reason: string | null, until: string | null, words: Text | null, always: boolean, tickets: string[] | null, service_hours: string[] | null, pauses: string[][], quota: number | null}} Today
 * @typedef {{id: number, service: string | null, kind: 'open' | 'closed' | 'custom', from: string, until: string, tickets: string[] | null, service_hours: string[] | null, quota: number | null, reason: string, words: Text, who: string, state: 'running' | 'planned'}} Change
 * @typedef {{day: string, name: Text, kind: 'national' | 'joint_leave' | 'own', active: boolean, who: string}} Holiday
 * @typedef {{kind: 'open' | 'closed' | 'custom', service: string, reason: string, day: string, time: string, tickets: [string, string], hours: [string, string], usual: string[][], quota: string}} Form
 * @typedef {{now: Date, zone: string, language: Language}} Seen */

/** The reasons of queue_server/domain/calendar.py: visitors read them in their language. */
export const REASONS = [
  { id: 'Gangguan sistem pusat', en: 'The central system is down' }, { id: 'Petugas terbatas', en: 'Not enough staff today' }, { id: 'Listrik padam', en: 'Power cut' },
  { id: 'Gangguan jaringan', en: 'Network trouble' }, { id: 'Kegiatan kantor', en: 'Office event' }, { id: 'Kuota terpenuhi', en: "Today's numbers are used up" },
]

/** "07.30–15.00" @param {string[]} pair */
export const span = (pair) => pair.map((one) => one.replace(':', '.')).join('–')

/** "13.00" today, "Sel 24 Nov 07.30" on another day. @param {string} moment @param {Seen} seen */
export function whenOf(moment, { now, zone, language }) {
  const at = new Date(moment)
  return dayOf(at, zone) === dayOf(now, zone) ? clock(at, zone) : `${shortDate(at, zone, language)} ${clock(at, zone)}`
}

/** The end of a change: "akhir hari ini" for the midnight to come. @param {string} moment @param {Seen} seen */
export function untilOf(moment, seen) {
  const { day, time } = endOfDay(seen)
  return new Date(moment).getTime() === instantOf(day, time.replace('.', ':'), seen.zone).getTime() ? HOURS[seen.language].midnight : whenOf(moment, seen)
}

/** How it is now, in a word or two, and what is behind it. @param {Today} row @param {Change[]} changes @param {Seen} seen */
export function stateOf(row, changes, seen) {
  const t = HOURS[seen.language]
  if (row.open) {
    const forced = changes.find((one) => one.kind === 'open' && one.state === 'running' && (one.service === null || one.service === row.service))
    const outside = forced && !(row.tickets && isWithin(row.tickets, seen))
    if (forced && outside) return { level: 'warn', icon: 'i-check', words: fill(t.forced, { at: untilOf(forced.until, seen) }), more: '' }
    return { level: 'ok', icon: 'i-check', words: row.tickets ? fill(t.open_until, { at: row.tickets[1].replace(':', '.') }) : t.is_open, more: '' }
  }
  const reason = /** @type {Text} */ (t.reasons)[row.reason ?? ''] ?? ''
  const said = row.words ? `${reason}: ${row.words[seen.language] ?? row.words.id}` : reason
  const again = row.until ? fill(t.again, { when: whenOf(row.until, seen) }) : t.never
  const level = row.reason === 'manual_closed' ? 'bad' : row.reason === 'pause' || row.reason === 'not_open' ? 'warn' : 'off'
  return { level, icon: { manual_closed: 'i-lock', holiday: 'i-calendar', date_closed: 'i-calendar', service_closed: 'i-calendar', pause: 'i-pause', not_open: 'i-clock' }[row.reason ?? ''] ?? 'i-moon', words: said, more: again }
}

/** @param {string[]} pair @param {Seen} seen */
function isWithin(pair, { now, zone }) {
  const at = clock(now, zone).replace('.', ':')
  return pair[0] <= at && at < pair[1]
}

/** The windows of today: when numbers are given, when counters serve with breaks. @param {Today} row @param {Language} language */
export function windowsOf(row, language) {
  const t = HOURS[language]
  const pauses = row.pauses.map((pause) => fill(t.pause, { span: span(pause) }))
  if (row.always) return { numbers: t.always, serving: t.always, more: '' }
  return { numbers: row.tickets ? span(row.tickets) : t.none, serving: row.service_hours ? span(row.service_hours) : t.none, more: row.service_hours ? pauses.join(', ') : '' }
}

/** "Jam lain: nomor 08.00–11.00, kuota 40" @param {Change} change @param {Language} language */
export function changeWords(change, language) {
  const t = HOURS[language]
  const parts = [change.tickets && fill(t.custom_numbers, { span: span(change.tickets) }), change.service_hours && fill(t.custom_service, { span: span(change.service_hours) }), change.quota !== null && fill(t.quota, { n: change.quota })].filter(Boolean)
  return parts.length ? `${t.kinds[change.kind]}: ${parts.join(', ')}` : t.kinds[change.kind]
}

/** "13.00", "13:00" or "9.5" typed by people as "13:00"; null for what is no time of day. @param {string} typed */
export function timeOf(typed) {
  const found = /^\s*(\d{1,2})\s*[.:]\s*(\d{2})\s*$/.exec(typed)
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null
  return `${found[1].padStart(2, '0')}:${found[2]}`
}

/** The instant of a local time of the site. @param {string} day @param {string} time @param {string} zone */
export function instantOf(day, time, zone) {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const local = new Date(asUtc)
  const shown = Date.parse(`${dayOf(local, zone)}T${clock(local, zone).replace('.', ':')}:00Z`)
  return new Date(asUtc - (shown - asUtc))
}

/** A new form. A closing ends with the day, unless somebody says otherwise. @param {Form['kind']} kind @param {string} service @param {Today | undefined} row @param {Seen} seen @returns {Form} */
export function formOf(kind, service, row, seen) {
  const pair = (/** @type {string[] | null | undefined} */ known) => /** @type {[string, string]} */ (kind === 'custom' && known ? known.map((one) => one.replace(':', '.')) : ['', ''])
  const usual = [row?.tickets ?? [], row?.service_hours ?? []]
  return { kind, service, reason: '', ...endOfDay(seen), tickets: pair(row?.tickets), hours: pair(row?.service_hours), usual, quota: '' }
}

/** Midnight after now. @param {Seen} seen */
export function endOfDay({ now, zone }) {
  return { day: dayOf(new Date(instantOf(dayOf(now, zone), '12:00', zone).getTime() + 86_400_000), zone), time: '00.00' }
}

/** An hour from now. @param {Seen} seen */
export function inAnHour({ now, zone }) {
  const at = new Date(now.getTime() + 3_600_000)
  return { day: dayOf(at, zone), time: clock(at, zone) }
}

/** What is sent for a form, or the field that is not right yet. @param {Form} form @param {Seen} seen @returns {{body: Record<string, any>} | {fault: string}} */
export function asked(form, seen) {
  const time = timeOf(form.time)
  const until = form.day && time ? instantOf(form.day, time, seen.zone) : null
  if (!until || Number.isNaN(until.getTime()) || until <= seen.now) return { fault: 'until' }
  const reason = form.reason.trim()
  if (!reason) return { fault: 'reason' }
  const body = /** @type {Record<string, any>} */ ({ kind: form.kind, until: until.toISOString(), reason })
  if (form.service) body.service = form.service
  if (form.kind !== 'custom') return { body }
  for (const [at, [field, typed]] of /** @type {[string, [string, string]][]} */ ([['tickets', form.tickets], ['service_hours', form.hours]]).entries()) {
    if (!typed.some((one) => one.trim())) continue
    const pair = typed.map(timeOf)
    if (!pair[0] || !pair[1] || pair[0] >= pair[1]) return { fault: field }
    if (String(pair) !== String(form.usual[at])) body[field] = pair
  }
  if (form.quota.trim()) {
    if (!/^\d{1,4}$/.test(form.quota.trim())) return { fault: 'quota' }
    if (!form.service) return { fault: 'service' }
    body.quota = Number(form.quota)
  }
  return body.tickets || body.service_hours || body.quota !== undefined ? { body } : { fault: 'tickets' }
}

/** One sentence for a refusal, by the field that is wrong where there is one. @param {{code: string, facts?: Record<string, any>}} refused @param {Language} language */
export function hoursRefusal(refused, language) {
  const field = String(refused.facts?.errors?.[0]?.field ?? '').split('.')[0]
  return /** @type {Text} */ (HOURS[language].faults)[field] ?? refusal(refused, language)
}

/** The years that have days, this one and the next. @param {Holiday[]} holidays @param {string} today */
export function yearsOf(holidays, today) {
  const year = Number(today.slice(0, 4))
  return [...new Set([year, year + 1, ...holidays.map((one) => Number(one.day.slice(0, 4)))])].sort((a, b) => a - b)
}

/** "Jum 25 Des" @param {string} day @param {Language} language */
export const dayWords = (day, language) => shortDate(new Date(`${day}T12:00:00Z`), 'UTC', language)
