// @ts-check
// How the service of the number at the counter ends: the result chosen for it, and what else was done with it. No DOM.
import { servingOf } from './rules.mjs'
import { legsOf } from './tags.mjs'

/** @typedef {{of: number | null, result: string | null, also: string[]}} Outcome */

/** Nothing chosen. @type {Outcome} */
export const NONE = { of: null, result: null, also: [] }

/** What was chosen for this number; nothing of what was chosen for another. @param {Outcome} chosen @param {any} ticket @returns {Outcome} */
export const outcomeOf = (chosen, ticket) => (ticket?.state === 'serving' && chosen.of === ticket.id ? chosen : { ...NONE, of: ticket?.id ?? null })

/** Chooses a result, or takes it back. @param {Outcome} chosen @param {string} code @returns {Outcome} */
export const withResult = (chosen, code) => ({ ...chosen, result: chosen.result === code ? null : code })

/** Ticks a service that was done, too, or unticks it. @param {Outcome} chosen @param {string} code @returns {Outcome} */
export const withAlso = (chosen, code) => ({ ...chosen, also: chosen.also.includes(code) ? chosen.also.filter((one) => one !== code) : [...chosen.also, code] })

/** Services that may have been done with this one: what is left of the visit first, then what the counter serves. @param {any} ticket @param {any} counter @returns {string[]} */
export function alsoPossible(ticket, counter) {
  const left = legsOf(ticket).filter((leg) => leg.state === 'planned').map((leg) => leg.service)
  const done = new Set(legsOf(ticket).filter((leg) => leg.state === 'done').map((leg) => leg.service))
  return [...new Set([...left, ...servingOf(counter).all])].filter((code) => code !== ticket?.service && !done.has(code))
}

/** What finishing sends. @param {Outcome} chosen @returns {{result?: string, also?: string[]}} */
export const sent = ({ result, also }) => ({ ...(result ? { result } : {}), ...(also.length ? { also } : {}) })
