// @ts-check
// A flood of numbers leaves the line: how many and of which kiosk is told first, then why is asked.
import { Refused } from '/static/api.mjs'
import { el, icon, say } from '/static/dom.mjs'
import { ask as question, close } from '../counter/dialogs.mjs'
import { labelOf } from '../counter/screens.mjs'
import { language } from '../login/language.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { ask as send } from '../login/session.mjs'
import { backTo } from './asking.mjs'
import { CARE } from './care-texts.mjs'
import { buttonWords, endedInWords, foundInWords, MINUTES, reasonOf, USUAL_MIN } from './flood.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('../counter/screens.mjs').Screen} Screen
 * @typedef {{tell: (level: string, words: string) => void, changed: () => void}} After */

/** @param {Screen} kiosk @param {After} after */
export function floodButton(kiosk, after) {
  const t = CARE[language()]
  const name = say(labelOf(kiosk), language())
  return el('button', { class: 'btn', type: 'button', 'data-id': `flood-${kiosk.name}`, 'aria-haspopup': 'dialog', 'aria-label': fill(t.flood_title, { kiosk: name }), onclick: () => open(kiosk.name, name, after) }, icon('i-ticket'), t.flood)
}

/** @param {string} code @param {string} kiosk its name in words @param {After} after */
function open(code, kiosk, after) {
  const t = CARE[language()]
  const minutes = /** @type {HTMLSelectElement} */ (el('select', { id: 'flood-minutes' }, ...MINUTES.map((n) => el('option', { value: n, selected: n === USUAL_MIN }, fill(t.minutes_n, { n })))))
  const reason = /** @type {HTMLInputElement} */ (el('input', { id: 'flood-reason', maxlength: 120, autocomplete: 'off', 'aria-describedby': 'flood-hint', required: true }))
  const count = el('p', { class: 'told', role: 'status', 'data-id': 'flood-found' })
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit', disabled: true }, buttonWords(0, language())))
  const end = (/** @type {boolean} */ dryRun) => send('POST', `/api/v1/kiosks/${encodeURIComponent(code)}/end-flood`, { minutes: Number(minutes.value), ...(dryRun ? { dry_run: true } : { reason: reasonOf(reason.value) }) })
  const refuse = (/** @type {string} */ why) => {
    told.replaceChildren(icon('i-alert'), el('span', {}, why))
    told.hidden = false
  }
  const wrong = (/** @type {unknown} */ error) => refuse(refusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
  /** Answers of an earlier choice say nothing any more. */
  let asked = 0
  const look = () => {
    const mine = asked += 1
    const n = Number(minutes.value)
    button.disabled = true
    count.replaceChildren(icon('i-clock'), el('span', {}, t.counting))
    end(true).then(({ found }) => {
      if (mine !== asked) return
      count.replaceChildren(icon(found ? 'i-ticket' : 'i-check'), el('span', {}, foundInWords(found, n, kiosk, language())))
      button.textContent = buttonWords(found, language())
      button.disabled = found === 0
    }, (error) => { count.replaceChildren(); wrong(error) })
  }
  const form = el('form', { class: 'ask', novalidate: true, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    if (button.disabled) return
    if (reasonOf(reason.value) === null) { refuse(t.short); reason.focus(); return }
    button.disabled = true
    end(false).then(({ cancelled }) => {
      if (form.isConnected) close()
      after.tell(...endedInWords(cancelled, kiosk, language()))
      after.changed()
    }, (error) => { wrong(error); button.disabled = false })
  } }, told, el('div', { class: 'field' }, el('label', { for: 'flood-minutes' }, t.minutes), minutes), count,
  el('div', { class: 'field' }, el('label', { for: 'flood-reason' }, t.reason), reason, el('small', { id: 'flood-hint' }, t.reason_hint)), button)
  minutes.addEventListener('change', look)
  const asking = question({ title: fill(t.flood_title, { kiosk }), more: t.flood_more, cancel: TEXTS[language()].cancel, body: form })
  asking.classList.add('small-dialog')
  backTo(asking, `flood-${code}`)
  look()
}
