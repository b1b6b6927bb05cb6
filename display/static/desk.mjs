// @ts-check
// The small screen above one desk: hears the server and shows what its own counter does.
import { clock, hallNow, learn, shortDate, steady } from '/static/hall-time.mjs'
import { connect } from '/static/live.mjs'
import { shift } from './burn-in.mjs'
import { drawDesk, prepareDesk, sizeDesk } from './desk-screen.mjs'
import { deskOf, fresh, newest, withCall } from './desk-state.mjs'
import { TEXTS, wordsOf } from './desk-texts.mjs'
import { isReloadTime } from './night.mjs'
import { reporter } from './painted.mjs'
import { trust } from './stale.mjs'

const TURN_MS = 250
const REFUSED_MS = 3000
/** The site's zone is not known before the first board. */
const FIRST_ZONE = 'Asia/Jakarta'
/** @type {import('./desk-state.mjs').Hours} */
const NO_HOURS = { state: 'open', reason: null, until: null }

/** Runs for as long as the page lives. @param {{token: string | null, settings: {zone: string, counter: string, screen_inches: number, viewing_distance_m: number}}} mine */
export async function start({ token, settings }) {
  /** @type {any} the last board */
  let board = null
  /** @type {{call: import('./desk-state.mjs').Call, since: number} | null} */
  let news = null
  /** @type {string | null} */
  let epoch = null
  let silentS = 0
  let heardAt = hallNow()
  /** @type {ReturnType<typeof connect> | null} */
  let live = null
  const report = reporter({ live: () => live, hallNow })

  /** @param {any} whole */
  function take(whole) {
    learn(whole.now)
    silentS = 0
    heardAt = hallNow()
    board = whole
    turn()
  }

  /** @param {any} call */
  function takeCall(call) {
    if (call.counter.code !== settings.counter) return
    news = newest(news, call, steady())
    report.expect(call)
    if (board !== null) board = withCall(board, call)
    turn()
  }

  /** @param {any} state */
  function synced(state) {
    learn(state.now)
    // Another history of the same hall, from a backup: its numbers say nothing about what this page has shown.
    if (epoch !== null && state.epoch !== epoch) [news, board] = [null, null]
    epoch = state.epoch
    if (state.board) board = state.board
    for (const call of state.calls || []) takeCall(call)
    if (state.board) take(state.board)
    report.screen('none', true)
  }

  function turn() {
    // The launcher's watchdog looks whether this goes on.
    document.documentElement.dataset.beat = String(performance.now())
    const { x, y } = shift(steady())
    document.documentElement.style.setProperty('--shift-x', `${x}rem`)
    document.documentElement.style.setProperty('--shift-y', `${y}rem`)
    draw()
    if (trust(silentS) === 'fresh' && isReloadTime(clock(hallNow(), zoneOf()), steady())) location.reload()
  }

  const zoneOf = () => (board === null ? FIRST_ZONE : board.time_zone)

  function draw() {
    const at = steady()
    const now = hallNow()
    const time = { date: shortDate(now, zoneOf(), 'id'), time: clock(now, zoneOf()) }
    if (board === null) {
      const words = { icon: 'd-unlink', title: TEXTS.connecting, line: TEXTS.connectingTo }
      const view = /** @type {const} */ ({ kind: 'gone', desk: null, hours: NO_HOURS })
      drawDesk({ view, words, service: null, isNew: false, pulseSince: null, trust: 'fresh', warning: [], ...time }, at)
      return
    }
    const view = deskOf(board, settings.counter)
    const { shows, isNew, pulseSince } = fresh(view, news, at)
    const believed = trust(silentS)
    const what = believed === 'old' ? TEXTS.listenToStaff : TEXTS.connecting
    const warning = believed === 'fresh' ? [] : [what, TEXTS.dataOf(clock(heardAt, zoneOf()))]
    drawDesk({ view, words: wordsOf(view, now, zoneOf()), service: serviceOf(view), isNew, pulseSince, trust: believed, warning, ...time }, at)
    if (shows && news !== null) report.drawn([news.call.seq])
  }

  /** The name of the service of the number shown. @param {import('./desk-state.mjs').View} view */
  function serviceOf({ desk }) {
    if (desk === null) return null
    const row = [news && news.call, ...board.calls].find((one) => one && one.number === desk.number)
    return row ? row.service.name : null
  }

  /** The page itself asks what this screen is, and says it. @param {string} why */
  function refused(why) {
    if (!/websocket|timeout|transport/i.test(why)) setTimeout(() => location.reload(), REFUSED_MS)
  }

  await prepareDesk()
  sizeDesk(settings)
  live = connect({ auth: token ? { token } : {}, zone: settings.zone, events: { board: take, call: takeCall }, synced, silent(seconds) { silentS = seconds }, refused })
  addEventListener('resize', () => { sizeDesk(settings); turn(); report.screen('none') })
  document.addEventListener('visibilitychange', () => { report.screen('none'); turn() })
  setInterval(turn, TURN_MS)
  turn()
}
