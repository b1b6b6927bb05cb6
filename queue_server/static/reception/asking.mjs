// @ts-check
// The questions of the reception: where a copy is printed, why a number is cancelled or a kiosk locked, which number of the roll.
import { el } from '/static/dom.mjs'
import * as dialogs from '../counter/dialogs.mjs'
import { language } from '../login/language.mjs'
import { TEXTS } from './texts.mjs'
import { printerName } from './words.mjs'

/** A field with its button below the choices of a dialog. @param {string} label @param {string} button @param {(typed: string) => string | null | void} done answers what is wrong, or nothing
 * @param {{numeric?: boolean, least?: number}} [how] */
export function ownField(label, button, done, { numeric = false, least = 1 } = {}) {
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'own', maxlength: '120', autocomplete: 'off', inputmode: numeric ? 'numeric' : null }))
  const wrong = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const send = (/** @type {Event} */ event) => {
    event.preventDefault()
    if (field.value.trim().length < least) { field.focus(); return }
    const why = done(field.value.trim())
    if (why) { wrong.textContent = why; wrong.hidden = false; field.select() } else dialogs.close()
  }
  return el('form', { class: 'own', onsubmit: send, novalidate: true }, wrong, el('div', { class: 'field' }, el('label', { for: 'own' }, label), field), el('button', { class: 'btn loud', type: 'submit' }, button))
}

/** A reason: one of the usual ones, kept in Indonesian, or another. @param {{title: string, more: string, of: 'locks' | 'cancels', then: (reason: string) => void}} wants */
export function askReason({ title, more, of, then }) {
  const t = TEXTS[language()]
  const usual = dialogs.choices(t[of].map((text, index) => ({ text, choose: () => then(TEXTS.id[of][index]) })))
  dialogs.ask({ title, more, cancel: t.back, body: el('div', {}, usual, ownField(t.other_reason, title.split(' ')[0], then, { least: 3 })) })
}

/** Which printer makes the copy. @param {{title: string, more: string, printers: any[], then: (printer: string) => void}} wants */
export function askPrinter({ title, more, printers, then }) {
  const t = TEXTS[language()]
  const body = dialogs.choices(printers.map((one) => ({ text: printerName(printers, one.name, language()), more: one.ready ? '' : t.printer_off, choose: () => then(one.name) })))
  dialogs.ask({ title, more, cancel: t.back, body })
}

/** A number of the roll. @param {{title: string, more: string, label: string, button: string, done: (typed: string) => string | null | void}} wants */
export function askNumber({ title, more, label, button, done }) {
  const own = ownField(label, button, done, { numeric: true })
  dialogs.ask({ title, more, cancel: TEXTS[language()].back, body: own })
  own.querySelector('input')?.focus()
}
