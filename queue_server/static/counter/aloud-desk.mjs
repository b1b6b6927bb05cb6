// @ts-check
// Follows whether the number called at this counter was said: asks when the zone's last sound changes, never on a timer that repeats.
import { clock, hallNow } from '/static/hall-time.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask } from '../login/session.mjs'
import { aloudInWords, aloudOf, isEnded, ofLastCall, PATIENCE_S, TOO_OLD_S } from './aloud.mjs'
import { spaced } from './rows.mjs'
import { SCREEN } from './screen-texts.mjs'
import { zoneOf } from './store.mjs'

/** Least time between two questions. */
const PAUSE_MS = 1000

/** @param {import('./store.mjs').State} state @param {{changed: () => void, speak: (words: string) => void}} wants `speak` gets what only screen readers are told */
export function aloudDesk(state, wants) {
  /** The call that is followed: its ticket, how often it was called, and when last. @type {{id: number, calls: number, number: string, at: Date} | null} */
  let call = null
  /** @type {import('./aloud.mjs').Announcement | null} */
  let row = null
  let lastSound = ''
  let spokenOf = ''
  let askedAt = -Infinity
  let isDue = false
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set()

  const soundHere = () => state.sounds.find((one) => one.code === zoneOf(state))

  /** @param {number} ms */
  function later(ms) {
    const timer = setTimeout(() => { timers.delete(timer); void fetchRow() }, ms)
    timers.add(timer)
  }

  async function fetchRow() {
    const of = call
    if (of === null || state.lost || isDue) return
    const early = askedAt + PAUSE_MS - performance.now()
    if (early > 0) { isDue = true; setTimeout(() => { isDue = false; void fetchRow() }, early); return }
    askedAt = performance.now()
    const rows = await ask('GET', `/api/v1/announcements?number=${encodeURIComponent(of.number)}`).then((answer) => answer.announcements, () => null)
    if (rows === null || of !== call) return
    row = ofLastCall(rows, state.code)
    wants.changed()
  }

  /** A new call is followed from its first second; a page that was opened later knows only when the first call was. @param {any} ticket */
  function follow(ticket) {
    const again = call !== null && call.id === ticket.id
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
    const first = new Date(ticket.called_at ?? hallNow())
    call = { id: ticket.id, calls: ticket.calls, number: ticket.number, at: again ? hallNow() : first }
    row = null
    const age = (hallNow().getTime() - call.at.getTime()) / 1000
    if (age > PATIENCE_S || soundHere()?.last?.number === call.number) later(0)
    for (const at of [PATIENCE_S, TOO_OLD_S + 4]) if (at > age) later((at - age) * 1000)
  }

  /** What is known of the call at the counter now; asked after every change. @returns {import('./aloud.mjs').Aloud | null} */
  return function now() {
    const ticket = state.desk?.ticket
    if (ticket?.state !== 'called') {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      call = null
      return null
    }
    if (call === null || call.id !== ticket.id || call.calls !== ticket.calls) follow(ticket)
    if (call === null || state.lost) return null
    const sound = soundHere()
    const last = JSON.stringify([sound?.last, sound?.state])
    const told = aloudOf(row, sound, call.at, hallNow())
    if (last !== lastSound && !isEnded(row)) void fetchRow()
    lastSound = last
    const key = `${call.id}/${call.calls}/${told?.code}`
    if (told && ['warn', 'bad'].includes(told.level) && key !== spokenOf) {
      spokenOf = key
      const { words } = aloudInWords(told, language(), (moment) => clock(new Date(moment), state.hall.site.time_zone))
      wants.speak(fill(SCREEN[language()].aloud_told, { number: spaced(ticket), words }))
    }
    return told
  }
}
