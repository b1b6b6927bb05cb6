// @ts-check
// Everything the console knows, kept current: fetched at every connect, told of changes by pushes, fetched again when they touch this counter.
import { connect } from '/static/live.mjs'
import { hallNow, learn } from '/static/hall-time.mjs'
import { Refused } from '/static/api.mjs'
import { ask, checkSession } from '../login/session.mjs'
import { hearing } from './connection.mjs'
import { after, request } from './requests.mjs'
import { NONE } from './outcomes.mjs'
import { steps } from './states.mjs'

/** A push that does not touch this counter is followed up this much later; a call by somebody else at our desk shows at once. */
const LAZY_MS = 2000
const SOON_MS = 80

/** @typedef {{code: string, hall: any, desk: import('./requests.mjs').Desk | null, lost: boolean, lostFor: number, heardAt: Date,
 *   busy: string | null, outcome: import('./outcomes.mjs').Outcome, counts: Map<string, number>, printers: import('./printers.mjs').Printer[], papers: number, pushes: number,
 *   screens: import('./screens.mjs').Screen[], sounds: import('./screens.mjs').Sound[]}} State
 * `papers` is how many papers a person must look at, `pushes` how often the hall was heard of; `outcome` is what was chosen for the number at the counter; `screens` and `sounds` are of the whole hall */

/** The zone this counter calls in. @param {State} state @returns {string | null} */
export const zoneOf = ({ code, desk, hall }) => desk?.counter.zone ?? hall.counters.find((/** @type {any} */ one) => one.code === code)?.zone ?? null

/** Starts watching counter `code`. `changed` is told after every change, `event` of what is no state: `gone`, `healed`, `first` (somebody now waits), and
 * `notice` with what is said once.
 * @param {string} code @param {any} hall @param {() => void} changed @param {(what: 'gone' | 'healed' | 'first' | 'notice', notice?: any) => void} event */
export function watch(code, hall, changed, event) {
  /** @type {State} */
  const state = { code, hall, desk: null, lost: false, lostFor: 0, heardAt: hallNow(), busy: null, outcome: NONE, counts: new Map(), printers: [], papers: 0, pushes: 0, screens: [], sounds: [] }
  let generation = 0
  let fetching = false
  let again = false
  /** @type {number | null} */
  let downSince = null
  let seen = ''
  /** @type {ReturnType<typeof setTimeout> | null} */
  let timer = null
  let dueAt = Infinity

  function show(/** @type {import('./requests.mjs').Desk} */ desk) {
    const was = state.desk
    state.desk = desk
    if (was && !was.line.length && desk.line.length && !desk.ticket && desk.counter.state === 'open') event('first')
    changed()
  }

  async function refresh(withHall = false) {
    if (fetching) { again = true; return }
    fetching = true
    const started = generation
    try {
      const [desk, fresh] = await Promise.all([ask('GET', `/api/v1/counters/${encodeURIComponent(code)}`), withHall ? ask('GET', '/api/v1/hall') : null])
      if (fresh) { state.hall = fresh; learn(fresh.now) }
      if (started === generation) show(desk)
      else again = true
    } catch (error) {
      if (error instanceof Refused && (error.status === 404 || error.code === 'other_agency')) event('gone')
      else setTimeout(() => soon(), 1000)
    }
    fetching = false
    if (again) { again = false; void refresh() }
  }

  function soon(delay = SOON_MS) {
    const at = performance.now() + delay
    if (timer !== null && dueAt <= at) return
    if (timer !== null) clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => { timer = null; dueAt = Infinity; void refresh() }, delay)
  }

  /** What a push or the first answer says about printers, screens and sound; the state is always whole, so a missed push costs nothing. */
  function machines(/** @type {any} */ whole) {
    state.printers = whole?.printers ?? state.printers
    state.papers = whole?.papers ?? state.papers
    state.screens = whole?.screens ?? state.screens
    state.sounds = whole?.sounds ?? state.sounds
    state.pushes += 1
  }

  function lineChanged(/** @type {any} */ push) {
    learn(push.now)
    state.heardAt = hallNow()
    state.counts = new Map(push.services?.map((/** @type {any} */ service) => [service.code, service.waiting]))
    machines(push)
    if (push.counters) state.hall = { ...state.hall, counters: push.counters }
    const mine = push.counters?.find((/** @type {any} */ one) => one.code === code)
    const ours = push.services?.filter((/** @type {any} */ one) => mine?.services.includes(one.code))
    const now = JSON.stringify([mine, ours])
    soon(now === seen ? LAZY_MS : SOON_MS)
    seen = now
    changed()
  }

  const live = connect({
    auth: {},
    events: { line: lineChanged, notice: (push) => event('notice', push) },
    synced: (whole) => { learn(whole.now); state.heardAt = hallNow(); machines(whole.line); changed(); void refresh(true) },
    silent: (seconds) => {
      const now = performance.now() / 1000
      const heard = hearing(downSince, now, live.connected, seconds)
      downSince = heard.downSince
      if (!heard.lost) state.heardAt = new Date(hallNow().getTime() - seconds * 1000)
      if (heard.ask) live.sync()
      if (state.lost && !heard.lost) { event('healed'); void checkSession().catch(() => null) }
      state.lostFor = Math.round(downSince !== null ? now - downSince : seconds)
      state.lost = heard.lost
      changed()
    },
    refused: () => { void checkSession().catch(() => null) },
  })

  /** Does one action; answers what the server said. Presses during it are dropped (undefined): what they would meet is not known yet.
   * @param {string} act @param {import('./requests.mjs').Extra} [extra] */
  async function perform(act, extra = {}) {
    if (state.busy) return undefined
    state.busy = act
    changed()
    try {
      let answer = null
      for (const step of state.desk ? steps(state.desk, act) : [act]) {
        const [path, body, method = 'POST'] = request(step, code, extra)
        answer = await ask(method, path, body)
        generation += 1
        if (answer?.printer) state.printers = state.printers.map((one) => (one.name === answer.printer.name ? answer.printer : one))
        if (state.desk) show(after(state.desk, step, answer))
      }
      return answer
    } finally {
      generation += 1
      state.busy = null
      soon(0)
      changed()
    }
  }

  return { state, perform, refresh }
}
