// @ts-check
// The TV of a zone: hears the server, shows who is called where, and says it if this screen is the zone's speaker.
import { clock, dayOf, hallNow, learn, longDate, shortDate, steady } from '/static/hall-time.mjs'
import { connect } from '/static/live.mjs'
import { shift } from './burn-in.mjs'
import { known, NONE, shown, staged, withBoard, withCall } from './calls.mjs'
import { again } from './desk-texts.mjs'
import { arranged, places } from './layout.mjs'
import { letters, sizeUp } from './letters.mjs'
import { mediaShow } from './media-show.mjs'
import { mediaStore } from './media-store.mjs'
import { isReloadTime, quietSince } from './night.mjs'
import { occasion } from './occasion.mjs'
import { reporter } from './painted.mjs'
import { loudspeaker } from './player.mjs'
import { drawBoard, drawFoot, drawSaying, drawWarning, drawWords, forgetDrawn } from './screen.mjs'
import { trust } from './stale.mjs'
import { TEXTS } from './texts.mjs'

const TURN_MS = 250
/** The site's zone is not known before the first board. */
const FIRST_ZONE = 'Asia/Jakarta'
const portraitNow = matchMedia('(orientation: portrait)')

/** @param {{token: string | null, settings: import('./registration.mjs').Settings, fontsMissing: readonly string[],
 *   registered: () => Promise<unknown>}} wants `registered` ends when the server wants this screen again */
export function zoneTv({ token, settings, fontsMissing, registered }) {
  let calls = NONE
  /** @type {any} the last board */
  let board = null
  /** @type {string | null} */
  let epoch = null
  let isRefused = false
  /** @type {number | null} */
  let quiet = null
  let silentS = 0
  let heardAt = hallNow()
  /** @type {'none' | 'on' | 'blocked' | 'failed'} */
  let sound = 'none'
  let touchedForSound = false
  let size = sized()
  /** @type {ReturnType<typeof connect> | null} */
  let live = null
  const report = reporter({ live: () => live, hallNow })
  const store = mediaStore({ token, zone: settings.zone, changed: () => draw() })
  const media = mediaShow({ store, zone: settings.zone })
  const speaker = settings.speaker ? loudspeaker({ token, onState(state) {
    touchedForSound = touchedForSound || (sound === 'blocked' && state !== 'blocked')
    sound = state
    report.screen(sound)
    draw()
  } }) : null

  function sized() {
    const { screen_inches: inches = 55, viewing_distance_m: metres = 10, media: layout = 'foot' } = settings
    const chosen = letters({ inches, metres, portrait: portraitNow.matches, layout })
    sizeUp(chosen, (name, value) => document.documentElement.style.setProperty(name, value))
    calls = { ...calls, places: places(chosen.far) }
    return chosen
  }

  /** @param {any} fresh a board, whether pushed or asked for */
  function take(fresh) {
    learn(fresh.now)
    silentS = 0
    heardAt = hallNow()
    board = fresh
    const before = new Set(calls.fresh.map((one) => one.call.seq))
    calls = withBoard(calls, fresh, steady(), heardAt.getTime())
    for (const { call } of calls.fresh) if (!before.has(call.seq)) report.expect(call)
    quiet = quietSince(fresh, quiet, heardAt.getTime())
    draw()
    void store.follow(settings.media === 'none' ? undefined : fresh.media, steady())
  }

  /** @param {any} call */
  function takeCall(call) {
    calls = withCall(calls, call, steady())
    report.expect(call)
    draw()
    if (call.audio) speaker?.heard(call)
  }

  /** The whole state after a connect or a gap; what was missed in the last minute comes with it. @param {any} state */
  function synced(state) {
    learn(state.now)
    // Another history of the same hall, from a backup: its numbers say nothing about what this page has shown.
    if (epoch !== null && state.epoch !== epoch) calls = { ...NONE, places: calls.places }
    else for (const call of state.calls ?? []) takeCall(call)
    epoch = state.epoch
    if (state.board) take(state.board)
    report.screen(sound, true)
    speaker?.connected()
  }

  function draw() {
    if (isRefused) return
    const at = steady()
    const now = hallNow()
    const zone = board?.time_zone ?? FIRST_ZONE
    const today = dayOf(now, zone)
    const believed = trust(silentS)
    const stale = believed !== 'fresh'
    calls = staged(calls, at)
    const view = shown(calls, at)
    const what = occasion(board, { isNew: view.isNew, stage: view.stage.length, quiet, hallAt: now.getTime() })
    const { rows, part } = what !== 'board' ? { rows: 0, part: /** @type {const} */ ('none') } : arranged({ portrait: portraitNow.matches,
      far: size.far, stale, stage: view.stage.length, isNew: view.isNew, media: size.media, has: media.has(today) })
    const look = [part === 'film' && 'is-near', part === 'slot' && 'has-slot', size.far && 'is-far', view.stage.length > 1 && 'is-several',
      view.stage.length > 2 && 'is-three'].filter(Boolean).join(' ')
    document.body.className = [look, stale && 'is-stale', believed === 'old' && 'is-old', what === 'night' && !stale && 'is-night',
      what !== 'board' && 'no-board'].filter(Boolean).join(' ')
    document.documentElement.style.setProperty('--rows', String(Math.max(1, rows)))
    if (what === 'board') drawBoard({ ...view, past: view.past.slice(0, rows) }, board.zone.name.id, { isShort: stale, look: `${look} ${rows}` }, at)
    else drawOccasion(what, now, zone)
    media.draw(part, at, today)
    drawLastLine({ believed, what, near: part === 'film', now, zone, today, at })
    report.drawn(what === 'board' ? [...view.stage.map((one) => one.call.seq), ...view.past.slice(0, rows).map((call) => call.seq)] : [])
  }

  /** @param {Exclude<import('./occasion.mjs').Occasion, 'board'>} what @param {Date} now @param {string} zone */
  function drawOccasion(what, now, zone) {
    const when = again(board?.hours?.until ?? null, now, zone)
    if (what === 'connecting') drawWords('i-unlink', TEXTS.connecting, TEXTS.connectingTo)
    else if (what === 'night') drawWords('i-moon', TEXTS.closed, when ? TEXTS.opens(when) : TEXTS.allClosed)
    else if (what === 'break') drawWords('i-clock', board.hours.reason === 'friday_prayer' ? TEXTS.fridayPrayer : TEXTS.pause, when ? TEXTS.goesOn(when) : TEXTS.pleaseWait)
    else drawWords('i-ticket', TEXTS.noCallYet, when ? TEXTS.opensFirst(when) : idleLine())
  }

  /** What to do while nobody was called yet. */
  function idleLine() {
    if (board.open_counters === 0) return TEXTS.noCounterOpen
    return board.waiting_total > 0 ? TEXTS.pleaseWait : TEXTS.takeNumber
  }

  /** @param {{believed: 'fresh' | 'stale' | 'old', what: import('./occasion.mjs').Occasion, near: boolean, now: Date, zone: string, today: string, at: number}} facts */
  function drawLastLine({ believed, what, near, now, zone, today, at }) {
    if (believed !== 'fresh') {
      drawWarning('stale', 'i-unlink', believed === 'old' ? TEXTS.listenToStaff : TEXTS.reconnecting, board ? TEXTS.dataOf(clock(heardAt, zone)) : '')
    } else if (fontsMissing.length > 0) drawWarning('ask', 'i-alert', TEXTS.fontsMissing(fontsMissing))
    else if (sound === 'blocked') drawWarning('ask', 'i-sound', TEXTS.touchForSound)
    else {
      const line = { date: near ? longDate(now, zone, 'id') : shortDate(now, zone, 'id'), time: clock(now, zone) }
      const saying = size.media === 'foot' && what !== 'night' && what !== 'connecting' ? media.saying(at, today) : null
      if (saying !== null) drawSaying(saying, line)
      else drawFoot({ ...line, waiting: what === 'night' || board === null ? null : near ? TEXTS.waitingIn(board.zone.name.id, board.waiting_total) : TEXTS.waiting(board.waiting_total) })
    }
  }

  function turn() {
    // The launcher's watchdog looks whether this goes on.
    document.documentElement.dataset.beat = String(performance.now())
    draw()
    const { x, y } = shift(steady())
    document.documentElement.style.setProperty('--shift-x', `${x}rem`)
    document.documentElement.style.setProperty('--shift-y', `${y}rem`)
    // A screen that needed a touch for its sound would be silent after loading itself anew.
    const mayReload = trust(silentS) === 'fresh' && sound !== 'blocked' && !touchedForSound
    if (mayReload && isReloadTime(clock(hallNow(), board?.time_zone ?? FIRST_ZONE), steady())) location.reload()
  }

  /** The live connection does not try again by itself after a refusal. @param {string} why */
  async function refused(why) {
    const isOnlyAway = /websocket|timeout|transport/i.test(why)
    if (isOnlyAway || isRefused) return
    isRefused = true
    await registered()
    location.reload()
  }

  // Staff who look at a zone get no boards pushed, only word that something changed.
  /** @type {Record<string, (push: any) => void>} */
  const events = token ? { board: take, call: takeCall } : { line() { live?.sync() } }
  live = connect({ auth: token ? { token } : {}, zone: settings.zone, events, synced, knew: () => known(epoch, calls), silent(seconds) { silentS = seconds }, refused })
  setInterval(turn, TURN_MS)
  addEventListener('resize', () => {
    size = sized()
    forgetDrawn()
    media.resized()
    draw()
    report.screen(sound)
  })
  document.addEventListener('visibilitychange', () => { report.screen(sound); draw() })
  turn()
}
