// @ts-check
// How the printers are, as staff is told: what is wrong, the worst first, and in which words. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { PAPER } from './paper-texts.mjs'

/** @typedef {Record<string, string>} Text
 * @typedef {{length_mm: number, used_mm: number, left_mm: number | null, low: boolean, tickets_left: number | null}} Roll
 * @typedef {{name: string, label: Text, ready: boolean, agent: boolean, causes: string[], near_end: boolean | null, roll: Roll | null,
 *   spare: string | null, goes_to: string | null, changed_at: string | null, jobs?: Record<string, number>}} Printer
 * @typedef {{key: string, printer: string, label: Text, code: string, level: 'bad' | 'warn', tickets: number | null, spare: Text | null}} Trouble
 * @typedef {'id' | 'en'} Language */

/** Codes of what can be wrong, the worst first; those of LOW only ask for a new roll. */
export const BAD = ['agent_lost', 'printer_offline', 'printer_mute', 'cover_open', 'paper_out', 'cutter_jam', 'printer_fault']
export const LOW = ['paper_near_end', 'roll_low']
/** Causes of the contract whose notice has another name. @type {Record<string, string>} */
const NOTICE_OF = { offline: 'printer_offline', mute: 'printer_mute' }
const ICONS = /** @type {Record<string, string>} */ ({ agent_lost: 'i-unlink', printer_offline: 'i-unlink', paper_out: 'i-roll', paper_near_end: 'i-roll', roll_low: 'i-roll' })

/** @param {string} code */
export const troubleIcon = (code) => ICONS[code] ?? 'i-printer'

/** @param {Text | null | undefined} text @param {Language} language */
export const inWords = (text, language) => text?.[language] ?? text?.id ?? ''

/** What people call a printer. @param {readonly Printer[]} printers @param {string | null | undefined} name @param {Language} language */
export function nameOf(printers, name, language) {
  return inWords(printers.find((one) => one.name === name)?.label, language) || (name ?? '')
}

/** What is wrong with one printer now. A printer whose agent is gone tells nothing of its paper; one without paper is not low on it.
 * @param {Printer} printer @param {readonly Printer[]} [printers] all of them, for the name of its spare @returns {Trouble[]} */
export function troublesOf(printer, printers = []) {
  const away = printer.goes_to !== null && printer.goes_to !== printer.name ? printers.find((one) => one.name === printer.goes_to) : undefined
  const make = (/** @type {string} */ code, /** @type {'bad' | 'warn'} */ level) => ({
    key: `${printer.name}/${code}`, printer: printer.name, label: printer.label, code, level,
    tickets: printer.roll?.low ? printer.roll.tickets_left : null, spare: level === 'bad' ? away?.label ?? null : null })
  if (!printer.agent) return [make('agent_lost', 'bad')]
  const bad = printer.causes.map((cause) => make(NOTICE_OF[cause] ?? cause, 'bad'))
  if (printer.causes.includes('paper_out')) return bad
  if (printer.near_end) return [...bad, make('paper_near_end', 'warn')]
  return printer.roll?.low ? [...bad, make('roll_low', 'warn')] : bad
}

/** All that is wrong with all printers: those that cannot print before those low on paper, each in the hall's order.
 * @param {readonly Printer[]} printers @returns {Trouble[]} */
export function troubles(printers) {
  const all = printers.flatMap((one) => troublesOf(one, printers))
  return [...all.filter((one) => one.level === 'bad'), ...all.filter((one) => one.level === 'warn')]
}

/** A trouble in two parts: what is so, and how it goes on; with `paper` also what becomes of the tickets.
 * @param {Trouble} trouble @param {Language} language @param {boolean} [paper] @returns {{what: string, more: string}} */
export function sentence(trouble, language, paper = true) {
  const t = PAPER[language]
  const said = t.troubles[trouble.code]
  const label = inWords(trouble.label, language)
  if (!said) return { what: fill(t.once.other, { label }), more: '' }
  const what = fill(said.what, { label })
  if (trouble.level === 'warn') return { what, more: trouble.tickets === null ? `. ${said.todo}` : `${fill(t.enough_for, { n: trouble.tickets })} ${said.todo}` }
  const tickets = trouble.spare ? fill(t.goes_to, { spare: inWords(trouble.spare, language) }) : t.by_itself
  return { what, more: paper ? ` ${said.todo} ${tickets}` : ` ${said.todo}` }
}

/** A trouble in a few words, for small places: "kertas habis". @param {string} code @param {Language} language */
export const shortly = (code, language) => PAPER[language].troubles[code]?.short ?? code

/** What is said once when a notice comes. @param {{code: string, label?: Text, printer?: string, [fact: string]: any}} notice
 * @param {Language} language */
export function saidOnce(notice, language) {
  const t = PAPER[language]
  const label = inWords(notice.label, language) || String(notice.printer ?? '')
  if (!t.troubles[notice.code]) return fill(t.once[notice.code] ?? t.once.other, { ...notice, label })
  const level = LOW.includes(notice.code) ? 'warn' : 'bad'
  const { what, more } = sentence({ key: '', printer: '', label: { id: label }, code: notice.code, level, tickets: notice.tickets_left ?? null, spare: null }, language)
  return what + more
}
