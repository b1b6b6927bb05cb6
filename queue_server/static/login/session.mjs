// @ts-check
// Who is at this screen: the cookie is the browser's, the csrf value lives only in this page, a password is kept nowhere.
import { client, Refused } from '/static/api.mjs'

const EXPIRED = 'satupintu.expired'
const CSRF_CODES = new Set(['forbidden', 'not_authenticated'])

/** @typedef {{role: string, name: string, csrf: string, expires_at: string}} Person */

/** The person of this page; filled by `whoami` and `logIn`. @type {{csrf: string | null, timeoutMs: number, person: Person | null}} */
export const here = { csrf: null, timeoutMs: 5000, person: null }

const raw = client(here)

/** @param {any} answer @returns {Person} */
function remember(answer) {
  here.csrf = answer.csrf
  here.person = { role: answer.role, name: answer.name, csrf: answer.csrf, expires_at: answer.expires_at }
  return here.person
}

/** The person whose session this browser holds, or null. Throws Refused when the server is away. @returns {Promise<Person | null>} */
export async function whoami() {
  try {
    return remember(await raw('GET', '/api/v1/sessions'))
  } catch (error) {
    if (error instanceof Refused && (error.status === 401 || error.status === 403)) return null
    throw error
  }
}

/** @param {string} name @param {string} password @returns {Promise<Person>} */
export async function logIn(name, password) {
  return remember(await raw('POST', '/api/v1/sessions', { name, password }))
}

/** Ends the session and starts the page anew; a live connection never outlives its person. */
export async function logOut() {
  try { await raw('DELETE', '/api/v1/sessions') } finally { location.reload() }
}

/** Whether the page was left because the session ended; told once. */
export function wasExpired() {
  const was = sessionStorage.getItem(EXPIRED) !== null
  sessionStorage.removeItem(EXPIRED)
  return was
}

/** Ask whether the session still holds; starts the page anew at the log-in form when it does not. */
export async function checkSession() {
  const before = here.csrf
  if (await whoami()) return here.csrf !== before
  sessionStorage.setItem(EXPIRED, '1')
  location.reload()
  return false
}

/** Like `ask` of api.mjs, for the person here. A session that ended leads to the log-in form; one that another tab renewed is used.
 * @param {string} method @param {string} path @param {object} [body] @param {Record<string, string>} [headers] @returns {Promise<any>} */
export async function ask(method, path, body, headers) {
  try {
    return await raw(method, path, body, headers)
  } catch (error) {
    if (!(error instanceof Refused) || !(error.status === 401 || (error.status === 403 && CSRF_CODES.has(error.code)))) throw error
    const renewed = await checkSession().catch(() => false)
    if (renewed) return raw(method, path, body, headers)
    throw error
  }
}
