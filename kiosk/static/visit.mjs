// @ts-check
// For whom the number is, and the number itself.
import { el, icon, number, say } from '/static/dom.mjs'
import { range } from '/static/hall-time.mjs'
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

/** @type {Record<import('./flow.mjs').Print, [string, string, string, string]>} look, icon, headline and note of each print state */
const PRINTS = {
  printing: ['print', 'i-printer', 'printing', ''],
  take: ['print take', 'i-down', 'take', 'take_note'],
  trouble: ['print bad', 'i-camera', 'trouble', 'trouble_note'],
  silent: ['print bad', 'i-camera', 'silent', 'trouble_note'],
  paperless: ['print', 'i-camera', 'paperless', 'paperless_note'],
}

/** @param {Scene & {left: number, ready: boolean, code: boolean}} scene `left`: seconds until the screen is free for the next; `ready`: the buttons may be
 *  touched (not in the first second, when the second half of a double tap still comes); `code`: its QR can be had */
export function doneView({ state, hall, t, left, ready, code }) {
  const { ticket, language } = state
  const service = hall?.services.find((/** @type {any} */ one) => one.code === ticket.service)
  const agency = hall?.agencies.find((/** @type {any} */ one) => one.code === service?.agency)
  const zone = hall?.zones.find((/** @type {any} */ one) => one.code === service?.zone)
  const [look, sign, head, note] = PRINTS[state.print]
  const when = range(ticket.estimate, hall?.site.time_zone ?? 'Asia/Jakarta')
  return el('section', { class: 'view', id: 'done' },
    el('div', { class: look, role: 'status', 'data-key': state.print }, icon(sign), el('div', {}, el('b', {}, t(head)), note ? el('small', {}, t(note)) : el('div', { class: 'run' }))),
    el('div', { class: 'ticket' },
      el('span', { class: 'tenun' }),
      el('div', { class: 'hero', tabindex: -1 },
        el('div', { class: 'of' }, say(service?.name, language) || ticket.service),
        el('div', { class: 'by' }, agency && el('span', {}, `${say(agency.name, language)} · `), say(zone?.name, language)),
        number(ticket)),
      el('div', { class: 'pair' },
        el('div', {}, el('small', {}, t('ahead')), el('b', {}, String(ticket.ahead ?? 0)), el('small', {}, t('people'))),
        when
          ? el('div', { 'data-key': 'range' }, el('small', {}, t('expected')), el('b', {}, when), el('small', {}, t('range_note')))
          : el('div', { 'data-key': 'none' }, el('small', {}, t('expected')), el('b', { class: 'none' }, t('no_estimate')), el('small', {}, t('no_estimate_note')))),
      code && el('div', { class: 'follow' }, el('img', { class: 'qr', src: `/api/v1/tickets/${ticket.token}/qr.svg`, alt: t('qr') }),
        el('div', {}, el('b', {}, t('follow')), el('p', {}, t('follow_note'))))),
    el('div', { class: 'acts' },
      el('button', { class: 'btn', 'data-do': 'another', disabled: !ready }, t('another')),
      el('button', { class: 'btn main', 'data-do': 'finish', disabled: !ready }, el('span', {}, t('finished')), el('span', { class: 'left' }, String(Math.ceil(left))))))
}
