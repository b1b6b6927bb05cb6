// @ts-check
// What the loudspeaker says next. Pure: who plays and what time it is comes from outside.

/** @typedef {{seq: number, number: string, recall?: boolean, audio: string | null, at: string}} Spoken */
/** @typedef {{waiting: readonly Spoken[], playing: Spoken | null, heard: number}} Sound */

/** Older calls are shown but not spoken. */
export const TOO_LATE_MS = 60_000

/** @type {Sound} */
export const SILENCE = Object.freeze({ waiting: [], playing: null, heard: 0 })

/** The line of sentences with one more at its end; a recall goes before all that are none, and cuts nobody short. The same ticket
 * still waiting is said once, as it was called last. A call heard of before is not said again.
 * @param {Sound} sound @param {Spoken} call @returns {Sound} */
export function withSentence(sound, call) {
  if (call.seq <= sound.heard) return sound
  const heard = call.seq
  if (!call.audio) return { ...sound, heard }
  const same = sound.waiting.findIndex((one) => one.number === call.number)
  const others = sound.waiting.filter((one) => one.number !== call.number)
  const recalls = others.filter((one) => one.recall).length
  const place = call.recall ? recalls : same >= 0 ? same : others.length
  return { ...sound, heard, waiting: others.toSpliced(place, 0, call) }
}

/** The line after the loudspeaker has taken the next sentence, if it is free and one is young enough.
 * @param {Sound} sound @param {number} hallAt the server's time, in ms @returns {Sound} */
export function taken(sound, hallAt) {
  if (sound.playing) return sound
  const waiting = sound.waiting.filter((one) => hallAt - Date.parse(one.at) < TOO_LATE_MS)
  return { ...sound, playing: waiting[0] ?? null, waiting: waiting.slice(1) }
}

/** The line after the sentence was said, or given up. @param {Sound} sound @returns {Sound} */
export const said = (sound) => ({ ...sound, playing: null })

/** The line with the sentence back at the front, because the browser did not let it be heard. @param {Sound} sound @returns {Sound} */
export const putBack = (sound) => ({ ...sound, playing: null, waiting: sound.playing ? [sound.playing, ...sound.waiting] : sound.waiting })
