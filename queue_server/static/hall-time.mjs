// @ts-check
// The clock of the hall: the server's time in the site's zone, whatever this computer's own clock says.

/** Less is the wire's delay. */
const LOST_MS = 2000
let isLearnt = false
let offsetMs = Date.now() - performance.now()
/** Of this computer's clocks, at the last look: only both together tell a sleep from a clock that was set. */
let last = { steady: performance.now(), wall: Date.now() }
let sleptMs = 0

/** A clock in ms that nobody sets, and that knows of a sleep as soon as the server has told the time again. */
export const steady = () => performance.now() + sleptMs

/** Learn the server's time from the `now` of any answer or push. @param {string | undefined} now */
export function learn(now) {
  const at = now ? Date.parse(now) : NaN
  if (Number.isNaN(at)) return
  const seen = { steady: performance.now(), wall: Date.now() }
  // performance.now() stands still while a laptop sleeps. The server's time and the wall clock must both say that time was lost.
  const lost = Math.min(at - hallNow().getTime(), seen.wall - last.wall - (seen.steady - last.steady))
  if (isLearnt && lost > LOST_MS) sleptMs += lost
  last = seen
  isLearnt = true
  offsetMs = at - steady()
}

/** @returns {Date} the server's time now */
export const hallNow = () => new Date(steady() + offsetMs)

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

/** "2026-11-23", to compare with dates of the server @param {Date} at @param {string} zone */
export function dayOf(at, zone) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at)
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')}`
}

/** "11.05–11.25" @param {{from: string, to: string} | null} estimate @param {string} zone */
export function range(estimate, zone) {
  return estimate ? `${clock(new Date(estimate.from), zone)}–${clock(new Date(estimate.to), zone)}` : ''
}
