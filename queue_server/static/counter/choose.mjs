// @ts-check
// Choosing a counter: all of them, with who sits there.
import { el, icon, say } from '/static/dom.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ownCounters } from '../login/reach.mjs'
import { here, logOut } from '../login/session.mjs'
import { capital, splitName } from './rows.mjs'
import { RULE } from './rule-texts.mjs'
import { pauseReason, TEXTS } from './texts.mjs'

const KEY = 'satupintu.counter'
const LOOK = { open: ['state go', 'i-check'], paused: ['state wait', 'i-pause'], closed: ['state off', 'i-lock'] }

/** The counter of this tab (in its address), else the one this browser used last. @returns {string | null} */
export const remembered = () => decodeURIComponent(location.hash.slice(1)) || localStorage.getItem(KEY)

/** @param {string} code */
export function remember(code) {
  localStorage.setItem(KEY, code)
  history.replaceState(null, '', `#${encodeURIComponent(code)}`)
}

/** Forgets the choice and starts the page anew at the list. */
export function forget() {
  localStorage.removeItem(KEY)
  history.replaceState(null, '', location.pathname)
  location.reload()
}

/** Shows all counters until one is chosen. @param {HTMLElement} root @param {any} hall @param {string | null} gone the code of a counter that is no more
 * @returns {Promise<string>} */
export function chooseCounter(root, hall, gone) {
  const t = TEXTS[language()]
  return new Promise((resolve) => {
    const cards = ownCounters(hall.counters, hall.services, here.person?.agencies ?? []).map((/** @type {any} */ one) => el('li', {}, card(one, hall, () => { remember(one.code); resolve(one.code) })))
    root.replaceChildren(el('div', { class: 'console' },
      el('header', {}, el('div', { class: 'head' }, el('div', { class: 'desk' }, el('b', {}, say(hall.site.name, language()))), el('div', { class: 'health' }),
        el('button', { class: 'me', type: 'button', onclick: () => { void logOut() } }, icon('i-exit'), el('span', {}, `${t.logout} ${here.person?.name ?? ''}`))), el('span', { class: 'tenun' })),
      gone ? el('div', { class: 'alert', role: 'alert' }, icon('i-info'), el('span', {}, fill(t.gone, { counter: gone }))) : el('div'),
      el('div', { class: 'choose' }, el('h1', {}, t.choose), el('p', {}, t.choose_more), el('ul', {}, ...cards))))
    const first = root.querySelector('li button')
    if (first instanceof HTMLElement) first.focus()
  })
}

/** @param {any} one @param {any} hall @param {() => void} choose */
function card(one, hall, choose) {
  const t = TEXTS[language()]
  const [words, digits] = splitName(say(one.name, language()))
  const [look, picture] = LOOK[/** @type {'open'} */ (one.state)] ?? LOOK.closed
  const services = one.services.map((/** @type {string} */ code) => {
    const found = hall.services.find((/** @type {any} */ service) => service.code === code)
    return capital(say(found?.short ?? found?.name, language()))
  })
  const state = { open: t.state_open, paused: t.state_paused, closed: t.state_closed }[/** @type {'open'} */ (one.state)] ?? one.state
  const staff = one.state !== 'closed' && one.staff ? ` ${fill(t.by, { staff: one.staff })}` : ''
  const reason = one.state === 'paused' && one.reason ? `: ${pauseReason(one.reason, language())}` : ''
  return el('button', { type: 'button', onclick: choose }, el('b', {}, words, el('i', {}, digits)), el('span', { class: look }, icon(picture), `${state}${reason}${staff}`),
    el('small', {}, [services.join(', '), one.priority_only ? RULE[language()].priority_only : ''].filter(Boolean).join(' · ')))
}
