// @ts-check
// The kiosk speaks, and listens to a number pad: whole views as they come up, the thing in focus as it moves, all of it with the screen unseen.
import { client } from '/static/api.mjs'
import { LOUDNESS, louder, meaning, moved, USUAL_LEVEL } from './keypad.mjs'
import { prompts } from './prompts.mjs'
import { heard, label, seen, things } from './voice-label.mjs'
import { paintVoice } from './voice-line.mjs'
import { player } from './voice-player.mjs'
import { pieces, sayable, voiceWords } from './voice-words.mjs'

const ACTED_MS = 1500
const AFTER_MS = 45_000 // the number stays so long after it was said: it may be asked for again, and paper has to be felt for
const GET_MS = 4500
const given = new URLSearchParams(location.search)
const VOICE_KEYS = (given.get('voice-keys') ?? '').split(',').filter(Boolean)
/** Who comes to this kiosk needs the voice: it is on at once, and for the next visitor with the first key. */
const ALWAYS = given.get('voice') === '1'

const AHEAD = ['agency', 'service', 'back', 'several', 'go_on', 'add', 'search', 'booking', 'page']

/** @typedef {{text: string, language: string}} Part */
/** `peek`: the view to which a button leads. @typedef {{state: () => import('./flow.mjs').State, send: (event: {type: string} & Record<string, any>) => void, touched: () => void,
 *   peek: (button: HTMLElement) => HTMLElement | null}} Kiosk */

/** @param {string} token @returns {import('./prompts.mjs').Answer & any} */
function serverOf(token) {
  const ask = client({ token, timeoutMs: 2500 })
  return prompts({
    post: (language, text) => ask('POST', '/api/v1/prompts', { language, text }),
    get: async (id) => {
      const end = new AbortController()
      setTimeout(() => end.abort(), GET_MS)
      const answer = await fetch(`/api/v1/prompts/${id}.wav`, { headers: { Authorization: `Bearer ${token}` }, cache: 'no-store', signal: end.signal })
      if (!answer.ok) throw new Error(`no sound: ${answer.status}`)
      return answer.arrayBuffer()
    },
  })
}

/** The voice of this kiosk and the hands at its number pad; `painted` is to be called after every paint.
 * @param {string} token @param {Kiosk} kiosk */
export function speech(token, { state, send, touched, peek }) {
  const sounds = serverOf(token)
  const out = player()
  let on = false
  let level = USUAL_LEVEL
  let dark = false
  let mute = false // nobody can speak at this moment
  let saying = ''
  let turn = 0
  let actedAt = -Infinity
  let spokenAt = -Infinity
  /** @type {Part[]} */
  let line = []
  /** @type {import('./voice-label.mjs').Seen | null} */
  let last = null

  const words = () => voiceWords(state().language)
  const show = () => paintVoice({ on, level, dark, mute, saying }, state().language)

  /** @param {readonly (string | Part)[]} texts @returns {Part[]} */
  const ready = (texts) => texts.flatMap((one) => {
    const { text, language } = typeof one === 'string' ? { text: one, language: state().language } : one
    return pieces(sayable(text, language)).map((piece) => ({ text: piece, language }))
  })

  function hush() {
    turn += 1
    line = []
    saying = ''
    out.stop()
    show()
  }

  /** Says `texts` in place of what is being said, or after it. @param {readonly (string | Part)[]} texts @param {boolean} [cut] */
  function say(texts, cut = true) {
    if (!on) return
    if (cut) hush()
    const idle = line.length === 0 && saying === ''
    line.push(...ready(texts))
    if (idle) void work(turn)
  }

  /** @param {number} mine */
  async function work(mine) {
    for (let part = line.shift(); part && mine === turn; part = line.shift()) {
      saying = part.text
      show()
      const sound = sounds.sound(part.language, part.text)
      void sound.then(() => { if (mine === turn && line[0]) void sounds.sound(line[0].language, line[0].text) })
      await sayOne(part, await sound, mine)
      if (mine !== turn) return
      spokenAt = performance.now()
    }
    if (mine === turn) { saying = ''; show() }
  }

  /** @param {Part} part @param {ArrayBuffer | null} sound @param {number} mine */
  async function sayOne({ text, language }, sound, mine) {
    if (mine !== turn) return
    const was = mute
    if (sound) {
      mute = false
      if (was) show()
      await out.play(sound)
      return
    }
    mute = !await out.sayLocally(text, language) && mine === turn
    if (mute) line = []
    if (mute && !was) out.tone()
    if (mute !== was) show()
  }

  function begin() {
    on = true
    last = null
    say([words()('on'), words()('hint')])
  }

  function end() {
    hush()
    on = dark = mute = false
    level = USUAL_LEVEL
    out.loudness(LOUDNESS[level - 1])
    if (performance.now() - actedAt > ACTED_MS) return // the visitor is gone
    line = ready([words()('off')])
    void work(turn)
  }

  /** After every paint: says what is new on the screen and has the sounds made that may be wanted next. */
  function painted() {
    const { voice, language, view } = state()
    if (voice !== on) {
      if (voice) begin()
      else end()
      show()
    }
    if (!on || last === null && document.getElementById('starting')) return // nothing to say yet
    if (saying || (view === 'done' && performance.now() - Math.max(spokenAt, actedAt) < AFTER_MS)) touched()
    const now = seen(language)
    const { texts, cut, arrived } = heard(last, now, performance.now() - actedAt < ACTED_MS)
    const first = last === null
    last = now
    if (texts.length > 0) say(texts, cut && !first)
    if (arrived) sounds.ahead(ready([...things().map(called), now.text, ...usual(), ...nextViews()]))
  }

  /** What a thing is called, in its own language where it says so: that of a language is not read in another. @param {HTMLElement} thing @returns {Part} */
  const called = (thing) => ({ text: label(thing), language: thing.lang || state().language })

  /** How each view that is one key away begins. */
  const nextViews = () => things().filter((thing) => AHEAD.includes(thing.dataset.do ?? '') && thing.getAttribute('aria-disabled') !== 'true')
    .flatMap((thing) => ready([peek(thing)?.dataset.say ?? '']).slice(0, 2))

  const usual = () => {
    const count = things().length
    return [...Array.from({ length: count }, (_, at) => words()('place', { at: at + 1, count })), words()('help')]
  }

  /** @param {HTMLElement | null} thing */
  function sayThing(thing) {
    const all = things()
    const at = thing ? all.indexOf(thing) : -1
    if (!thing || at < 0) { say([thing?.matches('button') ? called(thing) : words()('nothing')]); return }
    const isChosen = thing.getAttribute('aria-pressed') === 'true'
    say([called(thing), ...isChosen ? [words()('chosen')] : [], words()('place', { at: at + 1, count: all.length })])
  }

  /** @param {1 | -1} step */
  function move(step) {
    const all = things()
    const at = moved(all.indexOf(/** @type {HTMLElement} */ (document.activeElement)), all.length, step)
    all[at]?.focus({ preventScroll: true })
    sayThing(all[at] ?? null)
  }

  /** @param {string} selector @returns {boolean} whether there was something to press */
  function pressed(selector) {
    const thing = /** @type {HTMLElement | undefined} */ ([...document.querySelectorAll(selector)].find((one) => one.getClientRects().length > 0))
    thing?.click()
    return thing !== undefined
  }

  /** @param {1 | -1} step */
  const page = (step) => { if (!pressed(`.pages button[data-do="page"]:${step > 0 ? 'last' : 'first'}-of-type:not(:disabled)`)) move(step) }

  /** @param {1 | -1} step */
  function volume(step) {
    level = louder(level, step)
    out.loudness(LOUDNESS[level - 1])
    say([words()('volume', { level })])
    show()
  }

  /** @type {Record<import('./keypad.mjs').Meaning, () => void>} */
  const ACTS = {
    up: () => move(-1), down: () => move(1), left: () => page(-1), right: () => page(1),
    choose: () => {
      const thing = /** @type {HTMLElement} */ (document.activeElement)
      if (!things().includes(thing) || thing.getAttribute('aria-disabled') === 'true') sayThing(thing)
      else thing.click()
    },
    back: () => { if (!pressed('#stage [data-do="back"]')) say([words()('no_back')]) },
    repeat: () => { if (last) say([last.idle || last.text]) },
    voice: () => send({ type: 'toggle', flag: 'voice' }),
    help: () => say([words()('help')]),
    softer: () => volume(-1), louder: () => volume(1),
    blank: () => { dark = on && !dark; show(); say([words()(dark ? 'dark' : 'bright')]) },
  }

  /** @returns {'' | 'letters' | 'digits'} */
  const typing = () => ({ booking: /** @type {const} */ ('digits'), search: /** @type {const} */ ('letters') })[state().view] ?? ''

  addEventListener('keydown', (event) => {
    const { warned, voice } = state()
    actedAt = performance.now()
    const act = meaning(event, { typing: typing(), voiceKeys: VOICE_KEYS })
    if (!act) { if (event.key !== 'Tab') hush() }
    else {
      event.preventDefault()
      if (event.repeat) return
      if (warned) say([words()('still_here')]) // the key itself was the answer: it does nothing else
      else if (ALWAYS && !voice && act !== 'voice') send({ type: 'toggle', flag: 'voice' })
      else ACTS[act]()
    }
  }, true)
  addEventListener('keyup', (event) => { if (event.key === 'Tab' && on) sayThing(/** @type {HTMLElement} */ (document.activeElement)) }, true)
  addEventListener('pointerdown', () => { actedAt = performance.now(); hush(); if (dark) { dark = false; show() } }, true)
  addEventListener('click', (event) => {
    const step = /** @type {Element} */ (event.target).closest('[data-volume]')?.getAttribute('data-volume')
    if (step) volume(step === 'louder' ? 1 : -1)
  })
  if (ALWAYS) send({ type: 'toggle', flag: 'voice' })
  return { painted }
}
