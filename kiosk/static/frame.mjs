// @ts-check
// What stays around every view: the house and the clock above, the strips, the bar of switches below, the idle question, the fonts.
import { el, icon, say } from '/static/dom.mjs'
import { clock, longDate } from '/static/hall-time.mjs'
import { houseLines } from './hall.mjs'
import { morph } from './morph.mjs'
import { saying } from './spoken.mjs'
import { NAMES } from './texts.mjs'
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
  put('date', longDate(now, site.time_zone, language))
}

/** @param {import('./flow.mjs').State} state @param {import('./closed.mjs').Say} t @param {readonly string[]} languages */
export function paintBar(state, t, languages) {
  const offered = Object.entries(NAMES).filter(([code]) => code === 'id' || languages.includes(code))
  const flag = (/** @type {'low' | 'contrast'} */ name, /** @type {string} */ sign) =>
    el('button', { 'data-do': 'toggle', 'data-flag': name, 'data-key': name, 'aria-pressed': String(state[name]) }, icon(sign), el('span', {}, t(name)))
  const fresh = el('nav', {},
    ...offered.map(([code, name]) => el('button', { class: 'lang', lang: code, 'data-do': 'language', 'data-language': code, 'data-key': code, 'aria-pressed': String(state.language === code) }, el('b', {}, name))),
    flag('low', 'i-reach'), flag('contrast', 'i-contrast'))
  at('bar').setAttribute('aria-label', t('bar'))
  morph(at('bar'), fresh)
}

/** Says on top what does not fit the view: a fault, and one of a wait, a refusal, paper that will not come. Two would take the room of a card.
 * @param {import('./flow.mjs').State} state @param {import('./closed.mjs').Say} t @param {any} hall
 * @param {{waiting: boolean, unprinted: boolean, missingFonts: readonly string[]}} facts */
export function paintStrips(state, t, hall, { waiting, unprinted, missingFonts }) {
  const strip = (/** @type {string} */ look, /** @type {string} */ sign, /** @type {string} */ text, said = {}) =>
    el('div', { class: `strip ${look}`, 'data-key': look, ...said }, icon(sign), el('span', {}, text))
  const about = state.notice && hall?.services.find((/** @type {any} */ one) => one.code === state.notice?.service)
  morph(at('strips'), el('div', {},
    missingFonts.length > 0 && strip('fault', 'i-alert', t('missing_font', { fonts: missingFonts.join(', ') })),
    waiting && strip('busy', 'i-clock', t('asking')),
    unprinted && !waiting && !state.notice && strip('unprinted', 'i-camera', t('unprinted'), saying((_, say) => say('unprinted'))),
    state.notice && strip('off', 'i-info', t(state.notice.text, { service: say(about?.name, state.language) }))))
}

const ROUND = 289 // length of the ring in its own units

/** @param {import('./flow.mjs').State} state @param {import('./closed.mjs').Say} t @param {number} left seconds */
export function paintIdle(state, t, left) {
  const opens = at('idle').hidden && state.warned
  at('idle').hidden = !state.warned
  if (!state.warned) return
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
