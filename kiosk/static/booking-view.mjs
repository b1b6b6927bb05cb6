// @ts-check
// Checking in with a booking: a reader below the screen reads the code, or fingers type it.
import { el, icon } from '/static/dom.mjs'
import { DIGITS } from './booking.mjs'
import { crumb } from './choose.mjs'

/** @param {import('./choose.mjs').Scene} scene */
export function bookingView(scene) {
  const { state, t } = scene
  const shown = state.asking?.booking ?? state.code
  const places = Array.from({ length: Math.max(DIGITS, shown.length) }, (_, at) => el('span', { class: at === shown.length ? 'at' : '' }, shown[at] ?? ''))
  const busy = Boolean(state.asking)
  const digit = (/** @type {string} */ one) => el('button', { class: 'key', 'data-do': 'digit', 'data-digit': one, 'data-key': one, disabled: busy }, one)
  return el('section', { class: 'view', id: 'booking' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, el('div', {}, el('h1', { tabindex: -1 }, t('booking_head')), el('p', { class: 'lead' }, t('booking_lead')))),
      el('div', { class: 'scan' }, icon('i-qr'), icon('i-down')),
      el('div', { class: places.length > DIGITS ? 'digits long' : 'digits', role: 'img', 'aria-label': `${t('booking_code')}: ${[...shown].join(' ')}` }, ...places)),
    el('div', { class: 'reach' }, crumb(scene),
      el('div', { class: 'choices keys ten' }, ...[...'123456789'].map(digit),
        el('button', { class: 'key word', 'data-do': 'erase', 'data-key': 'erase', disabled: busy }, t('erase')), digit('0'),
        el('button', { class: 'key word ok', 'data-do': 'check_in', 'data-key': 'ok', disabled: busy, 'aria-busy': busy && 'true' }, t('booking_on')))))
}
