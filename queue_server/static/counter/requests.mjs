// @ts-check
// What each action asks the server, and what its answer changes on the screen. No DOM, no network.

/** @typedef {{id: number, number: string, prefix: string, state: string, counter: string | null, [more: string]: any}} Ticket
 * @typedef {{counter: any, ticket: Ticket | null, line: Ticket[], held: Ticket[], missed: Ticket[], today: any}} Desk what GET /counters/{code} gives
 * @typedef {{ticket?: number, service?: string, reason?: string, printer?: string, job?: number}} Extra */

/** Path and body of an action at counter `code`.
 * @param {string} act @param {string} code @param {Extra} [extra] @returns {[string, Record<string, any>]} */
export function request(act, code, extra = {}) {
  const desk = `/api/v1/counters/${encodeURIComponent(code)}`
  const ticket = `/api/v1/tickets/${extra.ticket}`
  const { reason } = extra
  switch (act) {
    case 'next': return [`${desk}/next`, {}]
    case 'finishNext': return [`${desk}/next`, { finish: true }]
    case 'transfer': return [`${desk}/transfer`, { service: extra.service }]
    case 'pause': return [`${desk}/pause`, { reason }]
    case 'open': case 'close': case 'recall': case 'start': case 'finish': case 'skip': case 'hold': return [`${desk}/${act}`, {}]
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
  if (answer.counter) return { ...desk, counter: { ...desk.counter, ...answer.counter } }
  /** @type {Ticket | undefined} */
  const ticket = answer.ticket
  if (!ticket) return desk
  const others = (/** @type {Ticket[]} */ list) => list.filter((one) => one.id !== ticket.id)
  const next = { ...desk, line: others(desk.line), held: others(desk.held), missed: others(desk.missed) }
  if (act === 'reprint') return desk
  if (AT_COUNTER.has(ticket.state) && ticket.counter === desk.counter.code) return { ...next, ticket }
  if (ticket.state === 'on_hold') next.held = [ticket, ...next.held]
  if (ticket.state === 'no_show') next.missed = [ticket, ...next.missed]
  return { ...next, ticket: desk.ticket?.id === ticket.id ? null : desk.ticket }
}

/** What is said after an action, as a key of the texts; null when the screen itself shows it.
 * @param {string} act @param {any} answer @returns {string | null} */
export function said(act, answer) {
  if (answer === null) return act === 'finishNext' ? 'done_finished' : 'done_204'
  return { return: 'done_return', giveBack: 'done_return', hold: 'done_hold', skip: 'done_skip', transfer: 'done_transfer', cancel: 'done_cancel' }[act] ?? null
}
