// @ts-check
// How long to hold the number at the counter: some minutes, the usual time, or until a time of day.
import { el, icon } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask, choices, close } from './dialogs.mjs'
import { spaced } from './rows.mjs'
import { holdChoices, minutesUntil, rulesOf } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @param {import('./store.mjs').State} state @param {import('./questions.mjs').Do} act */
export function askHold(state, act) {
  const t = RULE[language()]
  const ticket = state.desk?.ticket
  if (!ticket) return
  const zone = state.hall.site.time_zone
  const usual = rulesOf(state.desk).hold_min
  const until = (/** @type {number} */ minutes) => fill(t.hold_until, { at: clock(new Date(hallNow().getTime() + minutes * 60000), zone) })
  const offered = choices(holdChoices(usual).map((minutes) => ({ text: fill(t.hold_for, { n: minutes }),
    more: minutes === usual ? `${until(minutes)}, ${t.hold_usual}` : until(minutes), choose: () => { void act('hold', { minutes }) } })))
  ask({ title: fill(t.hold_title, { number: spaced(ticket) }), more: t.hold_more, cancel: TEXTS[language()].cancel, still: () => state.desk?.ticket?.id === ticket.id,
    body: el('div', {}, offered, ownTime(zone, act)) })
}

/** @param {string} zone @param {import('./questions.mjs').Do} act */
function ownTime(zone, act) {
  const t = RULE[language()]
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'own-until', inputmode: 'numeric', maxlength: 5, autocomplete: 'off', placeholder: clock(new Date(hallNow().getTime() + 45 * 60000), zone), required: true }))
  field.addEventListener('input', () => field.setCustomValidity(''))
  return el('form', { class: 'own', onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    const minutes = minutesUntil(field.value, hallNow(), zone)
    if (minutes === null) { field.setCustomValidity(t.hold_past); field.reportValidity(); return }
    close()
    void act('hold', { minutes })
  } }, el('div', { class: 'field' }, el('label', { for: 'own-until' }, t.hold_own), field), el('button', { class: 'btn', type: 'submit' }, icon('i-hold'), TEXTS[language()].hold))
}
