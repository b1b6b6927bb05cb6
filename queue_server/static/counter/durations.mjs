// @ts-check
// Times as a clerk reads them: "08.24" for a running timer, whole minutes for a wait.

/** Whole minutes between two moments, never below 0. @param {string | Date | null} from @param {Date} to */
export function minutes(from, to) {
  return from === null ? 0 : Math.max(0, Math.floor((to.getTime() - new Date(from).getTime()) / 60000))
}

/** "08.24", from an hour on "1.08.24". @param {number} seconds */
export function timer(seconds) {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const rest = `${two(Math.floor((whole % 3600) / 60))}.${two(whole % 60)}`
  return hours ? `${hours}.${rest}` : rest
}

/** "7.40": minutes and seconds without a leading zero, for means; a dash when there is none. @param {number | null | undefined} seconds */
export function short(seconds) {
  if (seconds === null || seconds === undefined) return '–'
  return timer(seconds).replace(/^0(?=\d\.)/, '')
}

/** Seconds between two moments. @param {string | null} from @param {Date} to */
export function since(from, to) {
  return from === null ? 0 : Math.max(0, (to.getTime() - new Date(from).getTime()) / 1000)
}

/** How full the meter is and how it looks: `near` from 80 % of the target, `over` past it.
 * @param {number} seconds @param {number} targetMin @returns {{share: number, look: '' | 'near' | 'over', leftS: number}} */
export function meter(seconds, targetMin) {
  const target = Math.max(1, targetMin * 60)
  const part = seconds / target
  return { share: Math.min(1, part), look: part > 1 ? 'over' : part >= 0.8 ? 'near' : '', leftS: target - seconds }
}
