// @ts-check
// Days and hours of the hall in each language, for the sentences about when it opens again.
import { clock, shortDate } from '/static/hall-time.mjs'
import { locale, NAMES } from './texts.mjs'

/** @param {string} zone @param {string} language @returns {import('./closed.mjs').Calendar} */
function calendar(zone, language) {
  const dayKey = (/** @type {Date} */ at) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
  const long = new Intl.DateTimeFormat(locale(language), { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })
  return {
    dayKey,
    day: (at) => long.format(at),
    short: (at) => shortDate(at, zone, language),
    weekday: (at) => new Date(`${dayKey(at)}T00:00:00Z`).getUTCDay(),
    clock: (at) => clock(at, zone),
  }
}

/** @type {Map<string, import('./closed.mjs').Calendar>} */
const made = new Map()

/** One calendar for each language that is known. @param {string} zone @returns {Record<string, import('./closed.mjs').Calendar>} */
export function calendars(zone) {
  return Object.fromEntries(Object.keys(NAMES).map((language) => {
    const key = `${zone} ${language}`
    const known = made.get(key) ?? calendar(zone, language)
    made.set(key, known)
    return [language, known]
  }))
}

/** "Senin, 23 November 2026" @param {Date} at @param {string} zone @param {string} language */
export const today = (at, zone, language) => new Intl.DateTimeFormat(locale(language), { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
