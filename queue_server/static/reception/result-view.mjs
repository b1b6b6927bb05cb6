// @ts-check
// The numbers of the last press, as large as can be, with the code for the phone and what became of the paper; and the last ten of this desk.
import { el, icon, number, say } from '/static/dom.mjs'
import { clock, range } from '/static/hall-time.mjs'
import { part } from '../counter/part.mjs'
import { spaced } from '../counter/rows.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { TEXTS } from './texts.mjs'
import { paperWords, printerName } from './words.mjs'

/** @typedef {{reprint: (ticket: any) => void, cancel: (ticket: any) => void}} Acts */

const ALIVE = new Set(['waiting', 'called', 'on_hold'])
const PRINTED = new Set([...ALIVE, 'serving'])

/** The tickets of the last press as they are now. @param {import('./store.mjs').Known} known @param {{last: number[], tickets: any[]}} state */
export const lastOf = (known, state) => state.last.map((id) => known.given.find((one) => one.id === id) ?? state.tickets.find((one) => one.id === id)).filter(Boolean)

/** @param {import('./store.mjs').Known} known @param {string} code */
const serviceOf = (known, code) => say(known.hall.services.find((/** @type {any} */ one) => one.code === code)?.name, language())

/** @param {import('./store.mjs').Known} known @param {any} ticket */
const paper = (known, ticket) => paperWords(ticket.print, (name) => printerName(known.hall.printers, name, language()), language())

/** The last press, to be shown to the visitor. @param {import('./desk.mjs').Desk} desk @param {Acts} acts */
export function lastView(desk, acts) {
  return function build(/** @type {import('./store.mjs').Known} */ known) {
    const tickets = lastOf(known, desk.state)
    const t = TEXTS[language()]
    const [first] = tickets
    const one = paper(known, first)
    const likely = range(first.estimate, known.hall.site.time_zone)
    const ahead = first.ahead === null ? /** @type {Record<string, string>} */ (t.states)[first.state] : [first.ahead ? fill(t.ahead, { n: first.ahead }) : t.ahead_none, likely ? fill(t.about, { range: likely }) : ''].filter(Boolean).join(' · ')
    const legs = (first.legs ?? []).filter((/** @type {any} */ leg) => leg.state === 'planned').map((/** @type {any} */ leg) => serviceOf(known, leg.service)).join(', ')
    const others = tickets.slice(1)
    const big = number(first)
    if (!ALIVE.has(first.state)) big.classList.add('gone')
    return [el('div', { class: 'huge', role: 'status' }, big, el('div', {}, el('p', { class: 'for' }, serviceOf(known, first.service)), el('p', { class: 'more' }, ahead), legs ? el('p', { class: 'more' }, fill(t.legs, { names: legs })) : null),
      el('figure', {}, el('img', { src: `/api/v1/tickets/${first.token}/qr.svg`, alt: t.qr, width: '132', height: '132' }), el('figcaption', {}, t.qr)),
    others.length ? el('div', { class: 'group' }, el('span', {}, fill(t.group, { n: tickets.length })), ...others.map((/** @type {any} */ other) => number(other))) : null),
    el('p', { class: `paper ${one.level}` }, icon(one.icon), one.words),
    el('div', { class: 'acts' }, el('button', { type: 'button', class: 'btn', 'data-id': 'reprint', disabled: !known.hall.printers.length || !PRINTED.has(first.state) || known.lost, onclick: () => acts.reprint(first) }, icon('i-printer'), t.reprint, el('kbd', {}, 'F2')),
      el('button', { type: 'button', class: 'btn', 'data-id': 'cancel', disabled: !ALIVE.has(first.state) || known.lost, onclick: () => acts.cancel(first) }, icon('i-x'), t.cancel, el('kbd', {}, 'F4'))),
    el('p', { class: 'next-one' }, t.next_one)]
  }
}

/** The last ten of this desk. @param {HTMLElement} node @param {import('./desk.mjs').Desk} desk @param {Acts} acts */
export function givenView(node, desk, acts) {
  const show = part(node)
  return function draw(/** @type {import('./store.mjs').Known} */ known) {
    show([language(), known.given, known.hall.printers], () => list(known))
  }

  /** @param {import('./store.mjs').Known} known */
  function list(known) {
    const t = TEXTS[language()]
    const states = /** @type {Record<string, string>} */ (t.states)
    const rows = known.given.map((one) => {
      const seen = paper(known, one)
      return el('li', { class: one.state }, number(one), el('div', {}, el('b', {}, serviceOf(known, one.service)), el('small', { class: seen.level === 'bad' ? 'bad' : '' }, one.print && seen.level !== 'good' ? icon(seen.icon) : null, `${clock(new Date(one.issued_at), known.hall.site.time_zone)} · ${states[one.state]}${seen.level === 'bad' ? ` · ${seen.words}` : ''}`)),
        el('button', { type: 'button', class: 'btn', 'data-id': `reprint-${one.id}`, title: `${t.reprint} ${spaced(one)}`, 'aria-label': `${t.reprint} ${spaced(one)}`, disabled: !known.hall.printers.length || !PRINTED.has(one.state), onclick: () => acts.reprint(one) }, icon('i-printer')),
        el('button', { type: 'button', class: 'btn', 'data-id': `cancel-${one.id}`, title: `${t.cancel} ${spaced(one)}`, 'aria-label': `${t.cancel} ${spaced(one)}`, disabled: !ALIVE.has(one.state), onclick: () => acts.cancel(one) }, icon('i-x')))
    })
    return [el('h2', {}, t.given_list), rows.length ? el('ul', { class: 'scroll' }, ...rows) : el('p', { class: 'empty' }, t.given_empty)]
  }
}
