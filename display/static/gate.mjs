// @ts-check
// How a counter's name stands on the yellow gate.

/** @typedef {{code: string, name: Record<string, string>}} Counter */

/** "Loket 3" of counter 3 is split into the word and a loud number; a name without its code stays whole.
 * @param {Counter} counter @returns {{word: string, number: string} | {whole: string}} */
export function gate(counter) {
  const name = (counter.name.id ?? counter.code).trim()
  const word = name.endsWith(counter.code) ? name.slice(0, -counter.code.length) : ''
  return /\S\s+$/.test(word) ? { word: word.trim(), number: counter.code } : name === counter.code ? { word: '', number: name } : { whole: name }
}

/** What fits a small box: the number of "Loket 3", or the name when it has none. @param {Counter} counter */
export function box(counter) {
  const parts = gate(counter)
  return 'whole' in parts ? { text: parts.whole, named: true } : { text: parts.number, named: false }
}
