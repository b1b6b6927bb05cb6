// @ts-check
// An appointment that has arrived: its code becomes a number.
import { Refused } from '/static/api.mjs'
import { requestKey } from '/static/device.mjs'
import { el, icon } from '/static/dom.mjs'
import { spaced } from '../counter/rows.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from '../login/session.mjs'
import { TEXTS } from './texts.mjs'

/** What to say of a refusal. @param {Refused} refused @param {string} code @param {(moment: string) => string} at */
function words(refused, code, at) {
  const t = TEXTS[language()]
  // A server without appointments does not know the address; one with them says what it did not find.
  if (refused.status === 404) return refused.facts.what ? fill(t.booking_unknown, { code }) : t.booking_missing
  if (refused.code === 'too_early' && refused.facts.from) return fill(t.too_early, { from: at(refused.facts.from) })
  return refusal(refused, language())
}

/** @param {HTMLElement} node @param {import('./desk.mjs').Desk} desk @param {{tell: (level: string, words: string) => void, refresh: () => Promise<void>, at: (moment: string) => string}} wants */
export function bookingView(node, desk, wants) {
  const label = el('label', { for: 'booking' })
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'booking', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', maxlength: '40' }))
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn', type: 'submit', 'data-id': 'check-in' }))
  /** The code that was sent last with its key: sent again, it is the same request. */
  let sent = { code: '', key: '' }

  async function send(/** @type {Event} */ event) {
    event.preventDefault()
    const code = field.value.trim().toUpperCase()
    if (!code || button.disabled) { field.focus(); return }
    if (sent.code !== code) sent = { code, key: requestKey() }
    button.disabled = true
    try {
      const { ticket } = await ask('POST', `/api/v1/bookings/${encodeURIComponent(code)}/check-in`, {}, { 'Idempotency-Key': sent.key })
      desk.done([ticket])
      wants.tell('good', fill(TEXTS[language()].checked_in, { code, number: spaced(ticket) }))
      field.value = ''
    } catch (error) {
      wants.tell('bad', words(error instanceof Refused ? error : new Refused('unexpected', 500), code, wants.at))
      field.select()
    }
    button.disabled = false
    await wants.refresh()
  }
  node.replaceChildren(el('form', { onsubmit: send, novalidate: true }, icon('i-calendar'), label, field, button))

  return function draw(/** @type {any} */ hall) {
    const t = TEXTS[language()]
    label.textContent = t.booking
    field.placeholder = t.booking_code
    button.textContent = t.check_in
    node.hidden = hall.bookings === false
  }
}
