// @ts-check
// Finding a service by some letters of its name, in the visitor's language and in Indonesian, with one typing mistake forgiven. Pure.

/** One key typed: one letter, or all letters of a key that stands for several. @typedef {string} Key */

/** Letters as one types them: small, without accents, words apart. @param {string} text */
export const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim()

/** The keys of the on-screen board: a letter each, or where a letter would be too small for a finger, three or four to a key.
 * @type {Record<'letters' | 'groups', string[]>} */
export const BOARDS = { letters: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'], groups: ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'] }

export const LONGEST = 16
const TYPO_FROM = 4 // a word of three letters with one wrong would match nearly anything

/** @param {readonly Key[]} query @returns {Key[][]} the words of what was typed */
function wordsOf(query) {
  /** @type {Key[][]} */
  const words = [[]]
  for (const key of query) { if (key === ' ') words.push([]); else words[words.length - 1].push(key.toLowerCase()) }
  return words.filter((word) => word.length > 0)
}

/** The fewest mistakes with which `word` begins with what was typed; two when there are more than one. A mistake is a wrong, missing or needless
 * letter, or two that changed places. @param {readonly Key[]} keys @param {string} word */
export function mistakes(keys, word) {
  const same = (/** @type {number} */ at, /** @type {number} */ letter) => letter < word.length && keys[at].includes(word[letter])
  const rest = (/** @type {number} */ at, /** @type {number} */ letter) => keys.slice(at).every((_, more) => same(at + more, letter + more))
  for (let at = 0; at < keys.length; at += 1) {
    if (same(at, at)) continue
    const forgiven = (at > 0 || keys.length > TYPO_FROM) && (rest(at + 1, at + 1) || rest(at + 1, at) || rest(at, at + 1)
      || (at + 1 < keys.length && same(at, at + 1) && same(at + 1, at) && rest(at + 2, at + 2)))
    return forgiven ? 1 : 2
  }
  return 0
}

/** How well one typed word fits a text: 0 its beginning, 1 the beginning of a word, 2 with a mistake; null not at all.
 * @param {readonly Key[]} keys @param {string} text plain */
function fits(keys, text) {
  const words = text.split(' ')
  if (mistakes(keys, words[0]) === 0) return 0
  if (words.some((word) => mistakes(keys, word) === 0)) return 1
  return keys.length >= TYPO_FROM && words.some((word) => mistakes(keys, word) === 1) ? 2 : null
}

/** @param {any} texts @param {string} language @returns {string[]} */
const both = (texts, language) => [...new Set([texts?.[language], texts?.id].flat().filter(Boolean).map(plain))]

/** What can be found of a service, the best first: its name, its short name, its agency, its papers.
 * @param {any} service @param {any} agency @param {string} language @returns {string[][]} */
const fields = (service, agency, language) => [both(service.name, language), [...both(service.short, language), plain(service.code)],
  [...both(agency?.name, language), ...both(agency?.title, language)], both(service.requirements, language)]

/** @param {readonly Key[][]} words @param {readonly string[][]} all @returns {number | null} the lower the better */
function score(words, all) {
  let sum = 0
  for (const word of words) {
    const each = all.flatMap((texts, field) => texts.map((text) => { const fit = fits(word, text); return fit === null ? Infinity : fit * 4 + field }))
    sum += Math.min(...each, Infinity)
  }
  return Number.isFinite(sum) ? sum : null
}

/** Two words typed as one, for the board has no space: every way to part them. @param {readonly Key[][]} words @returns {Key[][][]} */
const parted = (words) => (words.length === 1 ? words[0].slice(2, -1).map((_, at) => [words[0].slice(0, at + 2), words[0].slice(at + 2)]) : [])

/** The services that fit what was typed, the best first, those that give numbers before the others; none while nothing was typed.
 * @param {any} hall @param {readonly Key[]} query @param {string} language @returns {any[]} */
export function found(hall, query, language) {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const agencies = new Map(hall.agencies.map((/** @type {any} */ agency) => [agency.code, agency]))
  const rated = hall.services.map((/** @type {any} */ service) => ({ service, texts: fields(service, agencies.get(service.agency), language) }))
  const by = (/** @type {readonly Key[][]} */ typed) => rated.map((/** @type {any} */ one) => ({ service: one.service, at: score(typed, one.texts) })).filter((/** @type {any} */ one) => one.at !== null)
  const whole = by(words)
  const all = whole.length > 0 ? whole : parted(words).map(by).find((some) => some.length > 0) ?? []
  return all.sort((/** @type {any} */ a, /** @type {any} */ b) => Number(b.service.open) - Number(a.service.open) || a.at - b.at).map((/** @type {any} */ one) => one.service)
}

/** @param {readonly Key[]} query @param {Key} key @returns {Key[]} */
export const typed = (query, key) => (query.length >= LONGEST || (key === ' ' && (query.length === 0 || query.at(-1) === ' ')) ? [...query] : [...query, key])
