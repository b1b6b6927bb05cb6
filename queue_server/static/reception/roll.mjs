// @ts-check
// The paper roll: its next number, and how many there are up to a given one. No DOM.

export const STEPS = [1, 5, 10]
export const MOST = 50

/** "Z 341" @param {string} prefix @param {number} serial */
export const shown = (prefix, serial) => `${prefix} ${String(serial).padStart(3, '0')}`

/** The number that somebody typed: "350", "Z350", "z 350"; null when it is none. @param {string} typed @param {string} prefix @returns {number | null} */
export function serialOf(typed, prefix) {
  const found = new RegExp(`^\\s*(?:${prefix.replace(/[^A-Za-z0-9]/g, '')})?\\s*(\\d{1,4})\\s*$`, 'i').exec(typed)
  const serial = found ? Number(found[1]) : 0
  return serial > 0 ? serial : null
}

/** How many numbers there are from the next one up to the typed one, or why that cannot be.
 * @param {number} next @param {string} typed @param {string} prefix @returns {{count: number} | {why: 'no_number' | 'passed' | 'too_many'}} */
export function upTo(next, typed, prefix) {
  const serial = serialOf(typed, prefix)
  if (serial === null) return { why: 'no_number' }
  if (serial < next) return { why: 'passed' }
  return serial - next + 1 > MOST ? { why: 'too_many' } : { count: serial - next + 1 }
}

/** Where the roll goes on, or why that cannot be: only upward. @param {number} last @param {string} typed @param {string} prefix
 * @returns {{first: number} | {why: 'no_number' | 'passed'}} */
export function begin(last, typed, prefix) {
  const serial = serialOf(typed, prefix)
  if (serial === null) return { why: 'no_number' }
  return serial <= last ? { why: 'passed' } : { first: serial }
}

/** "Z 341 – Z 345", or the one number. @param {readonly {number: string, prefix: string}[]} tickets */
export function span(tickets) {
  const words = tickets.map(({ number, prefix }) => `${prefix} ${number.slice(prefix.length)}`)
  return words.length > 1 ? `${words[0]} – ${words[words.length - 1]}` : words[0] ?? ''
}
