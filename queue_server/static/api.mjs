// @ts-check
// HTTP to the server: JSON in, JSON out, refusals as one kind of error.

/** A refusal of the server, or `unreachable` when there was no answer in time. `facts` is the whole problem document. */
export class Refused extends Error {
  /** @param {string} code @param {number} status @param {Record<string, any>} [facts] */
  constructor(code, status, facts = {}) {
    super(code)
    this.code = code
    this.status = status
    this.facts = facts
  }
}

/** A signal that ends a request after `ms`: AbortSignal.timeout is newer than many TVs. @param {number} ms */
export function within(ms) {
  const end = new AbortController()
  setTimeout(() => end.abort(), ms)
  return end.signal
}

/** @typedef {{token?: string | null, csrf?: string | null, timeoutMs?: number}} Who */

/** Calls that send as this device or person. `ask('POST', '/api/v1/tickets', {service: 'KTP'}, {'Idempotency-Key': key})`
 * gives the parsed answer, or null for 204; throws Refused.
 * @param {Who} who */
export function client(who) {
  /** @param {string} method @param {string} path @param {object} [body] @param {Record<string, string>} [headers] @returns {Promise<any>} */
  return async function ask(method, path, body, headers = {}) {
    const all = { ...headers }
    if (who.token) all.Authorization = `Bearer ${who.token}`
    if (who.csrf && method !== 'GET') all['X-CSRF-Token'] = who.csrf
    if (body !== undefined) all['Content-Type'] = 'application/json'
    let answer
    try {
      answer = await fetch(path, { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store', credentials: 'same-origin', signal: within(who.timeoutMs ?? 5000) })
    } catch (error) {
      throw new Refused('unreachable', 0, { cause: String(error) })
    }
    if (answer.status === 204) return null
    const parsed = await answer.json().catch((/** @type {unknown} */ error) => {
      // An answer that broke off in the middle is none; only a refusal may come without a document.
      if (answer.ok) throw new Refused('unreachable', 0, { cause: String(error) })
      return {}
    })
    if (!answer.ok) throw new Refused(parsed.code ?? 'unexpected', answer.status, parsed)
    return parsed
  }
}
