// @ts-check
// The questions of the console: why pause, why out of order, why an emergency, why cancel, how to leave.
import { el, icon, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { here } from '../login/session.mjs'
import { ask, choices, close, ownReason } from './dialogs.mjs'
import { capital, spaced, wait, why } from './rows.mjs'
import { RULE } from './rule-texts.mjs'
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

/** A waiting, held or missed ticket: call it out of order, print it again, cancel it.
 * @param {State} state @param {any} ticket @param {Do} act @param {string | null} hindrance why nobody can be called now */
export function askTicket(state, ticket, act, hindrance) {
  const t = words()
  const service = state.hall.services.find((/** @type {any} */ one) => one.code === ticket.service)
  const waited = wait(ticket, hallNow(), undefined).minutes
  const reason = whyOf(state, ticket).text
  const own = ownReason(t.other_reason, t.call, (given) => { void act('call', { ticket: ticket.id, reason: given }) }, icon('i-call'))
  const call = hindrance ? el('p', { class: 'told' }, icon('i-info'), hindrance) : el('div', {}, el('h3', {}, t.out_of_order),
    choices(TEXTS.id.calls.map((stored, index) => ({ text: capital(t.calls[index]), choose: () => act('call', { ticket: ticket.id, reason: stored }) }))), own)
  ask({ title: fill(t.ticket_title, { number: spaced(ticket) }), more: fill(t.ticket_more, { service: name(service), why: reason, n: waited }), cancel: t.close_dialog, body: call,
    footer: [el('button', { class: 'btn', type: 'button', onclick: () => { close(); act('reprint', { ticket: ticket.id }) } }, icon('i-printer'), t.reprint),
      ticket.state === 'waiting' && !ticket.urgent && here.person?.role !== 'staff' && state.desk?.rules ? el('button', { class: 'btn', type: 'button', 'data-id': 'urgent', onclick: () => { void act('urgent', { ticket: ticket.id }) } }, icon('i-alert'), RULE[language()].urgent) : null,
      ['waiting', 'on_hold'].includes(ticket.state) ? el('button', { class: 'btn', type: 'button', onclick: () => askCancel(ticket, act) }, icon('i-x'), t.cancel_ticket) : null] })
}

/** Only a supervisor may: somebody goes before everybody, and it is counted. @param {State} state @param {any} ticket @param {Do} act */
export function askUrgent(state, ticket, act) {
  const t = RULE[language()]
  const give = (/** @type {string} */ reason) => { void act('urgent', { ticket: ticket.id, reason }) }
  ask({ title: fill(t.urgent_title, { number: spaced(ticket) }), more: t.urgent_more, cancel: words().cancel,
    body: el('div', {}, choices(RULE.id.urgents.map((reason, index) => ({ text: capital(t.urgents[index]), choose: () => give(reason) }))), ownReason(t.urgent_own, t.urgent, give, icon('i-alert'))) })
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

/** Why a ticket stands or was called where it is, with the icon of its kind. @param {State} state @param {any} ticket */
export function whyOf(state, ticket) {
  const t = words()
  const told = ticket.reason ? why(ticket.reason, t, (id) => priorityName(state, id)) : { icon: '', text: `${t.came} ${clock(new Date(ticket.issued_at), state.hall.site.time_zone)}` }
  return { icon: told.icon, text: ticket.because?.[language()] ?? told.text }
}

/** The name of a priority class in the screen's language, from its Indonesian one. @param {State} state @param {string} id */
export function priorityName(state, id) {
  return name(state.hall.priorities.find((/** @type {any} */ one) => one.name?.id === id)) || id
}
