// @ts-check
// Where to send the visitor at the counter: another service, a counter or person of one's own, or both.
import { el, icon, say } from '/static/dom.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { here } from '../login/session.mjs'
import { ask, choices, close } from './dialogs.mjs'
import { counterNamed, name, serviceNamed } from './named.mjs'
import { destinations, servedBy, spaced, splitName } from './rows.mjs'
import { rulesOf } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./store.mjs').State} State */

/** @param {State} state @param {import('./questions.mjs').Do} act */
export function askTransfer(state, act) {
  const t = TEXTS[language()]
  const r = RULE[language()]
  const ticket = state.desk?.ticket
  if (!ticket) return
  const { services } = state.hall
  const agency = services.find((/** @type {any} */ one) => one.code === ticket.service)?.agency
  /** @type {{counter?: string, staff?: string}} */
  const whom = {}
  const offered = destinations(services, ticket.service, agency)
  const places = choices(offered.map((service) => ({ text: name(service), more: told(state, service, agency), choose: () => { void act('transfer', { ...whom, service: service.code }) } })))
  const same = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn same', type: 'button', disabled: true, 'data-key': 's', onclick: () => { close(); void act('transfer', whom) } },
    icon('i-transfer'), el('span', {}, fill(r.move_same, { service: serviceNamed(state, ticket.service) }), el('small', {}, r.move_same_first)), el('kbd', {}, 'S')))
  // Nobody waits for ever at a counter that does not serve it.
  const chosen = () => {
    const there = servedBy(state.hall.counters, whom)
    same.disabled = there === null || !there.has(ticket.service)
    for (const [index, button] of [...places.children].entries()) if (button instanceof HTMLButtonElement) button.disabled = there !== null && !there.has(offered[index].code)
    const small = same.querySelector('small')
    if (small) small.textContent = there === null ? r.move_same_first : same.disabled ? r.move_not_there : r.move_same_now
    document.getElementById('dialog-title')?.focus() // number keys choose a service again
  }
  const { counters, staff } = targets(state)
  const to = counters.length + staff.length === 0 ? null : el('div', { class: 'targets' },
    counters.length ? select('move-counter', r.move_counter, counters, (value) => { whom.counter = value || undefined; chosen() }) : null,
    staff.length ? select('move-staff', r.move_staff, staff, (value) => { whom.staff = value || undefined; chosen() }) : null, same)
  ask({ title: fill(t.transfer_title, { number: spaced(ticket) }), more: t.transfer_more, cancel: t.cancel, still: () => state.desk?.ticket?.id === ticket.id, wide: to !== null,
    body: el('div', {}, to ? el('h3', {}, r.move_to) : null, to, to ? el('h3', {}, r.move_services) : null, places) })
}

/** Open counters but this one, and who sits at one, but the person here. @param {State} state */
function targets(state) {
  if (!state.desk?.rules) return { counters: [], staff: [] }
  const rules = rulesOf(state.desk)
  const open = rules.counters ?? state.hall.counters.filter((/** @type {any} */ one) => one.state === 'open').map((/** @type {any} */ one) => one.code)
  return { counters: open.filter((/** @type {string} */ code) => code !== state.code).map((/** @type {string} */ code) => [code, counterNamed(state, code)]),
    staff: rules.staff.filter((one) => one && one !== here.person?.name).map((one) => [one, one]) }
}

/** @param {string} id @param {string} label @param {string[][]} options @param {(value: string) => void} choose */
function select(id, label, options, choose) {
  const field = /** @type {HTMLSelectElement} */ (el('select', { id }, el('option', { value: '' }, RULE[language()].move_any), ...options.map(([value, text]) => el('option', { value }, text))))
  field.addEventListener('change', () => choose(field.value))
  return el('div', { class: 'field' }, el('label', { for: id }, label), field)
}

/** What is to know about a service before sending somebody there. @param {State} state @param {any} service @param {string | undefined} agency */
function told(state, service, agency) {
  const t = TEXTS[language()]
  const { agencies, counters } = state.hall
  const open = counters.filter((/** @type {any} */ one) => one.state === 'open' && one.services.includes(service.code))
  const at = open.length ? open.map((/** @type {any} */ one) => splitName(say(one.name, language()))[1] || name(one)).join(', ') : null
  return [service.agency === agency ? null : say(agencies.find((/** @type {any} */ one) => one.code === service.agency)?.name, language()),
    fill(t.n_waiting, { n: state.counts.get(service.code) ?? service.waiting }), at ? fill(t.at_counters, { at }) : t.no_counters].filter(Boolean).join(', ')
}
