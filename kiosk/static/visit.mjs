// @ts-check
// For whom the number is.
import { el, icon, say } from '/static/dom.mjs'
import { crumb } from './choose.mjs'
import { commonHeadStart } from './hall.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */

/** @param {Scene} scene @param {any} service */
function need({ state, t }, service) {
  const papers = service.requirements?.[state.language] ?? service.requirements?.id ?? []
  if (papers.length === 0) return null
  return el('div', { class: 'need' }, icon('i-ticket'), el('div', {}, el('b', {}, t('have_ready')),
    el('ul', {}, ...papers.map((/** @type {string} */ paper) => el('li', {}, icon('i-check'), el('span', {}, paper))))))
}

/** @param {Scene} scene @param {any} who */
function person({ state }, who) {
  const busy = state.asking?.priority === who.code
  const note = say(who.note, state.language)
  return el('button', { class: 'card person', 'data-do': 'person', 'data-priority': who.code, 'data-key': who.code, disabled: Boolean(state.asking), 'aria-busy': busy && 'true' },
    icon(who.icon || 'p-umum'), el('span', {}, el('b', {}, say(who.name, state.language)), note && el('small', {}, note)))
}

/** @param {Scene} scene */
export function forView(scene) {
  const { state, hall, t } = scene
  const service = hall.services.find((/** @type {any} */ one) => one.code === state.service)
  const agency = hall.agencies.find((/** @type {any} */ one) => one.code === service.agency)
  const minutes = commonHeadStart(hall.priorities)
  const busy = state.asking && state.asking.priority === null
  return el('section', { class: 'view', id: 'for' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, el('span', { class: 'plate' }, service.prefix), el('div', {}, el('h1', { tabindex: -1 }, say(service.name, state.language)), el('p', { class: 'lead' }, say(agency.name, state.language)))),
      need(scene, service),
      el('h2', { class: 'ask' }, el('span', {}, t('for_whom'))),
      el('p', { class: 'note' }, icon('i-info'), el('span', {}, minutes ? t('private_note', { minutes }) : t('private_only')))),
    el('div', { class: 'reach' }, crumb(scene, 2),
      el('div', { class: 'choices who' },
        el('button', { class: 'card person main', 'data-do': 'person', 'data-key': '', disabled: Boolean(state.asking), 'aria-busy': busy && 'true' },
          icon('p-umum'), el('span', {}, el('b', {}, t('regular')), el('small', {}, t('regular_note'))), icon('i-right', 'go')),
        ...hall.priorities.map((/** @type {any} */ who) => person(scene, who)))))
}
