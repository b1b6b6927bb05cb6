// @ts-check
// The loudspeaker or headphones of the kiosk: sounds of the server, a voice of the browser's own where the server has none, a short tone.

const RESUME_MS = 400

/** @typedef {{play: (sound: ArrayBuffer) => Promise<boolean>, sayLocally: (text: string, language: string) => Promise<boolean>, tone: () => void,
 *   stop: () => void, loudness: (share: number) => void}} Player `play` and `sayLocally` are true once the end was heard, false when nothing was */

/** @returns {Player} */
export function player() {
  /** @type {AudioContext | null} */
  let context = null
  /** @type {GainNode | null} */
  let gain = null
  let share = 1
  let end = () => {}

  /** Browsers start it only after a touch or a key. @returns {Promise<boolean>} */
  async function awake() {
    if (!context) {
      context = new AudioContext()
      gain = context.createGain()
      gain.connect(context.destination)
    }
    if (gain) gain.gain.value = share
    if (context.state === 'running') return true
    await Promise.race([context.resume().catch(() => {}), new Promise((resolve) => { setTimeout(resolve, RESUME_MS) })])
    return String(context.state) === 'running'
  }

  /** @param {AudioScheduledSourceNode} source @returns {Promise<boolean>} */
  const whole = (source) => new Promise((resolve) => {
    source.onended = () => resolve(true)
    end = () => { source.onended = null; try { source.stop() } catch { /* not begun */ } resolve(false) }
    source.start()
  })

  async function play(/** @type {ArrayBuffer} */ sound) {
    let mine = true
    end = () => { mine = false }
    if (!await awake() || !context || !gain) return false
    const decoded = await context.decodeAudioData(sound.slice(0)).catch(() => null)
    if (!decoded || !mine) return false
    const source = context.createBufferSource()
    source.buffer = decoded
    source.connect(gain)
    return whole(source)
  }

  /** Only voices that live in this machine: a sentence of a visitor leaves the hall for nobody. @param {string} text @param {string} language */
  async function sayLocally(text, language) {
    const voice = globalThis.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language))
    if (!voice) return false
    return new Promise((/** @type {(heard: boolean) => void} */ resolve) => {
      const said = new SpeechSynthesisUtterance(text)
      Object.assign(said, { voice, lang: voice.lang, volume: share, onend: () => resolve(true), onerror: () => resolve(false) })
      end = () => { speechSynthesis.cancel(); resolve(false) }
      speechSynthesis.speak(said)
    })
  }

  function tone() {
    void awake().then((can) => {
      if (!can || !context || !gain) return
      const source = context.createOscillator()
      source.frequency.value = 440
      source.connect(gain)
      source.start()
      source.stop(context.currentTime + 0.15)
    })
  }

  return {
    play, sayLocally, tone,
    stop: () => { end(); end = () => {} },
    loudness: (wanted) => { share = wanted; if (gain) gain.gain.value = wanted },
  }
}
