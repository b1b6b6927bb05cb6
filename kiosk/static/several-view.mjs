// @ts-check
// One visit with several services: what was chosen, in which order it is served, and the way to more.
import { el, icon, say } from '/static/dom.mjs'
import { crumb } from './choose.mjs'
import { chosenServices } from './sayings.mjs'
import { MOST } from './several.mjs'
import { sayService } from './spoken.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */

/** @param {Scene} scene @param {any} service @param {number} at */
function row(scene, service, at) {
  const { state, t } = scene
  const name = say(service.name, state.language)
  return el('li', { class: 'leg', 'data-key': service.code }, el('span', { class: 'at' }, state.anyOrder ? '•' : String(at + 1)),
    el('span', { class: 'what' }, el('b', {}, name), el('small', {}, t('waiting', { count: service.waiting }))),
    el('button', { class: 'key off', 'data-do': 'remove', 'data-code': service.code, 'data-key': service.code, 'aria-label': `${t('several_remove', { service: name })}. ${sayService(service, scene)}` }, icon('i-x')))
}

/** @param {Scene} scene */
export function severalView(scene) {
  const { state, t } = scene
  const chosen = chosenServices(scene)
  const order = (/** @type {'chosen' | 'any'} */ code) => el('button', { class: 'btn', 'data-do': 'order', 'data-order': code, 'data-key': code, 'aria-pressed': String(state.anyOrder === (code === 'any')) }, t(`order_${code}`))
  return el('section', { class: 'view', id: 'several' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, el('div', {}, el('h1', { tabindex: -1 }, t('several_head')), el('p', { class: 'lead' }, t('several_lead', { most: MOST }))))),
    el('div', { class: 'reach' }, crumb(scene),
      el('div', { class: 'choices basket' },
        el('ol', { class: 'legs' }, ...chosen.map((service, at) => row(scene, service, at))),
        chosen.length > 1 && el('div', { class: 'order', role: 'group', 'aria-label': t('order') }, el('span', {}, t('order')), order('chosen'), order('any')),
        el('div', { class: 'acts' }, chosen.length < MOST && el('button', { class: 'btn', 'data-do': 'add', 'data-key': 'add' }, icon('i-plus'), t('several_more')),
          el('button', { class: 'btn main', 'data-do': 'go_on', 'data-key': 'on' }, t('several_on'), icon('i-right'))))))
}
