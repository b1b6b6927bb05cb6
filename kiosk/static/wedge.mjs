// @ts-check
// A code reader that types what it reads (a "keyboard wedge") is told from fingers by its speed. Pure.

const FAST_MS = 90
const SHORTEST = 4

/** @typedef {{text: string, at: number}} Heard what was typed fast so far, and when the last key came */
/** @type {Readonly<Heard>} */
export const NOTHING = Object.freeze({ text: '', at: -Infinity })

/** What the reader has typed after `key` at `at` ms: `scan` once it ends with Enter; `swallow` says that the key belongs to the reader and
 * must do nothing else. The first key of a reading cannot be told from a finger.
 * @param {Heard} heard @param {string} key @param {number} at @returns {{heard: Heard, scan: string | null, swallow: boolean}} */
export function hear(heard, key, at) {
  const fast = at - heard.at <= FAST_MS
  if (key === 'Enter' || key === 'Tab') {
    const done = fast && heard.text.length >= SHORTEST
    return { heard: NOTHING, scan: done ? heard.text : null, swallow: done }
  }
  if (key === 'Shift') return { heard: { ...heard, at: fast ? at : heard.at }, scan: null, swallow: false }
  if (key.length !== 1) return { heard: NOTHING, scan: null, swallow: false }
  return { heard: { text: fast ? heard.text + key : key, at }, scan: null, swallow: fast && heard.text.length >= 2 }
}
