// @ts-check
// The number itself: what becomes of its paper, the ticket to read, photograph or scan, and the way on.
import { el, icon, number, say } from '/static/dom.mjs'
import { shown } from './paper.mjs'
import { others } from './several.mjs'
import { shortWhy } from './spoken.mjs'

/** `left`: seconds until the screen is free for the next; `ready`: the buttons may be touched (not in the first second, when the second half of a
 *  double tap still comes); `code`: its QR can be had
 * @typedef {import('./choose.mjs').Scene & {left: number, ready: boolean, code: boolean}} DoneScene */

/** Stays the same node whatever it says, so that its role lets every change be read out. @param {DoneScene} scene */
function paper({ state, hall, t, code }) {
  const { look, icon: sign, head, note } = shown(state, hall?.printers, state.language, t, code)
  return el('div', { class: look, role: 'status', 'aria-atomic': 'true', tabindex: -1, 'data-print': state.print },
    icon(sign), el('div', {}, el('b', {}, head), note ? el('small', {}, note) : el('div', { class: 'run' })))
}

/** What else this number is for: a visit with several services. @param {DoneScene} scene */
function legs({ state, hall, t }) {
  const { ticket, language } = state
  const names = others(ticket).map((code) => hall?.services.find((/** @type {any} */ one) => one.code === code)).filter(Boolean)
    .map((one) => say(one.short, language) || say(one.name, language))
  return names.length > 0 && el('div', { class: 'by legs-of' }, t(ticket.any_order ? 'also_any' : 'then', { names: names.join(', ') }))
}

/** How sure the expected time is; a server that does not count says so in general words. @param {any} estimate @param {import('./closed.mjs').Say} t */
const surety = (estimate, t) => (Number.isInteger(estimate?.hits) ? t('hits', { hits: estimate.hits }) : t('range_note'))

/** @param {DoneScene} scene @param {string} when */
function card(scene, when) {
  const { state, hall, t, code } = scene
  const { ticket, language } = state
  const service = hall?.services.find((/** @type {any} */ one) => one.code === ticket.service)
  const agency = hall?.agencies.find((/** @type {any} */ one) => one.code === service?.agency)
  const zone = hall?.zones.find((/** @type {any} */ one) => one.code === service?.zone)
  return el('div', { class: 'ticket' },
    el('span', { class: 'tenun' }),
    el('div', { class: 'hero', tabindex: -1 },
      el('div', { class: 'of' }, say(service?.name, language) || ticket.service),
      el('div', { class: 'by' }, agency && el('span', {}, `${say(agency.name, language)} · `), say(zone?.name, language)),
      legs(scene),
      number(ticket)),
    el('div', { class: 'pair' },
      el('div', {}, el('small', {}, t('ahead')), el('b', {}, String(ticket.ahead ?? 0)), el('small', {}, t(ticket.ahead === 1 ? 'person' : 'people'))),
      when
        ? el('div', { 'data-key': 'range' }, el('small', {}, t('expected')), el('b', {}, when), el('small', {}, surety(ticket.estimate, t)))
        : el('div', { 'data-key': 'none' }, el('small', {}, t('expected')), el('b', { class: 'none' }, shortWhy(ticket.estimate_reason, t) || t('no_estimate')), el('small', {}, t('no_estimate_note')))),
    code && el('div', { class: 'follow' }, el('img', { class: 'qr', src: `/api/v1/tickets/${ticket.token}/qr.svg`, alt: t('qr') }),
      el('div', {}, el('b', {}, t('follow')), el('p', {}, t('follow_note')))))
}

/** Without paper the visitor may need longer. That button stands last in the code and between the others on the screen: the one under a finger
 * stays what it was, also when the paper fails at that moment. @param {DoneScene} scene */
function acts({ state, t, left, ready }) {
  const unhurried = ['trouble', 'silent', 'paperless'].includes(state.print)
  return el('div', { class: unhurried ? 'acts three' : 'acts' },
    el('button', { class: 'btn another', 'data-do': 'another', disabled: !ready }, t('another')),
    el('button', { class: 'btn main', 'data-do': 'finish', disabled: !ready }, el('span', {}, t('finished')), el('span', { class: 'left' }, String(Math.ceil(left)))),
    unhurried && el('button', { class: 'btn more', 'data-do': 'stay', disabled: !ready }, t('more_time')))
}

/** @param {DoneScene} scene */
export function doneView(scene) {
  return el('section', { class: 'view', id: 'done' }, paper(scene), card(scene, scene.range(scene.state.ticket.estimate)), acts(scene))
}
