// @ts-check
// Sound and vibration of the phone. A browser lets a page ring only after a touch, so reminding starts switched off.

/** @type {AudioContext | null} */
let sound = null

/** Call it from the touch that switches reminding on. */
export function arm() {
  try {
    sound ??= new AudioContext()
    void sound.resume()
  } catch { sound = null }
  buzz([80])
}

/** @param {number[]} pattern */
function buzz(pattern) { if ('vibrate' in navigator) navigator.vibrate(pattern) }

/** @param {AudioContext} at @param {number} start @param {number} pitch */
function tone(at, start, pitch) {
  const source = at.createOscillator()
  const level = at.createGain()
  source.frequency.value = pitch
  level.gain.setValueAtTime(0.0001, start)
  level.gain.exponentialRampToValueAtTime(0.5, start + 0.02)
  level.gain.exponentialRampToValueAtTime(0.0001, start + 0.7)
  source.connect(level).connect(at.destination)
  source.start(start)
  source.stop(start + 0.75)
}

/** @param {'near' | 'called'} why a call rings longer */
export function ringNow(why) {
  buzz(why === 'called' ? [400, 200, 400, 200, 800] : [300])
  if (!sound) return
  const pitches = why === 'called' ? [659, 523, 659, 523] : [659, 523]
  pitches.forEach((pitch, at) => tone(/** @type {AudioContext} */ (sound), /** @type {AudioContext} */ (sound).currentTime + at * 0.45, pitch))
}
