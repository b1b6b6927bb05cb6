// @ts-check
// The head: which counter, is everything connected, the time, pause, and the menu of the person.
import { el, icon, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { choose, language } from '../login/language.mjs'
import { here, lock, logOut } from '../login/session.mjs'
import { TEXTS as LOGIN } from '../login/texts.mjs'
import { serviceNamed } from './named.mjs'
import { PAPER } from './paper-texts.mjs'
import { papersInWords } from './papers.mjs'
import { part } from './part.mjs'
import { splitName } from './rows.mjs'
import { breakOf, servingOf, shortened } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { mayPause } from './states.mjs'
import { zoneOf } from './store.mjs'
import { TEXTS } from './texts.mjs'
import { chips, iconOf, sentenceOf, shortOf, troublesAt } from './troubles.mjs'

/** @typedef {import('./store.mjs').State} State */

/** @param {HTMLElement} node @param {{pause: () => void, papers: () => void, close: () => void, leave: (then: () => void) => void, change: () => void, redraw: () => void,
 *   rest: () => void, narrow: () => void, keys: () => void}} wants `rest`: the planned break begins */
export function headView(node, wants) {
  const desk = el('div', { class: 'desk' })
  const health = el('div', { class: 'health' })
  const time = el('span', { class: 'clock' })
  const end = el('div', { class: 'me-end' })
  const head = el('div', { class: 'head' }, desk, health, time, end)
  node.replaceChildren(head, el('span', { class: 'tenun' }))
  const [showDesk, showHealth, showEnd] = [desk, health, end].map(part)

  return function show(/** @type {State} */ state) {
    const t = TEXTS[language()]
    const counter = state.desk?.counter
    const serving = servingOf(counter)
    const services = [...serving.own, ...serving.helps].map((code) => state.hall.services.find((/** @type {any} */ one) => one.code === code)).filter(Boolean)
    showDesk([language(), counter?.name, serving, counter?.priority_only, services.map((/** @type {any} */ one) => [one.name, one.short])], () => {
      const [words, digits] = splitName(say(counter?.name, language()))
      const agencies = [...new Set(services.map((/** @type {any} */ one) => say(state.hall.agencies.find((/** @type {any} */ a) => a.code === one.agency)?.name, language())))]
      return [el('b', {}, words, el('i', {}, digits)), el('span', {}, el('em', {}, [shortened(agencies, ROOM), counter?.priority_only ? RULE[language()].priority_only : ''].filter(Boolean).join(', ')), ...servesInWords(state, serving).map((line) => el('em', {}, line)))]
    })
    const away = state.lostFor < 120 ? fill(t.lost_chip, { n: state.lostFor }) : fill(t.lost_min, { n: Math.floor(state.lostFor / 60) })
    const zone = state.hall.site.time_zone
    showHealth([language(), state.lost && away, breakOf(counter, hallNow(), zone), counter?.state, state.desk && mayPause(state.desk, state.lost), state.papers, state.lost || troublesAt(state, zoneOf(state), state.code)], () => [
      state.lost ? el('span', { class: 'chip bad' }, icon('i-unlink'), el('span', {}, away)) : el('span', { class: 'chip' }, icon('i-link'), el('span', {}, t.connected)),
      breakChip(state, wants),
      ...troubleChips(state),
      state.papers && !state.lost ? el('button', { class: 'chip warn', type: 'button', 'data-id': 'papers', title: papersInWords(state.papers, language()), onclick: wants.papers }, icon('i-ticket'), el('b', {}, String(state.papers)), el('span', {}, PAPER[language()].papers_unit)) : null])
    time.textContent = clock(hallNow(), state.hall.site.time_zone)
    const pausable = state.desk !== null && mayPause(state.desk, state.lost)
    const offered = counter?.state === 'open' && !state.lost
    showEnd([language(), offered, pausable, here.person?.name, counter?.state, state.lost], () => [
      offered && el('button', { class: 'me', type: 'button', 'data-id': 'pause', disabled: !pausable, title: pausable ? null : t.pause_later, onclick: wants.pause }, icon('i-pause'), el('span', {}, t.pause), el('span', {}, 'J')),
      el('button', { class: 'me', type: 'button', 'data-id': 'menu', 'aria-haspopup': 'true', title: t.menu, onclick: () => menu(node, state, wants) }, icon('i-user'), el('span', {}, here.person?.name ?? ''))])
  }
}

/** Letters that have room beside the counter's name. */
const ROOM = 34

/** What the counter serves, and helps with, in short lines. @param {State} state @param {import('./rules.mjs').Serving} serving */
function servesInWords(state, { own, helps, narrowed }) {
  const t = RULE[language()]
  const named = (/** @type {string[]} */ codes, room = ROOM) => shortened(codes.map((code) => serviceNamed(state, code)), room)
  const only = own.length ? named(own) : ''
  return [narrowed && only ? fill(t.only, { services: only }) : only, helps.length ? fill(t.helping, { services: named(helps, ROOM - 8) }) : ''].filter(Boolean)
}

/** Today's planned break until it is over; a touch begins it. @param {State} state @param {{rest: () => void}} wants */
function breakChip(state, wants) {
  const { desk } = state
  const planned = desk && desk.counter.state === 'open' && !state.lost ? breakOf(desk.counter, hallNow(), state.hall.site.time_zone) : null
  if (!desk || !planned) return null
  const t = RULE[language()]
  const words = fill(planned.look === 'now' ? t.break_now : t.break_at, planned)
  return el('button', { class: planned.look === 'before' ? 'chip' : 'chip warn', type: 'button', 'data-id': 'break', disabled: !mayPause(desk, false), title: `${words}. ${t.break_press}`, onclick: wants.rest },
    icon('i-clock'), el('span', {}, words))
}

/** A chip for each thing that needs somebody, the worst first; what is not known any more is not shown. @param {State} state */
function troubleChips(state) {
  if (state.lost) return []
  const at = (/** @type {string} */ moment) => clock(new Date(moment), state.hall.site.time_zone)
  const { named, more } = chips(troublesAt(state, zoneOf(state), state.code), language(), at)
  const told = (/** @type {import('./troubles.mjs').Trouble} */ one) => { const { what, more: rest } = sentenceOf(one, language(), at); return what + rest }
  return [...named.map(({ trouble, words }) => el('span', { class: `chip ${trouble.level}`, 'data-id': trouble.key, title: told(trouble) }, icon(iconOf(trouble)), el('span', {}, words, el('span', { class: 'sr' }, `: ${shortOf(trouble, language(), at)}`)))),
    more.length ? el('span', { class: `chip ${more[0].level}`, title: more.map(told).join(' ') }, fill(PAPER[language()].more_chips, { n: more.length })) : null]
}

/** Closes the menu, if it is open; answers whether it was. */
export function closeMenu() {
  const shown = document.querySelector('.menu')
  shown?.remove()
  return shown !== null
}

/** @param {HTMLElement} node @param {State} state @param {{close: () => void, leave: (then: () => void) => void, change: () => void, redraw: () => void, narrow: () => void, keys: () => void}} wants */
function menu(node, state, wants) {
  if (closeMenu()) return
  const t = TEXTS[language()]
  const item = (/** @type {string} */ picture, /** @type {string} */ text, /** @type {() => void} */ act) =>
    el('button', { type: 'button', role: 'menuitem', onclick: () => { closeMenu(); act() } }, icon(picture), text)
  const counter = state.desk?.counter
  const shown = el('div', { class: 'menu', role: 'menu' },
    el('p', {}, el('b', {}, here.person?.name ?? ''), state.hall.site.name ? say(state.hall.site.name, language()) : ''),
    counter && counter.state !== 'closed' && !state.lost ? item('i-lock', t.close, wants.close) : null,
    item('i-transfer', t.change, () => wants.leave(wants.change)),
    state.desk?.rules && counter?.state === 'open' && !state.lost ? item('i-gear', TEXTS[language()].narrow, wants.narrow) : null,
    item('i-help', RULE[language()].keys_menu, wants.keys),
    here.person?.role === 'staff' ? null : el('a', { href: '/admin/', role: 'menuitem' }, icon('i-chart'), t.hall),
    el('a', { href: '/reception/#roll', role: 'menuitem' }, icon('i-roll'), t.roll),
    item('i-edit', t.language, () => { choose(language() === 'id' ? 'en' : 'id'); wants.redraw() }),
    item('i-lock', LOGIN[language()].lock, lock),
    item('i-exit', t.logout, () => wants.leave(() => { void logOut() })))
  node.append(shown)
  const first = shown.querySelector('button, a')
  if (first instanceof HTMLElement) first.focus()
  const away = (/** @type {Event} */ event) => {
    if (!shown.isConnected) { document.removeEventListener('pointerdown', away); return }
    if (event.target instanceof Node && (shown.contains(event.target) || (event.target instanceof Element && event.target.closest('[data-id="menu"]')))) return
    closeMenu()
    document.removeEventListener('pointerdown', away)
  }
  document.addEventListener('pointerdown', away)
}
