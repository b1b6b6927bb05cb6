// @ts-check
// What this desk remembers: the printer and the language of its visitors, and the press that is under way.
import { Refused } from '/static/api.mjs'
import { requestKey } from '/static/device.mjs'
import { ask } from '../login/session.mjs'
import { blank, complete, mayRepeat, press } from './form.mjs'

const PRINTER = 'satupintu.reception.printer'

/** The printer that was chosen here last, if there still is one of that name; else the first that is ready. @param {any} hall @returns {string | null} */
export function rememberedPrinter(hall) {
  const kept = localStorage.getItem(PRINTER)
  if (kept === '') return null
  const known = hall.printers.find((/** @type {any} */ one) => one.name === kept)
  return (known ?? hall.printers.find((/** @type {any} */ one) => one.goes_to) ?? hall.printers[0])?.name ?? null
}

/** @param {string | null} printer */
export const rememberPrinter = (printer) => localStorage.setItem(PRINTER, printer ?? '')

/** The form of this desk and the numbers it gives. @param {any} hall @param {() => void} changed */
export function desk(hall, changed) {
  const fresh = () => blank(hall.site.languages[0], rememberedPrinter(hall))
  const state = {
    choice: fresh(), typed: '', active: -1,
    /** Whether the next service that is picked joins the visit. */
    adding: false, busy: false,
    /** A press that nobody knows the end of. @type {import('./form.mjs').Press | null} */
    open: null,
    /** Ids of the numbers of the last press. @type {number[]} */
    last: [],
    /** What the answers said of them, until the list has them. @type {any[]} */
    tickets: [],
  }

  /** Gives what is chosen; answers the refusal, or null when all numbers are there.
   * @returns {Promise<{refused: Refused, given: number, all: number} | null | undefined>} undefined: nothing to do now */
  async function give() {
    if (state.busy || (!state.open && !state.choice.service)) return undefined
    state.busy = true
    const pressed = state.open ?? press(state.choice, requestKey)
    changed()
    try {
      await complete(pressed, async (body, key) => (await ask('POST', '/api/v1/tickets', body, { 'Idempotency-Key': key })).ticket)
      state.open = null
      done(pressed.tickets)
      return null
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused('unexpected', 500)
      state.open = mayRepeat(refused) ? pressed : null
      const given = pressed.tickets.length
      if (!state.open && given) done(pressed.tickets)
      return { refused, given, all: pressed.keys.length }
    } finally {
      state.busy = false
      changed()
    }
  }

  /** These are the numbers of the last press; the form is blank for the next visitor. @param {any[]} tickets */
  function done(tickets) {
    state.last = tickets.map((one) => one.id)
    state.tickets = tickets
    clear()
  }

  function clear() {
    Object.assign(state, { choice: { ...fresh(), printer: state.choice.printer }, typed: '', active: -1, adding: false, open: null })
    changed()
  }

  return { state, give, done, clear }
}

/** @typedef {ReturnType<typeof desk>} Desk */
