// @ts-check
// What else is to know about a number: urgent, appointment, who it is for, its visit of several services, its group, rounds missed. No DOM.
import { fill } from '../login/refusals.mjs'
import { clock } from '../hall-time.mjs'

/** `more` is what a narrow window leaves out. @typedef {{icon: string, text: string, more?: string, look?: 'bad'}} Tag
 * @typedef {{service: string, state: string}} Leg
 * @typedef {{zone: string, words: Record<string, any>, service: (code: string) => string, counter: (code: string) => string}} Speech how things are named on this screen */

/** Services of a visit that are still to be or were visited here. @param {any} ticket @returns {Leg[]} */
export const legsOf = (ticket) => (ticket?.legs ?? []).filter((/** @type {Leg} */ leg) => leg.state !== 'dropped')

/** Where a visit of several services stands: which of them is now, and of how many; null for an ordinary visit. @param {any} ticket */
export function legNow(ticket) {
  const legs = legsOf(ticket)
  if (legs.length < 2) return null
  const now = legs.findIndex((leg) => leg.state === 'now')
  const at = now >= 0 ? now : legs.findIndex((leg) => leg.state === 'planned')
  return { at: (at >= 0 ? at : legs.length - 1) + 1, of: legs.length, legs }
}

/** @param {any} ticket @param {Speech} speech @param {{row?: boolean}} [place] a row says emergency and appointment in its reason @returns {Tag[]} */
export function tagsOf(ticket, { zone, words, service, counter }, { row = false } = {}) {
  /** @type {Tag[]} */
  const tags = []
  if (ticket.urgent && !row) tags.push({ icon: 'i-alert', text: words.urgent, look: 'bad' })
  if (ticket.slot && !(row && /^Janji/.test(ticket.reason ?? ''))) tags.push({ icon: 'i-calendar', text: fill(words.slot, { at: clock(new Date(ticket.slot), zone) }) })
  const whom = [ticket.for_counter ? counter(ticket.for_counter) : null, ticket.for_staff].filter(Boolean)
  if (whom.length) tags.push({ icon: 'i-right', text: fill(words.for_whom, { who: whom.join(', ') }) })
  const leg = legNow(ticket)
  if (leg) tags.push({ icon: 'i-ticket', text: fill(words.leg, leg), more: `: ${leg.legs.map((one) => service(one.service)).join(', ')}${ticket.any_order ? `, ${words.any_order}` : ''}` })
  if (ticket.visit?.length) tags.push({ icon: 'i-users', text: fill(words.group, { n: ticket.visit.length + 1 }) })
  if (ticket.misses && ticket.state !== 'no_show') tags.push({ icon: 'i-absent', text: fill(words.misses, { n: ticket.misses }) })
  return tags
}
