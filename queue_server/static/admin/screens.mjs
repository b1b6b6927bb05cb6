// @ts-check
// How a screen is, for its card: one state, and the facts under it. No DOM, no network.
import { inWords } from '../counter/printers.mjs'
import { labelOf } from '../counter/screens.mjs'
import { SCREEN } from '../counter/screen-texts.mjs'
import { fill } from '../login/refusals.mjs'
import { SEEN } from './screen-texts.mjs'

/** @typedef {import('../counter/screens.mjs').Screen} Screen
 * @typedef {import('../counter/printers.mjs').Language} Language
 * @typedef {{zones: readonly {code: string, name: Record<string, string>}[], counters: readonly {code: string, name: Record<string, string>}[], clock: (moment: string) => string}} Places
 * @typedef {{look: 'ok' | 'warn' | 'bad' | 'off', words: string, more: string}} Look */

/** @param {Screen} screen @param {Language} language @returns {Look} */
export function screenLook(screen, language) {
  const t = SEEN[language]
  const said = (/** @type {string} */ code, /** @type {'warn' | 'bad'} */ look) => {
    const { short, what, todo } = SCREEN[language].troubles[code]
    return { look, words: short, more: `${fill(what, { label: inWords(labelOf(screen), language) })} ${todo}` }
  }
  if (!screen.online) return screen.changed_at === null && screen.painted === null ? { look: 'off', words: t.never, more: '' } : { look: 'bad', words: t.away, more: '' }
  if (screen.role === 'announcer') return screen.voice === 'failed' ? said('voice_failed', 'warn') : { look: 'ok', words: t.ready, more: '' }
  if (screen.speaker && screen.sound === 'blocked') return said('speaker_blocked', 'bad')
  if (screen.visible === false) return { look: 'warn', words: t.hidden, more: t.hidden_more }
  return { look: 'ok', words: t.ready, more: '' }
}

/** What is worth knowing of a screen, label and value. @param {Screen} screen @param {Places} places @param {Language} language @returns {[string, string][]} */
export function factsOf(screen, places, language) {
  const t = SEEN[language]
  const zone = inWords(places.zones.find((one) => one.code === screen.zone)?.name, language) || (screen.zone ?? t.place_hall)
  const counter = screen.counter && (inWords(places.counters.find((one) => one.code === screen.counter)?.name, language) || screen.counter)
  const size = /** @type {[string, string]} */ ([t.size, screen.width && screen.height ? fill(t.size_px, { w: screen.width, h: screen.height }) : t.size_none])
  if (screen.role === 'announcer') return [[t.place, zone], [t.sound, t.voices[screen.voice] ?? screen.voice]]
  if (screen.role === 'kiosk') return [size]
  const paint = screen.paint_ms?.n ? fill(t.paint_ms, { p95: Math.round(screen.paint_ms.p95), n: screen.paint_ms.n }) : t.paint_none
  return [[t.place, counter ? fill(t.place_desk, { counter, zone }) : zone], [t.sound, screen.speaker ? t.screen_sounds[screen.sound] ?? screen.sound : t.no_sound_here],
    [t.painted, screen.painted ? places.clock(screen.painted.at) : t.painted_none], [t.paint, paint], size]
}
