// @ts-check
// The views to choose on: home (popular services, agencies), and the services of one agency.
import { el, icon, say } from '/static/dom.mjs'
import { onCard } from './closed.mjs'
import { isSearched, letter, offers, pageOf, servicesOf, whereabouts } from './hall.mjs'
import { sayAgency, sayService, shortWhy } from './spoken.mjs'

/** What every view is given. `range` words an estimate; `matches`: what the search found; `board`: the keys it has room for; `reason`: why the whole
 *  hall gives no numbers.
 * @typedef {{state: import('./flow.mjs').State, hall: any, t: import('./closed.mjs').Say, now: Date, range: (estimate: any) => string,
 *   calendars: Record<string, import('./closed.mjs').Calendar>, perPage: number, matches: any[], board: 'letters' | 'groups', reason?: string | null}} Scene */

/** @param {Scene} scene @param {number} page @param {number} pages */
export function pager({ t }, page, pages) {
  if (pages < 2) return null
  const step = (/** @type {string} */ text, /** @type {string} */ sign, /** @type {number} */ to) =>
    el('button', { class: 'btn', 'data-do': 'page', 'data-page': to, 'data-key': text, disabled: to < 0 || to >= pages, 'aria-label': t(text) }, icon(sign), el('b', {}, t(text)))
  return el('div', { class: 'pages' }, step('previous_page', 'i-left', page - 1), el('span', {}, t('page', { page: page + 1, pages })), step('next_page', 'i-right', page + 1))
}

/** @param {Scene} scene @param {any} service */
function popular(scene, service) {
  const { state, t, now, calendars } = scene
  const name = el('b', {}, say(service.name, state.language))
  const said = { 'data-say': sayService(service, scene), 'data-key': service.code }
  if (!service.open) {
    return el('button', { class: 'card pop shut', 'data-do': 'agency', 'data-code': service.agency, ...said }, name, el('small', {}, onCard(service, now, calendars[state.language], t).tag))
  }
  return el('button', { class: 'card pop', 'data-do': 'service', 'data-code': service.code, 'data-agency': service.agency, 'data-popular': true, ...said },
    name, el('small', {}, t('waiting', { count: service.waiting })))
}

/** @param {Scene} scene @param {any} agency */
function tile(scene, agency) {
  const { state, hall, t } = scene
  const shut = servicesOf(hall, agency.code).every((/** @type {any} */ service) => !service.open)
  const plate = letter(hall, agency)
  return el('button', { class: shut ? 'card agency shut' : 'card agency', 'data-do': 'agency', 'data-code': agency.code, 'data-key': agency.code, 'data-say': sayAgency(agency, scene) },
    icon(agency.icon || 'i-store'),
    el('span', {}, el('b', {}, say(agency.name, state.language)), el('small', {}, shut ? t('shut_agency') : offers(hall, agency, state.language))),
    plate ? el('span', { class: 'plate' }, plate) : el('span', {}))
}

/** The ways beside the list: by name, and with an appointment. @param {Scene} scene */
function otherWays({ state, hall, t }) {
  const way = (/** @type {string} */ kind, /** @type {string} */ sign) => el('button', { class: `card way ${kind}`, 'data-do': kind, 'data-key': kind },
    icon(sign), el('span', {}, el('b', {}, t(`${kind}_go`)), el('small', {}, t(`${kind}_go_note`))))
  const shown = [isSearched(hall) && way('search', 'i-search'), Boolean(hall.bookings) && !state.adding && way('booking', 'i-qr')].filter(Boolean)
  return shown.length > 0 && el('div', { class: 'ways' }, ...shown)
}

/** @param {Scene} scene */
export function homeView(scene) {
  const { state, hall, t } = scene
  const loved = hall.services.filter((/** @type {any} */ service) => service.popular).slice(0, 3)
  const { items, page, pages } = pageOf(hall.agencies, state.page, scene.perPage)
  return el('section', { class: 'view', id: 'home' },
    el('div', { class: 'ctx hi' }, el('h1', { tabindex: -1 }, t(state.adding ? 'several_head' : 'question')),
      el('p', { class: 'lead en', lang: 'en' }, state.adding ? 'Choose the next service.' : 'Which service do you need?')),
    loved.length > 0 && el('div', { class: 'popwrap' }, el('h2', {}, t('popular')), el('div', { class: 'popular' }, ...loved.map((/** @type {any} */ one) => popular(scene, one)))),
    el('div', { class: 'reach' }, state.adding ? crumb(scene) : el('h2', {}, t('agencies')),
      el('div', { class: 'agencies' }, ...items.map((one) => tile(scene, one))), pager(scene, page, pages), otherWays(scene)))
}

/** The way back, and how far it is or what else can be done. @param {Scene} scene @param {number | Node | false} [more] */
export const crumb = ({ t }, more = false) => el('div', { class: 'crumb' },
  el('button', { class: 'back', 'data-do': 'back', 'data-key': 'back', 'aria-label': t('back') }, icon('i-left'), el('span', {}, t('back'))),
  typeof more === 'number' ? el('span', { class: 'step' }, t('step', { step: more })) : more)

/** @param {Scene} scene @param {any} service */
export function card(scene, service) {
  const { state, t, now, calendars, range } = scene
  const said = { 'data-key': service.code, 'data-say': sayService(service, scene) }
  const name = el('b', {}, say(service.name, state.language))
  if (!service.open) {
    const shut = onCard(service, now, calendars[state.language], t, state.language)
    return el('button', { class: 'card service shut', 'aria-disabled': 'true', ...said }, name,
      el('span', { class: 'tag' }, icon(shut.icon), el('span', {}, shut.tag)),
      el('p', { class: 'why' }, icon(shut.sign), el('span', {}, el('b', {}, shut.why), shut.more ? ` ${shut.more}` : '')))
  }
  const when = range(service.estimate)
  const none = when ? '' : shortWhy(service.estimate_reason, t)
  return el('button', { class: 'card service', 'data-do': 'service', 'data-code': service.code, 'data-agency': service.agency, ...said }, name,
    el('div', { class: 'facts' },
      el('span', {}, icon('i-users'), el('strong', {}, String(service.waiting)), ' ', el('span', {}, t('waiting_word'))),
      when && el('span', {}, icon('i-clock'), el('span', { class: 'about' }, t('called_about')), ' ', el('strong', {}, when)),
      none && el('span', { class: 'none' }, icon('i-clock'), el('span', {}, none)),
      service.regular === false && el('span', {}, icon('i-info'), el('span', {}, t('priority_only')))),
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
