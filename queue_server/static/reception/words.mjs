// @ts-check
// States of services, papers and kiosks in words. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {'id' | 'en'} Language
 * @typedef {Record<string, string>} Text
 * @typedef {(moment: string) => string} Clock */

const say = (/** @type {Text | null | undefined} */ text, /** @type {Language} */ language) => text?.[language] ?? text?.id ?? ''

/** Why no number can be taken, in words: the name of the holiday or the reason of staff where there is one.
 * @param {{closed_reason: string | null, closed_until?: string | null, closed_words?: Text | null}} service @param {Language} language @param {Clock} at */
export function closedWords(service, language, at) {
  const t = TEXTS[language]
  const code = service.closed_reason ?? 'other'
  const why = say(service.closed_words, language) || (/** @type {Record<string, string>} */ (t.closed)[code] ?? t.closed.other)
  return service.closed_until ? `${why}, ${fill(t.until, { at: at(service.closed_until) })}` : why
}

/** What is left of today's numbers, in all and by channel; nothing where there is no limit.
 * @param {{quota_left?: number | null, quotas?: Record<string, number> | null}} service @param {Language} language */
export function leftWords(service, language) {
  const t = TEXTS[language]
  const channels = /** @type {Record<string, string>} */ (t.channels)
  const all = typeof service.quota_left === 'number' ? [fill(t.left, { n: service.quota_left })] : []
  return [...all, ...Object.entries(service.quotas ?? {}).map(([channel, left]) => fill(channels[channel] ?? channel, { n: left }))].join(' · ')
}

/** What became of a ticket's paper. @param {{state: string, printer: string} | null} print @param {(printer: string) => string} nameOf @param {Language} language
 * @returns {{level: 'good' | 'wait' | 'bad' | 'plain', icon: string, words: string}} */
export function paperWords(print, nameOf, language) {
  const t = TEXTS[language].paper
  if (!print) return { level: 'plain', icon: 'i-ticket', words: t.none }
  const words = (/** @type {string} */ text) => fill(text, { printer: nameOf(print.printer) })
  if (print.state === 'printed') return { level: 'good', icon: 'i-check', words: words(t.printed) }
  if (['queued', 'offered', 'sending'].includes(print.state)) return { level: 'wait', icon: 'i-printer', words: words(t.printing) }
  if (print.state === 'cancelled') return { level: 'plain', icon: 'i-x', words: t.cancelled }
  return { level: 'bad', icon: 'i-alert', words: words(print.state === 'unknown' ? t.unknown : t.expired) }
}

/** What people call a kiosk: its label, or its number. @param {{name: string, label?: Text | null}} kiosk @param {Language} language */
export function kioskName({ name, label }, language) {
  if (label && (label.id !== name || Object.keys(label).length > 1)) return say(label, language)
  const digits = /^(?:kiosk|kios)[-_ ]?(\d+)$/i.exec(name)
  return fill(TEXTS[language].kiosk_name, { n: digits ? digits[1] : name })
}

/** What people call a printer: its label, or that of the kiosk it stands in. @param {readonly {name: string, label?: Text | null}[]} printers @param {string} name @param {Language} language */
export function printerName(printers, name, language) {
  const label = printers.find((one) => one.name === name)?.label
  if (label && (label.id !== name || Object.keys(label).length > 1)) return say(label, language)
  const digits = /^(?:kiosk|kios)[-_ ]?(\d+)$/i.exec(name)
  return digits ? fill(TEXTS[language].printer_name, { n: digits[1] }) : name
}

/** @typedef {{name: string, label?: Text, online: boolean, locked: boolean, reason: string, help: string | null, refused: number}} Kiosk
 * @typedef {{kind: 'help' | 'flood', kiosk: Kiosk}} Alert */

/** What somebody must look at: who waits for help first, then kiosks that ask for too many numbers. @param {readonly Kiosk[]} kiosks @returns {Alert[]} */
export function alerts(kiosks) {
  const help = kiosks.filter((one) => one.help).sort((a, b) => String(a.help).localeCompare(String(b.help)))
  const flood = kiosks.filter((one) => one.refused > 0 && !one.locked)
  return [...help.map((kiosk) => ({ kind: /** @type {const} */ ('help'), kiosk })), ...flood.map((kiosk) => ({ kind: /** @type {const} */ ('flood'), kiosk }))]
}

/** A reason that the server keeps in Indonesian, in the words of the page. @param {string} reason @param {'locks' | 'cancels'} of @param {Language} language */
export function reasonWords(reason, of, language) {
  const known = TEXTS.id[of].indexOf(reason)
  return known < 0 ? reason : TEXTS[language][of][known]
}
