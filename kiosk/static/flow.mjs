// @ts-check
// The visit at the kiosk as a table of states and events: agency, service, for whom, done. Knows no DOM, no clock, no server.
import { begin, hear, look } from './paper.mjs'

/** @typedef {{service: string, priority: string | null, language: string}} Wanted what the visitor asked a number for */
/** @typedef {{view: 'home' | 'services' | 'for' | 'done', page: number, agency: string | null, service: string | null, popular: boolean,
 *   language: string, contrast: boolean, low: boolean, asking: Wanted | null, ticket: any, warned: boolean, own: string | null,
 *   notice: {text: string, service?: string} | null} & import('./paper.mjs').Paper} State `own`: the printer of this kiosk, null while unknown */

/** How every visitor finds the kiosk. @type {Readonly<State>} */
export const FRESH = Object.freeze({ view: 'home', page: 0, agency: null, service: null, popular: false, language: 'id', contrast: false,
  low: false, asking: null, ticket: null, print: 'printing', where: null, sent: false, own: null, warned: false, notice: null })

/** The next visitor finds it fresh; which printer is the kiosk's own stays known. @param {State} state @returns {State} */
const fresh = (state) => ({ ...FRESH, own: state.own })

/** @type {Record<string, (state: State, event: any) => State>} */
const STEPS = {
  agency: (state, { code }) => ({ ...state, view: 'services', agency: code, page: 0, notice: null }),
  service: (state, { code, agency, popular = false }) => ({ ...state, view: 'for', service: code, agency, popular, notice: null }),
  page: (state, { page }) => ({ ...state, page }),
  back: (state) => (state.view === 'for' && !state.popular ? { ...state, view: 'services', service: null, page: 0, notice: null } : home(state)),
  person: (state, { priority }) => (state.view !== 'for' || !state.service ? state
    : { ...state, notice: null, asking: { service: state.service, priority, language: state.language } }),
  ticket: (state, { ticket, printers }) => (state.asking ? { ...state, view: 'done', asking: null, ticket, notice: null, ...begin(ticket.print, printers) } : state),
  refused: (state, { code }) => (!state.asking ? state : code === 'service_closed' || code === 'quota_reached'
    ? { ...state, view: 'services', asking: null, service: null, notice: { text: 'just_closed', service: state.asking.service } }
    : { ...state, asking: null, notice: { text: 'lost_request' } }),
  gave_up: (state) => (state.asking ? fresh(state) : state),
  print: (state, { job, said, printer }) => (state.view !== 'done' || state.ticket?.print?.job !== job ? state : { ...state, ...hear(state, { said, printer }) }),
  silence: (state) => (state.view === 'done' && state.print === 'printing' ? { ...state, print: 'silent' } : state),
  another: (state) => home({ ...state, ticket: null }),
  finish: fresh,
  warn: (state) => ({ ...state, warned: true }),
  stay: (state) => ({ ...state, warned: false }),
  language: (state, { language }) => ({ ...state, language }),
  toggle: (state, { flag }) => ({ ...state, [flag]: !state[/** @type {'low' | 'contrast'} */ (flag)] }),
  device: (state, { printer }) => ({ ...state, own: printer }),
  hall: (state, { hall }) => (state.view === 'done' ? lookAround(state, hall) : stillThere(state, hall)),
}

/** @param {State} state @returns {State} */
const home = (state) => ({ ...state, view: 'home', page: 0, agency: null, service: null, popular: false, notice: null })

/** @param {State} state @param {any} hall @returns {State} */
function lookAround(state, hall) {
  const print = look(state, hall.printers).print
  return print === state.print ? state : { ...state, print }
}

/** A visitor who stands before a service that just closed is led back and told; an agency that is gone leads home.
 * @param {State} state @param {any} hall @returns {State} */
function stillThere(state, hall) {
  if (state.asking || state.view === 'home') return state
  if (!hall.agencies.some((/** @type {any} */ agency) => agency.code === state.agency)) return home(state)
  if (state.view !== 'for') return state
  const service = hall.services.find((/** @type {any} */ one) => one.code === state.service)
  if (service?.open) return state
  return { ...state, view: 'services', page: 0, service: null, notice: service ? { text: 'just_closed', service: service.code } : null }
}

/** What the kiosk shows after `event`. While a number is being asked for, nothing but its answer moves the screen.
 * @param {State} state @param {{type: string} & Record<string, any>} event @returns {State} */
export function after(state, event) {
  const busy = state.asking && ['agency', 'service', 'page', 'back', 'person', 'another', 'finish'].includes(event.type)
  const step = STEPS[event.type]
  if (!step) throw new Error(`no event ${event.type}`)
  return busy ? state : step(state, event)
}

/** Whether the screen is as the next visitor should find it. @param {State} state */
export const isFresh = (state) => state.view === 'home' && state.page === 0 && !state.asking && !state.notice
  && state.language === FRESH.language && !state.contrast && !state.low

/** What is on the screen, given what is known about the hall around it. A number once given stays to be read, whatever else is wrong.
 * @param {State} state @param {{paired: 'yes' | 'no' | 'revoked', away: boolean, known: boolean, closed: string | null}} around
 * @returns {'home' | 'services' | 'for' | 'done' | 'unpaired' | 'revoked' | 'down' | 'starting' | 'closed'} */
export function screen(state, around) {
  if (state.view === 'done') return 'done'
  if (around.paired !== 'yes') return around.paired === 'no' ? 'unpaired' : 'revoked'
  if (around.away) return 'down'
  if (!around.known) return 'starting'
  return around.closed && !state.asking ? 'closed' : state.view
}
