// @ts-check
// The loudspeaker of the zone: fetches the sentence of a call and plays one at a time. What comes next is decided in sound.mjs.
import { hallNow } from '/static/hall-time.mjs'
import { SILENCE, putBack, said, taken, withSentence } from './sound.mjs'

/** The server waits 3 s for the announcer before it says that there is no sound. */
const FETCH_MS = 6_000
/** How long a sentence may play beyond its length, and altogether when its length is not known. */
const GRACE_MS = 2_000
const UNKNOWN_MS = 15_000
const WATCH_MS = 1_000

/** @typedef {import('./sound.mjs').Spoken} Spoken */

/** @param {{token: string | null, onBlocked: (isBlocked: boolean) => void}} wants `onBlocked` is told when the browser refuses to
 * make a sound before somebody touches the screen, and when it no longer does. */
export function loudspeaker({ token, onBlocked }) {
  let sound = SILENCE
  const context = new AudioContext()
  let isBlocked = false
  /** @type {Map<number, Promise<Blob | null>>} */
  const fetched = new Map()

  /** @param {boolean} now */
  function block(now) {
    if (now !== isBlocked) onBlocked(now)
    isBlocked = now
  }

  /** The sentence of a call, or null when there is none: then the call stays silent. @param {Spoken} call */
  function fetchOnce(call) {
    const known = fetched.get(call.seq)
    if (known) return known
    const asked = fetch(call.audio ?? '', { headers: token ? { Authorization: `Bearer ${token}` } : {}, signal: AbortSignal.timeout(FETCH_MS) })
      .then((answer) => (answer.ok ? answer.blob() : null)).catch(() => null)
    fetched.set(call.seq, asked)
    return asked
  }

  function next() {
    if (isBlocked || sound.playing) return
    sound = taken(sound, hallNow().getTime())
    for (const call of [sound.playing, sound.waiting[0]]) if (call) fetchOnce(call)
    if (sound.playing) void say(sound.playing)
  }

  /** @param {Spoken} call */
  async function say(call) {
    const blob = await fetchOnce(call)
    const outcome = blob ? await play(blob) : 'silent'
    if (outcome === 'blocked') {
      sound = putBack(sound)
      block(true)
      return
    }
    fetched.delete(call.seq)
    sound = said(sound)
    next()
  }

  /** Anything that touches the screen lets the browser make sounds. */
  async function unblock() {
    if (!isBlocked) return
    await context.resume().catch(() => undefined)
    if (context.state !== 'running') return
    block(false)
    next()
  }
  for (const touch of ['click', 'pointerup', 'touchend', 'keydown']) document.addEventListener(touch, () => { void unblock() })
  context.addEventListener('statechange', () => { if (context.state === 'running') void unblock() })
  // The state is "suspended" for a moment even where sound is allowed: ask first.
  void Promise.race([context.resume().catch(() => undefined), new Promise((resolve) => { setTimeout(resolve, 500) })])
    .then(() => { block(context.state !== 'running') })
  setInterval(next, WATCH_MS)

  return {
    /** Say these calls in their order, when it is their turn. @param {readonly Spoken[]} calls */
    say(calls) {
      sound = calls.reduce(withSentence, sound)
      next()
    },
    /** Nothing up to this sequence number is said any more. @param {number} seq */
    forget(seq) { sound = { ...sound, waiting: [], heard: seq } },
  }
}

/** Plays to the end. A sound that never ends, or never begins, is given up after its length and a little.
 * @param {Blob} blob @returns {Promise<'said' | 'silent' | 'blocked'>} */
async function play(blob) {
  const url = URL.createObjectURL(blob)
  const audio = new Audio(url)
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let limit
  const over = new Promise((resolve) => {
    const giveUpIn = (/** @type {number} */ ms) => { clearTimeout(limit); limit = setTimeout(resolve, ms, 'silent') }
    giveUpIn(UNKNOWN_MS)
    audio.addEventListener('loadedmetadata', () => { if (Number.isFinite(audio.duration)) giveUpIn(audio.duration * 1000 + GRACE_MS) })
    audio.addEventListener('ended', () => resolve('said'))
    audio.addEventListener('error', () => resolve('silent'))
  })
  try {
    await Promise.race([audio.play(), over])
    return await /** @type {Promise<'said' | 'silent'>} */ (over)
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'blocked' : 'silent'
  } finally {
    clearTimeout(limit)
    audio.pause()
    audio.removeAttribute('src')
    URL.revokeObjectURL(url)
  }
}
