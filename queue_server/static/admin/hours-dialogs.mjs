// @ts-check
// The questions of the page of hours: close, open or change for a time; a holiday.
import { el, icon, say } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send } from '../login/session.mjs'
import { ask as question, close } from '../counter/dialogs.mjs'
import { asked, endOfDay, formOf, hoursRefusal, inAnHour, REASONS, untilOf } from './hours-rules.mjs'
import { HOURS } from './hours-texts.mjs'

/** @typedef {import('./hours-rules.mjs').Form} Form
 * @typedef {import('./hours-rules.mjs').Holiday} Holiday
 * @typedef {import('./hours-rules.mjs').Seen} Seen
 * @typedef {{changed: () => void, tell: (level: string, words: string) => void, seen: () => Seen}} Acts */

const words = () => HOURS[language()]

/** A dialog with a form; `act` gives null, or the sentence that says what is wrong. @param {{title: string, more?: string, yes: string, fields: (Node | null)[], act: () => Promise<string | null>}} wants */
function form({ title, more, yes, fields, act }) {
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit', form: 'hours-form' }, yes))
  const node = el('form', { class: 'ask', id: 'hours-form', novalidate: true, onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault()
    button.disabled = true
    const wrong = await act().catch((error) => hoursRefusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
    button.disabled = false
    if (wrong === null) { if (node.isConnected) close(); return }
    told.replaceChildren(icon('i-alert'), el('span', {}, wrong))
    told.hidden = false
    told.scrollIntoView({ block: 'nearest' })
  } }, told, ...fields.filter((one) => one !== null))
  question({ title, more, cancel: words().cancel, body: node, footer: [button] }).classList.add('hours-dialog')
}

/** @param {string} id @param {string} label @param {HTMLElement} control @param {string} [more] */
const field = (id, label, control, more) => el('div', { class: 'field' }, el('label', { for: id }, label), control, more ? el('small', {}, more) : null)

/** @param {string} id @param {string} value @param {Record<string, any>} attributes @param {(value: string) => void} changed */
function input(id, value, attributes, changed) {
  const made = /** @type {HTMLInputElement} */ (el('input', { id, autocomplete: 'off', ...attributes }))
  made.value = value
  made.addEventListener('input', () => changed(made.value))
  return made
}

const CLOCK = { inputmode: 'numeric', placeholder: '00.00', maxlength: 5, class: 'clock' }

/** @param {Form['kind']} kind @param {string} service "" is the hall @param {any} hall @param {import('./hours-rules.mjs').Today[]} today @param {Acts} acts */
export function askChange(kind, service, hall, today, acts) {
  const t = words()
  const wanted = formOf(kind, service, today.find((row) => (row.service ?? '') === service), acts.seen())
  const nameOf = (/** @type {string} */ code) => (code ? say(hall.services.find((/** @type {any} */ one) => one.code === code)?.name, language()) : t.hall)
  const [title, more, yes] = { closed: [t.close_title, t.close_more, t.yes_close], open: [t.open_title, t.open_more, t.yes_open], custom: [t.change_title, t.change_more, t.yes_change] }[kind]
  form({
    title: fill(title, { name: nameOf(service) }), more, yes,
    fields: [kind === 'custom' ? windows(wanted) : null, until(wanted, acts), ...reason(wanted)],
    act: async () => {
      const sent = asked(wanted, acts.seen())
      if ('fault' in sent) return /** @type {Record<string, string>} */ (t.faults)[sent.fault]
      const { change } = await send('POST', '/api/v1/hours/changes', sent.body)
      acts.tell(kind === 'closed' ? 'warn' : 'good', fill(t.done[kind], { name: nameOf(service), until: untilOf(change.until, acts.seen()) }))
      acts.changed()
      return null
    },
  })
}

/** @param {Form} wanted */
function windows(wanted) {
  const t = words()
  const two = (/** @type {string} */ id, /** @type {string} */ part, /** @type {[string, string]} */ pair) => el('fieldset', { class: 'two' }, el('legend', {}, fill(t.from_to, { part })),
    ...[t.from, t.to].map((label, at) => input(`${id}-${at}`, pair[at], { ...CLOCK, 'aria-label': `${part}, ${label}` }, (value) => { pair[at] = value })))
  const quota = wanted.service ? field('h-quota', t.quota_of_day, input('h-quota', wanted.quota, { inputmode: 'numeric', maxlength: 4, class: 'clock' }, (value) => { wanted.quota = value })) : null
  return el('div', { class: 'windows' }, two('h-tickets', t.numbers, wanted.tickets), two('h-service', t.serving, wanted.hours), quota)
}

/** @param {Form} wanted @param {Acts} acts */
function until(wanted, acts) {
  const t = words()
  const day = input('h-day', wanted.day, { type: 'date', 'aria-label': t.day }, (value) => { wanted.day = value })
  const time = input('h-time', wanted.time, { ...CLOCK, 'aria-label': t.clock }, (value) => { wanted.time = value })
  const quick = (/** @type {string} */ label, /** @type {(seen: Seen) => {day: string, time: string}} */ when) => el('button', { class: 'btn', type: 'button', onclick: () => { Object.assign(wanted, when(acts.seen())); day.value = wanted.day; time.value = wanted.time } }, label)
  return el('fieldset', { class: 'until' }, el('legend', {}, t.until), day, time, quick(t.one_hour, inAnHour), quick(t.end_of_day, endOfDay))
}

/** @param {Form} wanted */
function reason(wanted) {
  const t = words()
  const note = input('h-note', '', { maxlength: 120 }, (value) => { wanted.reason = value; press() })
  const buttons = REASONS.map((one) => el('button', { class: 'btn', type: 'button', 'aria-pressed': 'false', onclick: () => { wanted.reason = one.id; note.value = ''; press() } }, one[language()]))
  const press = () => { for (const [at, button] of buttons.entries()) button.setAttribute('aria-pressed', String(wanted.reason === REASONS[at].id)) }
  return [el('fieldset', { class: 'pick' }, el('legend', {}, t.reason), ...buttons), field('h-note', t.note, note)]
}

/** @param {import('./hours-rules.mjs').Change} change @param {string} what @param {Acts} acts */
export function askEnd(change, what, acts) {
  const t = words()
  form({ title: t.end_title, more: fill(t.end_more, { what }), yes: t.yes_end, fields: [], act: async () => {
    await send('DELETE', `/api/v1/hours/changes/${change.id}`)
    acts.tell('good', t.ended)
    acts.changed()
    return null
  } })
}

/** @param {Holiday | null} known @param {Acts} acts */
export function askHoliday(known, acts) {
  const t = words()
  const one = { day: known?.day ?? '', id: known?.name.id ?? '', en: known?.name.en ?? '', kind: known?.kind ?? 'own' }
  const kinds = /** @type {HTMLSelectElement} */ (el('select', { id: 'h-kind', onchange: () => { one.kind = /** @type {any} */ (kinds.value) } }, ...Object.entries(t.holiday_kinds).map(([code, name]) => el('option', { value: code, selected: code === one.kind }, name))))
  form({
    title: known ? t.edit_title : t.new_title, yes: t.save,
    fields: [field('h-date', t.day, input('h-date', one.day, { type: 'date', disabled: Boolean(known) }, (value) => { one.day = value })),
      field('h-name-id', t.name_id, input('h-name-id', one.id, { maxlength: 120, lang: 'id' }, (value) => { one.id = value })),
      field('h-name-en', t.name_en, input('h-name-en', one.en, { maxlength: 120, lang: 'en' }, (value) => { one.en = value })), field('h-kind', t.kind, kinds)],
    act: async () => {
      if (!one.day) return t.faults.day
      if (!one.id.trim()) return t.faults.name
      const name = { ...known?.name, id: one.id.trim(), en: one.en.trim() }
      await putHoliday({ day: one.day, name, kind: one.kind, active: known?.active ?? true })
      acts.tell('good', t.saved)
      acts.changed()
      return null
    },
  })
}

/** @param {{day: string, name: Record<string, string>, kind: string, active: boolean}} holiday */
export function putHoliday({ day, name, kind, active }) {
  return send('PUT', `/api/v1/hours/holidays/${day}`, { name: Object.fromEntries(Object.entries(name).filter(([, words]) => words)), kind, active })
}

/** @param {Holiday} one @param {string} name @param {string} day @param {Acts} acts */
export function askRemove(one, name, day, acts) {
  const t = words()
  form({ title: fill(t.remove_title, { name }), more: fill(t.remove_more, { day }), yes: t.yes_remove, fields: [], act: async () => {
    await send('DELETE', `/api/v1/hours/holidays/${one.day}`)
    acts.tell('good', fill(t.removed, { name }))
    acts.changed()
    return null
  } })
}
