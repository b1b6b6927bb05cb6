// @ts-check
// Everything that is wrong around a counter in one order: what visitors do not see or hear, then paper. No DOM, no network.
import { inWords, saidOnce as paperSaidOnce, sentence as paperSentence, shortly as paperShortly, troubleIcon as paperIcon, troubles as paperTroubles } from './printers.mjs'
import { isOfScreens, screenIcon, screenSaidOnce, screenSentence, screenShortly, screenTroubles } from './screens.mjs'

/** @typedef {import('./printers.mjs').Language} Language
 * @typedef {import('./printers.mjs').Trouble} PaperTrouble
 * @typedef {PaperTrouble | import('./screens.mjs').Trouble} Trouble
 * @typedef {(moment: string) => string} Clock */

/** @param {Trouble} trouble @returns {trouble is PaperTrouble} */
export const isPaper = (trouble) => 'printer' in trouble

/** The worst first; of what is equally bad, what visitors miss first.
 * @param {{printers: readonly import('./printers.mjs').Printer[], screens: readonly import('./screens.mjs').Screen[], sounds: readonly import('./screens.mjs').Sound[]}} all
 * @param {string | null} zone @param {string | null} counter @returns {Trouble[]} */
export function troublesAt({ printers, screens, sounds }, zone, counter) {
  const all = [...screenTroubles(screens, sounds, zone, counter), ...paperTroubles(printers)]
  return [...all.filter((one) => one.level === 'bad'), ...all.filter((one) => one.level === 'warn')]
}

/** One for each thing that needs somebody, its worst trouble. @template {{key: string}} T @param {readonly T[]} all @returns {T[]} */
export function worstOfEach(all) {
  const seen = new Set()
  return all.filter(({ key }) => { const of = key.slice(0, key.lastIndexOf('/')); return !seen.has(of) && seen.add(of) })
}

/** @param {Trouble} trouble */
export const iconOf = (trouble) => (isPaper(trouble) ? paperIcon : screenIcon)(trouble.code)

/** What is so, and how it goes on. @param {Trouble} trouble @param {Language} language @param {Clock} clock */
export const sentenceOf = (trouble, language, clock) => (isPaper(trouble) ? paperSentence(trouble, language) : screenSentence(trouble, language, clock))

/** A few words, for small places. @param {Trouble} trouble @param {Language} language @param {Clock} clock */
export const shortOf = (trouble, language, clock) => (isPaper(trouble) ? paperShortly(trouble.code, language) : screenShortly(trouble, language, clock))

/** What is said once when a notice comes. Those of the house bring their words. @param {any} notice @param {Language} language @returns {string} */
export const saidOnce = (notice, language) => (notice.words ? inWords(notice.words, language) : (isOfScreens(notice) ? screenSaidOnce : paperSaidOnce)(notice, language))

/** What a notice is about: the good news of a thing is not true any more once it fails again. @param {any} notice @returns {string} */
export const subjectOf = ({ printer, role, name, zone }) => [printer, role, name, zone].map((fact) => fact ?? '').join(':')

/** So many letters of names have room in the head of the console. */
const ROOM = 28

/** The chips of the head: what needs somebody, by name as far as there is room, and how much more there is.
 * @param {readonly Trouble[]} all @param {Language} language @param {Clock} clock @returns {{named: {trouble: Trouble, words: string}[], more: Trouble[]}} */
export function chips(all, language, clock) {
  const found = worstOfEach(all)
  const words = found.map((one) => { const name = inWords(one.label, language); return name.length <= ROOM ? name : shortOf(one, language, clock) })
  const named = found.length > 1 && words[0].length + words[1].length <= ROOM ? 2 : 1
  return { named: found.slice(0, named).map((trouble, index) => ({ trouble, words: words[index] })), more: found.slice(named) }
}
