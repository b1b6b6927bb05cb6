// @ts-check
// The chime of a page that has no other sound for a call: the announcer's two tones (display/announcer/sound.py), in numbers.

export const CHIME_S = 1.35
const PEAK = 0.55
/** Pitch in Hz, and when it begins. */
const TONES = [[784, 0], [622, 0.45]]
const OVERTONES = [[1, 1], [2, 0.35], [3, 0.12]]
const RISE_S = 0.008
const FADE_S = 0.05

/** Two falling tones, below the pitch that older ears lose; -1 to 1. @param {number} rate samples a second @returns {Float32Array} */
export function chimeSamples(rate) {
  const samples = new Float32Array(Math.floor(CHIME_S * rate))
  for (const [pitch, start] of TONES) {
    for (let n = Math.floor(start * rate); n < samples.length; n += 1) {
      const t = n / rate - start
      const turn = 2 * Math.PI * pitch * t
      const tone = OVERTONES.reduce((sum, [times, share]) => sum + share * Math.sin(times * turn), 0)
      samples[n] += Math.min(1, t / RISE_S) * Math.exp(-3.2 * t) * tone
    }
  }
  const fade = Math.floor(FADE_S * rate)
  for (let n = 0; n < fade; n += 1) samples[samples.length - 1 - n] *= n / fade
  const scale = PEAK / samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return samples.map((value) => value * scale)
}
