// @ts-check
// The views to choose on: home (popular services, agencies), and the services of one agency.
import { el, icon, say } from '/static/dom.mjs'
import { range } from '/static/hall-time.mjs'
import { onCard } from './closed.mjs'
import { letter, offers, pageOf, servicesOf, whereabouts } from './hall.mjs'

/** What every view is given. @typedef {{state: import('./flow.mjs').State, hall: any, t: import('./closed.mjs').Say, now: Date,
 *   calendars: Record<string, import('./closed.mjs').Calendar>, perPage: number}} Scene */

/** @param {Scene} scene @param {number} page @param {number} pages */
function pager({ t }, page, pages) {
  if (pages < 2) return null
  const step = (/** @type {string} */ text, /** @type {number} */ to) => el('button', { class: 'btn', 'data-do': 'page', 'data-page': to, disabled: to < 0 || to >= pages }, t(text))
  return el('div', { class: 'pages' }, step('previous_page', page - 1), el('span', {}, t('page', { page: page + 1, pages })), step('next_page', page + 1))
}

/** @param {Scene} scene @param {any} service */
function popular({ state, t, now, calendars }, service) {
  const name = el('b', {}, say(service.name, state.language))
  if (!service.open) {
    return el('button', { class: 'card pop shut', 'data-do': 'agency', 'data-code': service.agency, 'data-key': service.code }, name, el('small', {}, onCard(service, now, calendars[state.language], t).tag))
  }
  return el('button', { class: 'card pop', 'data-do': 'service', 'data-code': service.code, 'data-agency': service.agency, 'data-popular': true, 'data-key': service.code },
    name, el('small', {}, t('waiting', { count: service.waiting })))
}

/** @param {Scene} scene @param {any} agency */
function tile({ state, hall, t }, agency) {
  const shut = servicesOf(hall, agency.code).every((/** @type {any} */ service) => !service.open)
  const plate = letter(hall, agency)
  return el('button', { class: shut ? 'card agency shut' : 'card agency', 'data-do': 'agency', 'data-code': agency.code, 'data-key': agency.code },
    icon(agency.icon || 'i-store'),
    el('span', {}, el('b', {}, say(agency.name, state.language)), el('small', {}, shut ? t('shut_agency') : offers(hall, agency, state.language))),
    plate ? el('span', { class: 'plate' }, plate) : el('span', {}))
}

/** @param {Scene} scene */
export function homeView(scene) {
  const { state, hall, t } = scene
  const loved = hall.services.filter((/** @type {any} */ service) => service.popular).slice(0, 3)
  const { items, page, pages } = pageOf(hall.agencies, state.page, scene.perPage)
  return el('section', { class: 'view', id: 'home' },
    el('div', { class: 'ctx hi' }, el('h1', { tabindex: -1 }, t('question')), el('p', { class: 'lead en', lang: 'en' }, 'Which service do you need?')),
    loved.length > 0 && el('div', { class: 'popwrap' }, el('h2', {}, t('popular')), el('div', { class: 'popular' }, ...loved.map((/** @type {any} */ one) => popular(scene, one)))),
    el('div', { class: 'reach' }, el('h2', {}, t('agencies')), el('div', { class: 'agencies' }, ...items.map((one) => tile(scene, one))), pager(scene, page, pages)))
}

/** The way back and how far it is. @param {Scene} scene @param {number} step */
export const crumb = ({ t }, step) => el('div', { class: 'crumb' },
  el('button', { class: 'back', 'data-do': 'back' }, icon('i-left'), el('span', {}, t('back'))), el('span', { class: 'step' }, t('step', { step })))

/** @param {Scene} scene @param {any} service */
function card({ state, hall, t, now, calendars }, service) {
  const name = el('b', {}, say(service.name, state.language))
  if (!service.open) {
    const shut = onCard(service, now, calendars[state.language], t)
    return el('button', { class: 'card service shut', 'aria-disabled': 'true', 'data-key': service.code }, name,
      el('span', { class: 'tag' }, icon(shut.icon), el('span', {}, shut.tag)),
      el('p', { class: 'why' }, icon(shut.sign), el('span', {}, el('b', {}, shut.why), shut.more ? ` ${shut.more}` : '')))
  }
  const when = range(service.estimate, hall.site.time_zone)
  return el('button', { class: 'card service', 'data-do': 'service', 'data-code': service.code, 'data-agency': service.agency, 'data-key': service.code }, name,
    el('div', { class: 'facts' },
      el('span', {}, icon('i-users'), el('strong', {}, String(service.waiting)), ' ', el('span', {}, t('waiting_word'))),
      when && el('span', {}, icon('i-clock'), el('span', { class: 'about' }, t('called_about')), ' ', el('strong', {}, when))),
    icon('i-chevron', 'go'))
}

/** Up to five stand one below the other; more stand in two columns. */
const ONE_COLUMN = 5 // on a small panel four: wide.css

/** @param {Scene} scene */
export function servicesView(scene) {
  const { state, hall, t } = scene
  const agency = hall.agencies.find((/** @type {any} */ one) => one.code === state.agency)
  const { items, page, pages } = pageOf(servicesOf(hall, state.agency), state.page, scene.perPage)
  const about = [say(agency.title, state.language), whereabouts(hall, agency.code, state.language, t('counter_word'))].filter(Boolean).join(' · ')
  const plate = letter(hall, agency)
  return el('section', { class: 'view', id: 'services' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, plate && el('span', { class: 'plate' }, plate), el('div', {}, el('h1', { tabindex: -1 }, say(agency.name, state.language)), el('p', { class: 'lead' }, about))),
      el('p', { class: 'note' }, icon('i-help'), el('span', {}, t('not_listed')))),
    el('div', { class: 'reach' }, crumb(scene, 1),
      el('div', { class: items.length > ONE_COLUMN ? 'choices services many' : `choices services n${items.length}` }, ...items.map((/** @type {any} */ one) => card(scene, one))),
      pager(scene, page, pages)))
}
