// @ts-check
// Shows the paper of one virtual printer and adds each ticket as it comes out.

import { alternative, clock, pad, printable, thousands } from './facts.mjs'
import { build, show as show_panel } from './panel.mjs'

/** @typedef {import('./facts.mjs').Piece} Piece */
/** @typedef {import('./facts.mjs').State} State */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
const roll = byId('roll')
let first = true

/** @param {Piece} piece @param {State} state */
function ticket(piece, state) {
  const item = document.createElement('li')
  item.dataset.no = String(piece.no)
  item.classList.toggle('torn', piece.end === 'torn')
  const link = document.createElement('a')
  link.href = `/tickets/${pad(piece.no)}.png`
  const image = document.createElement('img')
  image.src = link.href
  image.width = state.dots
  image.height = piece.rows
  image.alt = alternative(piece)
  link.append(image)
  const foot = document.createElement('p')
  const number = document.createElement('b')
  number.textContent = pad(piece.no)
  const facts = document.createElement('span')
  facts.textContent = `${clock(piece.at)} · ${piece.length_mm} mm${piece.end === 'torn' ? ' · terputus / torn' : ''}`
  foot.append(number, facts)
  item.append(link, foot)
  return item
}

/** @param {State} state */
function show(state) {
  document.title = `Printer virtual ${state.name}`
  document.documentElement.style.setProperty('--paper-mm', String(state.paper_mm))
  document.documentElement.style.setProperty('--print-mm', String(printable(state.paper_mm)))
  byId('name').textContent = state.name
  byId('paper').textContent = `${state.paper_mm} mm · ${state.dots}`
  byId('port-row').hidden = state.port === undefined
  byId('port').textContent = String(state.port ?? '')
  const here = new Set([...roll.children].map((item) => /** @type {HTMLElement} */ (item).dataset.no))
  for (const piece of [...state.pieces].reverse()) {
    if (here.has(String(piece.no))) continue
    const item = ticket(piece, state)
    if (!first) item.classList.add('fresh')
    roll.prepend(item)
  }
  const shown = new Set(state.pieces.map((piece) => String(piece.no)))
  for (const item of [...roll.children]) if (!shown.has(/** @type {HTMLElement} */ (item).dataset.no ?? '')) item.remove()
  const newest = state.pieces[0]
  byId('empty').hidden = Boolean(newest)
  if (newest) {
    byId('last').textContent = clock(newest.at)
    byId('length').textContent = `${newest.length_mm} mm`
    byId('bytes').textContent = `${thousands(newest.bytes)} B`
    byId('unknown').textContent = thousands(newest.unknown)
    byId('unknown-row').classList.toggle('trouble', newest.unknown > 0)
  }
  show_panel(state)
  first = false
}

/** @param {boolean} is_there */
function tell(is_there) {
  byId('link').textContent = is_there ? '' : 'Program printer berhenti / program stopped'
  byId('link').classList.toggle('away', !is_there)
}

await build()
const events = new EventSource('/events')
events.addEventListener('open', () => tell(true))
events.addEventListener('error', () => tell(false))
events.addEventListener('message', (event) => show(JSON.parse(event.data)))
