// @ts-check
// Draws the board. Every part is drawn anew only when what it shows has changed, so that a pulse is not disturbed.
import { el, icon, number, say } from '/static/dom.mjs'
import { fitLines, fitPair, fitWidth, widthOf } from './fit.mjs'
import { pages } from './pages.mjs'
import { box, gate } from './gate.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./calls.mjs').Call} Call */
/** @typedef {{call: Call, pulseSince: number | null}} Staged */
/** @typedef {{stage: Staged[], isNew: boolean, past: Call[]}} BoardView */

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
const inside = (/** @type {HTMLElement} */ place, /** @type {string} */ what = ':scope > *') =>
  /** @type {HTMLElement[]} */ ([...place.querySelectorAll(what)])
/** @type {Map<string, string>} */
const drawn = new Map()

/** @param {HTMLElement} place @param {...Node} children */
function fill(place, ...children) {
  place.textContent = ''
  place.append(...children)
}

/** Runs `draw` when `facts` are others than last time for this part.
 * @param {string} id @param {unknown} facts @param {(place: HTMLElement) => void} draw */
function redraw(id, facts, draw) {
  const key = JSON.stringify(facts)
  if (drawn.get(id) === key) return
  drawn.set(id, key)
  draw(part(id))
}

/** Everything is drawn again at the next turn: the picture has another size. */
export const forgetDrawn = () => drawn.clear()

/** The zone's calls. `isShort`: a warning takes part of the height; `look` is whatever else the letters depend on.
 * @param {BoardView} view @param {string} zone @param {{isShort: boolean, look: string}} how @param {number} at */
export function drawBoard({ stage, isNew, past }, zone, { isShort, look }, at) {
  show('board')
  part('now').classList.toggle('is-new', isNew)
  const facts = (/** @type {Call} */ call) => [call.at, call.number, call.counter, call.service, call.agency]
  // Not when a pulse or a frame ends: a screen reader would read the same call again.
  redraw('now', [stage.map(({ call }) => facts(call)), isShort, look], (place) => {
    if (stage.length === 1) alone(place, stage[0], isShort, at)
    else together(place, stage, at)
  })
  redraw('zone', [zone, look], (place) => {
    place.textContent = zone
    fitWidth(/** @type {HTMLElement} */ (place.parentElement), [place])
  })
  redraw('rows', [past.map(facts), look], (place) => {
    fill(place, ...past.map((call) => el('li', {}, number(call), boxOf({ call, pulseSince: null }, at))))
    inside(place).forEach(fitRow)
  })
}

/** One call at full size. @param {HTMLElement} place @param {Staged} one @param {boolean} isShort @param {number} at */
function alone(place, { call, pulseSince }, isShort, at) {
  const parts = gate(call.counter)
  const whole = 'whole' in parts && el('span', { class: 'whole' }, parts.whole)
  const words = 'whole' in parts ? [whole] : [parts.word && el('span', {}, parts.word), el('b', {}, parts.number)]
  const big = number(call)
  const sign = pulsing(el('div', { class: 'gate' }, icon('i-right'), ...words), pulseSince, at)
  const service = el('b', {}, say(call.service.name, 'id'))
  const agency = el('span', {}, say(call.agency.name, 'id'))
  const what = el('div', { class: 'what' }, service, agency)
  fill(place, big, sign, what)
  fitWidth(big)
  if (whole) fitLines(whole, 2, sign)
  else fitWidth(sign, inside(sign, 'span, b'))
  what.classList.toggle('two', fitLines(service, isShort ? 1 : 2))
  fitWidth(agency)
}

/** Two or three calls; number and counter keep their size. @param {HTMLElement} place @param {readonly Staged[]} stage @param {number} at */
function together(place, stage, at) {
  const rows = stage.map((one) => el('li', { class: size(one.call) }, number(one.call), boxOf(one, at),
    el('p', {}, say(one.call.service.name, 'id'))))
  fill(place, el('ul', { class: stage.length > 2 ? 'both three' : 'both' }, ...rows))
  for (const name of inside(place, 'p')) fitWidth(name)
  rows.forEach(fitRow)
}

/** On a portrait TV a one-digit counter leaves room for a larger number; M and W with a two-digit counter need smaller ones.
 * @param {Call} call */
function size(call) {
  if (call.counter.code.length < 2) return 'roomy'
  return /^[MW]/.test(call.number) ? 'tight' : null
}

/** @param {Staged} one @param {number} at */
function boxOf({ call, pulseSince }, at) {
  const { text, named } = box(call.counter)
  return pulsing(el('div', { class: named ? 'box named' : 'box' }, text), pulseSince, at)
}

/** The sign with its pulse; drawn anew in the middle of one, it goes on where it was.
 * @param {HTMLElement} sign @param {number | null} since @param {number} at */
function pulsing(sign, since, at) {
  if (since === null) return sign
  sign.classList.add('pulse')
  sign.style.animationDelay = `${since - at}ms`
  return sign
}

/** A number and its counter share a line. @param {HTMLElement} row */
function fitRow(row) {
  const [big, sign] = inside(row)
  if (sign.classList.contains('named')) fitLines(sign, 2, row)
  fitPair(row, big, sign)
}

/** A whole screen of words: nobody called yet, or night. @param {string} picture @param {string} title @param {string} line */
export function drawWords(picture, title, line) {
  show('full')
  redraw('full', [picture, title, line], (place) => {
    const words = [el('b', {}, title), el('span', {}, line)]
    fill(place, icon(picture), ...words)
    for (const one of words) fitLines(one, 2)
  })
}

/** What the person who puts the screen up must do. @param {string} title @param {readonly string[]} steps */
export function drawSetup(title, steps) {
  show('full')
  redraw('full', [title, steps], (place) => {
    const lines = steps.map((step) => (step.startsWith('`') ? el('code', {}, step.slice(1)) : el('p', {}, step)))
    fill(place, el('div', { class: 'setup' }, el('h1', {}, title), ...lines))
  })
  redraw('foot', [], (place) => {
    place.className = 'foot'
    fill(place)
  })
}

/** @param {'board' | 'full'} which */
function show(which) {
  const isBoard = which === 'board'
  // A hidden part has no size to fit into: it is drawn again when it comes back.
  if (part('now').hidden === isBoard) forgetDrawn()
  part('now').hidden = !isBoard
  part('past').hidden = !isBoard
  part('full').hidden = isBoard
}

/** @typedef {{waiting: string | null, date: string, time: string}} Foot */

/** The last line; without a board there is nothing to count. @param {Foot} foot */
export function drawFoot({ waiting, date, time }) {
  redraw('foot', [waiting, date, time], (place) => {
    place.className = 'foot'
    place.removeAttribute('role')
    fill(place, ...(waiting === null ? [] : [el('span', { class: 'wait' }, waiting)]),
      el('span', { class: 'date' }, date), el('span', { class: 'time' }, time))
    fitWidth(place)
  })
}

/** The last line with a page of a text instead of what waits. @param {string} text @param {Omit<Foot, 'waiting'>} foot */
export function drawSaying(text, { date, time }) {
  redraw('foot', ['saying', text, date, time], (place) => {
    place.className = 'foot saying'
    place.removeAttribute('role')
    const words = el('span', { class: 'say' }, text)
    fill(place, words, el('span', { class: 'date' }, date), el('span', { class: 'time' }, time))
    fitWidth(place, [words])
  })
}

/** The pages into which a text must be broken for the last line. @param {string} text @returns {string[]} */
export function sayings(text) {
  const foot = part('foot')
  const { paddingLeft, paddingRight } = getComputedStyle(foot)
  const clock = inside(foot, '.time')[0]
  const isOwnLine = getComputedStyle(foot).flexWrap === 'wrap'
  const beside = isOwnLine ? 0 : (clock?.getBoundingClientRect().width ?? 0) + parseFloat(getComputedStyle(foot).fontSize) / 3
  const room = foot.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - beside
  return pages(text, (some) => widthOf(some, foot) <= room)
}

/** The last line as a warning: why the numbers may be old, that the sound waits for a touch, that a font is missing.
 * @param {'stale' | 'ask'} kind @param {string} picture @param {...string} lines */
export function drawWarning(kind, picture, ...lines) {
  redraw('foot', [kind, picture, lines], (place) => {
    place.className = `foot ${kind}`
    place.setAttribute('role', 'status')
    const words = lines.map((line) => el('span', {}, line))
    fill(place, icon(picture), ...words)
    fitWidth(place, words)
  })
}
