// @ts-check
// Which key was meant at the reception. Off while somebody types (but for arrows, Enter, Esc and the F keys), and with Ctrl, Alt or Meta.

const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const NATIVE = new Set(['BUTTON', 'A'])
const LETTERS = new Set(['b', 't', 'u', 'p'])
/** These work while somebody types, too, and no browser has a use for them. @type {Record<string, string>} */
const ALWAYS = { f2: 'reprint', f4: 'cancel' }

/** @typedef {{key: string, repeat?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean, isComposing?: boolean}} Pressed */

/** The name of a shortcut (`up down enter esc reprint cancel search more less b t u p 1..9`), or null. Enter belongs to a button that was reached with Tab.
 * @param {Pressed} pressed @param {{tag: string, search?: boolean}} focus whether the search has it @returns {string | null} */
export function shortcut(pressed, focus) {
  if (pressed.isComposing || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null
  const name = pressed.key.toLowerCase()
  if (name === 'escape') return 'esc'
  if (name === 'arrowup' || name === 'arrowdown') return focus.search || !FIELDS.has(focus.tag) ? name.slice(5) : null
  if (pressed.repeat) return null
  if (name in ALWAYS) return ALWAYS[name]
  if (name === 'enter') return focus.search || !(FIELDS.has(focus.tag) || NATIVE.has(focus.tag)) ? 'enter' : null
  if (FIELDS.has(focus.tag)) return null
  if (name === '/') return 'search'
  if (name === '+' || name === '=') return 'more'
  if (name === '-') return 'less'
  return LETTERS.has(name) || /^[1-9]$/.test(name) ? name : null
}
