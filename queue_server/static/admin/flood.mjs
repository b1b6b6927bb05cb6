// @ts-check
// What is said of a flood of numbers before and after it leaves the line. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { CARE } from './care-texts.mjs'

/** @typedef {'id' | 'en'} Language */

/** How far back one may go, and where the question begins. */
export const MINUTES = [5, 10, 30, 60, 120]
export const USUAL_MIN = 10
/** So many leave the line at once. */
export const MOST = 500
const SHORTEST = 3

/** @param {number} found @param {number} minutes @param {string} kiosk @param {Language} language */
export function foundInWords(found, minutes, kiosk, language) {
  const t = CARE[language]
  if (found === 0) return fill(t.found_none, { kiosk, n: minutes })
  return fill(found === 1 ? t.found_one : found < MOST ? t.found : t.found_most, { n: found })
}

/** @param {number} found @param {Language} language */
export const buttonWords = (found, language) => (found ? fill(CARE[language].yes_flood, { n: found }) : CARE[language].yes_none)

/** @param {number} cancelled @param {string} kiosk @param {Language} language @returns {[string, string]} how good that is, and the sentence */
export const endedInWords = (cancelled, kiosk, language) => (cancelled ? ['good', fill(CARE[language].ended, { n: cancelled, kiosk })] : ['warn', CARE[language].ended_none])

/** The reason as it is recorded, null when it is none. @param {string} typed */
export const reasonOf = (typed) => (typed.trim().length >= SHORTEST ? typed.trim() : null)
