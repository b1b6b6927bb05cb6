// @ts-check
// What the phone shows in each place of the line.
import { el, icon, number, say } from '../dom.mjs'
import { clock, range } from '../hall-time.mjs'
import { gate, minutes, progress } from './place.mjs'

const REASONS = ['no_counter', 'learning', 'long']

/** @typedef {{ticket: any, place: import('./place.mjs').Place, language: string, t: (key: string, facts?: Record<string, string | number>) => string,
 *   stale: boolean, remind: boolean, first: number}} Scene */

/** @param {Scene} scene @param {string | null} at */
const hour = ({ ticket }, at) => (at ? clock(new Date(at), ticket.site.time_zone) : '')
/** @param {Scene} scene */
const where = ({ ticket, language }) => [say(ticket.agency?.name, language), say(ticket.zone?.name, language)].filter(Boolean).join(', ')
/** @param {Scene} scene */
const counterName = ({ ticket, language, t }) => say(ticket.counter?.name, language) || t('the_counter')
/** @param {Scene} scene */
const staleNote = (scene) => scene.stale && el('div', { class: 'note', role: 'status' }, icon('i-unlink'), el('span', {}, scene.t('stale', { time: hour(scene, scene.ticket.now) })))
/** @param {Scene} scene @param {Node | null} [inside] */
const card = (scene, inside = null) => el('div', { class: (scene.ticket.legs ?? []).length > 1 ? 'card tick many' : 'card tick' }, el('p', {}, say(scene.ticket.service.name, scene.language)), el('small', {}, where(scene)), number(scene.ticket), legs(scene), inside)

/** What a visit of several services is for, and what became of each. @param {Scene} scene */
function legs({ ticket, language, t }) {
  const all = ticket.legs ?? []
  const row = (/** @type {any} */ leg) => el('li', { class: leg.state }, el('span', {}, say(leg.name, language)), el('small', {}, t(`leg_${leg.state}`)))
  return all.length > 1 && el('ol', { class: 'legs', 'aria-label': t('legs') }, ...all.map(row))
}

/** @param {Scene} scene */
function ahead(scene) {
  const { ticket, t } = scene
  const share = progress(scene.first, ticket.ahead)
  const filled = el('i')
  filled.style.width = `${share}%`
  return el('div', { class: 'ahead' }, ticket.ahead > 0 && el('b', {}, String(ticket.ahead)), el('span', {}, t(ticket.ahead > 0 ? 'ahead' : 'next')),
    el('div', { class: 'rail' },
      el('div', { class: 'bar', role: 'progressbar', 'aria-valuenow': share, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': t('progress') }, filled),
      el('div', {}, el('span', {}, t('taken', { time: hour(scene, ticket.issued_at) })), el('span', {}, t('called_end')))))
}

/** @param {Scene} scene */
function papers({ ticket, language, t }) {
  const all = ticket.requirements?.[language] ?? ticket.requirements?.id ?? []
  const parts = all.flatMap((/** @type {string} */ paper, /** @type {number} */ at) => [at === 0 ? '' : ' · ', el('b', {}, paper)])
  return all.length > 0 && el('div', { class: 'card row' }, icon('i-ticket'), el('span', {}, `${t('bring')} `, ...parts))
}

/** Why there is no time. @param {Scene} scene */
function noTime({ ticket, t }) {
  const reason = ticket.estimate_reason
  return t(reason && REASONS.includes(reason) ? `no_time_${reason}` : 'no_estimate')
}

/** How often such times were right. @param {Scene} scene */
function hits({ ticket, t }) {
  const hits = ticket.estimate?.hits
  return typeof hits === 'number' ? [el('small', {}, t('hits', { hits }))] : []
}

/** The page that says how the order is made. @param {Scene} scene */
const why = ({ ticket, language, t }) => el('a', { class: 'why', href: `/why/${encodeURIComponent(ticket.zone.code)}?lang=${language}` }, t('why'))

/** @param {Scene} scene */
function waiting(scene) {
  const { ticket, place, language, t } = scene
  const when = range(ticket.estimate, ticket.site.time_zone)
  const time = hour(scene, ticket.now)
  return el('section', { id: 'waiting' },
    staleNote(scene),
    place === 'near' && !scene.stale && el('div', { class: 'note near', role: 'status' }, icon('i-bell'), el('span', {}, t('near', { place: say(ticket.zone?.name, language) }))),
    card(scene, ahead(scene)),
    el('div', { class: 'card exp' }, el('small', {}, t('expected')), el('b', { class: !when && 'none' }, when || noTime(scene)), ...hits(scene), el('small', {}, t(when ? 'updated' : 'no_estimate_note', { time }))),
    place === 'waiting' && !scene.stale && (ticket.legs ?? []).length < 2 && papers(scene), // what to bring to several services stands on the paper
    el('button', { class: 'toggle', role: 'switch', 'aria-checked': String(scene.remind), 'data-do': 'remind' }, el('span', {}, t('remind'), el('small', {}, t('remind_note'))), el('u')),
    el('div', { class: 'foot' }, el('button', { class: 'btn', 'data-do': 'leave' }, t('leave')), el('div', { class: 'fine row-fine' }, el('span', {}, t('fine')), why(scene))))
}

/** @param {Scene} scene */
function called(scene) {
  const { ticket, language, t } = scene
  const sign = ticket.counter ? gate(ticket.counter, language) : { word: '', big: '' }
  return el('section', { class: 'turn', id: 'called' },
    staleNote(scene),
    el('h1', { tabindex: -1, role: 'alert' }, t('turn')), number(ticket),
    el('div', { class: 'gate' }, el('span', {}, icon('i-right'), `${t('go')} ${sign.word}`.trim()), el('b', { class: sign.word === '' && 'long' }, sign.big)),
    el('p', {}, say(ticket.zone?.name, language), el('br'), [say(ticket.service.name, language), say(ticket.agency?.name, language)].filter(Boolean).join(', ')),
    el('div', { class: 'foot' }, el('p', { class: 'fine' }, t('called_at', { time: hour(scene, ticket.called_at) }))))
}

/** @param {Scene} scene @param {string} id @param {string} head @param {string} lead */
const told = (scene, id, head, lead) => el('section', { id, class: 'past' }, staleNote(scene), card(scene), el('h1', { tabindex: -1 }, head), el('p', { class: 'lead' }, lead))

/** @param {Scene} scene */
function done(scene) {
  const { ticket, t } = scene
  const fact = (/** @type {string} */ name, /** @type {number | null} */ count) => count !== null && el('div', {}, el('small', {}, name), el('b', {}, count > 0 ? t('minutes', { count }) : t('short')))
  return el('section', { id: 'done' }, el('h1', { tabindex: -1 }, t('done')),
    el('div', { class: 'card facts' }, fact(t('waited'), minutes(ticket.issued_at, ticket.called_at)),
      fact(ticket.counter ? t('served_at', { counter: counterName(scene) }) : t('served'), minutes(ticket.served_at ?? ticket.called_at, ticket.ended_at))),
    legs(scene),
    el('div', { class: 'foot' }, el('p', { class: 'fine' }, t('complaints'))))
}

/** The view of a place. @param {Scene} scene @returns {HTMLElement} */
export function view(scene) {
  const { place, ticket, t } = scene
  const counter = ticket ? counterName(scene) : ''
  switch (place) {
    case 'waiting': case 'near': return waiting(scene)
    case 'called': return called(scene)
    case 'serving': return told(scene, 'serving', t('serving'), t('serving_at', { counter }))
    case 'hold': return told(scene, 'hold', t('hold'), t('hold_note', { counter }))
    case 'missed': return told(scene, 'missed', t('missed'), t('missed_note', { counter, time: hour(scene, ticket.called_at) }))
    case 'done': return done(scene)
    default: return el('section', { id: place }, el('h1', { tabindex: -1 }, t(place)), el('p', { class: 'lead' }, t(`${place}_note`)))
  }
}

/** Before the first answer. @param {Scene['t']} t @param {boolean} failed */
export const before = (t, failed) => el('section', { id: 'before' }, failed && el('div', { class: 'note', role: 'status' }, icon('i-unlink'), el('span', {}, t('offline'))))
