// @ts-check
// The line beside the stage: who waits and why there, who is held, who was missed.
import { el, icon, number, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { list } from './panel.mjs'
import { part } from './part.mjs'
import { askTicket, priorityName } from './questions.mjs'
import { capital, newestFirst, wait, why } from './rows.mjs'
import { TEXTS } from './texts.mjs'

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
    const lists = { waiting: desk.line, held: newestFirst(/** @type {any} */ (desk.held), 'called_at'), missed: newestFirst(/** @type {any} */ (desk.missed), 'ended_at') }
    showTabs([language(), tab, desk.line.length, desk.held.length, desk.missed.length], () => TABS.map((one) =>
      el('button', { type: 'button', role: 'tab', 'data-id': one, 'aria-selected': String(one === tab), 'aria-controls': 'rows', onclick: () => { tab = one; show(state) } }, `${t[one]} `, el('b', {}, String(lists[one].length)))))
    const hindrance = desk.ticket ? t.busy_first : desk.counter.state !== 'open' ? t.not_open_first : null
    const now = hallNow()
    const target = (/** @type {string} */ code) => state.hall.services.find((/** @type {any} */ one) => one.code === code)?.target_wait_min
    const waits = lists[tab].map((/** @type {any} */ ticket) => wait(ticket, now, target(ticket.service)))
    rows.className = `rows ${tab}`
    showRows([language(), tab, lists[tab], waits, hindrance, state.lost], () => {
      if (!lists[tab].length) return [nothing(tab, desk)]
      return lists[tab].map((/** @type {any} */ ticket, index) => (tab === 'waiting' ? waitingRow(state, ticket, index, waits[index], act, hindrance) : backRow(state, ticket, tab, act, hindrance)))
    })
    showRule([language(), tab, state.hall.priorities], () => [icon('i-info'), el('span', {}, ruleOf(state, tab))])
  }
}

/** @param {State} state @param {any} ticket */
function service(state, ticket) {
  const found = state.hall.services.find((/** @type {any} */ one) => one.code === ticket.service)
  return capital(say(found?.short ?? found?.name, language()))
}

/** @param {State} state @param {any} ticket @param {number} index @param {{minutes: number, late: boolean}} waited
 * @param {(act: string, extra?: import('./requests.mjs').Extra) => void} act @param {string | null} hindrance */
function waitingRow(state, ticket, index, waited, act, hindrance) {
  const t = TEXTS[language()]
  const told = ticket.reason ? why(ticket.reason, t, (id) => priorityName(state, id)) : { icon: '', text: `${t.came} ${clock(new Date(ticket.issued_at), state.hall.site.time_zone)}` }
  return el('li', {}, el('button', { class: 'row', type: 'button', 'data-id': ticket.id, disabled: state.lost, onclick: () => askTicket(state, ticket, act, hindrance) },
    el('span', { class: 'pos' }, String(index + 1)), number(ticket),
    el('div', {}, el('p', {}, service(state, ticket)), el('small', {}, told.icon ? icon(told.icon) : null, told.text)),
    el('span', { class: waited.late ? 'for late' : 'for' }, String(waited.minutes), el('em', {}, ` ${t.min}`), waited.late ? el('em', {}, t.late) : null),
    el('span', { class: 'choice' }, icon('i-call'), t.call)))
}

/** @param {State} state @param {any} ticket @param {Tab} tab @param {(act: string, extra?: import('./requests.mjs').Extra) => void} act @param {string | null} hindrance */
function backRow(state, ticket, tab, act, hindrance) {
  const t = TEXTS[language()]
  const zone = state.hall.site.time_zone
  const note = tab === 'held' ? fill(t.held_since, { at: clock(new Date(ticket.issued_at), zone) }) : fill(t.missed_at, { at: ticket.ended_at ? clock(new Date(ticket.ended_at), zone) : '' })
  const button = (/** @type {string} */ what, /** @type {string} */ text, /** @type {string | null} */ off) =>
    el('button', { class: 'btn', type: 'button', 'data-id': `${what}-${ticket.id}`, disabled: state.lost || off !== null, title: off, onclick: () => act(what, { ticket: ticket.id }) }, text)
  return el('li', {}, el('div', { class: 'row back' }, number(ticket), el('div', {}, el('p', {}, service(state, ticket)), el('small', {}, note)),
    el('div', { class: 'acts' }, tab === 'held' ? button('resume', t.resume, hindrance)
      : el('button', { class: 'btn', type: 'button', 'data-id': `call-${ticket.id}`, disabled: state.lost || hindrance !== null, title: hindrance, onclick: () => askTicket(state, ticket, act, hindrance) }, t.call),
    button('return', t.return, null))))
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
