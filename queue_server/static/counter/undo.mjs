// @ts-check
// The last press, for as long as it can be taken back. It lies over the figures, so that nothing moves.
import { el, icon } from '/static/dom.mjs'
import { hallNow } from '/static/hall-time.mjs'
import { language } from '../login/language.mjs'
import { painted } from './named.mjs'
import { part } from './part.mjs'
import { secondsLeft, undoOf } from './rules.mjs'
import { pressInWords, RULE } from './rule-texts.mjs'

/** @typedef {import('./store.mjs').State} State */

/** @param {HTMLElement} node @param {() => void} undo */
export function undoView(node, undo) {
  const showPart = part(node)
  return function show(/** @type {State} */ state) {
    const last = state.lost ? null : undoOf(state.desk, hallNow())
    node.hidden = last === null
    showPart([language(), last, state.busy === 'undo'], () => {
      if (!last) return []
      const t = RULE[language()]
      return [el('button', { class: 'btn', type: 'button', 'data-id': 'undo', 'aria-busy': state.busy === 'undo' ? 'true' : null, onclick: undo }, icon('i-left'),
        el('span', {}, el('b', {}, `${t.undo}: `), pressInWords(last.kind, painted(state, last.number), language())), el('i', { class: 'count', 'data-until': last.until, 'aria-hidden': 'true' }), el('kbd', {}, 'U'))]
    })
    countDown(node)
  }
}

/** Sets the seconds of everything that counts down. @param {HTMLElement} node */
export function countDown(node) {
  for (const one of node.querySelectorAll('[data-until]')) one.textContent = String(secondsLeft(Number(/** @type {HTMLElement} */ (one).dataset.until), hallNow()))
}
