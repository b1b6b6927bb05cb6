// @ts-check
// Pictures, silent films and texts beside the calls: whose turn it is (playlist.mjs), and the elements that show it.
import { el } from '/static/dom.mjs'
import { fitWidth, isWider } from './fit.mjs'
import { pages } from './pages.mjs'
import { NOTHING, due, pagesOf, turned } from './playlist.mjs'
import { sayings } from './screen.mjs'

/** @typedef {import('./playlist.mjs').Page} Page */
/** @typedef {import('./playlist.mjs').Turn} Turn */
/** @typedef {import('./letters.mjs').Place} Place */

/** While nothing is said the foot counts who waits. @type {Page} */
const COUNT = Object.freeze({ key: 'count', kind: 'text', url: null, text: '', seconds: 8 })
const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))

/** @param {{store: ReturnType<typeof import('./media-store.mjs').mediaStore>, zone: string}} wants */
export function mediaShow({ store, zone }) {
  /** One turn for the slot or the film, one for the texts. @type {{main: Turn, text: Turn}} */
  const turns = { main: NOTHING, text: NOTHING }
  /** What each place shows, and the text pages it was broken into. @type {Map<string, {key: string, parts: string[]}>} */
  const drawn = new Map()
  let isOver = false

  /** @param {string} today */
  function lists(today) {
    const items = due(store.items, zone, today)
    const all = pagesOf(items, { files: true, isHere: (url) => store.file(url) !== null })
    return { all, texts: all.filter((page) => page.kind === 'text'), films: all.filter((page) => page.kind !== 'text') }
  }

  /** @param {string} id @param {Turn} turn */
  function partCount(id, turn) {
    const known = drawn.get(id)
    return known && known.key === turn.page?.key ? known.parts.length : 1
  }

  /** @param {string} id @param {Turn} turn @param {(text: string) => string[]} broken */
  function partsOf(id, turn, broken) {
    const key = turn.page?.key ?? ''
    const known = drawn.get(id)
    if (known?.key === key) return known.parts
    const parts = turn.page?.text ? broken(turn.page.text) : ['']
    drawn.set(id, { key, parts })
    return parts
  }

  /** @param {string} id @param {Turn} turn where `turn` is shown @param {HTMLElement} place */
  function drawMain(id, turn, place) {
    const { page } = turn
    if (page === null) return
    const name = `${page.key} ${page.kind === 'video' ? turn.since : ''}`
    if (place.dataset.shows !== name) {
      place.dataset.shows = name
      place.textContent = ''
      place.className = `${id} ${page.kind}`
      place.append(page.kind === 'picture' ? picture(page) : page.kind === 'video' ? video(page) : el('p'))
      drawn.delete(id)
    }
    if (page.kind === 'text') drawText(id, turn, place)
    if (page.kind === 'video') goOn(/** @type {HTMLVideoElement} */ (place.firstElementChild), page)
  }

  /** @param {string} id @param {Turn} turn @param {HTMLElement} place */
  function drawText(id, turn, place) {
    const words = /** @type {HTMLElement} */ (place.querySelector('p'))
    const text = partsOf(id, turn, (whole) => pages(whole, (some) => {
      words.textContent = some
      return !isWider(words) && words.clientHeight <= place.clientHeight - 2 * parseFloat(getComputedStyle(place).paddingTop)
    }))[turn.part] ?? ''
    if (words.textContent === text && words.dataset.fits === text) return
    words.textContent = text
    words.style.fontSize = ''
    words.dataset.fits = text
    fitWidth(words)
  }

  /** @param {Page} page */
  function picture(page) {
    const made = /** @type {HTMLImageElement} */ (el('img', { alt: '', onerror: () => store.giveUp(page.url ?? '') }))
    made.src = store.file(page.url ?? '') ?? ''
    return made
  }

  /** @param {Page} page */
  function video(page) {
    const made = /** @type {HTMLVideoElement} */ (el('video', { playsinline: true, onended: () => { isOver = true }, onerror: () => store.giveUp(page.url ?? '') }))
    made.muted = true
    made.src = store.file(page.url ?? '') ?? ''
    return made
  }

  /** @param {HTMLVideoElement} film @param {Page} page */
  function goOn(film, page) {
    if (!film.paused || film.ended) return
    film.play().catch((error) => { if (error.name !== 'AbortError') store.giveUp(page.url ?? '') })
  }

  return {
    /** Which kinds there are now. @param {string} today "2026-11-23" */
    has(today) {
      const { all, films } = lists(today)
      return { slot: all.length > 0, film: films.length > 0 }
    },
    /** The slot or the film, with the text below it. @param {'none' | 'slot' | 'film'} where @param {number} at @param {string} today */
    draw(where, at, today) {
      const { all, texts, films } = lists(today)
      part('slot').hidden = where !== 'slot'
      part('film').hidden = where !== 'film'
      for (const film of document.querySelectorAll('#slot video, #film video')) {
        if (/** @type {HTMLElement} */ (film).offsetParent === null) /** @type {HTMLVideoElement} */ (film).pause()
      }
      if (where === 'none') return
      turns.main = turned(turns.main, where === 'slot' ? all : films, at, { parts: partCount(where, turns.main), over: isOver })
      isOver = false
      drawMain(where === 'slot' ? 'slot' : 'cinema', turns.main, part(where === 'slot' ? 'slot' : 'cinema'))
      if (where !== 'film') return
      turns.text = turned(turns.text, texts, at, { parts: partCount('caption', turns.text) })
      part('caption').hidden = turns.text.page === null
      if (turns.text.page) drawText('caption', turns.text, part('caption'))
    },
    /** What the foot says instead of its own line, or null. @param {number} at @param {string} today @returns {string | null} */
    saying(at, today) {
      turns.text = turned(turns.text, lists(today).texts, at, { parts: partCount('foot', turns.text), gap: COUNT })
      const { page } = turns.text
      return page === null || page.key === COUNT.key ? null : partsOf('foot', turns.text, sayings)[turns.text.part] ?? null
    },
    /** The picture has another size: texts are broken anew. */
    resized() {
      drawn.clear()
      for (const id of ['slot', 'cinema', 'caption']) delete part(id).dataset.shows
    },
  }
}
