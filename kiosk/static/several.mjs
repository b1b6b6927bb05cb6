// @ts-check
// One visit with several services: which are chosen, in which order, and what is asked of the server. Pure.

export const MOST = 5

/** @param {readonly string[]} chosen @param {string} service @returns {string[]} */
export const withOne = (chosen, service) => (chosen.includes(service) || chosen.length >= MOST ? [...chosen] : [...chosen, service])

/** @param {readonly string[]} chosen @param {string} service @returns {string[]} */
export const without = (chosen, service) => chosen.filter((one) => one !== service)

/** What a ticket for these services is asked with: the first is its service, the others come along.
 * @param {readonly string[]} chosen @param {string | null} single @param {boolean} anyOrder */
export function asked(chosen, single, anyOrder) {
  if (chosen.length < 2) return { service: chosen[0] ?? single }
  return { service: chosen[0], also: chosen.slice(1), any_order: anyOrder }
}

/** The services of a ticket of several, in order, without the one it stands for now; [] for a ticket of one.
 * @param {{service: string, legs?: {service: string}[] | null}} ticket */
export const others = (ticket) => (ticket.legs ?? []).map((leg) => leg.service).filter((code) => code !== ticket.service)
