// @ts-check
// Serving somebody without a number, and which services this counter takes now.
import { el } from '/static/dom.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask, choices, close } from './dialogs.mjs'
import { name, serviceNamed } from './named.mjs'
import { servingOf } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./store.mjs').State} State
 * @typedef {import('./questions.mjs').Do} Do */

/** @param {State} state @param {Do} act */
export function askWalkIn(state, act) {
  const t = RULE[language()]
  /** @type {string | undefined} */
  let priority
  const classes = [{ code: '', name: null }, ...state.hall.priorities]
  const chips = classes.map((one) => el('button', { class: 'btn', type: 'button', 'aria-pressed': String(one.code === ''), onclick: () => {
    priority = one.code || undefined
    for (const [index, chip] of chips.entries()) chip.setAttribute('aria-pressed', String(classes[index] === one))
  } }, one.code ? name(one) : t.plain_class))
  const { own, helps } = servingOf(state.desk?.counter)
  ask({ title: t.walk_in_title, more: t.walk_in_more, cancel: TEXTS[language()].cancel, still: () => state.desk?.ticket === null && state.desk.counter.state === 'open',
    body: el('div', {}, el('fieldset', { class: 'chosen' }, el('legend', {}, t.walk_in_class), ...chips), el('h3', {}, t.walk_in_service),
      choices([...own, ...helps].map((service) => ({ text: serviceNamed(state, service), more: helps.includes(service) ? t.helps : undefined, choose: () => { void act('walkIn', { service, priority }) } })))) })
}

/** @param {State} state @param {Do} act */
export function askNarrow(state, act) {
  const t = RULE[language()]
  const { counter } = state.desk ?? {}
  const { all, own, helps } = servingOf(counter)
  const now = new Set([...own, ...helps])
  const boxes = all.map((code, index) => /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', id: `serves-${index}`, value: code, checked: now.has(code) })))
  const say = el('p', { class: 'told bad', role: 'alert', hidden: true }, t.narrow_none)
  const save = el('button', { class: 'btn loud', type: 'submit', form: 'narrow' }, t.save)
  const form = el('form', { id: 'narrow', onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    const services = boxes.filter((box) => box.checked).map((box) => box.value)
    say.hidden = services.length > 0
    if (!services.length) return
    close()
    void act('narrow', { services: services.length === all.length ? null : services })
  } }, el('div', { class: 'ticks' }, ...all.map((code, index) => el('label', { for: `serves-${index}` }, boxes[index], el('span', {}, serviceNamed(state, code), (counter?.helps ?? []).includes(code) ? el('small', {}, t.helps) : null)))), say)
  ask({ title: fill(t.narrow_title, { counter: name(counter) }), more: t.narrow_more, cancel: TEXTS[language()].cancel, body: form,
    footer: [counter?.narrowed ? el('button', { class: 'btn', type: 'button', 'data-id': 'narrow-all', onclick: () => { close(); void act('narrow', { services: null }) } }, t.narrow_all) : null, save] })
}
