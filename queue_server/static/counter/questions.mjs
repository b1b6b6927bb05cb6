// @ts-check
// The questions of the console: why pause, where to, why out of order, why cancel, how to leave.
import { el, icon, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask, choices, close } from './dialogs.mjs'
import { capital, destinations, spaced, splitName, wait, why } from './rows.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./store.mjs').State} State
 * @typedef {(act: string, extra?: import('./requests.mjs').Extra) => Promise<boolean>} Do */

const words = () => TEXTS[language()]
const name = (/** @type {any} */ thing) => capital(say(thing?.short ?? thing?.name, language()))

/** @param {State} state @param {Do} act */
export function askPause(state, act) {
  const t = words()
  const ticket = state.desk?.ticket
  const more = ticket ? `${fill(t.pause_finishes, { number: spaced(ticket) })} ${t.pause_more}` : t.pause_more
  ask({ title: fill(t.pause_title, { counter: name(state.desk?.counter) }), more, cancel: t.cancel, still: () => state.desk?.counter.state === 'open' && state.desk.ticket?.id === ticket?.id,
    body: choices(TEXTS.id.pauses.map((reason, index) => ({ text: capital(t.pauses[index]), choose: () => act('pause', { reason }) }))) })
}

/** Where to send the current visitor. @param {State} state @param {Do} act */
export function askTransfer(state, act) {
  const t = words()
  const ticket = state.desk?.ticket
  if (!ticket) return
  const { services, agencies, counters } = state.hall
  const agency = services.find((/** @type {any} */ one) => one.code === ticket.service)?.agency
  const more = (/** @type {any} */ service) => {
    const open = counters.filter((/** @type {any} */ one) => one.state === 'open' && one.services.includes(service.code))
    const at = open.length ? open.map((/** @type {any} */ one) => splitName(say(one.name, language()))[1] || name(one)).join(', ') : null
    return [service.agency === agency ? null : say(agencies.find((/** @type {any} */ one) => one.code === service.agency)?.name, language()),
      fill(t.n_waiting, { n: state.counts.get(service.code) ?? service.waiting }), at ? fill(t.at_counters, { at }) : t.no_counters].filter(Boolean).join(', ')
  }
  ask({ title: fill(t.transfer_title, { number: spaced(ticket) }), more: t.transfer_more, cancel: t.cancel, still: () => state.desk?.ticket?.id === ticket.id,
    body: choices(destinations(services, ticket.service, agency).map((service) => ({ text: name(service), more: more(service), choose: () => act('transfer', { service: service.code }) }))) })
}

/** A waiting, held or missed ticket: call it out of order, print it again, cancel it.
 * @param {State} state @param {any} ticket @param {Do} act @param {string | null} hindrance why nobody can be called now */
export function askTicket(state, ticket, act, hindrance) {
  const t = words()
  const service = state.hall.services.find((/** @type {any} */ one) => one.code === ticket.service)
  const waited = wait(ticket, hallNow(), undefined).minutes
  const reason = ticket.reason ? why(ticket.reason, t, (id) => priorityName(state, id)).text : `${t.came} ${clock(new Date(ticket.issued_at), state.hall.site.time_zone)}`
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'own-reason', maxlength: 200, autocomplete: 'off' }))
  const own = el('form', { class: 'own', onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    if (!field.value.trim()) { field.focus(); return }
    const given = field.value.trim()
    close()
    act('call', { ticket: ticket.id, reason: given })
  } }, el('div', { class: 'field' }, el('label', { for: 'own-reason' }, t.other_reason), field), el('button', { class: 'btn', type: 'submit' }, icon('i-call'), t.call))
  const call = hindrance ? el('p', { class: 'told' }, icon('i-info'), hindrance) : el('div', {}, el('h3', {}, t.out_of_order),
    choices(TEXTS.id.calls.map((stored, index) => ({ text: capital(t.calls[index]), choose: () => act('call', { ticket: ticket.id, reason: stored }) }))), own)
  ask({ title: fill(t.ticket_title, { number: spaced(ticket) }), more: fill(t.ticket_more, { service: name(service), why: reason, n: waited }), cancel: t.close_dialog, body: call,
    footer: [el('button', { class: 'btn', type: 'button', onclick: () => { close(); act('reprint', { ticket: ticket.id }) } }, icon('i-printer'), t.reprint),
      ['waiting', 'on_hold'].includes(ticket.state) ? el('button', { class: 'btn', type: 'button', onclick: () => askCancel(ticket, act) }, icon('i-x'), t.cancel_ticket) : null] })
}

/** @param {any} ticket @param {Do} act */
function askCancel(ticket, act) {
  const t = words()
  ask({ title: fill(t.cancel_title, { number: spaced(ticket) }), more: t.cancel_more, cancel: t.cancel,
    body: choices(TEXTS.id.cancels.map((reason, index) => ({ text: capital(t.cancels[index]), choose: () => act('cancel', { ticket: ticket.id, reason }) }))) })
}

/** Leaving an open counter: close it first, or leave it open. @param {State} state @param {Do} act @param {() => void} leave */
export function askLeave(state, act, leave) {
  const t = words()
  const { desk } = state
  if (!desk || desk.counter.state === 'closed') { leave(); return }
  const busy = desk.ticket ? fill(t.leave_busy, { number: spaced(desk.ticket) }) : t.leave_more
  ask({ title: fill(t.leave_title, { counter: name(desk.counter) }), more: busy, cancel: t.cancel,
    body: choices([{ text: t.leave_close, off: desk.ticket !== null, choose: () => { void act('close').then((closed) => { if (closed) leave() }) } }, { text: t.leave_open, choose: leave }]) })
}

/** The name of a priority class in the screen's language, from its Indonesian one. @param {State} state @param {string} id */
export function priorityName(state, id) {
  return name(state.hall.priorities.find((/** @type {any} */ one) => one.name?.id === id)) || id
}
