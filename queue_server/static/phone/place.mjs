// @ts-check
// Where a visitor stands, from what the server says about the ticket: which view, when to ask again, when to ring. Pure.

/** @typedef {'waiting' | 'near' | 'called' | 'serving' | 'hold' | 'missed' | 'done' | 'left' | 'over'} Place */

export const NEAR = 3

/** @type {Record<string, Place>} */
const PLACES = { called: 'called', serving: 'serving', on_hold: 'hold', no_show: 'missed', done: 'done', cancelled: 'left' }

/** The local day of a moment, as "2026-11-23". @param {string} at @param {string} zone */
const day = (at, zone) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at))

/** @param {any} ticket as GET /api/v1/tickets/{token} gives it, or null when there is none @returns {Place} */
export function placeOf(ticket) {
  if (!ticket || day(ticket.issued_at, ticket.site.time_zone) !== day(ticket.now, ticket.site.time_zone)) return 'over'
  return PLACES[ticket.state] ?? (ticket.ahead !== null && ticket.ahead <= NEAR ? 'near' : 'waiting')
}

const FINAL = ['done', 'left', 'over']
const BACK_OFF_S = [5, 10, 20, 30]

/** Seconds until the server is asked again, null for never. @param {Place | null} place @param {number} failures in a row */
export function nextAsk(place, failures) {
  if (failures > 0) return BACK_OFF_S[Math.min(failures, BACK_OFF_S.length) - 1]
  if (place && FINAL.includes(place)) return null
  return place === 'near' || place === 'called' ? 2 : 5
}

/** Whether the change from one answer to the next is worth a ring: few people left, a call, or a call again.
 * @param {{place: Place, called: string | null} | null} before @param {{place: Place, called: string | null}} now @returns {'near' | 'called' | null} */
export function ring(before, now) {
  if (!before) return null
  if (now.place === 'called') return before.place !== 'called' || before.called !== now.called ? 'called' : null
  return now.place === 'near' && before.place === 'waiting' ? 'near' : null
}

/** How far the line has moved since this phone first looked, 0 to 100. @param {number} first people ahead then @param {number} ahead people ahead now */
export function progress(first, ahead) {
  return first <= 0 ? 100 : Math.round(100 * Math.min(1, Math.max(0, (first - ahead) / first)))
}

/** The sign of a counter: the word above, and the part that is shown big ("Loket" and "3"). @param {{code: string, name: Record<string, string>}} counter @param {string} language */
export function gate(counter, language) {
  const name = counter.name[language] ?? counter.name.id
  return name.endsWith(` ${counter.code}`) ? { word: name.slice(0, -counter.code.length).trim(), big: counter.code } : { word: '', big: name }
}

/** Whole minutes between two moments, null when one has not happened. @param {string | null} from @param {string | null} to */
export const minutes = (from, to) => (from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60000)) : null)

/** The hall's name in one or two lines: what it is, and the region when it ends the name.
 * @param {any} site @param {string} language @returns {[string, string]} */
export function houseLines(site, language) {
  const name = site.name[language] ?? site.name.id
  const region = site.region?.[language] ?? site.region?.id ?? ''
  return region && name.endsWith(region) && name !== region ? [name.slice(0, -region.length).trim(), region] : [name, '']
}
