// @ts-check
// Questions in front of the console: one heading, choices with number keys, one way out. The browser keeps the focus inside.
import { el } from '/static/dom.mjs'

/** @typedef {{text: string, more?: string, off?: boolean, choose: () => void}} Choice */
/** @typedef {{text: string, more?: string, on: boolean, press: () => boolean}} Toggle `press` answers whether it is on now */

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

/** Choices that stay open and can be taken back, with number keys from `first` on. @param {Toggle[]} all @param {number} [first] */
export function toggles(all, first = 1) {
  return el('div', { class: 'reasons' }, ...all.map((one, index) => {
    const node = el('button', { class: 'btn toggle', type: 'button', 'aria-pressed': String(one.on), onclick: () => { node.setAttribute('aria-pressed', String(one.press())) } },
      el('span', {}, one.text, one.more ? el('small', {}, one.more) : null), index + first < 10 ? el('kbd', {}, String(index + first)) : null)
    return node
  }))
}

/** A reason in one's own words. @param {string} label @param {HTMLElement | string} button @param {(reason: string) => void} give @param {Node | null} [picture] */
export function ownReason(label, button, give, picture = null) {
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'own-reason', maxlength: 200, autocomplete: 'off' }))
  return el('form', { class: 'own', onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    const given = field.value.trim()
    if (!given) { field.focus(); return }
    close()
    give(given)
  } }, el('div', { class: 'field' }, el('label', { for: 'own-reason' }, label), field), el('button', { class: 'btn', type: 'submit' }, picture, button))
}

/** Shows a dialog; `still` says whether it still makes sense, asked after every change.
 * @param {{title: string, more?: string, body: Node, footer?: (Node | null)[], cancel: string, wide?: boolean, still?: () => boolean}} wants */
export function ask(wants) {
  close()
  const title = el('h2', { id: 'dialog-title', tabindex: '-1', autofocus: true }, wants.title)
  const node = /** @type {HTMLDialogElement} */ (el('dialog', { class: wants.wide ? 'dialog wide' : 'dialog', 'aria-labelledby': 'dialog-title' }, title,
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
export const isOpen = () => open !== null && open.node.open // its close event comes a moment later

/** Presses the choice with this number or letter. @param {string} name of a key */
export function pick(name) {
  const found = /^\d$/.test(name) ? open?.node.querySelectorAll('.reasons .btn')[Number(name) - 1] : open?.node.querySelector(`[data-key="${name}"]`)
  if (found instanceof HTMLButtonElement) found.click()
}

/** Closes a dialog whose question is no longer a question. */
export function settle() {
  if (open && !open.still()) close()
}
