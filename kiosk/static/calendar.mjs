// @ts-check
// Days and hours of the hall in each language, for the sentences about when it opens again.
import { clock, shortDate } from '/static/hall-time.mjs'

/** @param {string} zone @param {string} language @returns {import('./closed.mjs').Calendar} */
function calendar(zone, language) {
  const dayKey = (/** @type {Date} */ at) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
  const long = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })
  return {
    dayKey,
    day: (at) => long.format(at),
    short: (at) => shortDate(at, zone, language),
    weekday: (at) => new Date(`${dayKey(at)}T00:00:00Z`).getUTCDay(),
    clock: (at) => clock(at, zone),
  }
}

/** @type {Map<string, Record<string, import('./closed.mjs').Calendar>>} */
const made = new Map()

/** One calendar for each language. @param {string} zone */
export function calendars(zone) {
  const known = made.get(zone) ?? { id: calendar(zone, 'id'), en: calendar(zone, 'en') }
  made.set(zone, known)
  return known
}
