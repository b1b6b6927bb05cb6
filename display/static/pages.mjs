// @ts-check
// A text too long for its place becomes pages; it never runs, and is never cut.

/** The text in as few pages as `fits` allows, of about equal length. A single word that does not fit stands alone.
 * @param {string} text @param {(part: string) => boolean} fits @returns {string[]} */
export function pages(text, fits) {
  const words = text.split(/\s+/).filter(Boolean)
  const broken = filled(words, Infinity, fits)
  if (broken.length < 2) return broken
  // The last page would hold the rest, often one word: share the words out as long as that needs no more pages.
  for (let most = Math.ceil(text.length / broken.length); most < text.length; most += 2) {
    const even = filled(words, most, fits)
    if (even.length === broken.length) return even
  }
  return broken
}

/** @param {readonly string[]} words @param {number} most letters on a page @param {(part: string) => boolean} fits */
function filled(words, most, fits) {
  /** @type {string[]} */
  const made = []
  for (const word of words) {
    const more = made.length > 0 ? `${made[made.length - 1]} ${word}` : word
    if (made.length > 0 && more.length <= most && fits(more)) made[made.length - 1] = more
    else made.push(word)
  }
  return made
}
