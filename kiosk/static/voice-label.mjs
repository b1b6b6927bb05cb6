// @ts-check
// What a thing on the screen is called when it is heard, and which things there are to choose, in the order in which they are read.
import { news } from './voice-words.mjs'

const THINGS = 'button:not(:disabled), a[href], input:not(:disabled), [role="button"]:not([aria-disabled="true"]), [tabindex="0"]'
const OWN_LINE = 'b, h1, h2, h3, p, small, li, div, ul'

/** The text of `node` as somebody would read it: what stands on lines of its own is parted by rests, what is for the eye alone is left out.
 * @param {Node} node @returns {string} */
function read(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? ''
  if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true' || /** @type {HTMLElement} */ (node).hidden || node.matches('.left')) return ''
  const named = node.getAttribute('aria-label') ?? node.getAttribute('alt')
  const text = named ?? [...node.childNodes].map(read).join('')
  return node.matches(OWN_LINE) && text.trim() ? `\n${text}\n` : text
}

/** @param {Element} thing @returns {string} */
export function label(thing) {
  const named = thing.getAttribute('data-say') ?? thing.getAttribute('aria-label')
  return named ?? read(thing).split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean).join(', ').replace(/([.?!:,]),/g, '$1')
}

/** @param {Element} thing */
const isSeen = (thing) => thing.getClientRects().length > 0 && getComputedStyle(thing).visibility !== 'hidden'

/** Where the visitor is: a question that lies over everything, or the view and the switches below it. @returns {HTMLElement[]} */
function places() {
  const over = [...document.querySelectorAll('.shade')].find((shade) => !(/** @type {HTMLElement} */ (shade).hidden))
  return /** @type {HTMLElement[]} */ ([over ?? document.getElementById('stage'), over ? null : document.getElementById('bar')].filter(Boolean))
}

/** @returns {HTMLElement[]} */
export const things = () => places().flatMap((place) => /** @type {HTMLElement[]} */ ([...place.querySelectorAll(THINGS)].filter(isSeen)))

/** What is on the screen, from the outside: which view in which language, its whole text, what the strips and the printer say.
 * @typedef {{name: string, text: string, strips: string[], status: string[], idle: string}} Seen */

/** @param {string} language @returns {Seen} */
export function seen(language) {
  const view = /** @type {HTMLElement | null} */ (document.getElementById('stage')?.firstElementChild ?? null)
  const idle = document.getElementById('idle')
  const heading = view?.querySelector('h1')?.textContent ?? ''
  const page = view?.querySelector('.pages span')?.textContent ?? ''
  const told = (/** @type {string} */ where) => [...document.querySelectorAll(where)].filter(isSeen).map(label).filter(Boolean)
  return {
    name: [view?.id, view?.dataset.print, heading, page, language].join(),
    text: view ? view.getAttribute(`data-say-${language}`) ?? view.dataset.say ?? label(view) : '',
    strips: told('#strips .strip'), status: told('#stage [role="status"]'),
    idle: idle && !idle.hidden ? idle.dataset.say || label(idle) : '',
  }
}

/** What is to be said when the screen went from `before` to `now`: a new view whole, of one that is known what an act of the visitor has changed;
 * what the strips and the printer newly say; the question whether somebody is still there. `cut`: it takes the place of what is being said.
 * @param {Seen | null} before @param {Seen} now @param {boolean} acted @returns {{texts: string[], cut: boolean, arrived: boolean}} */
export function heard(before, now, acted) {
  if (now.idle) return now.idle === before?.idle ? NOTHING : { texts: [now.idle], cut: true, arrived: false }
  const arrived = before?.name !== now.name
  const text = arrived ? now.text : acted ? news(before.text, now.text) : ''
  // What a strip says may stand in the text of its view, too.
  const strips = now.strips.filter((strip) => !before?.strips.includes(strip) && !text.includes(strip))
  const status = arrived ? [] : now.status.filter((told) => !before.status.includes(told))
  return { texts: [...arrived ? strips : [], text, ...arrived ? [] : strips, ...status].filter(Boolean), cut: Boolean(text), arrived }
}

const NOTHING = { texts: [], cut: false, arrived: false }
