// @ts-check
// Printing a ticket again: why, by one touch, and on which printer.
import { el, icon } from '/static/dom.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask, choices } from './dialogs.mjs'
import { PAPER } from './paper-texts.mjs'
import { places, usualPrinter } from './papers.mjs'
import { inWords } from './printers.mjs'
import { capital } from './rows.mjs'

/** @typedef {import('./printers.mjs').Printer} Printer
 * @typedef {{title: string, printers: readonly Printer[], own: string | null | undefined, cancel: string, still?: () => boolean,
 *   print: (reason: string, printer: string | undefined) => void}} Wants `own` is the printer of the last paper, when it is known */

/** Asks for the reason; the printer is chosen already. @param {Wants} wants */
export function askReprint({ title, printers, own, cancel, still, print }) {
  const t = PAPER[language()]
  const offered = places(printers, own)
  let chosen = offered[0] && !offered[0].name ? '' : usualPrinter(printers, own)
  const buttons = offered.map((one) => el('button', { class: 'btn', type: 'button', 'data-id': `on-${one.name}`, 'aria-pressed': String(one.name === chosen), onclick: () => {
    chosen = one.name
    for (const [index, button] of buttons.entries()) button.setAttribute('aria-pressed', String(offered[index].name === chosen))
  } }, icon(one.ready ? 'i-printer' : 'i-alert'), el('span', {}, inWords(one.label, language()) || t.own_printer, one.ready ? null : el('small', {}, t.not_ready))))
  const where = printers.length > 1 ? el('fieldset', { class: 'printers' }, el('legend', {}, t.on_printer), ...buttons) : null
  const warning = printers.some((one) => one.ready) ? null : el('p', { class: 'told bad' }, icon('i-alert'), t.none_ready)
  const reasons = choices(PAPER.id.reprints.map((reason, index) => ({ text: capital(t.reprints[index]), choose: () => print(reason, chosen || undefined) })))
  ask({ title, more: t.reprint_more, cancel, still, body: el('div', {}, warning, reasons, where) })
}

/** @param {string} number "A 012" */
export const reprintTitle = (number) => fill(PAPER[language()].reprint_title, { number })
