// @ts-check
// What the reception knows of the hall, kept current: fetched after each push, at most once a second.
import { connect } from '/static/live.mjs'
import { hallNow, learn } from '/static/hall-time.mjs'
import { hearing } from '../counter/connection.mjs'
import { ask, checkSession } from '../login/session.mjs'

const EVERY_MS = 1000

/** @typedef {{hall: any, kiosks: any[], given: any[], roll: {prefix: string, serial: number, last: string | null} | null, lost: boolean, heardAt: Date}} Known
 * `given`: the last numbers of whoever is logged in */

/** Starts watching. `changed` is told after every change, `event` of what is told once: `healed`, and `notice` with it.
 * @param {any} hall @param {() => void} changed @param {(what: 'healed' | 'notice', notice?: any) => void} event */
export function watch(hall, changed, event) {
  /** @type {Known} */
  const known = { hall, kiosks: [], given: [], roll: null, lost: false, heardAt: hallNow() }
  let fetching = false
  let again = false
  let fetchedAt = -Infinity
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** @type {number | null} */
  let downSince = null

  /** Everything anew, now. */
  async function refresh() {
    if (fetching) { again = true; return }
    fetching = true
    fetchedAt = performance.now()
    try {
      const [hallNew, kiosks, given, roll] = await Promise.all(['hall', 'kiosks', 'tickets', 'rolls'].map((what) => ask('GET', `/api/v1/${what}`)))
      learn(hallNew.now)
      Object.assign(known, { hall: hallNew, kiosks: kiosks.kiosks, given: given.tickets, roll })
      changed()
    } catch {
      soon()
    }
    fetching = false
    if (again) { again = false; soon() }
  }

  function soon() {
    clearTimeout(timer)
    timer = setTimeout(() => { void refresh() }, Math.max(0, fetchedAt + EVERY_MS - performance.now()))
  }

  const live = connect({
    auth: {},
    events: { line: (push) => { learn(push.now); known.heardAt = hallNow(); soon() }, notice: (push) => { soon(); event('notice', push) } },
    synced: (whole) => { learn(whole.now); known.heardAt = hallNow(); void refresh() },
    silent: (seconds) => {
      const now = performance.now() / 1000
      const heard = hearing(downSince, now, live.connected, seconds)
      downSince = heard.downSince
      if (!heard.lost) known.heardAt = new Date(hallNow().getTime() - seconds * 1000)
      if (heard.ask) live.sync()
      if (known.lost && !heard.lost) { event('healed'); void checkSession().catch(() => null) }
      known.lost = heard.lost
      changed()
    },
    refused: () => { void checkSession().catch(() => null) },
  })
  return { known, refresh }
}
