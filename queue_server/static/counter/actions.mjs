// @ts-check
// The buttons of the stage, as the table of states.mjs says.
import { el, icon } from '/static/dom.mjs'
import { hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { buttons } from './states.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./states.mjs').Button} Button
 * @typedef {import('./store.mjs').State} State */

const words = () => /** @type {Record<string, any>} */ (TEXTS[language()])
const key = (/** @type {Button} */ button) => (button.key ? el('kbd', {}, words()[`key_${button.key}`] ?? button.key.toUpperCase()) : null)

/** The seconds until it may be pressed; `countDown` fills them in. @param {Button} button */
const count = (button) => (button.until === undefined ? null : el('i', { class: 'count', 'data-until': button.until }))

/** What decides how the buttons look. @param {State} state */
export const buttonsSign = (state) => state.desk && [language(), state.busy, buttons(state.desk, state.lost, hallNow())]

/** @param {State} state @param {(act: string) => void} act @returns {HTMLElement[]} */
export function mainButtons(state, act) {
  if (!state.desk) return []
  const { loud, half } = buttons(state.desk, state.lost, hallNow())
  return [big(state, loud, `btn loud${loud.act === 'finishNext' ? ' long' : ''}`, act), ...(half ? [big(state, half, 'btn half', act)] : [])]
}

/** @param {State} state @param {(act: string) => void} act @returns {HTMLElement[]} */
export function quietButtons(state, act) {
  if (!state.desk) return []
  return buttons(state.desk, state.lost, hallNow()).quiet.map((button) => el('button', { ...of(state, button, act), class: `btn${button.opt ? ' opt' : ''}${busy(state, button)}` },
    el('span', {}, icon(button.icon), words()[button.text], count(button)), el('small', {}, key(button), button.hint ? fill(words()[button.hint], button) : null)))
}

/** @param {State} state @param {Button} button @param {string} look @param {(act: string) => void} act */
function big(state, button, look, act) {
  return el('button', { ...of(state, button, act), class: look + busy(state, button) }, icon(button.icon), words()[button.text], count(button), key(button))
}

/** @param {State} state @param {Button} button @param {(act: string) => void} act */
function of(state, button, act) {
  return { type: 'button', 'data-id': button.act, disabled: button.off !== undefined, 'aria-busy': state.busy === button.act ? 'true' : null, onclick: () => act(button.act) }
}

const busy = (/** @type {State} */ state, /** @type {Button} */ button) => (state.busy === button.act ? ' busy' : '')
