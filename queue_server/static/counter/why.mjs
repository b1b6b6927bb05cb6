// @ts-check
// Why this number, in the words that were stored with it; and which keys there are.
import { el, icon } from '/static/dom.mjs'
import { fill, TICKET_STATES } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from './dialogs.mjs'
import { painted, serviceNamed, speech } from './named.mjs'
import { whyOf } from './questions.mjs'
import { spaced } from './rows.mjs'
import { RULE } from './rule-texts.mjs'
import { legNow, tagsOf } from './tags.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./store.mjs').State} State */

/** The tags of a ticket. @param {State} state @param {any} ticket @param {{row?: boolean}} [place] @returns {HTMLElement[]} */
export const tagNodes = (state, ticket, place) => tagsOf(ticket, speech(state), place).map((tag) => el('span', { class: tag.look ? `tag keep ${tag.look}` : 'tag keep' }, icon(tag.icon), el('span', {}, tag.text, tag.more ? el('span', { class: 'full' }, tag.more) : null)))

/** @param {State} state @param {any} ticket */
export function showWhy(state, ticket) {
  const t = RULE[language()]
  const because = whyOf(state, ticket).text || t.why_none
  const leg = legNow(ticket)
  const tags = tagNodes(state, { ...ticket, legs: [], visit: [] }, { row: true })
  ask({ title: fill(t.why_title, { number: spaced(ticket) }), cancel: TEXTS[language()].close_dialog,
    body: el('div', { class: 'why' }, el('p', { class: 'told' }, icon('i-info'), el('span', {}, because)), tags.length ? el('p', { class: 'tags' }, ...tags) : null, ...members(state, ticket, leg), el('p', { class: 'rest' }, t.why_public)) })
}

/** The services of a visit, and who came together. @param {State} state @param {any} ticket @param {ReturnType<typeof legNow>} leg */
function members(state, ticket, leg) {
  const t = RULE[language()]
  const states = /** @type {Record<string, string>} */ (TICKET_STATES[language()])
  const legs = leg ? [el('h3', {}, t.why_visit), el('ul', {}, ...leg.legs.map((one) => el('li', {}, el('b', {}, serviceNamed(state, one.service)), ` ${t.legs[one.state] ?? one.state}`)))] : []
  const group = ticket.visit?.length ? [el('h3', {}, t.why_group), el('ul', {}, ...ticket.visit.map((/** @type {any} */ one) =>
    el('li', {}, el('b', {}, painted(state, one.number)), ` ${serviceNamed(state, one.service)}, ${states[one.state] ?? one.state}`)))] : []
  return [...legs, ...group]
}

export function showKeys() {
  const t = RULE[language()]
  ask({ title: t.keys_title, more: t.keys_more, cancel: TEXTS[language()].close_dialog, wide: true,
    body: el('dl', { class: 'keys' }, ...t.keys.map(([key, what]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, what)))) })
}
