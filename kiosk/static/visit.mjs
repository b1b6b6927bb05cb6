// @ts-check
// What stands before the number: how many wait, what to have ready, and for whom it is.
import { el, icon, say } from '/static/dom.mjs'
import { crumb } from './choose.mjs'
import { commonHeadStart } from './hall.mjs'
import { chosenServices } from './sayings.mjs'
import { sayPerson, shortWhy } from './spoken.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */

const MANY = 4 // more papers stand in one text, as a list they would be too long

/** @param {Scene} scene @param {readonly any[]} services */
function need({ state, t }, services) {
  const papers = [...new Set(services.flatMap((service) => service.requirements?.[state.language] ?? service.requirements?.id ?? []))]
  if (papers.length === 0) return null
  const lines = papers.length > MANY ? [papers.join(', ')] : papers
  return el('div', { class: 'need' }, icon('i-ticket'), el('div', {}, el('b', {}, t('have_ready')),
    el('ul', {}, ...lines.map((paper) => el('li', {}, icon('i-check'), el('span', {}, paper))))))
}

/** "14 orang di depan Anda. Lanjut?", and when the turn comes or why nobody can say. @param {Scene} scene @param {any} service */
function line({ t, range }, service) {
  const when = range(service.estimate)
  const about = when ? t('about', { when: t('at_time', { time: when }) }) : shortWhy(service.estimate_reason, t)
  return el('p', { class: 'line' }, icon('i-users'), el('span', {}, el('b', {}, t(service.waiting < 2 ? `ahead_${service.waiting}` : 'ahead_n', { count: service.waiting })), about && el('span', { class: 'about' }, ` ${about}`)))
}

/** @param {Scene} scene @param {{code: string | null, name: string, note: string, said: string, icon: string, can: boolean}} who */
function person({ state }, { code, name, note, said, icon: sign, can }) {
  const busy = state.asking && (state.asking.priority ?? null) === code
  return el('button', { class: `card person${code === null ? ' main' : ''}${can ? '' : ' shut'}`, 'data-do': can && 'person', 'data-priority': code, 'data-key': code ?? '', 'data-say': said,
    'aria-disabled': can ? null : 'true', disabled: Boolean(state.asking), 'aria-busy': busy && 'true' },
  icon(sign), el('span', {}, el('b', {}, name), note && el('small', {}, note)), code === null && can && icon('i-right', 'go'))
}

/** The choices: everybody's, and each class of the hall. A hall without classes only asks whether to go on. A channel that is used up says so.
 * @param {Scene} scene @param {readonly any[]} services */
function people(scene, services) {
  const { hall, state, t } = scene
  const regular = services.every((service) => service.regular !== false)
  const priority = services.every((service) => service.priority !== false)
  const none = hall.priorities.length === 0
  const note = regular ? (none ? '' : t('regular_note')) : t('regular_gone')
  const name = t(none ? 'yes_take' : 'regular')
  return [person(scene, { code: null, name, note, said: [name, note].filter(Boolean).join('. '), icon: 'p-umum', can: regular }),
    none && el('button', { class: 'card person no', 'data-do': 'back', 'data-key': 'no', disabled: Boolean(state.asking) }, icon('i-left'), el('span', {}, el('b', {}, t('no_back')))),
    ...hall.priorities.map((/** @type {any} */ who) => person(scene, { code: who.code, name: say(who.name, state.language), icon: who.icon || 'p-umum', can: priority,
      note: priority ? say(who.note, state.language) : t('priority_gone'), said: priority ? sayPerson(who, state.language) : `${say(who.name, state.language)}. ${t('priority_gone')}.` }))].filter(Boolean)
}

/** @param {Scene} scene */
export function forView(scene) {
  const { state, hall, t } = scene
  const service = hall.services.find((/** @type {any} */ one) => one.code === state.service)
  const agency = hall.agencies.find((/** @type {any} */ one) => one.code === service.agency)
  const together = state.chosen.length > 1 ? chosenServices(scene) : [service]
  const minutes = commonHeadStart(hall.priorities)
  const none = hall.priorities.length === 0
  const head = together.length > 1 ? t('several_title', { count: together.length }) : say(service.name, state.language)
  const lead = together.length > 1 ? together.map((one) => say(one.short, state.language) || say(one.name, state.language)).join(', ') : say(agency.name, state.language)
  const several = hall.services.length > 1 && state.chosen.length === 0
    && el('button', { class: 'back more', 'data-do': 'several', 'data-key': 'several', disabled: Boolean(state.asking) }, icon('i-plus'), el('span', {}, t('several_go')))
  return el('section', { class: together.length > 1 ? 'view together' : 'view', id: 'for' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, el('span', { class: 'plate' }, service.prefix), el('div', {}, el('h1', { tabindex: -1 }, head), el('p', { class: 'lead' }, lead))),
      line(scene, service),
      need(scene, together),
      !none && el('h2', { class: 'ask' }, el('span', {}, t('for_whom'))),
      !none && el('p', { class: 'note' }, icon('i-info'), el('span', {}, minutes ? t('private_note', { minutes }) : t('private_only')))),
    el('div', { class: 'reach' }, crumb(scene, several || 2),
      el('div', { class: `choices who${none ? ' one' : ''}` }, .../** @type {Node[]} */ (people(scene, together)))))
}
