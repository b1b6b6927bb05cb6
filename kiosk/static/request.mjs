// @ts-check
// Asking for a number so that one visitor gets exactly one: which key a press carries, and when the same request is sent again.

const SAME_PRESS_S = 1.5
const PAUSES_MS = [250, 500, 1000, 2000]

/** @typedef {import('./flow.mjs').Wanted} Wanted */
/** @typedef {{key: string, wanted: Wanted, at: number}} Press */

/** The press to send: a second touch for the same thing within 1.5 s is the same request.
 * @param {Press | null} last @param {Wanted} wanted @param {number} at seconds @param {() => string} fresh @returns {Press} */
export function press(last, wanted, at, fresh) {
  const same = last && last.wanted.service === wanted.service && last.wanted.priority === wanted.priority && last.wanted.language === wanted.language
  return same && at - last.at < SAME_PRESS_S ? last : { key: fresh(), wanted, at }
}

/** Whether nobody knows if the number was given: then the same request, with the same key, must be sent again.
 * @param {{status: number}} refusal */
export const unsure = ({ status }) => status === 0 || status === 408 || status === 429 || status >= 500

/** The ticket for `press`, asked for until there is a clear answer; null when `wanted()` says nobody waits any more.
 * Throws the refusal when the answer is a clear no.
 * @param {Press} press @param {(method: string, path: string, body: object, headers: Record<string, string>) => Promise<any>} ask
 * @param {(ms: number) => Promise<void>} pause @param {() => boolean} wanted */
export async function take(press, ask, pause, wanted) {
  const { service, priority, language } = press.wanted
  const body = priority ? { service, priority, language } : { service, language }
  for (let tries = 0; wanted(); tries += 1) {
    try {
      return (await ask('POST', '/api/v1/tickets', body, { 'Idempotency-Key': press.key })).ticket
    } catch (error) {
      if (typeof (/** @type {any} */ (error).status) !== 'number' || !unsure(/** @type {any} */ (error))) throw error
      await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)])
    }
  }
  return null
}
