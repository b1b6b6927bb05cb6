// @ts-check
// A screen without a token asks to come in: it shows a code until an administrator has typed it, and gets its token.
// For Chromium 80 and newer, like all that a TV loads.

const CLAIM_MS = 2000
const RETRY_MS = 3000
const PATIENCE_MS = 5000
const KEPT = 'satupintu.pairing'

/** @typedef {{code: string, secret: string, expires_at: string}} Asked
 * @typedef {{role: 'kiosk' | 'display', name?: string | null, show: (what: {code: string, expiresAt: string}) => void}} Wants
 * @typedef {{post: (path: string, body: object) => Promise<{status: number, body: any}>, wait: (ms: number) => Promise<void>, store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>}} World */

/** Asks until somebody has let this screen in. `show` is told each code, and a fresh one when the old one has expired;
 * the code of a page that loads itself anew stays. @param {Wants} wants @param {World} [world] @returns {Promise<string>} the token */
export async function pair({ role, name, show }, world = browser()) {
  for (;;) {
    const asked = kept(world.store, role) || await ask(role, name, world)
    world.store.setItem(KEPT, JSON.stringify({ ...asked, role }))
    show({ code: asked.code, expiresAt: asked.expires_at })
    const token = await confirmed(asked, world)
    world.store.removeItem(KEPT)
    if (token !== null) return token
  }
}

/** @param {World['store']} store @param {string} role @returns {Asked | null} */
function kept(store, role) {
  try {
    const asked = JSON.parse(store.getItem(KEPT) || 'null')
    return asked && asked.role === role && asked.secret ? asked : null
  } catch {
    return null
  }
}

/** A new code, as soon as the server is there and has room. @param {string} role @param {string | null | undefined} name @param {World} world @returns {Promise<Asked>} */
async function ask(role, name, { post, wait }) {
  for (;;) {
    const { status, body } = await post('/api/v1/pairings', name ? { role, name } : { role })
    if (status === 201) return body
    await wait(status === 429 ? Math.min(Number(body.retry_in) || 60, 60) * 1000 : RETRY_MS)
  }
}

/** The token, or null when the code is worth nothing any more: expired, refused, or answered by a claim that never arrived here.
 * @param {Asked} asked @param {World} world @returns {Promise<string | null>} */
async function confirmed({ secret }, { post, wait }) {
  for (;;) {
    const { status, body } = await post('/api/v1/pairings/claim', { secret })
    if (status === 200 && body.state === 'confirmed') return body.token
    if (status === 404 || status === 409 || status === 422) return null
    await wait(CLAIM_MS)
  }
}

/** @returns {World} */
function browser() {
  return {
    store: sessionStorage,
    wait: (ms) => new Promise((resolve) => { setTimeout(resolve, ms) }),
    async post(path, body) {
      const giveUp = new AbortController()
      const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS)
      try {
        const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' }, cache: 'no-store', credentials: 'omit', signal: giveUp.signal })
        return { status: answer.status, body: await answer.json().catch(() => ({})) }
      } catch {
        return { status: 0, body: {} }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/** Goes on as the device that came in: the page keeps the token like one from its address. @param {string} token */
export function goOn(token) {
  location.hash = `#token=${token}`
  location.reload()
}
