// @ts-check
// How the TVs and loudspeakers of a zone are, as staff is told: what is wrong, and in which words. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { inWords } from './printers.mjs'
import { SCREEN } from './screen-texts.mjs'

/** @typedef {import('./printers.mjs').Text} Text
 * @typedef {import('./printers.mjs').Language} Language
 * @typedef {{role: string, name: string, label: Text | null, zone: string | null, counter: string | null, speaker: boolean, online: boolean, visible: boolean | null, sound: string, voice: string,
 *   painted: {seq: number, at: string} | null, paint_ms: {n: number, p50: number, p95: number, p99: number} | null, width: number | null, height: number | null, changed_at: string | null}} Screen
 * @typedef {{code: string, name: Text, speaker: string | null, state: string, muted_until: string | null, waiting: number, last: {number: string, at: string, state: string} | null}} Sound
 * @typedef {{key: string, code: string, level: 'bad' | 'warn', label: Text, zone: Text, at: string | null}} Trouble `at` is until when it stays so, where that is known */

const ICONS = /** @type {Record<string, string>} */ ({ display_lost: 'i-tv', voice_failed: 'i-sound', announcer_lost: 'i-sound' })

/** @param {string} code */
export const screenIcon = (code) => ICONS[code] ?? 'i-mute'

/** What people call a screen: its name in config.yaml, else its kind with its code. @param {{role?: string, name: string, label?: Text | null}} screen @returns {Text} */
export function labelOf({ role = 'display', name, label }) {
  if (label && (label.id !== name || Object.keys(label).length > 1)) return label
  return Object.fromEntries(/** @type {const} */ (['id', 'en']).map((language) => [language, fill(SCREEN[language].nameless[role] ?? '{name}', { name })]))
}

/** What is wrong with the sound of a zone now; nothing for a zone without loudspeaker. @param {Sound} sound @param {readonly Screen[]} screens @returns {Trouble[]} */
export function soundTroubles(sound, screens) {
  const speaker = screens.find((one) => one.role === 'display' && one.name === sound.speaker)
  const known = speaker && labelOf(speaker)
  const named = (/** @type {Language} */ language) => SCREEN[language].chip
  const chip = { id: named('id'), en: named('en') }
  const of = (/** @type {string} */ code, /** @type {'bad' | 'warn'} */ level, /** @type {Text} */ label = known ?? chip) =>
    [{ key: `sound:${sound.code}/${code}`, code, level, label, zone: sound.name, at: code === 'muted' ? sound.muted_until : null }]
  switch (sound.state) {
    case 'lost': return sound.speaker === 'local' ? of('local_lost', 'bad', chip) : speaker && !wasThere(speaker) ? [] : of('speaker_lost', 'bad')
    case 'blocked': return of('speaker_blocked', 'bad')
    case 'silent': return of('speaker_silent', 'bad')
    case 'chime_only': return of(screens.some((one) => one.role === 'announcer' && !one.online) ? 'announcer_lost' : 'voice_failed', 'warn', chip)
    case 'muted': return of(sound.muted_until ? 'muted' : 'muted_open', 'warn', chip)
    default: return []
  }
}

/** Whether a screen has ever been connected: one that nobody has set up yet is not lost. @param {Screen} screen */
const wasThere = (screen) => screen.online || screen.changed_at !== null || screen.painted !== null

/** What is wrong with the screens and the sound that visitors of a counter depend on; a TV with sound is told once.
 * @param {readonly Screen[]} screens @param {readonly Sound[]} sounds @param {string | null} zone @param {string | null} counter @returns {Trouble[]} */
export function screenTroubles(screens, sounds, zone, counter) {
  const heard = sounds.filter((one) => one.code === zone).flatMap((one) => soundTroubles(one, screens))
  const silent = heard.some((one) => one.code === 'speaker_lost')
  const ours = screens.filter((one) => one.role === 'display' && one.zone === zone && (one.counter === null || one.counter === counter))
  const away = ours.filter((one) => !one.online && wasThere(one) && !(silent && one.speaker)).map((one) => (
    { key: `display:${one.name}/display_lost`, code: 'display_lost', level: /** @type {const} */ ('bad'), label: labelOf(one), zone: sounds.find((sound) => sound.code === zone)?.name ?? {}, at: null }))
  return [...heard.filter((one) => one.level === 'bad'), ...away, ...heard.filter((one) => one.level === 'warn')]
}

/** A trouble in two parts: what is so, and what to do. @param {Trouble} trouble @param {Language} language @param {(moment: string) => string} clock @returns {{what: string, more: string}} */
export function screenSentence(trouble, language, clock) {
  const said = SCREEN[language].troubles[trouble.code]
  const facts = { label: inWords(trouble.label, language), zone: inWords(trouble.zone, language), at: trouble.at ? clock(trouble.at) : '' }
  return { what: fill(said.what, facts), more: ` ${said.todo}` }
}

/** "senyap sampai 12.30" @param {Trouble} trouble @param {Language} language @param {(moment: string) => string} clock */
export const screenShortly = (trouble, language, clock) => fill(SCREEN[language].troubles[trouble.code].short, { at: trouble.at ? clock(trouble.at) : '' })

/** Whether a notice is about screens and sound. @param {{code: string}} notice */
export const isOfScreens = ({ code }) => code in SCREEN.id.troubles || code in SCREEN.id.well

/** Whether a notice matters at a counter of this zone; kiosks are the supervisor's. @param {{role?: string, zone?: string | null}} notice @param {string | null} zone */
export const concerns = (notice, zone) => notice.role !== 'kiosk' && (!notice.zone || notice.zone === zone)

/** What is said once when a notice comes. @param {{code: string, [fact: string]: any}} notice @param {Language} language */
export function screenSaidOnce(notice, language) {
  const t = SCREEN[language]
  const label = inWords(labelOf({ role: notice.role, name: String(notice.name ?? notice.zone ?? ''), label: notice.label }), language)
  const trouble = t.troubles[notice.code]
  return trouble ? `${fill(trouble.what, { label })} ${trouble.todo}` : fill(t.well[notice.code] ?? t.well.other, { label })
}
