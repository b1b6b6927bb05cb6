// @ts-check
// The figures of one day, by service, counter and hour, and as a file for a spreadsheet.
import { el, icon, say } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { short } from '../counter/durations.mjs'
import { estimatesCard } from './estimates-card.mjs'
import { overridesCard } from './overrides-card.mjs'
import { TEXTS } from './texts.mjs'

const TIMES = new Set(['wait_mean_s', 'wait_p90_s', 'service_mean_s', 'service_p90_s'])

/** @param {any} hall @param {any} report @param {string} day @param {string} today @param {(day: string) => void} choose */
export function reportPage(hall, report, day, today, choose) {
  const t = TEXTS[language()]
  const date = /** @type {HTMLInputElement} */ (el('input', { type: 'date', value: day, max: today, 'aria-label': t.date, 'data-id': 'date', onchange: () => { if (date.value) choose(date.value) } }))
  const named = (/** @type {any[]} */ list) => (/** @type {string} */ code) => say(list.find((one) => one.code === code)?.name, language()) || code
  const empty = report && !report.total.issued
  return el('section', { class: 'page report' },
    el('div', { class: 'bar' }, el('h1', {}, t.report_title), date, el('a', { class: 'btn', href: `/api/v1/reports/day.csv?date=${day}`, download: true, 'data-id': 'csv' }, icon('i-down'), t.csv)),
    el('p', {}, t.units),
    !report || empty ? el('div', { class: 'card' }, el('p', { class: 'empty' }, report ? t.no_visitors : t.loading)) : el('div', { class: 'tables' },
      table(t.by_service, report.services, named(hall.services), report.total), table(t.by_counter, report.counters, named(hall.counters), null), table(t.by_hour, report.hours, (name) => name, null), estimatesCard(report.estimates, named(hall.services), day) ?? '', overridesCard(report.overrides, day, hall.site.time_zone) ?? ''),
    report?.head ? chainCard(report.head) : '')
}

/** The head of the journal's chain: written down or printed, it proves later that nothing before it was changed.
 * @param {{short: string, hash: string}} head */
function chainCard(head) {
  const t = TEXTS[language()]
  return el('div', { class: 'card chain', 'data-id': 'chain' }, el('h2', {}, t.chain), el('p', { class: 'short' }, head.short), el('p', { class: 'full' }, head.hash), el('p', { class: 'more' }, t.chain_more))
}

/** @param {string} title @param {any[]} rows @param {(name: string) => string} name @param {any} total */
function table(title, rows, name, total) {
  const t = TEXTS[language()]
  const columns = Object.keys(t.columns).filter((key) => key !== 'name')
  const value = (/** @type {any} */ row, /** @type {string} */ key) => (TIMES.has(key) ? short(row[key]) : String(row[key] ?? '–'))
  const cells = (/** @type {any} */ row) => columns.map((key) => el('td', { class: 'n' }, value(row, key)))
  return el('div', { class: 'card' }, el('table', { class: 'big' },
    el('thead', {}, el('tr', {}, el('th', {}, title), ...columns.map((key) => el('th', { class: 'n' }, /** @type {Record<string, string>} */ (t.columns)[key])))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, el('td', {}, el('b', {}, name(row.name))), ...cells(row))), total ? el('tr', { class: 'sum' }, el('td', {}, t.total), ...cells(total)) : null)))
}
