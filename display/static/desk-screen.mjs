// @ts-check
// Draws a counter's screen. Every part is drawn anew only when what it shows has changed, so that a pulse is not disturbed.
import { el, icon, number, say } from '/static/dom.mjs'
import { carryDeskIcons } from './desk-icons.mjs'
import { fonts, letters } from './desk-letters.mjs'
import { fitWidth } from './fit.mjs'
import { gate } from './gate.mjs'

/** @typedef {import('./desk-state.mjs').View} View */
/** `service` is the name of what the number is for. `trust` as stale.mjs says it.
 * @typedef {{view: View, words: import('./desk-texts.mjs').Words, service: Record<string, string> | null, isNew: boolean,
 *   pulseSince: number | null, trust: 'fresh' | 'stale' | 'old', warning: readonly string[], date: string, time: string}} Scene */

const LEAST_REM = 3
/** @type {Map<string, string>} */
const drawn = new Map()
let usual = letters({ inches: 10.1, metres: 2, width: 1280, height: 800 })
const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))

/** Puts the empty screen into the page in place of the TV's. The sheet is there before anything is drawn. @returns {Promise<void>} */
export async function prepareDesk() {
  const sheet = el('link', { rel: 'stylesheet', href: '/display/desk.css' })
  const loaded = new Promise((resolve) => { for (const end of ['load', 'error']) sheet.addEventListener(end, resolve) })
  document.head.append(sheet)
  await loaded
  for (const old of Array.from(document.querySelectorAll('link[href^="/display/"], #frame'))) if (old !== sheet) old.remove()
  carryDeskIcons()
  document.title = 'Layar loket'
  document.body.append(el('div', { class: 'desk', id: 'desk' },
    el('section', { class: 'sign', id: 'desk-sign' }), el('section', { class: 'say', id: 'desk-say', 'aria-live': 'polite' }),
    el('div', { class: 'band' }, el('span', { class: 'tenun' })), el('footer', { class: 'foot', id: 'desk-foot' })))
}

/** Chooses the letters for this window. @param {{screen_inches: number, viewing_distance_m: number}} settings */
export function sizeDesk(settings) {
  usual = letters({ inches: settings.screen_inches, metres: settings.viewing_distance_m, width: innerWidth, height: innerHeight })
  const { style } = document.documentElement
  for (const [name, size] of Object.entries(fonts(usual))) style.setProperty(`--font-${name}`, `${size}rem`)
  drawn.clear()
}

/** @param {Scene} scene @param {number} at */
export function drawDesk(scene, at) {
  const { view, trust, isNew } = scene
  const isFar = usual.foot === null
  const looks = ['desk', `s-${view.kind}`, isNew && 'is-new', trust !== 'fresh' && 'is-stale', trust === 'old' && 'is-old', isFar && 'is-far']
  part('desk').className = looks.filter(Boolean).join(' ')
  drawFoot(scene)
  drawSign(scene, at)
  drawSay(scene, isFar)
}

/** @param {string} id @param {unknown} facts @param {(place: HTMLElement) => void} draw */
function redraw(id, facts, draw) {
  const key = JSON.stringify(facts)
  if (drawn.get(id) === key) return
  drawn.set(id, key)
  draw(part(id))
}

const empty = (/** @type {HTMLElement} */ place) => { place.textContent = '' }
const hasNumber = (/** @type {View} */ view) => view.kind === 'called' || view.kind === 'serving'

/** The counter's own name, as its sign; yellow while somebody is to come here. @param {Scene} scene @param {number} at */
function drawSign({ view, pulseSince, trust }, at) {
  const isCall = view.kind === 'called'
  redraw('desk-sign', [view.desk && view.desk.name, isCall, pulseSince !== null && isCall, trust], (place) => {
    empty(place)
    if (view.desk === null) return
    const parts = gate(view.desk)
    const words = 'whole' in parts ? [el('span', { class: 'whole' }, parts.whole)] : [parts.word && el('span', {}, parts.word), el('b', {}, parts.number)]
    const sign = el('div', { class: 'gate' }, isCall && icon('d-down'), ...words)
    if (pulseSince !== null) {
      sign.classList.add('pulse')
      sign.style.animationDelay = `${pulseSince - at}ms`
    }
    place.append(sign)
    // The digit is the larger one and gives way first; the word only when it is too long.
    for (const text of /** @type {HTMLElement[]} */ (Array.from(sign.querySelectorAll('b, span')).reverse())) fitBlock(sign, [text])
  })
}

/** The number and what to do, or the state of the desk. @param {Scene} scene @param {boolean} isFar */
function drawSay({ view, words, service, trust, warning }, isFar) {
  const name = hasNumber(view) && !isFar && trust === 'fresh' ? say(service, 'id') : ''
  redraw('desk-say', [view.kind, view.desk && view.desk.number, words, name, trust, warning.length], (place) => {
    empty(place)
    if (hasNumber(view) && view.desk && view.desk.number) {
      const big = number({ number: view.desk.number, prefix: view.desk.prefix || '' })
      const line = el('p', { class: 'line' }, view.kind === 'serving' && icon(words.icon), words.line)
      const what = name ? el('p', { class: 'what' }, name) : null
      place.append(big, line, ...(what ? [what] : []))
      fitWidth(big)
      if (what) fitWidth(what)
      fitBlock(place, [line])
    } else {
      const title = el('h1', {}, words.title)
      const line = el('p', { class: 'line' }, words.line)
      const picture = icon(words.icon)
      place.append(el('div', { class: 'state' }, picture, title), line)
      // Words say it too: the picture gives way before they become smaller.
      if (!holds(place)) picture.classList.add('small')
      if (!holds(place)) picture.remove()
      fitBlock(place, [title])
      fitBlock(place, [title, line])
    }
  })
}

/** @param {Scene} scene */
function drawFoot({ warning, date, time }) {
  redraw('desk-foot', [warning, date, time], (place) => {
    empty(place)
    place.className = warning.length > 0 ? 'foot stale' : 'foot'
    if (warning.length > 0) {
      place.setAttribute('role', 'status')
      place.append(icon('d-unlink'), el('div', {}, ...warning.map((words) => el('span', {}, words))))
    } else {
      place.removeAttribute('role')
      place.append(el('span', {}, date), el('span', { class: 'time' }, time))
    }
    for (const words of /** @type {HTMLElement[]} */ (Array.from(place.querySelectorAll('div > span')))) fitBlock(place, [words])
  })
}

/** Whether all that stands in the place is inside its padding, above and below. Glyphs may be taller than their line: that is no matter.
 * @param {HTMLElement} place */
function holds(place) {
  const { paddingTop, paddingBottom } = getComputedStyle(place)
  const { top, bottom } = place.getBoundingClientRect()
  return Array.from(place.children).every((one) => {
    const inner = one.getBoundingClientRect()
    return inner.height === 0 || (inner.top >= top + parseFloat(paddingTop) - 1 && inner.bottom <= bottom - parseFloat(paddingBottom) + 1)
  })
}

/** Shrinks `texts` until all that stands in `place` fits into it, both ways. The sizes of the style sheet are the largest.
 * @param {HTMLElement} place @param {readonly HTMLElement[]} texts */
function fitBlock(place, texts) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const fits = () => holds(place) && texts.every((one) => one.scrollWidth <= one.clientWidth + 1)
  const sizes = texts.map((one) => parseFloat(getComputedStyle(one).fontSize) / rem)
  for (let share = 0.98; !fits() && Math.max(...sizes) * share >= LEAST_REM; share -= 0.02) {
    texts.forEach((one, at) => { one.style.fontSize = `${Math.max(LEAST_REM, sizes[at] * share)}rem` })
  }
}
