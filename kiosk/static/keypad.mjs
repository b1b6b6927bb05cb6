// @ts-check
// What the keys of a USB number pad (or four keys with arrows) mean at the kiosk, and where they lead. Knows no DOM.

/** @typedef {'up' | 'down' | 'left' | 'right' | 'choose' | 'back' | 'repeat' | 'voice' | 'help' | 'softer' | 'louder' | 'blank'} Meaning */

/** By the place of the key: with Num Lock off a pad sends other letters, from the same places. The nib is on the 5. @type {Record<string, Meaning>} */
const PLACES = {
  Numpad8: 'up', Numpad2: 'down', Numpad4: 'left', Numpad6: 'right', Numpad5: 'choose', Numpad0: 'repeat', Numpad7: 'softer', Numpad9: 'louder',
  Numpad3: 'blank', NumpadAdd: 'louder', NumpadSubtract: 'back', NumpadDecimal: 'back', NumpadComma: 'back', NumpadMultiply: 'voice', NumpadDivide: 'help',
}

/** @type {Record<string, Meaning>} */
const KEYS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', Escape: 'back', F4: 'voice' }

/** Where letters or digits are typed these do that. @type {Record<string, Meaning>} */
const UNLESS_TYPING = { Backspace: 'back', '*': 'voice' }

/** What a key means, or null for one that is none of ours. `voiceKeys`: further keys that switch the voice, as some headphone sockets send one
 * when headphones go in.
 * @param {{key: string, code: string, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean}} press
 * @param {{typing?: '' | 'letters' | 'digits', voiceKeys?: readonly string[]}} [how] `typing`: what is typed on this view; digits go on the pad, too
 * @returns {Meaning | null} */
export function meaning({ key, code, ctrlKey, altKey, metaKey }, { typing = '', voiceKeys = [] } = {}) {
  if (ctrlKey || altKey || metaKey) return null
  if (voiceKeys.includes(key)) return 'voice'
  if (typing === 'digits' && /^[0-9]$/.test(key)) return null
  return PLACES[code] ?? KEYS[key] ?? (typing ? null : UNLESS_TYPING[key]) ?? null
}

/** The place after `at` (-1: nowhere yet) among `count` things, round and round; -1 when there is nothing.
 * @param {number} at @param {number} count @param {1 | -1} step */
export function moved(at, count, step) {
  if (count === 0) return -1
  if (at < 0) return step > 0 ? 0 : count - 1
  return (at + step + count) % count
}

export const LOUDNESS = [0.15, 0.3, 0.5, 0.75, 1]
/** How loud every visitor finds the voice. */
export const USUAL_LEVEL = 3

/** @param {number} level 1 to 5 @param {1 | -1} step */
export const louder = (level, step) => Math.min(LOUDNESS.length, Math.max(1, level + step))
