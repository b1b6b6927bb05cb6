// @ts-check
// The visit at the kiosk as a table of states and events: agency, service, for whom, done. Knows no DOM, no clock, no server.
import { typed as typedCode } from './booking.mjs'
import { begin, hear, look } from './paper.mjs'
import { typed } from './search.mjs'
import { asked, without, withOne } from './several.mjs'

/** What the visitor asked for: a number, or to be checked in with a booking.
 * @typedef {{service?: string, also?: string[], any_order?: boolean, priority?: string | null, booking?: string, language: string}} Wanted */
/** @typedef {'home' | 'services' | 'search' | 'booking' | 'several' | 'for' | 'done'} View */
/** @typedef {{view: View, from: View, page: number, agency: string | null, service: string | null, query: string[], code: string,
 *   chosen: string[], adding: boolean, anyOrder: boolean, language: string, languages: boolean, contrast: boolean, large: boolean, low: boolean, voice: boolean,
 *   help: 'asked' | 'told' | 'failed' | null, asking: Wanted | null, ticket: any, warned: boolean, own: string | null,
 *   notice: {text: string, service?: string, facts?: Record<string, any>} | null} & import('./paper.mjs').Paper} State
 *   `from`: where the visitor chose the service; `chosen`: the services of one visit with several, `adding` while the next is looked for;
 *   `languages`: the bar offers the languages; `own`: the printer of this kiosk, null while unknown */

/** How every visitor finds the kiosk. @type {Readonly<State>} */
export const FRESH = Object.freeze({ view: 'home', from: 'home', page: 0, agency: null, service: null, query: [], code: '', chosen: [], adding: false, anyOrder: false,
  language: 'id', languages: false, contrast: false, large: false, low: false, voice: false, help: null,
  asking: null, ticket: null, print: 'printing', where: null, sent: false, own: null, warned: false, notice: null })

/** The next visitor finds it fresh; which printer is the kiosk's own stays known. @param {State} state @returns {State} */
const fresh = (state) => ({ ...FRESH, own: state.own })

/** @type {Record<string, (state: State, event: any) => State>} */
const STEPS = {
  agency: (state, { code }) => ({ ...state, view: 'services', agency: code, page: 0, notice: null }),
  service: (state, { code, agency }) => (state.adding ? added(state, code)
    : { ...state, view: 'for', from: state.view === 'for' ? state.from : state.view, service: code, agency, notice: null }),
  page: (state, { page }) => ({ ...state, page }),
  back: (state) => back(state),
  person: (state, { priority }) => (state.view !== 'for' || !state.service ? state
    : { ...state, notice: null, asking: { ...asked(state.chosen, state.service, state.anyOrder), priority: priority ?? null, language: state.language } }),
  ticket: (state, { ticket, printers }) => (state.asking ? { ...state, view: 'done', asking: null, ticket, notice: null, ...begin(ticket.print, printers) } : state),
  refused: (state, event) => (state.asking ? refused(state, event) : state),
  gave_up: (state) => (state.asking ? fresh(state) : state),
  print: (state, { job, said, printer }) => (state.view !== 'done' || state.ticket?.print?.job !== job ? state : { ...state, ...hear(state, { said, printer }) }),
  silence: (state) => (state.view === 'done' && state.print === 'printing' ? { ...state, print: 'silent' } : state),
  another: (state) => home({ ...state, ticket: null }),
  finish: fresh,
  warn: (state) => ({ ...state, warned: true }),
  stay: (state) => ({ ...state, warned: false }),
  language: (state, { language }) => ({ ...state, language, languages: false }),
  languages: (state) => ({ ...state, languages: !state.languages }),
  toggle: (state, { flag }) => ({ ...state, [flag]: !state[/** @type {'low' | 'contrast'} */ (flag)], page: flag === 'large' ? 0 : state.page }),
  help: (state) => ({ ...state, help: 'asked' }),
  helped: (state, { ok }) => (state.help === 'asked' ? { ...state, help: ok ? 'told' : 'failed' } : state),
  help_over: (state) => ({ ...state, help: null }),
  search: (state) => ({ ...state, view: 'search', query: [], page: 0, notice: null }),
  letter: (state, { letter }) => (state.view === 'search' ? { ...state, query: typed(state.query, letter), page: 0 } : state),
  booking: (state) => ({ ...state, view: 'booking', code: '', page: 0, notice: null }),
  digit: (state, { digit }) => (state.view === 'booking' ? { ...state, code: typedCode(state.code, digit), notice: null } : state),
  erase: (state) => ({ ...state, code: state.code.slice(0, -1), query: state.query.slice(0, -1), page: state.view === 'search' ? 0 : state.page, notice: null }),
  check_in: (state, { code = state.code }) => (code ? { ...state, view: 'booking', code, notice: null, asking: { booking: code, language: state.language } } : state),
  elsewhere: (state, { code }) => ({ ...state, view: 'booking', code, notice: { text: 'booking_elsewhere' } }),
  several: (state) => ({ ...home(state), view: 'several', anyOrder: state.anyOrder, chosen: state.service && state.chosen.length === 0 ? [state.service] : state.chosen, agency: state.agency }),
  add: (state) => ({ ...home(state), chosen: state.chosen, anyOrder: state.anyOrder, adding: true }),
  remove: (state, { code }) => lighter(state, without(state.chosen, code)),
  order: (state, { order }) => ({ ...state, anyOrder: order === 'any' }),
  go_on: (state) => (state.chosen.length === 0 ? state : { ...state, view: 'for', from: 'several', service: state.chosen[0], notice: null }),
  device: (state, { printer }) => ({ ...state, own: printer }),
  hall: (state, { hall }) => (state.view === 'done' ? lookAround(state, hall) : stillThere(state, hall)),
}

/** @param {State} state @returns {State} */
const home = (state) => ({ ...state, view: 'home', from: 'home', page: 0, agency: null, service: null, query: [], code: '', chosen: [], adding: false, anyOrder: false, notice: null })

/** One step back, to where the visitor came from; in search with the letters that were typed. @param {State} state @returns {State} */
function back(state) {
  if (state.view === 'for' && state.from === 'several') return { ...state, view: 'several', service: null, notice: null }
  if (state.view === 'for' && state.from !== 'home') return { ...state, view: state.from, service: null, page: 0, notice: null }
  if (state.adding && state.view === 'home') return { ...state, view: 'several', adding: false, page: 0, notice: null }
  if (state.adding) return { ...home(state), chosen: state.chosen, anyOrder: state.anyOrder, adding: true }
  if (state.view === 'several' && state.chosen.length > 0) return { ...home(state), view: 'for', from: 'home', service: state.chosen[0], agency: state.agency }
  return home(state)
}

/** @param {State} state @param {string} code @returns {State} */
function added(state, code) {
  const twice = state.chosen.includes(code)
  return { ...state, view: 'several', adding: false, page: 0, query: [], chosen: withOne(state.chosen, code), notice: twice ? { text: 'several_twice', service: code } : null }
}

/** @param {State} state @param {string[]} chosen @returns {State} */
const lighter = (state, chosen) => (chosen.length === 0 ? home(state) : { ...state, chosen, notice: null })

/** What a clear no means: the visitor is led to where something can be done about it.
 * @param {State} state @param {{code: string, facts?: any, text?: string, from?: string | null}} event @returns {State} */
function refused(state, { code, facts = {}, text, from }) {
  const { asking } = state
  const stay = { ...state, asking: null }
  if (asking?.booking && !['too_many_tickets', 'kiosk_locked'].includes(code)) return { ...stay, code: '', notice: { text: text ?? 'booking_failed', facts: { code: asking.booking, when: from } } }
  if (code === 'too_many_tickets') return { ...stay, notice: { text: 'flood', facts: { seconds: Math.ceil(facts.retry_in ?? 10) } } }
  if (code === 'kiosk_locked') return home(stay)
  if (asking?.also && code === 'invalid_input') return { ...stay, view: 'several', service: null, notice: { text: 'several_refused' } }
  if (code === 'quota_reached' && (facts.channel === 'walk_in' || facts.channel === 'priority')) return { ...stay, notice: { text: `quota_${facts.channel}`, service: asking?.service } }
  if (code !== 'service_closed' && code !== 'quota_reached') return { ...stay, notice: { text: 'lost_request' } }
  const gone = facts.service ?? asking?.service
  return closed(stay, asking?.also ? without(state.chosen, gone) : [], gone)
}

/** A chosen service gives no numbers any more: the others stay chosen. @param {State} state @param {string[]} chosen @param {string | undefined} gone @returns {State} */
function closed(state, chosen, gone) {
  const notice = gone ? { text: 'just_closed', service: gone } : null
  if (chosen.length > 0) return { ...state, view: 'several', adding: false, service: null, chosen, notice }
  return { ...state, view: state.from === 'search' ? 'search' : 'services', page: 0, service: null, chosen: [], notice }
}

/** @param {State} state @param {any} hall @returns {State} */
function lookAround(state, hall) {
  const print = look(state, hall.printers).print
  return print === state.print ? state : { ...state, print }
}

/** A visitor who stands before a service that just closed is led back and told; an agency that is gone leads home.
 * @param {State} before @param {any} hall @returns {State} */
function stillThere(before, hall) {
  if (before.asking || before.view === 'home' || before.view === 'search' || before.view === 'booking') return before
  const known = (/** @type {string | null} */ code) => hall.services.find((/** @type {any} */ one) => one.code === code)
  // Who came here by way of a visit with several services chose no agency: it is that of the service.
  const state = before.agency ? before : { ...before, agency: known(before.service ?? before.chosen[0])?.agency ?? null }
  const gone = (state.chosen.length > 0 ? state.chosen : [state.service]).find((code) => code && !known(code)?.open)
  if (state.chosen.length > 0) return gone ? closed(state, without(state.chosen, gone), gone) : state
  if (!hall.agencies.some((/** @type {any} */ agency) => agency.code === state.agency)) return home(state)
  return state.view === 'for' && gone ? closed(state, [], known(gone) ? gone : undefined) : state
}

const MOVES = ['agency', 'service', 'page', 'back', 'person', 'another', 'finish', 'search', 'letter', 'booking', 'digit', 'erase', 'check_in', 'elsewhere',
  'several', 'add', 'remove', 'order', 'go_on']

/** What the kiosk shows after `event`. While a number is being asked for, nothing but its answer moves the screen.
 * @param {State} state @param {{type: string} & Record<string, any>} event @returns {State} */
export function after(state, event) {
  const step = STEPS[event.type]
  if (!step) throw new Error(`no event ${event.type}`)
  return state.asking && MOVES.includes(event.type) ? state : step(state, event)
}

/** Whether the screen is as the next visitor should find it. @param {State} state */
export const isFresh = (state) => state.view === 'home' && state.page === 0 && !state.asking && !state.notice && !state.adding && !state.languages
  && state.language === FRESH.language && !state.contrast && !state.low && !state.large && !state.voice

/** What is on the screen, given what is known about the hall around it. A number once given stays to be read, whatever else is wrong.
 * @param {State} state @param {{paired: 'yes' | 'no' | 'revoked', away: boolean, known: boolean, closed: string | null, locked?: boolean}} around
 * @returns {View | 'unpaired' | 'revoked' | 'down' | 'starting' | 'closed' | 'locked'} */
export function screen(state, around) {
  if (state.view === 'done') return 'done'
  if (around.paired !== 'yes') return around.paired === 'no' ? 'unpaired' : 'revoked'
  if (around.away) return 'down'
  if (!around.known) return 'starting'
  if (around.locked && !state.asking) return 'locked'
  return around.closed && !state.asking && state.view !== 'booking' ? 'closed' : state.view
}
