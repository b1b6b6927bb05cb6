// @ts-check
// Questions in front of the console: one heading, choices with number keys, one way out. The browser keeps the focus inside.
import { el } from '/static/dom.mjs'

/** @typedef {{text: string, more?: string, off?: boolean, choose: () => void}} Choice */

/** @type {{node: HTMLDialogElement, still: () => boolean} | null} */
let open = null

/** A button of the choices, with its number key up to nine. @param {Choice} choice @param {number} index */
function button(choice, index) {
  return el('button', { class: 'btn', type: 'button', disabled: choice.off, onclick: () => { close(); choice.choose() } },
    el('span', {}, choice.text, choice.more ? el('small', {}, choice.more) : null), index < 9 ? el('kbd', {}, String(index + 1)) : null)
}

/** The choices of a dialog, two in a row. @param {Choice[]} choices */
export function choices(choices) {
  return el('div', { class: 'reasons' }, ...choices.map(button))
}

/** Shows a dialog; `still` says whether it still makes sense, asked after every change.
 * @param {{title: string, more?: string, body: Node, footer?: (Node | null)[], cancel: string, still?: () => boolean}} wants */
export function ask(wants) {
  close()
  const title = el('h2', { id: 'dialog-title', tabindex: '-1', autofocus: true }, wants.title)
  const node = /** @type {HTMLDialogElement} */ (el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' }, title,
    wants.more ? el('p', {}, wants.more) : el('p', { hidden: true }), el('div', { class: 'dialog-body' }, wants.body),
    el('footer', {}, ...(wants.footer ?? []), el('button', { class: 'btn', type: 'button', onclick: () => close() }, wants.cancel, el('kbd', {}, 'Esc')))))
  node.addEventListener('close', () => { node.remove(); if (open?.node === node) open = null })
  document.body.append(node)
  open = { node, still: wants.still ?? (() => true) }
  // The heading gets the focus: Enter or Space pressed out of habit must not choose anything.
  node.showModal()
  return node
}

/** Closes the dialog, if one is open. */
export function close() {
  open?.node.close()
}

/** Whether a dialog is open. */
export const isOpen = () => open !== null

/** Presses the choice with this number. @param {string} digit */
export function pick(digit) {
  const found = open?.node.querySelectorAll('.reasons .btn')[Number(digit) - 1]
  if (found instanceof HTMLButtonElement) found.click()
}

/** Closes a dialog whose question is no longer a question. */
export function settle() {
  if (open && !open.still()) close()
}
