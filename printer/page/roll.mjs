// @ts-check
// Shows the paper of one virtual printer and adds each ticket as it comes out.

/** @typedef {{no: number, at: string, rows: number, length_mm: number, bytes: number, unknown: number}} Piece */
/** @typedef {{name: string, dots: number, paper_mm: number, pieces: Piece[]}} State */

const PRINTABLE = /** @type {Record<number, number>} */ ({ 80: 72, 58: 48 })
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
const roll = byId('roll')
let first = true

const pad = (/** @type {number} */ no) => String(no).padStart(6, '0')
const thousands = (/** @type {number} */ n) => n.toLocaleString('id-ID')
/** "10.32.07", this computer's time @param {string} at */
const clock = (at) => new Date(at).toLocaleTimeString('en-GB', { hour12: false }).replaceAll(':', '.')

/** @param {Piece} piece @param {State} state */
function ticket(piece, state) {
  const item = document.createElement('li')
  item.dataset.no = String(piece.no)
  const link = document.createElement('a')
  link.href = `/tickets/${pad(piece.no)}.png`
  const image = document.createElement('img')
  image.src = link.href
  image.width = state.dots
  image.height = piece.rows
  image.alt = `Tiket ${pad(piece.no)}`
  link.append(image)
  const foot = document.createElement('p')
  const number = document.createElement('b')
  number.textContent = pad(piece.no)
  const facts = document.createElement('span')
  facts.textContent = `${clock(piece.at)} · ${piece.length_mm} mm`
  foot.append(number, facts)
  item.append(link, foot)
  return item
}

/** @param {State} state */
function show(state) {
  document.title = `Printer virtual ${state.name}`
  document.documentElement.style.setProperty('--paper-mm', String(state.paper_mm))
  document.documentElement.style.setProperty('--print-mm', String(PRINTABLE[state.paper_mm] ?? state.paper_mm - 8))
  byId('name').textContent = state.name
  byId('paper').textContent = `${state.paper_mm} mm · ${state.dots}`
  const here = new Set([...roll.children].map((item) => /** @type {HTMLElement} */ (item).dataset.no))
  for (const piece of [...state.pieces].reverse()) {
    if (here.has(String(piece.no))) continue
    const item = ticket(piece, state)
    if (!first) item.className = 'fresh'
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
  first = false
}

/** @param {boolean} is_there */
function tell(is_there) {
  byId('link').textContent = is_there ? '' : 'Printer mati / off'
  byId('link').classList.toggle('away', !is_there)
}

const events = new EventSource('/events')
events.addEventListener('open', () => tell(true))
events.addEventListener('error', () => tell(false))
events.addEventListener('message', (event) => show(JSON.parse(event.data)))
