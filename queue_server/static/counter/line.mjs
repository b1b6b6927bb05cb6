// @ts-check
// The line beside the stage: who waits and why there, who is held, who was missed.
import { el, icon, number, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { list } from './panel.mjs'
import { part } from './part.mjs'
import { name } from './named.mjs'
import { askTicket, whyOf } from './questions.mjs'
import { newestFirst, wait } from './rows.mjs'
import { heldLeft, keepsPlace, soonestFirst } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'
import { tagNodes } from './why.mjs'

/** @typedef {import('./store.mjs').State} State
 * @typedef {'waiting' | 'held' | 'missed'} Tab */

const TABS = /** @type {Tab[]} */ (['waiting', 'held', 'missed'])

/** Builds the line once; the returned function shows a state.
 * @param {HTMLElement} node @param {(act: string, extra?: import('./requests.mjs').Extra) => void} act */
export function lineView(node, act) {
  /** @type {Tab} */
  let tab = 'waiting'
  const tabs = el('div', { class: 'tabs', role: 'tablist' })
  const rows = el('ol', { class: 'rows', id: 'rows', tabindex: '-1' })
  const rule = el('p', { class: 'rule' })
  node.replaceChildren(tabs, rows, rule)
  const [showTabs, showRows, showRule] = [tabs, rows, rule].map(part)

  return function show(/** @type {State} */ state) {
    const t = TEXTS[language()]
    const { desk } = state
    if (!desk) return
    const lists = { waiting: desk.line, held: soonestFirst(desk.held), missed: newestFirst(/** @type {any} */ (desk.missed), 'ended_at') }
    const now = hallNow()
    const over = desk.held.filter((one) => heldLeft(one, now)?.over).length
    showTabs([language(), tab, desk.line.length, desk.held.length, desk.missed.length, over], () => TABS.map((one) =>
      el('button', { type: 'button', role: 'tab', 'data-id': one, 'aria-selected': String(one === tab), 'aria-controls': 'rows', onclick: () => { tab = one; show(state) } }, `${t[one]} `, el('b', {}, String(lists[one].length)), one === 'held' && over ? el('span', { class: 'late' }, icon('i-alert'), el('span', { class: 'sr' }, fill(RULE[language()].some_over, { n: over }))) : null)))
    const hindrance = desk.ticket ? t.busy_first : desk.counter.state !== 'open' ? t.not_open_first : null
    const target = (/** @type {string} */ code) => state.hall.services.find((/** @type {any} */ one) => one.code === code)?.target_wait_min
    const waits = lists[tab].map((/** @type {any} */ ticket) => wait(ticket, now, target(ticket.service)))
    const places = lists[tab].map((/** @type {any} */ ticket) => (tab === 'held' ? heldLeft(ticket, now) : tab === 'missed' && keepsPlace(ticket, now)))
    rows.className = `rows ${tab}`
    showRows([language(), tab, lists[tab], waits, places, hindrance, state.lost, state.hall.services.length], () => {
      if (!lists[tab].length) return [nothing(tab, desk)]
      return lists[tab].map((/** @type {any} */ ticket, index) => (tab === 'waiting' ? waitingRow(state, ticket, index, waits[index], act, hindrance) : backRow(state, ticket, tab, act, hindrance)))
    })
    showRule([language(), tab, state.hall.priorities], () => [icon('i-info'), el('span', {}, ruleOf(state, tab))])
  }
}

/** @param {State} state @param {any} ticket */
const service = (state, ticket) => name(state.hall.services.find((/** @type {any} */ one) => one.code === ticket.service))

/** @param {State} state @param {any} ticket @param {number} index @param {{minutes: number, late: boolean}} waited
 * @param {(act: string, extra?: import('./requests.mjs').Extra) => void} act @param {string | null} hindrance */
function waitingRow(state, ticket, index, waited, act, hindrance) {
  const t = TEXTS[language()]
  const told = whyOf(state, ticket)
  const tags = tagNodes(state, ticket, { row: true })
  return el('li', { class: ticket.urgent ? 'urgent' : null }, el('button', { class: 'row', type: 'button', 'data-id': ticket.id, disabled: state.lost, onclick: () => askTicket(state, ticket, act, hindrance) },
    el('span', { class: 'pos' }, String(index + 1)), number(ticket),
    el('div', {}, el('p', {}, service(state, ticket)), el('small', {}, told.icon ? icon(told.icon) : null, told.text), tags.length ? el('small', { class: 'tags' }, ...tags) : null),
    el('span', { class: waited.late ? 'for late' : 'for' }, String(waited.minutes), el('em', {}, ` ${t.min}`), waited.late ? el('em', {}, t.late) : null),
    el('span', { class: 'choice' }, icon('i-call'), t.call)))
}

/** @param {State} state @param {any} ticket @param {Tab} tab @param {(act: string, extra?: import('./requests.mjs').Extra) => void} act @param {string | null} hindrance */
function backRow(state, ticket, tab, act, hindrance) {
  const t = TEXTS[language()]
  const tags = tagNodes(state, ticket)
  const button = (/** @type {string} */ what, /** @type {string} */ text, /** @type {string | null} */ off, /** @type {() => void} */ press = () => act(what, { ticket: ticket.id })) =>
    el('button', { class: 'btn', type: 'button', 'data-id': `${what}-${ticket.id}`, disabled: state.lost || off !== null, title: off, onclick: press }, text)
  return el('li', {}, el('div', { class: 'row back' }, number(ticket),
    el('div', {}, el('p', {}, service(state, ticket)), tab === 'held' ? heldNote(state, ticket) : missedNote(state, ticket), tags.length ? el('small', { class: 'tags' }, ...tags) : null),
    el('div', { class: 'acts' }, tab === 'held' ? button('resume', t.resume, hindrance) : null, button('call', t.call, hindrance, () => askTicket(state, ticket, act, hindrance)), button('return', t.return, null))))
}

/** @param {State} state @param {any} ticket */
function heldNote(state, ticket) {
  const t = RULE[language()]
  const left = heldLeft(ticket, hallNow())
  if (left === null) return el('small', {}, t.held_free)
  const words = left.over ? (left.minutes ? t.held_over : t.held_over_now) : left.minutes > 1 ? t.held_until : t.held_last
  return el('small', { class: left.over ? 'late' : null }, icon(left.over ? 'i-alert' : 'i-hold'), fill(words, { at: clock(new Date(ticket.held_until), state.hall.site.time_zone), n: left.minutes }))
}

/** @param {State} state @param {any} ticket */
function missedNote(state, ticket) {
  const t = RULE[language()]
  const at = (/** @type {string | null} */ moment) => (moment ? clock(new Date(moment), state.hall.site.time_zone) : '')
  const missed = fill(t.missed_at, { at: at(ticket.ended_at) })
  if (!('keeps_until' in ticket)) return el('small', {}, missed)
  return el('small', {}, `${missed}, ${keepsPlace(ticket, hallNow()) ? fill(t.keeps, { at: at(ticket.keeps_until) }) : t.keeps_not}`)
}

/** @param {Tab} tab @param {import('./requests.mjs').Desk} desk */
function nothing(tab, desk) {
  const t = TEXTS[language()]
  if (tab !== 'waiting') return el('li', { class: 'none' }, icon('i-check'), el('p', {}, tab === 'held' ? t.held_empty : t.missed_empty))
  return el('li', { class: 'none' }, icon('i-users'), el('p', {}, t.line_empty), el('p', {}, fill(t.line_empty_more, { held: desk.held.length, missed: desk.missed.length })))
}

/** @param {State} state @param {Tab} tab */
function ruleOf(state, tab) {
  const t = TEXTS[language()]
  if (tab === 'held') return t.rule_held
  if (tab === 'missed') return t.rule_missed
  const heads = new Set(state.hall.priorities.map((/** @type {any} */ one) => one.head_start_min))
  if (heads.size !== 1) return t.rule_plain
  return fill(t.rule, { who: list(state.hall.priorities.map((/** @type {any} */ one) => say(one.name, language()))), n: [...heads][0] })
}
