// @ts-check
// Who changed the order of a day by hand, and why: a card of the report page.
import { el, icon } from '/static/dom.mjs'
import { clock } from '/static/hall-time.mjs'
import { language } from '../login/language.mjs'
import { inWords, nameOf, OVERRIDES, SHOWN } from './overrides.mjs'

/** Null while it is not known. @param {any} report @param {string} day @param {string} zone */
export function overridesCard(report, day, zone) {
  if (!report) return null
  const t = OVERRIDES[language()]
  if (!report.people.length) return el('div', { class: 'card', 'data-id': 'overrides' }, el('h2', {}, t.title), el('p', { class: 'empty' }, t.none))
  const columns = /** @type {(keyof typeof t.columns)[]} */ (Object.keys(t.columns))
  return el('div', { class: 'card', 'data-id': 'overrides' }, el('table', { class: 'big' },
    el('thead', {}, el('tr', {}, el('th', {}, t.title), ...columns.map((key) => el('th', { class: 'n' }, t.columns[key])))),
    el('tbody', {}, ...report.people.map((/** @type {any} */ row) => el('tr', {}, el('td', {}, el('b', {}, nameOf(row.who, language()))), ...columns.map((key) => el('td', { class: 'n' }, String(row[key]))))))),
  el('table', { class: 'big acts' }, el('thead', {}, el('tr', {}, el('th', { colspan: 3 }, t.newest))),
    el('tbody', {}, ...report.acts.slice(0, SHOWN).map((/** @type {any} */ act) => el('tr', {}, el('td', {}, clock(new Date(act.at), zone)), el('td', {}, el('b', {}, nameOf(act.who, language())), ` ${inWords(act, language())}`), el('td', {}, act.reason))))),
  el('div', { class: 'below' }, el('span', {}), el('a', { class: 'btn', href: `/api/v1/reports/overrides.csv?date=${day}`, download: true, 'data-id': 'overrides-csv' }, icon('i-down'), t.csv)))
}
