// @ts-check
// Which key was meant. Off while somebody types, while a key is held down, and with Ctrl, Alt or Meta.

const NAMES = new Map([[' ', 'space'], ['Enter', 'enter'], ['Escape', 'esc'], ['?', 'help']])
const LETTERS = new Set(['r', 't', 'h', 'a', 'p', 'j', 'k', 'l', 'u', 'w', 'n', 's', 'm'])
const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const NATIVE = new Set(['BUTTON', 'A', 'SUMMARY'])

/** @typedef {{key: string, repeat?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean, isComposing?: boolean}} Pressed
 * @typedef {{tag: string, editable?: boolean}} Focus what has the focus */

/** The name of a shortcut (`space enter esc help r t h a p j k l u w n s m 1..9`), or null.
 * Space and Enter belong to a button that was reached with Tab; Esc always counts.
 * @param {Pressed} pressed @param {Focus} focus @returns {string | null} */
export function shortcut(pressed, focus) {
  if (pressed.repeat || pressed.isComposing || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null
  const name = NAMES.get(pressed.key) ?? pressed.key.toLowerCase()
  if (name === 'esc') return name
  if (FIELDS.has(focus.tag) || focus.editable) return null
  if (name === 'help') return name
  if (name === 'space' || name === 'enter') return NATIVE.has(focus.tag) ? null : name
  return LETTERS.has(name) || /^[1-9]$/.test(name) ? name : null
}
