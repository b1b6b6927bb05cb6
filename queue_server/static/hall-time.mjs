// @ts-check
// The clock of the hall: the server's time in the site's zone, whatever this computer's own clock says.

let offsetMs = 0

/** Learn the server's time from the `now` of any answer or push. @param {string | undefined} now */
export function learn(now) {
  const at = now ? Date.parse(now) : NaN
  if (!Number.isNaN(at)) offsetMs = at - Date.now()
}

/** @returns {Date} the server's time now */
export const hallNow = () => new Date(Date.now() + offsetMs)

const LOCALE = { id: 'id-ID', en: 'en-GB' }
/** @param {string} language */
const locale = (language) => LOCALE[/** @type {'id' | 'en'} */ (language)] ?? 'id-ID'

/** "10.32" @param {Date} at @param {string} zone */
export function clock(at, zone) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at).replace(':', '.')
}

/** "Senin, 23 November 2026" @param {Date} at @param {string} zone @param {string} language */
export function longDate(at, zone, language) {
  return new Intl.DateTimeFormat(locale(language), { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

/** "Sen 23 Nov" @param {Date} at @param {string} zone @param {string} language */
export function shortDate(at, zone, language) {
  const parts = new Intl.DateTimeFormat(locale(language), { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).formatToParts(at)
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('weekday')} ${of('day')} ${of('month')}`
}

/** "11.05–11.25" @param {{from: string, to: string} | null} estimate @param {string} zone */
export function range(estimate, zone) {
  return estimate ? `${clock(new Date(estimate.from), zone)}–${clock(new Date(estimate.to), zone)}` : ''
}
