// @ts-check
// What is chosen before a number is given, and what is then asked of the server. No DOM, no network.

export const MOST = 10
export const MOST_ALSO = 5

/** `also`: further services of the same visit. `printer`: a name, or null for no paper.
 * @typedef {{service: string | null, priority: string | null, language: string, count: number, also: string[], anyOrder: boolean, printer: string | null}} Choice
 * @typedef {{code: string}} Coded */

/** Nothing chosen; language and printer stay as they are at this desk. @param {string} language @param {string | null} printer @returns {Choice} */
export const blank = (language, printer) => ({ service: null, priority: null, language, count: 1, also: [], anyOrder: false, printer })

/** With this service; with `more` one further service of the visit. Picking the same again changes nothing.
 * @param {Choice} choice @param {string} code @param {boolean} more @returns {Choice} */
export function withService(choice, code, more) {
  if (!more || choice.service === null) return { ...choice, service: code, also: choice.also.filter((one) => one !== code) }
  if (code === choice.service || choice.also.includes(code) || choice.also.length >= MOST_ALSO) return choice
  return { ...choice, also: [...choice.also, code], count: 1 }
}

/** Without a service: the next one of the visit takes its place. @param {Choice} choice @param {string} code @returns {Choice} */
export function withoutService(choice, code) {
  if (code !== choice.service) { const also = choice.also.filter((one) => one !== code); return { ...choice, also, anyOrder: also.length > 0 && choice.anyOrder } }
  const [next = null, ...rest] = choice.also
  return { ...choice, service: next, also: rest, anyOrder: rest.length > 0 && choice.anyOrder }
}

/** One number more or less. A visit of several services has one number. @param {Choice} choice @param {number} by @returns {Choice} */
export const withMore = (choice, by) => ({ ...choice, count: choice.also.length ? 1 : Math.max(1, Math.min(MOST, choice.count + by)) })

/** What comes after `now` in `all`, the first after the last. @template T @param {readonly T[]} all @param {T} now @returns {T} */
export const next = (all, now) => all[(all.indexOf(now) + 1) % all.length]

/** The body of one number. What is as usual is left out, so that a server that does not know it does not mind.
 * @param {Choice} choice @param {string | null} group token of the first number of the group */
export function body(choice, group) {
  return {
    service: choice.service, language: choice.language,
    ...(choice.priority ? { priority: choice.priority } : {}), ...(choice.printer ? { printer: choice.printer } : {}),
    ...(choice.also.length ? { also: choice.also, any_order: choice.anyOrder } : {}), ...(group ? { group } : {}),
  }
}

/** One press: a key for each number, made once, so that the press can be sent again until all of them are there.
 * @typedef {{choice: Choice, keys: string[], tickets: any[]}} Press */

/** @param {Choice} choice @param {() => string} key @returns {Press} */
export const press = (choice, key) => ({ choice, keys: Array.from({ length: choice.count }, key), tickets: [] })

/** Asks for what is missing of a press, one after the other; what is there stays in `tickets` when it breaks off.
 * @param {Press} pressed @param {(body: object, key: string) => Promise<any>} take gives the ticket */
export async function complete(pressed, take) {
  while (pressed.tickets.length < pressed.keys.length) {
    const at = pressed.tickets.length
    pressed.tickets.push(await take(body(pressed.choice, at ? pressed.tickets[0].token : null), pressed.keys[at]))
  }
  return pressed.tickets
}

/** Whether the same press may be sent again: nobody knows whether the number was given. @param {{code: string, status: number}} refused */
export const mayRepeat = ({ code, status }) => code === 'unreachable' || status >= 500
