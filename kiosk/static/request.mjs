// @ts-check
// Asking for a number so that one visitor gets exactly one: which key a press carries, and when the same request is sent again.

const SAME_PRESS_S = 1.5
const PAUSES_MS = [250, 500, 1000, 2000]

/** @typedef {import('./flow.mjs').Wanted} Wanted */
/** @typedef {{key: string, wanted: Wanted, at: number}} Press */

/** The press to send: a second touch for the same thing within 1.5 s is the same request.
 * @param {Press | null} last @param {Wanted} wanted @param {number} at seconds @param {() => string} fresh @returns {Press} */
export function press(last, wanted, at, fresh) {
  const same = last && JSON.stringify(last.wanted) === JSON.stringify(wanted)
  return same && at - last.at < SAME_PRESS_S ? last : { key: fresh(), wanted, at }
}

/** Whether nobody knows if the number was given: then the same request, with the same key, must be sent again. A kiosk that is told to
 * wait between numbers knows: none was given.
 * @param {{status: number, code?: string}} refusal */
export const unsure = ({ status, code }) => code !== 'too_many_tickets' && (status === 0 || status === 408 || status === 429 || status >= 500)

/** Where and with what a number is asked for. @param {Wanted} wanted @returns {[string, object]} */
export function asking({ booking, priority, ...rest }) {
  if (booking !== undefined) return [`/api/v1/bookings/${encodeURIComponent(booking)}/check-in`, {}]
  return ['/api/v1/tickets', priority ? { ...rest, priority } : rest]
}

/** The ticket for `press`, asked for until there is a clear answer; null when `wanted()` says nobody waits any more.
 * Throws the refusal when the answer is a clear no.
 * @param {Press} press @param {(method: string, path: string, body: object, headers: Record<string, string>) => Promise<any>} ask
 * @param {(ms: number) => Promise<void>} pause @param {() => boolean} wanted */
export async function take(press, ask, pause, wanted) {
  const [path, body] = asking(press.wanted)
  for (let tries = 0; wanted(); tries += 1) {
    try {
      return (await ask('POST', path, body, { 'Idempotency-Key': press.key })).ticket
    } catch (error) {
      if (typeof (/** @type {any} */ (error).status) !== 'number' || !unsure(/** @type {any} */ (error))) throw error
      await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)])
    }
  }
  return null
}
