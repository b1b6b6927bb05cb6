// @ts-check
// Letting a screen in: the administrator types the code it shows and gives it its name.
import { Refused } from '/static/api.mjs'
import { el, icon } from '/static/dom.mjs'
import { ask as question } from '../counter/dialogs.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send } from '../login/session.mjs'
import { choicesOf, codeOf, whyNot } from './pairing.mjs'
import { PAIRING } from './pairing-texts.mjs'

/** @typedef {import('./pairing.mjs').Choice} Choice
 * @typedef {(moment: string) => string} Clock */

const words = () => PAIRING[language()]

/** The button that opens the dialog. @param {any[]} devices @param {Clock} clock @param {() => void} changed */
export function pairButton(devices, clock, changed) {
  return el('button', { class: 'btn', type: 'button', 'data-id': 'pair', onclick: () => { void open(devices, clock, changed) } }, icon('i-link'), words().pair)
}

/** @param {any[]} devices @param {Clock} clock @param {() => void} changed */
async function open(devices, clock, changed) {
  const t = words()
  const known = await send('GET', '/api/v1/pairings').catch(() => ({ pairings: [], expected: { display: [], kiosk: [] } }))
  const { choices, first } = choicesOf(known, devices)
  const code = input('pair-code', 12, 'characters')
  const other = input('pair-other', 64, 'none')
  const name = nameField(choices, first)
  const otherField = el('div', { class: 'field' }, el('label', { for: 'pair-other' }, t.other), other, el('small', {}, t.other_hint))
  const replaced = el('p', { class: 'told', role: 'status' })
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit' }, t.confirm))
  const chosen = () => choices[Number(name.value)]
  const refuse = (/** @type {string} */ why, /** @type {HTMLElement} */ place) => {
    told.replaceChildren(icon('i-alert'), el('span', {}, why))
    told.hidden = false
    place.focus()
  }
  const look = () => {
    otherField.hidden = chosen().name !== ''
    replaced.hidden = !chosen().online
    replaced.replaceChildren(icon('i-info'), el('span', {}, fill(t.replaced, chosen())))
  }
  name.addEventListener('change', look)
  look()
  const form = el('form', { class: 'ask', novalidate: true, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    const typed = codeOf(code.value)
    const wanted = chosen().name || other.value.trim()
    if (typed === null) { refuse(t.code_short, code); return }
    if (!wanted) { refuse(t.name_missing, other); return }
    button.disabled = true
    send('POST', '/api/v1/pairings/confirm', { code: typed, name: wanted, role: chosen().role }).then(() => {
      changed()
      question({ title: fill(t.done, { name: wanted }), more: t.done_more, cancel: t.close, body: el('div') }).classList.add('small-dialog')
    }, (error) => {
      refuse(whyNot(error instanceof Refused ? error : { code: 'unexpected' }, wanted, chosen().role, language()), code)
    }).finally(() => { button.disabled = false })
  } }, told, el('div', { class: 'field pair-code' }, el('label', { for: 'pair-code' }, t.code), code),
  el('div', { class: 'field' }, el('label', { for: 'pair-name' }, t.name), name), replaced, otherField, button, waitingList(known.pairings, clock))
  question({ title: t.title, more: t.more, cancel: t.cancel, body: form }).classList.add('small-dialog')
  code.focus()
}

/** @param {string} id @param {number} longest @param {string} capitals */
function input(id, longest, capitals) {
  return /** @type {HTMLInputElement} */ (el('input', { id, maxlength: longest, autocomplete: 'off', autocapitalize: capitals, spellcheck: 'false' }))
}

/** @param {Choice[]} choices @param {number} first */
function nameField(choices, first) {
  const t = words()
  const label = (/** @type {Choice} */ one) => (one.name ? `${one.name}${one.online ? ` (${t.online})` : ''}` : t.other_of[one.role])
  const groups = [...new Set(choices.map((one) => one.role))].map((role) => el('optgroup', { label: t.roles[role] },
    ...choices.map((one, at) => (one.role === role ? el('option', { value: at, selected: at === first }, label(one)) : null))))
  return /** @type {HTMLSelectElement} */ (el('select', { id: 'pair-name' }, ...groups))
}

/** Screens that show a code now; one that nobody knows is sent away. @param {import('./pairing.mjs').Asking[]} asking @param {Clock} clock */
function waitingList(asking, clock) {
  const t = words()
  const rows = asking.map((one) => {
    const row = el('li', {}, icon(one.role === 'kiosk' ? 'i-kiosk' : 'i-tv'), el('span', {}, fill(t.from, { role: t.roles[one.role], address: one.address, at: clock(one.created_at) }), one.wish ? `, ${fill(t.wish, one)}` : ''),
      el('button', { class: 'btn', type: 'button', 'data-id': `refuse-${one.id}`, onclick: () => { void send('DELETE', `/api/v1/pairings/${one.id}`).then(() => row.remove(), () => row.remove()) } }, t.refuse))
    return row
  })
  return el('section', { class: 'asking' }, el('h3', {}, t.asking), rows.length ? el('ul', {}, ...rows) : el('p', {}, t.nobody))
}
