// @ts-check
// The row above the loud button while somebody is served: with which result it ends, and what else was done.
import { el, icon } from '/static/dom.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask, toggles } from './dialogs.mjs'
import { name, serviceNamed } from './named.mjs'
import { alsoPossible, outcomeOf, withAlso, withResult } from './outcomes.mjs'
import { spaced } from './rows.mjs'
import { rulesOf } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./store.mjs').State} State */

/** So many results have a button of their own; more are in the question. */
const MOST = 4

/** What can be chosen for the number at the counter. @param {State} state */
function offer(state) {
  const ticket = state.desk?.ticket
  if (!state.desk?.rules || ticket?.state !== 'serving') return { results: [], also: [] }
  return { results: rulesOf(state.desk).results, also: alsoPossible(ticket, state.desk.counter) }
}

/** What decides how the row looks. @param {State} state */
export const outcomeSign = (state) => [language(), state.lost, offer(state), outcomeOf(state.outcome, state.desk?.ticket)]

/** @param {State} state @param {() => void} changed @returns {Node[]} none when there is nothing to choose */
export function outcomeRow(state, changed) {
  const t = RULE[language()]
  const { results, also } = offer(state)
  const ticket = state.desk?.ticket
  if (!ticket || (!results.length && !also.length)) return []
  const chosen = outcomeOf(state.outcome, ticket)
  const shown = results.length <= MOST ? results : results.filter((one) => one.code === chosen.result)
  const chips = shown.map((one) => el('button', { class: 'btn toggle', type: 'button', 'data-id': `result-${one.code}`, disabled: state.lost, 'aria-pressed': String(one.code === chosen.result),
    onclick: () => { state.outcome = withResult(chosen, one.code); changed() } }, one.code === chosen.result ? icon('i-check') : null, name(one)))
  const done = chosen.also.length ? fill(t.also_short, { services: chosen.also.map((code) => serviceNamed(state, code)).join(', ') }) : also.length ? t.also_add : t.outcome
  const picked = results.find((one) => one.code === chosen.result)
  const more = also.length || results.length > MOST ? el('button', { class: 'btn toggle more', type: 'button', 'data-id': 'outcome', disabled: state.lost, 'aria-pressed': String(chosen.also.length > 0), onclick: () => askOutcome(state, changed) },
    el('span', { class: 'full' }, done), el('span', { class: 'brief' }, [picked ? name(picked) : t.outcome, chosen.also.length ? `+${chosen.also.length}` : ''].join(' ').trim()), el('kbd', {}, 'S')) : el('kbd', {}, 'S')
  return [results.length ? el('b', {}, t.outcome) : null, ...chips, more].filter((one) => one !== null)
}

/** @param {State} state @param {() => void} changed */
export function askOutcome(state, changed) {
  const t = RULE[language()]
  const { results, also } = offer(state)
  const ticket = state.desk?.ticket
  if (!ticket || (!results.length && !also.length)) return
  const set = (/** @type {import('./outcomes.mjs').Outcome} */ next) => { state.outcome = next; changed() }
  const now = () => outcomeOf(state.outcome, ticket)
  const marks = toggles(results.map((one) => ({ text: name(one), on: now().result === one.code, press: () => { set(withResult(now(), one.code)); mark(); return now().result === one.code } })))
  const mark = () => { for (const [index, node] of [...marks.children].entries()) node.setAttribute('aria-pressed', String(now().result === results[index].code)) }
  ask({ title: fill(t.outcome_title, { number: spaced(ticket) }), more: t.outcome_more, cancel: TEXTS[language()].close_dialog, still: () => state.desk?.ticket?.id === ticket.id && state.desk.ticket.state === 'serving',
    body: el('div', {}, results.length ? marks : null, also.length ? el('h3', { class: 'apart' }, t.outcome_also) : null,
      also.length ? toggles(also.map((code) => ({ text: serviceNamed(state, code), on: now().also.includes(code), press: () => { set(withAlso(now(), code)); return now().also.includes(code) } })), results.length + 1) : null) })
}
