// @ts-check
// Who is at this screen: the cookie is the browser's, the csrf value lives only in this page, a password is kept nowhere.
import { client, Refused } from '/static/api.mjs'

const EXPIRED = 'satupintu.expired'
const CSRF_CODES = new Set(['forbidden', 'not_authenticated'])

/** @typedef {{role: string, name: string, csrf: string, expires_at: string, locked?: boolean, agencies: string[]}} Person `agencies`: those the person is bound to; none: the whole hall */

/** The person of this page; filled by `whoami` and `logIn`. While it is `locked` nothing is asked; `onLock` shows that it is.
 * @type {{csrf: string | null, timeoutMs: number, person: Person | null, idleMin: number | null, locked: boolean, onLock: () => void}} */
export const here = { csrf: null, timeoutMs: 5000, person: null, idleMin: null, locked: false, onLock: () => {} }

const raw = client(here)

/** @param {any} answer @returns {Person} */
function remember(answer) {
  here.csrf = answer.csrf
  here.idleMin = answer.idle_min ?? null
  // A page that locked itself while the server was away stays so, and the server learns of it now.
  if (here.locked && answer.locked === false) raw('POST', '/api/v1/sessions/lock', {}).catch(() => null)
  here.locked ||= answer.locked === true
  here.person = { role: answer.role, name: answer.name, csrf: answer.csrf, expires_at: answer.expires_at, locked: here.locked, agencies: answer.agencies ?? [] }
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
  const answer = await raw('POST', '/api/v1/sessions', { name, password })
  here.locked = false
  return remember(answer)
}

/** Ends the session and starts the page anew; a live connection never outlives its person. */
export async function logOut() {
  try { await raw('DELETE', '/api/v1/sessions') } finally { location.reload() }
}

function shut() {
  here.locked = true
  here.onLock()
}

/** Locks this session: the page at once, the server as soon as it answers. */
export function lock() {
  shut()
  raw('POST', '/api/v1/sessions/lock', {}).catch(() => null)
}

/** Tells that somebody is at this page, though nothing is pressed. */
export function isHere() {
  raw('POST', '/api/v1/sessions/seen', {}).catch((error) => { if (error instanceof Refused && error.status === 423) shut() })
}

/** The person is back. Throws Refused, `wrong_login` too; a session that ended meanwhile leads to the log-in form. @param {string} password */
export async function unlock(password) {
  try {
    await raw('POST', '/api/v1/sessions/unlock', { password })
  } catch (error) {
    if (error instanceof Refused && (error.code === 'not_authenticated' || error.code === 'forbidden') && await checkSession()) return unlock(password)
    throw error
  }
  here.locked = false
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
  if (await whoami()) {
    if (here.locked) here.onLock()
    return here.csrf !== before
  }
  sessionStorage.setItem(EXPIRED, '1')
  location.reload()
  return false
}

/** Like `ask` of api.mjs, for the person here. A session that ended leads to the log-in form; one that another tab renewed is used.
 * @param {string} method @param {string} path @param {object} [body] @param {Record<string, string>} [headers] @returns {Promise<any>} */
export async function ask(method, path, body, headers) {
  if (here.locked) throw new Refused('session_locked', 423, { name: here.person?.name })
  try {
    return await raw(method, path, body, headers)
  } catch (error) {
    if (error instanceof Refused && error.status === 423) shut()
    if (!(error instanceof Refused) || !(error.status === 401 || (error.status === 403 && CSRF_CODES.has(error.code)))) throw error
    const renewed = await checkSession().catch(() => false)
    if (renewed) return raw(method, path, body, headers)
    throw error
  }
}
