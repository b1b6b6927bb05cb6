// @ts-check
// How good the told waiting times of a day were: a card of the report page.
import { el, icon } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { decimal, ESTIMATES } from './estimates.mjs'

/** The figures of a day, with those of the estimates and of what people did by hand. @param {(method: string, path: string) => Promise<any>} ask @param {string} day */
export async function dayFigures(ask, day) {
  const [report, estimates, overrides] = await Promise.all([ask('GET', `/api/v1/reports/day?date=${day}`), ...[`estimates?from=${day}&to=${day}`, `overrides?date=${day}`].map((what) => ask('GET', `/api/v1/reports/${what}`).catch(() => null))])
  return { ...report, estimates, overrides }
}

/** Null on a day without any. @param {any} report @param {(code: string) => string} name @param {string} day */
export function estimatesCard(report, name, day) {
  if (!report || !report.total.told) return null
  const t = ESTIMATES[language()]
  const columns = /** @type {(keyof typeof t.columns)[]} */ (Object.keys(t.columns))
  const cells = (/** @type {any} */ row) => columns.map((key) => el('td', { class: 'n' }, decimal(row[key], language())))
  return el('div', { class: 'card', 'data-id': 'estimates' }, el('table', { class: 'big' },
    el('thead', {}, el('tr', {}, el('th', {}, t.title), ...columns.map((key) => el('th', { class: 'n' }, t.columns[key])))),
    el('tbody', {}, ...report.services.map((/** @type {any} */ row) => el('tr', {}, el('td', {}, el('b', {}, name(row.name))), ...cells(row))), el('tr', { class: 'sum' }, el('td', {}, t.total), ...cells(report.total)))),
  el('div', { class: 'below' }, el('span', {}, t.meaning), el('a', { class: 'btn', href: `/api/v1/reports/estimates.csv?from=${day}&to=${day}`, download: true, 'data-id': 'estimates-csv' }, icon('i-down'), t.csv)))
}
