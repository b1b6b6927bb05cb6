// @ts-check
// Finding a service by a few typed letters. No DOM.

/** @typedef {Record<string, string>} Text
 * @typedef {{code: string, prefix: string, name: Text, short?: Text, agency: string, popular?: boolean}} Service
 * @typedef {{code: string, name: Text, title?: Text}} Agency */

/** Letters without case and accents; everything else parts words. @param {string} text @returns {string[]} */
export const wordsOf = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').split(/[^a-z0-9]+/).filter(Boolean)

/** How well one typed word fits: 3 the whole word, 2 its beginning, 1 inside a longer word, 0 not at all.
 * @param {string} typed @param {readonly string[]} words */
function fit(typed, words) {
  if (words.includes(typed)) return 3
  if (words.some((word) => word.startsWith(typed))) return 2
  return typed.length > 2 && words.some((word) => word.includes(typed)) ? 1 : 0
}

/** The services that fit every typed word, the best first; the name in the page's language and in Indonesian, the short name, the code, the letter and the
 * agency are searched. Without a word all of them, in the hall's order.
 * @template {Service} S @param {readonly S[]} services @param {readonly Agency[]} agencies @param {string} typed @param {string} language @returns {S[]} */
export function find(services, agencies, typed, language) {
  const wanted = wordsOf(typed)
  if (!wanted.length) return [...services]
  const both = (/** @type {Text | undefined} */ text) => wordsOf(`${text?.[language] ?? ''} ${text?.id ?? ''}`)
  const scored = services.map((service, place) => {
    const agency = agencies.find((one) => one.code === service.agency)
    const own = [...both(service.name), ...both(service.short), ...wordsOf(service.code), ...wordsOf(service.code.replace(/-/g, '')), ...wordsOf(both(service.name).join(''))]
    const house = [...both(agency?.name), ...both(agency?.title), service.prefix.toLowerCase()]
    const fits = wanted.map((word) => Math.max(2 * fit(word, own), fit(word, house)))
    return { service, place, score: fits.includes(0) ? 0 : fits.reduce((sum, one) => sum + one, 0) }
  })
  return scored.filter((one) => one.score > 0).sort((a, b) => b.score - a.score || a.place - b.place).map((one) => one.service)
}

/** The place in the list after an arrow key; stays inside. -1 is above the first: nothing is chosen by Enter. @param {number} at @param {'up' | 'down'} way @param {number} count */
export function moved(at, way, count) {
  return Math.max(-1, Math.min(count - 1, at + (way === 'down' ? 1 : -1)))
}
