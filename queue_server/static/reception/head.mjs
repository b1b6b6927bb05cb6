// @ts-check
// The head with its three pages and the menu, and the one line of news below it.
import { el, icon, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { part } from '../counter/part.mjs'
import { fill } from '../login/refusals.mjs'
import { choose, language } from '../login/language.mjs'
import { here, lock, logOut } from '../login/session.mjs'
import { TEXTS as LOGIN } from '../login/texts.mjs'
import { TEXTS } from './texts.mjs'
import { alerts, kioskName } from './words.mjs'

export const PAGES = { take: 'i-ticket', roll: 'i-roll', kiosks: 'i-kiosk' }

/** @param {HTMLElement} node @param {() => string} current @param {() => void} redraw */
export function headView(node, current, redraw) {
  const show = part(node)
  return function draw(/** @type {import('./store.mjs').Known} */ known) {
    const t = /** @type {Record<string, any>} */ (TEXTS[language()])
    const zone = known.hall.site.time_zone
    const time = clock(hallNow(), zone)
    const wanted = alerts(known.kiosks).length
    show([language(), current(), time, known.hall.site.name, here.person?.name, wanted, known.lost], () => [el('div', { class: 'head' }, el('b', { class: 'house' }, say(known.hall.site.name, language())),
      el('nav', { 'aria-label': t.menu }, ...Object.entries(PAGES).map(([one, picture]) => el('a', { href: `#${one}`, 'data-id': `page-${one}`, 'aria-current': one === current() ? 'page' : null }, icon(picture), t[one],
        one === 'kiosks' && wanted && !known.lost ? el('i', { class: 'count', 'aria-label': fill(t.alerts_n, { n: wanted }) }, String(wanted)) : null))),
      el('div', { class: 'end' }, el('span', { class: 'clock' }, time), el('button', { class: 'me', type: 'button', 'data-id': 'menu', 'aria-haspopup': 'true', title: t.menu, onclick: () => menu(node, redraw) }, icon('i-user'), el('span', {}, here.person?.name ?? '')))), el('span', { class: 'tenun' })])
  }
}

/** Closes the menu, if it is open; answers whether it was. */
export function closeMenu() {
  const shown = document.querySelector('.menu')
  shown?.remove()
  return shown !== null
}

/** @param {HTMLElement} node @param {() => void} redraw */
function menu(node, redraw) {
  if (closeMenu()) return
  const t = TEXTS[language()]
  const shown = el('div', { class: 'menu', role: 'menu' }, el('a', { href: '/counter/', role: 'menuitem' }, icon('i-call'), t.console),
    here.person?.role === 'staff' ? null : el('a', { href: '/admin/', role: 'menuitem' }, icon('i-chart'), t.admin),
    el('button', { type: 'button', role: 'menuitem', onclick: () => { closeMenu(); choose(language() === 'id' ? 'en' : 'id'); redraw() } }, icon('i-edit'), t.language),
    el('button', { type: 'button', role: 'menuitem', onclick: () => { closeMenu(); lock() } }, icon('i-lock'), LOGIN[language()].lock),
    el('button', { type: 'button', role: 'menuitem', onclick: () => { void logOut() } }, icon('i-exit'), t.logout))
  node.append(shown)
  shown.querySelector('a')?.focus()
}

/** @param {HTMLElement} node @param {{going: (kiosk: any) => void, lock: (kiosk: any) => void}} acts */
export function newsView(node, acts) {
  const show = part(node)
  return function draw(/** @type {import('./store.mjs').Known} */ known, /** @type {{level: string, words: string} | null} */ told, /** @type {(moment: string) => string} */ at) {
    const t = TEXTS[language()]
    const [first] = alerts(known.kiosks)
    show([language(), known.lost && at(known.heardAt.toISOString()), told, first], () => {
      if (known.lost) return [line('bad', 'i-unlink', el('span', {}, el('b', {}, t.lost), ` ${fill(t.lost_more, { at: at(known.heardAt.toISOString()) })}`), 'alert')]
      return [told && line(told.level, told.level === 'good' ? 'i-check' : 'i-alert', el('span', {}, told.words), told.level === 'bad' ? 'alert' : 'status'), first ? alertLine(first, at) : null]
    })
  }

  /** What stays until somebody has seen to it, also while something else is said. @param {import('./words.mjs').Alert} first @param {(moment: string) => string} at */
  function alertLine({ kind, kiosk }, at) {
    const t = TEXTS[language()]
    const name = { kiosk: kioskName(kiosk, language()) }
    if (kind === 'help') return line('bad', 'i-bell', el('span', {}, el('b', {}, fill(t.help, name)), ` ${fill(t.help_since, { at: at(String(kiosk.help)) })}`), 'alert', el('button', { type: 'button', 'data-id': 'news-going', onclick: () => acts.going(kiosk) }, t.going))
    return line('warn', 'i-alert', el('span', {}, el('b', {}, `${fill(t.flood, name)}.`), ` ${fill(t.flood_more, { n: kiosk.refused })}`), null, el('button', { type: 'button', 'data-id': 'news-lock', onclick: () => acts.lock(kiosk) }, t.lock))
  }

  /** @param {string} level @param {string} picture @param {HTMLElement} words @param {string | null} role @param {...(Node | null)} buttons */
  function line(level, picture, words, role, ...buttons) {
    return el('div', { class: `alert ${level}`, role }, icon(picture), words, ...buttons)
  }
}
