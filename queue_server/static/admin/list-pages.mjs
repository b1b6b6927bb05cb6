// @ts-check
// Devices and staff: who may come in, adding and taking back. Secrets are shown once and kept nowhere.
import { el, icon } from '/static/dom.mjs'
import { clock, shortDate } from '/static/hall-time.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send, here } from '../login/session.mjs'
import { ask as question } from '../counter/dialogs.mjs'
import { agenciesInWords, agencyBoxes, askAgencies } from './agencies.mjs'
import { confirm, secret, trying } from './asking.mjs'
import { deviceActs, showToken } from './device-acts.mjs'
import { ROLES } from './figures.mjs'
import { ROLE_ICONS } from './live-page.mjs'
import { TEXTS } from './texts.mjs'

const words = () => TEXTS[language()]
const role = (/** @type {string} */ code) => /** @type {Record<string, string>} */ (words().roles)[code] ?? code

/** All that may connect, with the button to add one. @param {any[]} devices @param {string} zone @param {(level: string, words: string) => void} tell @param {() => void} changed
 * @returns {{add: HTMLElement, table: HTMLElement}} */
export function deviceList(devices, zone, tell, changed) {
  const t = words()
  const rows = devices.filter((one) => ROLES.includes(one.role)).map((one) => el('tr', {}, el('td', {}, el('span', { class: 'thing' }, icon(ROLE_ICONS[one.role] ?? 'i-gear'), el('b', {}, one.name))), el('td', {}, role(one.role)),
    el('td', {}, el('span', { class: one.online ? 'state ok' : 'state off' }, icon(one.online ? 'i-check' : 'i-unlink'), one.online ? t.online : t.offline)), el('td', {}, when(one.created_at, zone)),
    el('td', { class: 'end' }, deviceActs(one, role(one.role), tell, changed))))
  const button = adding(t.add_device, () => add(t.add_device, t.name_device, ROLES, async (body) => {
    const made = await send('POST', '/api/v1/devices', body)
    changed()
    showToken(made)
  }))
  return { add: button, table: table([t.device, t.role, t.state, t.added], rows) }
}

/** @param {any[]} staff @param {import('./agencies.mjs').Agency[]} agencies @param {string} zone @param {() => void} changed */
export function staffPage(staff, agencies, zone, changed) {
  const t = words()
  const rows = staff.map((one) => el('tr', {}, el('td', {}, el('span', { class: 'thing' }, icon('i-user'), el('b', {}, one.name), one.name === here.person?.name ? el('span', { class: 'sub' }, t.me) : null)),
    el('td', {}, role(one.role)), el('td', {}, agenciesInWords(one.agencies ?? [], agencies)), el('td', {}, when(one.created_at, zone)),
    el('td', { class: 'end' }, el('div', { class: 'acts' }, one.role === 'admin' ? null : el('button', { class: 'btn', type: 'button', 'data-id': `agencies-${one.name}`, onclick: () => askAgencies({ name: one.name, agencies: one.agencies ?? [] }, agencies, changed) }, t.agencies),
      el('button', { class: 'btn', type: 'button', 'data-id': `reset-${one.name}`, onclick: () => confirm(fill(t.reset_title, one), fill(t.reset_more, one), t.yes_reset, async () => {
      const made = await send('POST', `/api/v1/staff/${encodeURIComponent(one.name)}/reset`, {})
      secret(fill(t.password_title, made), [[t.password, made.password]], '')
    }) }, t.reset)))))
  const button = adding(t.add_staff, () => add(t.add_staff, t.name_staff, ['staff', 'supervisor', 'admin'], async (body) => {
    const made = await send('POST', '/api/v1/staff', body)
    changed()
    secret(fill(t.password_title, made), [[t.password, made.password]], '')
  }, agencyBoxes(agencies, [])))
  return el('section', { class: 'page list' }, el('div', { class: 'bar' }, el('h1', {}, t.staff), button), el('div', { class: 'card' }, el('div', { class: 'scroll' }, table([t.person, t.role, t.agencies, t.added], rows))))
}

/** @param {string} words @param {() => void} act */
const adding = (words, act) => el('button', { class: 'btn loud', type: 'button', 'data-id': 'add', onclick: act }, icon('i-plus'), words)

/** @param {string[]} columns @param {HTMLElement[]} rows */
function table(columns, rows) {
  return el('table', { class: 'big' }, el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', {}, column)), el('th', {}, el('span', { class: 'sr' }, words().act)))), el('tbody', {}, ...rows))
}

/** "Sen 23 Nov, 10.32" @param {string} moment @param {string} zone */
const when = (moment, zone) => `${shortDate(new Date(moment), zone, language())}, ${clock(new Date(moment), zone)}`

/** @param {string} title @param {string} hint @param {string[]} roles @param {(body: {name: string, role: string, agencies?: string[]}) => Promise<void>} act
 * @param {import('./agencies.mjs').Boxes} [boxes] of agencies, for people who may be bound to some */
function add(title, hint, roles, act, boxes) {
  const t = words()
  const name = /** @type {HTMLInputElement} */ (el('input', { id: 'new-name', maxlength: 64, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true }))
  const chosen = /** @type {HTMLSelectElement} */ (el('select', { id: 'new-role' }, ...roles.map((code) => el('option', { value: code }, role(code)))))
  const isBound = () => boxes !== undefined && chosen.value !== 'admin'
  chosen.addEventListener('change', () => { if (boxes) boxes.node.hidden = !isBound() })
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit' }, t.add))
  const form = el('form', { class: 'ask', novalidate: true, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    if (!name.value.trim()) { name.focus(); return }
    void trying(told, button, () => act({ name: name.value.trim(), role: chosen.value, ...(isBound() ? { agencies: boxes?.chosen() } : {}) }))
  } }, told, el('div', { class: 'field' }, el('label', { for: 'new-name' }, t.name), name, el('small', {}, hint)), el('div', { class: 'field' }, el('label', { for: 'new-role' }, t.role), chosen), boxes?.node, button)
  question({ title, cancel: t.cancel, body: form }).classList.add('small-dialog')
  name.focus()
}
