// @ts-check
// The loudspeaker itself, by Web Audio: sounds begin and end where they should, and whether the browser lets them be heard is known
// before one is tried.
import { chimeSamples } from './chime.mjs'
import { GRACE_MS, cut, outcome } from './sound.mjs'

/** The context is "suspended" for a moment even where sound is allowed. */
const SETTLE_MS = 500
/** Less of the loudspeaker's time than this has passed: nothing was heard. */
const HEARD_S = 0.05
const TOUCHES = ['click', 'pointerup', 'touchend', 'keydown']

/** @typedef {import('./sound.mjs').Announcement} Announcement */
/** The answer to a request for a sound. @typedef {{data: ArrayBuffer, words: boolean}} Recording */

/** @param {(isBlocked: boolean) => void} onBlocked told once when it is known, and at each change */
export function audio(onBlocked) {
  let context = open()
  /** @type {AudioBuffer | null} */
  let ownChime = null

  function open() {
    const made = new AudioContext()
    made.addEventListener('statechange', () => { if (made === context) void look() })
    return made
  }

  /** Whether a sound would be heard now; waits a moment for a context that is just beginning. */
  async function isRunning() {
    if (context.state !== 'running') {
      const settled = new Promise((resolve) => { setTimeout(resolve, SETTLE_MS) })
      await Promise.race([context.resume().catch(() => undefined), settled])
    }
    return context.state === 'running'
  }
  async function look() {
    if (context.state !== 'closed') onBlocked(!(await isRunning()))
  }
  // Anything that touches the screen lets the browser make sounds.
  const touched = () => { if (context.state !== 'running') void look() }
  for (const touch of TOUCHES) document.addEventListener(touch, touched)
  void look()

  function chime() {
    if (!ownChime) {
      const samples = chimeSamples(context.sampleRate)
      ownChime = context.createBuffer(1, samples.length, context.sampleRate)
      ownChime.copyToChannel(samples, 0)
    }
    return ownChime
  }

  /** Until it has ended, or for its length and a little. @param {AudioBuffer} buffer @param {ReturnType<typeof cut>} part
   * @returns {Promise<{how: 'ended' | 'stalled' | 'blocked', heard: boolean}>} */
  async function sounding(buffer, { from, seconds, volume }) {
    const mine = context
    const source = mine.createBufferSource()
    const loudness = mine.createGain()
    source.buffer = buffer
    loudness.gain.value = volume
    source.connect(loudness)
    loudness.connect(mine.destination)
    const began = mine.currentTime
    const ended = await new Promise((resolve) => {
      const limit = setTimeout(resolve, seconds * 1000 + GRACE_MS, false)
      source.addEventListener('ended', () => { clearTimeout(limit); resolve(true) })
      source.start(0, from, seconds)
    })
    const heard = mine.currentTime - began > HEARD_S
    if (ended) return { how: 'ended', heard }
    source.stop()
    if (mine.state !== 'running') return { how: 'blocked', heard }
    // The loudspeaker under it may have been pulled out: the next call gets another one.
    context = open()
    ownChime = null
    void mine.close()
    return { how: 'stalled', heard }
  }

  return {
    /** Play what was recorded of a call; without it, or when it cannot be read, the own chime. `isInTime` says whether a sound of so many
     * seconds may still begin. @param {Announcement} announcement @param {Recording | null} recording
     * @param {(seconds: number) => boolean} isInTime @returns {Promise<import('./sound.mjs').Outcome>} */
    async play(announcement, recording, isInTime) {
      if (!(await isRunning())) return { result: 'blocked' }
      const decoded = recording ? await context.decodeAudioData(recording.data).catch(() => null) : null
      const part = cut(decoded ? announcement : { ...announcement, from_s: 0, to_s: null }, (decoded ?? chime()).duration)
      if (!isInTime(part.seconds)) return { result: 'failed', why: 'late' }
      const { how, heard } = await sounding(decoded ?? chime(), part)
      const why = recording === null ? 'no_sound' : decoded === null ? 'bad_sound' : ''
      return outcome(how, { words: decoded !== null && recording !== null && recording.words, heard, why })
    },
    close() {
      for (const touch of TOUCHES) document.removeEventListener(touch, touched)
      void context.close()
    },
  }
}
