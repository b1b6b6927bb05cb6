// @ts-check
// The soft sound when somebody comes to an empty line. Silent where the browser has no sound or nobody has touched the page yet.

/** @type {AudioContext | null} */
let sound = null

/** Two soft notes, a quarter of a second each. */
export function chime() {
  try {
    sound ??= new AudioContext()
    if (sound.state !== 'running') { void sound.resume(); return }
    for (const [index, pitch] of [659, 880].entries()) {
      const from = sound.currentTime + index * 0.18
      const tone = sound.createOscillator()
      const loud = sound.createGain()
      tone.frequency.value = pitch
      loud.gain.setValueAtTime(0.0001, from)
      loud.gain.exponentialRampToValueAtTime(0.08, from + 0.02)
      loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.28)
      tone.connect(loud).connect(sound.destination)
      tone.start(from)
      tone.stop(from + 0.3)
    }
  } catch {
    sound = null
  }
}
