// @ts-check
// What each action asks the server, and what its answer changes on the screen. No DOM, no network.

/** @typedef {{id: number, number: string, prefix: string, state: string, counter: string | null, [more: string]: any}} Ticket
 * @typedef {{counter: any, ticket: Ticket | null, line: Ticket[], held: Ticket[], missed: Ticket[], today: any, rules?: any, undo?: any}} Desk what GET /counters/{code} gives
 * @typedef {{ticket?: number, service?: string, reason?: string, printer?: string, job?: number, minutes?: number, counter?: string, staff?: string,
 *   priority?: string, services?: string[] | null, result?: string, also?: string[], open?: boolean, takeOver?: boolean}} Extra */

/** What an action needs to know before it can be asked for; one of them is enough. @type {Record<string, (keyof Extra)[]>} */
const NEEDS = { pause: ['reason'], hold: ['minutes'], transfer: ['service', 'counter', 'staff'], walkIn: ['service'], narrow: ['services'], urgent: ['reason'] }

/** Whether nothing more must be asked of the person first. @param {string} act @param {Extra} extra */
export const isAnswered = (act, extra) => !NEEDS[act] || NEEDS[act].some((key) => extra[key] !== undefined)

/** Only what is known. @param {Record<string, any>} facts */
const known = (facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

/** Path and body of an action at counter `code`, and how it is sent where that is not POST.
 * @param {string} act @param {string} code @param {Extra} [extra] @returns {[string, Record<string, any>, string?]} */
export function request(act, code, extra = {}) {
  const desk = `/api/v1/counters/${encodeURIComponent(code)}`
  const ticket = `/api/v1/tickets/${extra.ticket}`
  const { reason } = extra
  const ending = known({ result: extra.result, also_done: extra.also?.length ? extra.also : undefined })
  switch (act) {
    case 'next': return [`${desk}/next`, {}]
    case 'finishNext': return [`${desk}/next`, { finish: true, ...ending }]
    case 'finish': return [`${desk}/finish`, ending]
    case 'hold': return [`${desk}/hold`, known({ minutes: extra.minutes })]
    case 'transfer': return [`${desk}/transfer`, known({ service: extra.service, counter: extra.counter, staff: extra.staff })]
    case 'walkIn': return [`${desk}/walk-in`, known({ service: extra.service, priority: extra.priority })]
    case 'narrow': return [`${desk}/services`, { services: extra.services ?? null }, 'PUT']
    case 'pause': return [`${desk}/pause`, { reason }]
    case 'urgent': return [`${ticket}/urgent`, { reason }]
    case 'open': return [`${desk}/open`, known({ take_over: extra.takeOver })]
    case 'undo': case 'close': case 'recall': case 'start': case 'skip': return [`${desk}/${act}`, {}]
    case 'call': return [`${ticket}/call`, { counter: code, reason }]
    case 'resume': return [`${ticket}/resume`, { counter: code }]
    case 'giveBack': case 'return': return [`${ticket}/return`, {}]
    case 'cancel': return [`${ticket}/cancel`, { reason }]
    case 'reprint': return [`${ticket}/reprint`, { reason, ...(extra.printer ? { printer: extra.printer } : {}), ...(extra.open ? { open_paper: true } : {}) }]
    case 'printed': return [`/api/v1/print-jobs/${extra.job}/printed`, {}]
    case 'newRoll': return [`/api/v1/printers/${encodeURIComponent(extra.printer ?? '')}/new-roll`, {}]
    default: throw new Error(`no such action: ${act}`)
  }
}

const AT_COUNTER = new Set(['called', 'serving'])

/** The desk after an answer; the full state is fetched afterwards, this shows the change at once.
 * @param {Desk} desk @param {string} act @param {any} answer null for "nobody waiting" @returns {Desk} */
export function after(desk, act, answer) {
  if (answer === null) return act === 'finishNext' ? { ...desk, ticket: null, line: [] } : { ...desk, line: [] }
  if (answer.tickets) return answer.tickets.reduce((/** @type {Desk} */ now, /** @type {Ticket} */ one) => after(now, act, { ticket: one }), desk)
  if (answer.counter) return { ...desk, counter: { ...desk.counter, ...answer.counter } }
  /** @type {Ticket | undefined} */
  const ticket = answer.ticket
  if (!ticket) return desk
  const others = (/** @type {Ticket[]} */ list) => list.filter((one) => one.id !== ticket.id)
  const next = { ...desk, line: others(desk.line), held: others(desk.held), missed: others(desk.missed) }
  if (act === 'reprint') return desk
  if (act === 'urgent') return { ...desk, line: [ticket, ...others(desk.line)] }
  next.undo = null
  if (AT_COUNTER.has(ticket.state) && ticket.counter === desk.counter.code) return { ...next, ticket }
  if (ticket.state === 'on_hold') next.held = [ticket, ...next.held]
  if (ticket.state === 'no_show') next.missed = [ticket, ...next.missed]
  return { ...next, ticket: desk.ticket?.id === ticket.id ? null : desk.ticket }
}

/** What is said after an action, as a key of the texts; null when the screen itself shows it.
 * @param {string} act @param {any} answer @returns {string | null} */
export function said(act, answer) {
  if (answer === null) return act === 'finishNext' ? 'done_finished' : 'done_204'
  if (act === 'finish' && answer.ticket?.state === 'waiting') return 'done_leg'
  if (act === 'skip' && answer.ticket?.state === 'waiting') return 'done_recycled'
  if (act === 'narrow') return answer.counter?.narrowed ? 'done_narrowed' : 'done_all'
  return { return: 'done_return', giveBack: 'done_return', hold: 'done_hold', skip: 'done_skip', transfer: 'done_transfer', cancel: 'done_cancel', undo: 'done_undo', urgent: 'done_urgent' }[act] ?? null
}
