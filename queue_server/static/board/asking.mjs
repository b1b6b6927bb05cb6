// @ts-check
// Asks for the public boards; an answer that has not changed costs the server and the network nearly nothing.
import { Refused, within } from '../api.mjs'

const PATIENCE_MS = 5000
/** Every so many questions the whole answer is wanted, with the time in it. */
const WHOLE_EVERY = 20

/** The board of each of `zones`, or of all when null. Throws Refused; `not_found` when there is no such zone. */
export function asker() {
  /** @type {Map<string, {etag: string, body: any}>} */
  const kept = new Map()
  /** @type {readonly string[] | null} */
  let all = null
  let asked = 0

  /** @param {string} path @param {boolean} isWhole */
  async function get(path, isWhole) {
    const before = isWhole ? undefined : kept.get(path)
    const answer = await fetch(path, { cache: 'no-store', credentials: 'omit', signal: within(PATIENCE_MS), headers: before ? { 'If-None-Match': before.etag } : {} })
      .catch(() => { throw new Refused('unreachable', 0) })
    if (answer.status === 304 && before) return { ...before.body, now: undefined }
    const body = await answer.json().catch(() => ({}))
    if (!answer.ok) throw new Refused(body.code ?? 'unexpected', answer.status)
    const etag = answer.headers.get('ETag')
    if (etag) kept.set(path, { etag, body })
    return body
  }

  /** @param {string | null} zone @returns {Promise<import('./whole.mjs').Board[]>} */
  return async function ask(zone) {
    const isWhole = asked % WHOLE_EVERY === 0
    asked += 1
    if (zone === null && (all === null || isWhole)) all = (await get('/api/v1/boards', true)).zones.map((/** @type {{code: string}} */ one) => one.code)
    const codes = zone === null ? all ?? [] : [zone]
    return Promise.all(codes.map((code) => get(`/api/v1/boards/${encodeURIComponent(code)}`, isWhole)))
  }
}
