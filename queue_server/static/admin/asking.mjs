// @ts-check
// Questions of the admin page that a refusal is told in, and what is shown this once.
import { Refused } from '/static/api.mjs'
import { el, icon } from '/static/dom.mjs'
import { ask as question, close } from '../counter/dialogs.mjs'
import { language } from '../login/language.mjs'
import { refusal } from '../login/refusals.mjs'
import { TEXTS } from './texts.mjs'

const words = () => TEXTS[language()]

/** Runs something and says in the dialog why it was refused. @param {HTMLElement} told @param {HTMLButtonElement} button @param {() => Promise<unknown>} act */
export async function trying(told, button, act) {
  button.disabled = true
  try {
    await act()
  } catch (error) {
    told.replaceChildren(icon('i-alert'), el('span', {}, refusal(error instanceof Refused ? error : { code: 'unexpected' }, language())))
    told.hidden = false
  } finally {
    button.disabled = false
  }
}

/** The page may be built anew behind a question: when it is answered, the focus goes back to the button with this `data-id`.
 * @param {HTMLElement} dialog @param {string} id */
export function backTo(dialog, id) {
  dialog.addEventListener('close', () => {
    const button = document.querySelector(`[data-id="${CSS.escape(id)}"]`)
    if (document.activeElement === document.body && button instanceof HTMLElement) button.focus()
  })
  return dialog
}

/** @param {string} title @param {string} more @param {string} yes @param {() => Promise<unknown>} act @returns {HTMLElement} the dialog */
export function confirm(title, more, yes, act) {
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'button', onclick: () => { void trying(told, button, async () => { await act(); if (asked.open) close() }) } }, yes))
  const asked = question({ title, more, cancel: words().cancel, body: told, footer: [button] })
  asked.classList.add('small-dialog')
  return asked
}

/** Shows what is never shown again. @param {string} title @param {string[][]} facts @param {string} note @returns {HTMLElement} the dialog */
export function secret(title, facts, note) {
  const t = words()
  const copy = (/** @type {string} */ value) => {
    const button = el('button', { class: 'btn', type: 'button', onclick: () => { void navigator.clipboard.writeText(value).then(() => { button.textContent = t.copied }) } }, t.copy)
    return navigator.clipboard ? button : null
  }
  const shown = question({ title, more: t.token_more, cancel: t.done, body: el('div', { class: 'ask' }, ...facts.map(([label, value]) => el('div', { class: 'code' }, el('small', {}, label), el('b', {}, value), copy(value))), note ? el('p', {}, note) : null) })
  shown.classList.add('small-dialog')
  return shown
}
