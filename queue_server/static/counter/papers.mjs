// @ts-check
// Papers a person must look at, and printing again: what is said of each, and which printer is meant. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { PAPER } from './paper-texts.mjs'
import { inWords } from './printers.mjs'

/** @typedef {{job: number, state: string, why: string, printer: string, copy_no: number, at: string,
 *   ticket: {id: number, number: string, service: string, state: string, counter: string | null}}} Paper
 * @typedef {import('./printers.mjs').Printer} Printer
 * @typedef {import('./printers.mjs').Language} Language */

/** "2 tiket perlu dilihat" @param {number} n @param {Language} language */
export function papersInWords(n, language) {
  const { one, many } = PAPER[language].papers
  return n === 1 ? one : fill(many, { n })
}

/** What is known of a paper: "Tidak pasti tercetak: sambungan putus saat mencetak". @param {Paper} paper @param {Language} language */
export function whyOf(paper, language) {
  const t = PAPER[language]
  const state = t.states[paper.state] ?? paper.state
  const code = paper.why in t.troubles ? paper.why : `printer_${paper.why}`
  const why = t.whys[paper.why] ?? t.troubles[code]?.short
  return why ? `${state}: ${why}` : state
}

/** Where its visitor is: "dipanggil ke Loket 3". @param {Paper} paper @param {readonly {code: string, name: Record<string, string>}[]} counters
 * @param {Language} language */
export function whereOf(paper, counters, language) {
  const { state, counter } = paper.ticket
  const name = inWords(counters.find((one) => one.code === counter)?.name, language) || (counter ?? '')
  return fill(PAPER[language].places[state] ?? '', { counter: name })
}

/** The printer a copy goes to unless somebody chooses: where its paper goes now, else one that is ready, else where it was.
 * @param {readonly Printer[]} printers @param {string | null | undefined} own the printer of its last paper @returns {string | null} */
export function usualPrinter(printers, own) {
  const was = printers.find((one) => one.name === own)
  return was?.goes_to ?? printers.find((one) => one.ready)?.name ?? was?.name ?? printers[0]?.name ?? null
}

/** Where a copy can be printed: the printers, and where nobody here knows which one was its own, that one first, without a name.
 * @param {readonly Printer[]} printers @param {string | null | undefined} own
 * @returns {readonly {name: string, label: Record<string, string>, ready: boolean}[]} */
export function places(printers, own) {
  return own || printers.length < 2 ? printers : [{ name: '', label: {}, ready: true }, ...printers]
}

/** Whether a refusal means that somebody else was faster. @param {{status?: number}} refused */
export const tooLate = (refused) => refused.status === 404 || refused.status === 409
