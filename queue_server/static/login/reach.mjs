// @ts-check
// What of the hall is for a person who is bound to agencies; without any it is the whole hall. The server decides, pages only hide the rest.

/** @typedef {{code: string, agency: string}} Service
 * @typedef {{code: string, services: string[], helps?: string[]}} Counter */

/** @template {Service} S @param {readonly S[]} services @param {readonly string[]} agencies @returns {S[]} */
export const ownServices = (services, agencies) => services.filter((one) => !agencies.length || agencies.includes(one.agency))

/** Counters whose own work is all theirs; what they help with may be anybody's.
 * @template {Counter} C @param {readonly C[]} counters @param {readonly Service[]} services @param {readonly string[]} agencies @returns {C[]} */
export function ownCounters(counters, services, agencies) {
  if (!agencies.length) return [...counters]
  const mine = new Set(ownServices(services, agencies).map((one) => one.code))
  return counters.filter((counter) => {
    const own = counter.services.filter((code) => !counter.helps?.includes(code))
    const work = own.length ? own : counter.services
    return work.length > 0 && work.every((code) => mine.has(code))
  })
}
