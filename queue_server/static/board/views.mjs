// @ts-check
// The parts of the public board. Tables have captions and heads, so that a screen reader can walk them.
import { el, icon, number, say } from '../dom.mjs'
import { clock } from '../hall-time.mjs'
import { gate } from '../phone/place.mjs'
import { again, longest } from './whole.mjs'

/** `isAll`: several places at once, so each call says its own.
 * @typedef {{whole: import('./whole.mjs').Whole, language: string, t: import('./texts.mjs').Say, now: Date, isAll: boolean, isTv: boolean}} Scene */

/** @param {Scene} scene @param {string} at */
const hour = ({ whole }, at) => clock(new Date(at), whole.site.time_zone)

const isThere = (/** @type {any} */ one) => one !== false

const ICON = { open: 'i-check', before: 'i-clock', pause: 'i-pause', closed: 'i-moon' }

/** Whether the hall is open, how many wait, how many counters are open. @param {Scene} scene */
export function facts(scene) {
  const { whole, now, language, t } = scene
  const { state, reason, until } = whole.hours
  const when = again(until, now, whole.site.time_zone, language, t)
  const head = state === 'pause' && reason === 'friday_prayer' ? 'friday_prayer' : state
  const then = when && t(state === 'pause' ? 'goes_on' : 'opens', { when })
  const fact = (/** @type {number} */ count, /** @type {string} */ word) => el('p', {}, el('b', {}, String(count)), ` ${t(word)}`)
  return [el('p', { class: `state s-${state}` }, icon(ICON[state]), el('b', {}, t(head)), then ? ` ${then}` : null),
    fact(whole.waiting_total, 'waiting_total'), fact(whole.open_counters, 'open_counters')]
}

/** The newest call, large. @param {Scene} scene */
export function newest(scene) {
  const { whole, language, t, isAll, isTv } = scene
  const call = whole.newest
  if (call === null) return [el('h2', {}, t('newest')), el('p', { class: 'none' }, t('none'))]
  const sign = gate(call.counter, language)
  // Yellow means "go there now".
  const isOver = whole.hours.state === 'closed' && whole.open_counters === 0
  const where = [say(call.service.name, language), !isTv && say(call.agency.name, language), isAll && say(call.zone.name, language)].filter(Boolean)
  return [el('h2', {}, t('newest')), number(call),
    el('div', { class: isOver ? 'gate over' : 'gate' }, icon('i-right'), sign.word && el('span', {}, sign.word), el('b', { class: sign.word ? null : 'long' }, sign.big)),
    el('p', { class: 'what' }, where.join(', ')), !isTv && el('p', { class: 'when' }, t('called_at', { time: hour(scene, call.called_at) }))].filter(isThere)
}

/** A caption or head that a TV has no room for is still there to be read aloud.
 * @param {string} caption @param {readonly (readonly [string, string])[]} heads class and word @param {readonly HTMLElement[]} rows
 * @param {{caption?: boolean, heads?: boolean}} [unseen] */
function table(caption, heads, rows, unseen = {}) {
  return el('table', {}, el('caption', { class: unseen.caption && 'sr' }, caption), el('thead', { class: unseen.heads && 'sr' }, el('tr', {}, ...heads.map(([name, word]) => el('th', { scope: 'col', class: name }, word)))),
    el('tbody', {}, ...rows))
}

/** "Loket 3"; a TV, where the column says "Loket", shows the number alone. @param {{word: string, big: string}} sign @param {boolean} isTv */
const counterOf = ({ word, big }, isTv) => el('td', { class: word ? 'c-counter' : 'c-counter long' }, word && el('span', { class: isTv && 'sr' }, `${word} `), big)

/** The calls before the newest. @param {Scene} scene */
export function earlier(scene) {
  const { whole, language, t, isAll, isTv } = scene
  if (whole.earlier.length === 0) return []
  const heads = /** @type {[string, string][]} */ ([['c-number', t('number')], ['c-counter', t('counter')], ['c-service', t('service')],
    ...(isAll ? [['c-place', t('place')]] : []), ['c-time', t('time')]])
  const rows = whole.earlier.map((call) => el('tr', {}, el('th', { scope: 'row', class: 'c-number' }, number(call)),
    counterOf(gate(call.counter, language), isTv), el('td', { class: 'c-service' }, say(call.service.name, language)),
    isAll && el('td', { class: 'c-place' }, say(call.zone.name, language)), el('td', { class: 'c-time' }, hour(scene, call.called_at))))
  return [table(t('earlier'), heads, rows, { caption: isTv })]
}

/** Who waits for what. A TV has room for so many rows, others show every service. @param {Scene} scene @param {number} room */
export function lines({ whole, language, t, isTv }, room) {
  const { lines, others } = isTv ? longest(whole.waiting, room) : { lines: whole.waiting, others: null }
  const row = (/** @type {string} */ name, /** @type {number} */ count, where = '') => el('tr', { class: count === 0 && 'zero' },
    el('th', { scope: 'row' }, name, where && el('small', {}, ` ${where}`)), el('td', {}, String(count)))
  const rows = [...lines.map((line) => row(say(line.service.name, language), line.count, line.zone && say(line.zone.name, language))),
    ...(others === null ? [] : [row(t('others'), others)])]
  if (rows.length === 0) return [el('h2', {}, t('lines')), el('p', { class: 'none' }, t('nobody'))]
  return [table(t('lines'), [['c-service', t('service')], ['c-count', t('waiting')]], rows, { heads: isTv })]
}

/** The places as links: the page works without any script being pressed. @param {Scene} scene @param {string | null} zone @param {string} search */
export function places({ whole, language, t }, zone, search) {
  if (whole.zones.length < 2) return []
  const link = (/** @type {string | null} */ code, /** @type {string} */ name) =>
    el('a', { href: `/board/${code === null ? '' : encodeURIComponent(code)}${search}`, 'aria-current': code === zone && 'page' }, name)
  return [link(null, t('all')), ...whole.zones.map((one) => link(one.code, say(one.name, language)))]
}
