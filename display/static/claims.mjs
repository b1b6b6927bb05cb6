// @ts-check
// What the loudspeaker asks the server: the next call, what became of the last one, the sound of one.

const ASK_MS = 5_000
/** The server waits up to 3 s for the voice; a visitor must not wait longer for at least a chime. */
const SOUND_MS = 3_600
const SOUND_AGAIN_MS = 300

/** @typedef {import('./turns.mjs').Answer} Answer */

const pause = (/** @type {number} */ ms) => new Promise((resolve) => { setTimeout(resolve, ms) })

/** @param {string | null} token */
export function claims(token) {
  const who = token ? { Authorization: `Bearer ${token}` } : {}

  /** The answer and its body, or null when there was none in time. @template T @param {string} path @param {RequestInit} init
   * @param {number} ms @param {(answer: Response) => Promise<T>} read */
  async function ask(path, init, ms, read) {
    const ender = new AbortController()
    const limit = setTimeout(() => ender.abort(), ms)
    try {
      const answer = await fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin', signal: ender.signal })
      return { answer, body: answer.ok && answer.status !== 204 ? await read(answer) : null }
    } catch {
      return null
    } finally {
      clearTimeout(limit)
    }
  }

  /** Null when the server is away; a refusal is an answer without a call. @param {string} path @param {object} body
   * @returns {Promise<Answer | null>} */
  async function post(path, body) {
    const headers = { ...who, 'Content-Type': 'application/json' }
    const got = await ask(`/api/v1/announcements/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }, ASK_MS, (answer) => answer.json())
    if (!got || got.answer.status >= 500) return null
    const retry = Number(got.answer.headers.get('Retry-After') ?? NaN)
    return { announcement: got.body?.announcement ?? null, retryS: retry >= 0 ? retry : null }
  }

  return {
    claim: () => post('claim', {}),
    /** 409, when the server gave the call up meanwhile, is an answer like any other.
     * @param {number} seq @param {import('./sound.mjs').Outcome} outcome */
    report: (seq, { result, why }) => post(`${seq}/report`, why ? { result, why } : { result }),
    /** The sound of a call, or null when there is none in time: a server that restarts is asked again.
     * @param {string} path @returns {Promise<{data: ArrayBuffer, words: boolean} | null>} */
    async sound(path) {
      const end = performance.now() + SOUND_MS
      for (;;) {
        const got = await ask(path, { headers: who }, Math.max(1, end - performance.now()), (answer) => answer.arrayBuffer())
        // Without the header the announcer is older than it: then it said words.
        if (got) return got.body ? { data: got.body, words: got.answer.headers.get('X-Languages') !== '' } : null
        if (performance.now() + SOUND_AGAIN_MS > end) return null
        await pause(SOUND_AGAIN_MS)
      }
    },
  }
}
