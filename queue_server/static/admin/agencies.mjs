// @ts-check
// Which agencies a person works for: boxes to tick, in the form of a new person and in a question of their own.
import { el, say } from '/static/dom.mjs'
import { ask as question, close } from '../counter/dialogs.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send } from '../login/session.mjs'
import { backTo, trying } from './asking.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {{code: string, name: Record<string, string>}} Agency
 * @typedef {{node: HTMLElement, chosen: () => string[]}} Boxes */

const words = () => TEXTS[language()]

/** In words; none: the whole hall. @param {readonly string[]} codes @param {readonly Agency[]} agencies */
export const agenciesInWords = (codes, agencies) => codes.map((code) => say(agencies.find((one) => one.code === code)?.name, language()) || code).join(', ') || words().whole_hall

/** A box for each agency. @param {readonly Agency[]} agencies @param {readonly string[]} ticked @returns {Boxes} */
export function agencyBoxes(agencies, ticked) {
  const boxes = agencies.map((one) => /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', id: `agency-${one.code}`, value: one.code, checked: ticked.includes(one.code) })))
  const node = el('fieldset', { class: 'agencies' }, el('legend', {}, words().agencies), el('small', {}, words().agencies_hint),
    ...agencies.map((one, index) => el('label', { class: 'box', for: `agency-${one.code}` }, boxes[index], say(one.name, language()))))
  return { node, chosen: () => boxes.filter((box) => box.checked).map((box) => box.value) }
}

/** @param {{name: string, agencies: string[]}} person @param {readonly Agency[]} agencies @param {() => void} changed */
export function askAgencies(person, agencies, changed) {
  const t = words()
  const boxes = agencyBoxes(agencies, person.agencies)
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'button', onclick: () => { void trying(told, button, async () => {
    await send('PUT', `/api/v1/staff/${encodeURIComponent(person.name)}/agencies`, { agencies: boxes.chosen() })
    close()
    changed()
  }) } }, t.save))
  const asked = question({ title: fill(t.agencies_title, person), cancel: t.cancel, body: el('div', { class: 'ask' }, told, boxes.node), footer: [button] })
  backTo(asked, `agencies-${person.name}`)
}
