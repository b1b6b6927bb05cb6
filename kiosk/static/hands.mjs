// @ts-check
// What fingers, keys and a code reader do: turned into events of the flow, each touch once.
import { ofTheBrowser } from './shortcuts.mjs'
import { hear, NOTHING } from './wedge.mjs'

/** A double tap may mean two: switching on and off, two pages on, the same letter or digit twice. */
const TWICE = ['toggle', 'page', 'letter', 'digit', 'erase']
const SETTLED_MS = 600 // a view that has just come up is not what the second half of a double tap meant

/** @typedef {{type: string} & Record<string, any>} Event */
/** @typedef {{send: (event: Event) => void, touched: () => void, scan: (text: string) => void, view: () => string, warned: () => boolean, arrivedAt: () => number}} Told */

/** @param {HTMLElement} button @returns {Event} */
export function eventOf({ dataset }) {
  const { do: type = '', popular, page, priority, ...rest } = dataset
  return { ...rest, type, popular: popular !== undefined, page: Number(page), priority: priority ?? null }
}

/** Keys of a keyboard type where something is typed: letters and digits of a code, letters of a name. @param {string} view @param {string} key @returns {Event | null} */
export function typing(view, key) {
  if (view === 'booking' && /^[0-9a-z]$/i.test(key)) return { type: 'digit', digit: key.toUpperCase() }
  if (view === 'search' && /^[a-z ]$/i.test(key)) return { type: 'letter', letter: key.toUpperCase() }
  return (view === 'booking' || view === 'search') && key === 'Backspace' ? { type: 'erase' } : null
}

/** @param {Told} told */
export function install({ send, touched, scan, view, warned, arrivedAt }) {
  let heard = NOTHING
  addEventListener('keydown', (event) => { if (ofTheBrowser(event)) event.preventDefault() }, true)
  addEventListener('wheel', (event) => { if (event.ctrlKey) event.preventDefault() }, { capture: true, passive: false })
  addEventListener('keydown', (event) => {
    touched()
    const told = hear(heard, event.key, event.timeStamp)
    heard = told.heard
    if (told.scan) scan(told.scan)
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)
    const key = (told.swallow && view() !== 'booking') || warned() || event.ctrlKey || event.altKey ? null : typing(view(), event.key)
    // A space on a button presses it; in a name it is typed with its own key.
    const own = key && !(event.key === ' ' && focused?.matches('button')) ? key : null
    if (own) send(own)
    else if (!told.swallow && view() === 'booking' && event.key === 'Enter' && !focused?.matches('.back, #bar *')) send({ type: 'check_in' })
    else if (!told.swallow) {
      if (warned() && !['Enter', ' ', 'Tab', 'Shift'].includes(event.key)) send({ type: 'stay' })
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  }, true)
  addEventListener('pointerdown', touched, true)
  addEventListener('click', (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-do]'))
    if (warned() && button?.dataset.do !== 'finish') { send({ type: 'stay' }); return }
    if (!button) return
    // The second half of a double tap belongs to what was touched first, not to what has come up under the finger since.
    const again = event.detail > 1
    if (again && (!TWICE.includes(button.dataset.do ?? '') || performance.now() - arrivedAt() < SETTLED_MS)) return
    send(eventOf(button))
  }, true)
  for (const kind of ['contextmenu', 'dragstart', 'dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault())
}
