// @ts-check
// Looking things up in the hall as the server tells it, and wording what the tiles say about it. Pure.

/** @param {any} texts @param {string} language */
const say = (texts, language) => texts?.[language] ?? texts?.id ?? ''

export const PER_PAGE = 8

/** One page of a longer list, and how many pages there are. @template T @param {readonly T[]} all @param {number} page @param {number} [size] */
export function pageOf(all, page, size = PER_PAGE) {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const at = Math.min(Math.max(page, 0), pages - 1)
  return { items: all.slice(at * size, (at + 1) * size), page: at, pages }
}

/** @param {any} hall @param {string | null} agency */
export const servicesOf = (hall, agency) => hall.services.filter((/** @type {any} */ service) => service.agency === agency)

/** The letter of a plate: the agency's own, else the one its services share.
 * @param {any} hall @param {any} agency @returns {string} */
export function letter(hall, agency) {
  if (agency.prefix) return agency.prefix
  const letters = new Set(servicesOf(hall, agency.code).map((/** @type {any} */ service) => service.prefix))
  return letters.size === 1 ? /** @type {string} */ ([...letters][0]) : ''
}

/** "KTP-el, KK, akta": what an agency offers, as many names as make a short line, whole names only.
 * @param {any} hall @param {any} agency @param {string} language @param {number} [room] letters */
export function offers(hall, agency, language, room = 26) {
  const names = servicesOf(hall, agency.code).map((/** @type {any} */ service) => say(service.short, language) || say(service.name, language))
  let line = ''
  for (const name of names) {
    const longer = line ? `${line}, ${name}` : name
    if (line && longer.length > room) break
    line = longer
  }
  return line.length > 2 * room ? '' : line.charAt(0).toUpperCase() + line.slice(1)
}

/** "Lantai 1, Loket 1–4": where the services of an agency are. @param {any} hall @param {string} agency @param {string} language @param {string} word the word for counter */
export function whereabouts(hall, agency, language, word) {
  const services = servicesOf(hall, agency)
  const codes = new Set(services.map((/** @type {any} */ service) => service.code))
  const zones = hall.zones.filter((/** @type {any} */ zone) => services.some((/** @type {any} */ service) => service.zone === zone.code))
  const counters = hall.counters.filter((/** @type {any} */ counter) => counter.services.some((/** @type {string} */ code) => codes.has(code)))
  const named = counters.every((/** @type {any} */ counter) => /^\d+$/.test(counter.code))
    ? (counters.length ? [`${word} ${spans(counters.map((/** @type {any} */ counter) => Number(counter.code)))}`] : [])
    : counters.map((/** @type {any} */ counter) => say(counter.name, language))
  return [...zones.map((/** @type {any} */ zone) => say(zone.name, language)), ...named].join(', ')
}

/** "1–4, 7" @param {number[]} numbers */
export function spans(numbers) {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  /** @type {number[][]} */
  const runs = []
  for (const one of sorted) {
    const last = runs.at(-1)
    if (last && last[1] === one - 1) last[1] = one
    else runs.push([one, one])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}

/** The hall's name in one or two lines: what it is, and the region when it ends the name.
 * @param {any} site @param {string} language @returns {[string, string]} */
export function houseLines(site, language) {
  const name = say(site.name, language)
  const region = say(site.region, language)
  if (region && name.endsWith(region) && name !== region) return [name.slice(0, -region.length).trim(), region]
  return [name, '']
}

/** Minutes of head start when all classes have the same, else null. @param {readonly any[]} priorities @returns {number | null} */
export function commonHeadStart(priorities) {
  const all = new Set(priorities.map((one) => one.head_start_min))
  return all.size === 1 ? [...all][0] : null
}

/** Why staff has locked this kiosk, "" when they did not say; null when it is not locked.
 * @param {any} hall @param {string | null} name of this kiosk @returns {string | null} */
export function lockOf(hall, name) {
  const here = hall?.kiosks?.find((/** @type {any} */ kiosk) => kiosk.name === name) ?? (hall?.locked ? { locked: true, ...hall.locked } : null)
  return here?.locked ? here.reason ?? '' : null
}

/** So many services are searched, not only looked through. */
export const SEARCH_FROM = 9

/** @param {any} hall */
export const isSearched = (hall) => hall.services.length >= SEARCH_FROM
