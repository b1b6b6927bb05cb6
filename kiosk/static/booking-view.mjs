// @ts-check
// Checking in with a booking: a reader below the screen reads the code, or fingers type it.
import { el, icon } from '/static/dom.mjs'
import { boardsOf, PLACES } from './booking.mjs'
import { crumb } from './choose.mjs'

/** @param {import('./choose.mjs').Scene} scene */
export function bookingView(scene) {
  const { state, t } = scene
  const shown = state.asking?.booking ?? state.code
  const places = Array.from({ length: Math.max(PLACES, shown.length) }, (_, at) => el('span', { class: at === shown.length ? 'at' : '' }, shown[at] ?? ''))
  const busy = Boolean(state.asking)
  const digit = (/** @type {string} */ one) => el('button', { class: 'key', 'data-do': 'digit', 'data-digit': one, 'data-key': one, disabled: busy }, one)
  const boards = boardsOf(scene.board)
  const shownBoard = boards[state.page % boards.length]
  const next = (state.page + 1) % boards.length
  const more = boards.length > 1 && el('button', { class: 'key word', 'data-do': 'page', 'data-page': next, 'data-key': 'more', disabled: busy, 'data-say': [...boards[next]].join(' ') }, `${boards[next][0]}…${boards[next].at(-1)}`)
  return el('section', { class: 'view', id: 'booking' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, el('div', {}, el('h1', { tabindex: -1 }, t('booking_head')), el('p', { class: 'lead' }, t('booking_lead')))),
      el('div', { class: 'scan' }, icon('i-qr'), icon('i-down')),
      el('div', { class: places.length > PLACES ? 'digits long' : 'digits', role: 'img', 'aria-label': `${t('booking_code')}: ${[...shown].join(' ')}` }, ...places)),
    el('div', { class: 'reach' }, crumb(scene),
      el('div', { class: `choices keys codes ${scene.board}` }, ...[...shownBoard].map(digit), more,
        el('button', { class: 'key word', 'data-do': 'erase', 'data-key': 'erase', disabled: busy }, t('erase')),
        el('button', { class: 'key word ok', 'data-do': 'check_in', 'data-key': 'ok', disabled: busy, 'aria-busy': busy && 'true' }, t('booking_on')))))
}
