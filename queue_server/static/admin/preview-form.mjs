// @ts-check
// What the preview of a ticket asks for, and what its answer says in words. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {{service: string, language: string, on: string, dots: string, mode: string, template: string, copy: string}} Form
 *   `on` is "printer:NAME" or "paper:58"; empty mode and template: as configured; dots only count for bare paper
 * @typedef {{length: number, bytes: number, seconds: number, baud: number, perRoll: number}} Told */

/** Dots that printers of a paper have. */
export const DOTS = { 58: ['384', '416', '432'], 80: ['576', '512', '640'] }

/** @param {string} on @returns {58 | 80 | null} the paper when it is no printer's */
export const paperOf = (on) => (on === 'paper:58' ? 58 : on === 'paper:80' ? 80 : null)

/** The body of POST /ticket-preview. @param {Form} form @returns {Record<string, any>} */
export function asked(form) {
  const paper = paperOf(form.on)
  const where = paper === null ? { printer: form.on.replace(/^printer:/, '') } : { paper_mm: paper, ...(form.dots ? { dots: Number(form.dots) } : {}) }
  return { service: form.service, language: form.language, ...where, ...(form.mode ? { mode: form.mode } : {}), ...(form.template ? { template: form.template } : {}), copy_no: Number(form.copy) }
}

/** @param {{get: (name: string) => string | null}} headers @returns {Told} */
export function told(headers) {
  const number = (/** @type {string} */ name) => Number(headers.get(`X-Ticket-${name}`) ?? 0)
  return { length: number('Length-Mm'), bytes: number('Bytes'), seconds: number('Seconds'), baud: number('Baud'), perRoll: number('Per-Roll') }
}

/** "Panjang 109 mm", "733 tiket per gulungan", ... @param {Told} facts @param {'id' | 'en'} language @returns {string[]} */
export function inWords(facts, language) {
  const t = TEXTS[language]
  const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'id-ID')
  const said = (/** @type {string} */ words, /** @type {number} */ n, more = {}) => fill(words, { n: number.format(n), ...more })
  return [said(t.fact_length, facts.length), ...(facts.perRoll ? [said(t.fact_roll, facts.perRoll)] : []), said(t.fact_bytes, facts.bytes),
    said(t.fact_seconds, facts.seconds, { baud: facts.baud })]
}

/** What is wrong, line by line: the field in the words of the page, then the server's sentence.
 * @param {{code: string, errors?: {field: string, message: string}[]}} problem @param {'id' | 'en'} language @returns {string[]} */
export function faults(problem, language) {
  const fields = /** @type {Record<string, string>} */ (TEXTS[language].fields)
  return (problem.errors ?? []).map(({ field, message }) => `${fields[field] ?? field}: ${message}`)
}
