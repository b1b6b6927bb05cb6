// @ts-check
// Which choices of a service still give numbers: a channel that is used up closes only itself. Pure.

/** @typedef {{open: boolean, closed_reason: string | null, quotas?: Record<string, number | null>}} Service */

/** @param {Service} service @param {string} channel numbers left in it; Infinity when nobody counts */
const left = (service, channel) => service.quotas?.[channel] ?? Infinity

/** Whether regular and priority numbers can be had. A service whose regular numbers are used up, by whatever sign the server gives, still gives
 * priority ones as long as those are counted apart and left.
 * @param {Service} service @param {readonly any[]} priorities @returns {{regular: boolean, priority: boolean}} */
export function ways(service, priorities) {
  const counted = left(service, 'priority')
  const used = service.closed_reason === 'quota_reached' && Number.isFinite(counted)
  return {
    regular: service.open && left(service, 'walk_in') > 0,
    priority: priorities.length > 0 && (service.open || used) && counted > 0,
  }
}

/** The hall with each service marked with what can be had: `open` when anything can, `regular`, `priority`.
 * A server that does not count by channel changes nothing. @param {any} hall */
export const prepared = (hall) => ({
  ...hall,
  services: hall.services.map((/** @type {any} */ service) => {
    const can = ways(service, hall.priorities)
    const open = can.regular || can.priority
    return { ...service, ...can, open, closed_reason: open ? null : service.closed_reason ?? 'quota_reached' }
  }),
})
