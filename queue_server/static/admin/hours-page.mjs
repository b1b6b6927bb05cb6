// @ts-check
// The page of hours: how it is today in the hall and in each service, what was changed for a time, the holidays.
import { el, icon, say } from '/static/dom.mjs'
import { dayOf } from '/static/hall-time.mjs'
import { Refused } from '/static/api.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send, here } from '../login/session.mjs'
import { askChange, askEnd, askHoliday, askRemove, putHoliday } from './hours-dialogs.mjs'
import { changeWords, dayWords, hoursRefusal, stateOf, untilOf, whenOf, windowsOf, yearsOf } from './hours-rules.mjs'
import { HOURS } from './hours-texts.mjs'

/** @typedef {import('./hours-dialogs.mjs').Acts} Acts
 * @typedef {import('./hours-rules.mjs').Change} Change
 * @typedef {import('./hours-rules.mjs').Holiday} Holiday
 * @typedef {import('./hours-rules.mjs').Today} Today
 * @typedef {{today: Today[], changes: Change[], holidays: Holiday[], clock: 'ok' | 'behind' | 'ahead' | 'reset'}} Hours */

/** The year whose holidays are shown; none chosen is this one. @type {number | null} */
let chosen = null
/** How far each list was scrolled, so that it stays there when the page is built anew. @type {Map<string, number>} */
const scrolled = new Map()
const words = () => HOURS[language()]
const mayEdit = () => here.person?.role === 'admin'

/** @param {any} hall @param {Hours} hours @param {Acts & {show: () => void}} acts */
export function hoursPage(hall, hours, acts) {
  const t = words()
  const saying = (/** @type {'closed' | 'open' | 'custom'} */ kind, /** @type {string} */ sign, /** @type {string} */ label, /** @type {string} */ look) => el('button', { class: `btn ${look}`, type: 'button', 'data-id': `hall-${kind}`, onclick: () => askChange(kind, '', hall, hours.today, acts) }, icon(sign), label)
  const trouble = hours.clock !== 'ok' ? el('p', { class: 'cause warn clock-told', role: 'status' }, icon('i-alert'), el('span', {}, t.clocks[hours.clock])) : null
  return el('section', { class: 'page hours' }, el('div', { class: 'bar' }, el('h1', {}, t.title), saying('custom', 'i-clock', t.change_today, ''), saying('open', 'i-check', t.open_now, ''), saying('closed', 'i-lock', t.close_now, 'loud')), trouble,
    todayCard(hall, hours, acts), el('div', { class: 'aside' }, changesCard(hall, hours, acts), holidaysCard(hours, acts)))
}

/** A list that keeps its place. @param {string} tag @param {string} id @param {string} label @param {(Node | string)[]} children */
function list(tag, id, label, children) {
  const node = el(tag, { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label, onscroll: () => scrolled.set(id, node.scrollTop) }, ...children)
  queueMicrotask(() => { node.scrollTop = scrolled.get(id) ?? 0 })
  return node
}

/** @param {any} hall @param {Hours} hours @param {Acts} acts */
function todayCard(hall, hours, acts) {
  const t = words()
  const rows = hours.today.map((row) => todayRow(row, hall, hours, acts))
  return el('div', { class: 'card' }, el('h2', {}, t.today), list('div', 'today', t.today, [el('table', { class: 'big' },
    el('thead', {}, el('tr', {}, ...[t.service, t.numbers, t.serving, t.state].map((one) => el('th', {}, one)), el('th', {}, el('span', { class: 'sr' }, t.act)))), el('tbody', {}, ...rows))]))
}

/** @param {Today} row @param {any} hall @param {Hours} hours @param {Acts} acts */
function todayRow(row, hall, hours, acts) {
  const t = words()
  const service = hall.services.find((/** @type {any} */ one) => one.code === row.service)
  const name = service ? say(service.name, language()) : t.hall
  const state = stateOf(row, hours.changes, acts.seen())
  const windows = windowsOf(row, language())
  const press = (/** @type {'closed' | 'open' | 'custom'} */ kind, /** @type {string} */ act) => el('button', { class: 'btn', type: 'button', 'data-id': `${kind}-${row.service ?? 'hall'}`, 'aria-label': fill(t.act_named, { act, name }), onclick: () => askChange(kind, row.service ?? '', hall, hours.today, acts) }, act)
  const small = (/** @type {string} */ more) => (more ? el('small', {}, more) : null)
  return el('tr', { class: row.open ? '' : 'shut', 'data-service': row.service ?? '' },
    el('td', {}, el('span', { class: 'thing' }, service ? el('span', { class: 'plate' }, service.prefix) : icon('i-home'), el('span', {}, el('b', {}, name), small(row.own ? t.own : '')))),
    el('td', {}, windows.numbers, small(row.quota !== null ? fill(t.quota, { n: row.quota }) : '')), el('td', {}, windows.serving, small(windows.more)),
    el('td', {}, el('span', { class: `state ${state.level}` }, icon(state.icon), el('span', {}, state.words, small(state.more)))),
    el('td', { class: 'end' }, el('span', { class: 'acts' }, press('custom', t.change), row.open ? press('closed', t.close) : press('open', t.open))))
}

/** @param {any} hall @param {Hours} hours @param {Acts} acts */
function changesCard(hall, hours, acts) {
  const t = words()
  const rows = hours.changes.map((change) => {
    const service = hall.services.find((/** @type {any} */ one) => one.code === change.service)
    const name = change.service ? say(service?.name, language()) || change.service : t.hall
    const what = `${name}: ${changeWords(change, language())}`
    return el('li', { class: change.state, 'data-change': change.id }, icon({ closed: 'i-lock', open: 'i-check', custom: 'i-clock' }[change.kind]),
      el('span', {}, el('b', {}, what), el('small', {}, `${t[change.state]}, ${fill(t.lasts, { from: whenOf(change.from, acts.seen()), until: untilOf(change.until, acts.seen()) })}`), el('small', {}, fill(t.said, { who: change.who, reason: change.words[language()] ?? change.reason }))),
      el('button', { class: 'btn', type: 'button', 'data-id': `end-${change.id}`, 'aria-label': fill(t.act_named, { act: t.end, name: what }), onclick: () => askEnd(change, what, acts) }, t.end))
  })
  return el('div', { class: 'card changes' }, el('h2', {}, t.changes, rows.length ? el('small', {}, String(rows.length)) : null), rows.length ? list('ul', 'changes', t.changes, rows) : el('p', { class: 'nothing' }, t.no_changes))
}

/** @param {Hours} hours @param {Acts & {show: () => void}} acts */
function holidaysCard(hours, acts) {
  const t = words()
  const { now, zone } = acts.seen()
  const years = yearsOf(hours.holidays, dayOf(now, zone))
  const year = chosen !== null && years.includes(chosen) ? chosen : Number(dayOf(now, zone).slice(0, 4))
  const turn = (/** @type {number | undefined} */ to, /** @type {string} */ id, /** @type {string} */ sign) => el('button', { class: 'btn move', type: 'button', 'data-id': `year-${id}`, 'aria-label': fill(t.year, { year: to ?? year }), 'aria-disabled': String(to === undefined), onclick: () => { if (to !== undefined) { chosen = to; acts.show() } } }, icon(sign))
  const today = dayOf(now, zone)
  const all = hours.holidays.filter((one) => one.day.startsWith(String(year)))
  const days = [...all.filter((one) => one.day >= today), ...all.filter((one) => one.day < today)]
  const foot = mayEdit() ? el('div', { class: 'foot' }, el('button', { class: 'btn', type: 'button', 'data-id': 'holiday-add', onclick: () => askHoliday(null, acts) }, icon('i-plus'), t.add), el('button', { class: 'btn', type: 'button', 'data-id': 'holiday-fill', onclick: () => { void fillYear(year, acts) } }, icon('i-calendar'), t.fill)) : null
  return el('div', { class: 'card holidays' }, el('h2', {}, fill(t.holidays, { year }), el('small', {}, String(days.filter((one) => one.active).length)), el('span', { class: 'acts' }, turn(years[years.indexOf(year) - 1], 'before', 'i-left'), turn(years[years.indexOf(year) + 1], 'after', 'i-right'))),
    days.length ? list('ul', `holidays-${year}`, fill(t.holidays, { year }), days.map((one) => holidayRow(one, today, acts))) : el('p', { class: 'nothing' }, fill(t.no_holidays, { year })), foot)
}

/** Days gone by stand below those to come. @param {Holiday} one @param {string} today @param {Acts} acts */
function holidayRow(one, today, acts) {
  const t = words()
  const name = say(one.name, language())
  const day = dayWords(one.day, language())
  const toggle = () => { void trying(() => putHoliday({ ...one, active: !one.active }), acts) }
  const tools = mayEdit() ? el('span', { class: 'acts' }, el('button', { class: 'switch', type: 'button', role: 'switch', 'aria-checked': String(one.active), 'aria-label': fill(t.switch, { name }), 'data-id': `switch-${one.day}`, onclick: toggle }, el('i')),
    el('button', { class: 'btn small', type: 'button', 'data-id': `edit-${one.day}`, 'aria-label': fill(t.edit_named, { name }), onclick: () => askHoliday(one, acts) }, icon('i-edit')),
    el('button', { class: 'btn small', type: 'button', 'data-id': `remove-${one.day}`, 'aria-label': fill(t.remove_named, { name }), onclick: () => askRemove(one, name, day, acts) }, icon('i-x'))) : null
  return el('li', { class: `${one.active ? '' : 'off'} ${one.day < today ? 'past' : ''}`, 'data-day': one.day }, el('span', { class: 'when' }, day), el('span', {}, el('b', {}, name), el('small', {}, one.active ? t.holiday_kinds[one.kind] : `${t.holiday_kinds[one.kind]}, ${t.off}`)), tools)
}

/** @param {number} year @param {Acts} acts */
function fillYear(year, acts) {
  const t = words()
  return trying(async () => {
    const { added } = await send('POST', '/api/v1/hours/holidays/seed', { year })
    acts.tell('good', fill(added ? t.filled : t.filled_none, { n: added, year }))
  }, acts)
}

/** @param {() => Promise<unknown>} act @param {Acts} acts */
async function trying(act, acts) {
  try {
    await act()
  } catch (error) {
    acts.tell('bad', hoursRefusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
  }
  acts.changed()
}
