// @ts-check
// What stays around every view: the house and the clock above, the strips, the bar of switches below, the idle question, the fonts.
import { el, icon } from '/static/dom.mjs'
import { clock } from '/static/hall-time.mjs'
import { today } from './calendar.mjs'
import { houseLines } from './hall.mjs'
import { morph } from './morph.mjs'
import { NAMES, offered } from './texts.mjs'
import { COUNT_S } from './waits.mjs'

/** @param {string} id @returns {HTMLElement} */
export const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id))

/** @param {string} id @param {string} text */
function put(id, text) { if (at(id).textContent !== text) at(id).textContent = text }

/** @param {any} site @param {string} language @param {Date} now */
export function paintHead(site, language, now) {
  const [house, region] = houseLines(site, language)
  put('house', house)
  put('region', region)
  put('clock', clock(now, site.time_zone))
  put('date', today(now, site.time_zone, language))
}

/** Two languages stand beside the other switches; more are behind one button, where each has room to say its name.
 * @param {import('./flow.mjs').State} state @param {import('./closed.mjs').Say} t @param {readonly string[]} languages
 * @param {{large: boolean, low: boolean}} has for which switches the panel is large and tall enough */
export function paintBar(state, t, languages, has) {
  const codes = offered(languages)
  const flag = (/** @type {'low' | 'contrast' | 'large' | 'voice'} */ name, /** @type {string} */ sign) =>
    el('button', { 'data-do': 'toggle', 'data-flag': name, 'data-key': name, 'aria-pressed': String(state[name]) }, icon(sign), el('span', {}, t(name)))
  const tongues = codes.map((code) => el('button', { class: 'lang', lang: code, 'data-do': 'language', 'data-language': code, 'data-key': code, 'aria-pressed': String(state.language === code) }, el('b', {}, NAMES[code])))
  const more = codes.length > 2
  const door = more && el('button', { class: 'lang', 'data-do': 'languages', 'data-key': 'languages', 'aria-expanded': String(state.languages) },
    icon(state.languages ? 'i-x' : 'i-more'), el('b', {}, t(state.languages ? 'close' : 'languages')))
  const switches = [flag('voice', 'i-sound'), ...(has.low ? [flag('low', 'i-reach')] : []), ...(has.large ? [flag('large', 'i-plus')] : []), flag('contrast', 'i-contrast'),
    el('button', { class: 'call', 'data-do': 'help', 'data-key': 'help' }, icon('i-bell'), el('span', {}, t('help')))]
  at('bar').setAttribute('aria-label', t('bar'))
  morph(at('bar'), el('nav', {}, ...(more && state.languages ? [...tongues, door || ''] : [...(more ? [] : tongues), door || '', ...switches])))
}

/** @type {Record<'asked' | 'told' | 'failed', string>} */
const HELP_LOOK = { asked: 'busy', told: 'told', failed: 'off' }

/** Says on top what does not fit the view: a fault, and one of a refusal, a wait, help, paper that will not come. Two would take the room of a card.
 * @param {import('./flow.mjs').State} state @param {import('./closed.mjs').Say} t
 * @param {{notice: string, waiting: boolean, unprinted: boolean, missingFonts: readonly string[]}} facts */
export function paintStrips(state, t, { notice, waiting, unprinted, missingFonts }) {
  const strip = (/** @type {string} */ look, /** @type {string} */ sign, /** @type {string} */ text) =>
    el('div', { class: `strip ${look}`, 'data-key': look, 'data-say': text }, icon(sign), el('span', {}, text))
  const one = (notice && strip('off', 'i-info', notice)) || (waiting && strip('busy', 'i-clock', t(state.asking?.booking ? 'booking_checking' : 'asking')))
    || (state.help && strip(HELP_LOOK[state.help], 'i-bell', t(`help_${state.help}`)))
    || (state.adding && state.view !== 'several' && strip('busy', 'i-info', t('several_picked', { count: state.chosen.length }))) || (unprinted && strip('unprinted', 'i-camera', t('unprinted')))
  morph(at('strips'), el('div', {}, missingFonts.length > 0 && strip('fault', 'i-alert', t('missing_font', { fonts: missingFonts.join(', ') })), one))
}

const ROUND = 289 // length of the ring in its own units

/** @param {import('./flow.mjs').State} state @param {import('./closed.mjs').Say} t @param {number} left seconds */
export function paintIdle(state, t, left) {
  const opens = at('idle').hidden && state.warned
  at('idle').hidden = !state.warned
  if (!state.warned) return
  at('idle').setAttribute('data-say', t('say_idle'))
  put('idle-head', t('still_there'))
  put('idle-text', t('going_back'))
  put('idle-stay', t('stay'))
  put('idle-restart', t('restart'))
  put('idle-count', String(Math.ceil(left)))
  at('idle-ring').setAttribute('stroke-dashoffset', String(Math.round(ROUND * (1 - left / COUNT_S))))
  if (opens) at('idle-stay').focus({ preventScroll: true })
}

const PATIENCE_MS = 5000
const FONTS = { 'Atkinson Hyperlegible Next': ['400', '600', '700', '800'], B612: ['700'] }

/** The families that could not be loaded whole; both are needed before the first paint. @returns {Promise<string[]>} */
export async function missingFonts() {
  const has = (/** @type {string} */ family) => (/** @type {string} */ weight) =>
    document.fonts.load(`${weight} 20px "${family}"`).then((faces) => faces.length > 0, () => false)
  const soon = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, [false]) })
  const found = await Promise.all(Object.entries(FONTS).map(async ([family, weights]) =>
    (await Promise.race([Promise.all(weights.map(has(family))), soon])).every(Boolean)))
  return Object.keys(FONTS).filter((_, at) => !found[at])
}
