// @ts-check
// The TV of a zone: hears the server, shows who is called where, and says it if this screen is the zone's speaker.
import { Refused, client } from '/static/api.mjs'
import { deviceToken } from '/static/device.mjs'
import { clock, hallNow, learn, shortDate } from '/static/hall-time.mjs'
import { connect } from '/static/live.mjs'
import { shift } from './burn-in.mjs'
import { NONE, shown, staged, withBoard, withCall } from './calls.mjs'
import { askIn, isIn } from './come-in.mjs'
import { missingFonts } from './fonts.mjs'
import { isNight, isReloadTime, quietSince } from './night.mjs'
import { loudspeaker } from './player.mjs'
import { drawBoard, drawFoot, drawSetup, drawWarning, drawWords, forgetDrawn } from './screen.mjs'
import { trust } from './stale.mjs'
import { SETUP_TITLE, TEXTS, setupSteps } from './texts.mjs'

const TURN_MS = 250
const RETRY_MS = 3000
/** The site's zone is not known before the first board. */
const FIRST_ZONE = 'Asia/Jakarta'

const token = deviceToken()
const askedZone = new URLSearchParams(location.search).get('zone')
const ask = client({ token })

let calls = NONE
/** @type {any} the last board */
let board = null
/** @type {string | null} */
let epoch = null
/** The server does not want this screen (any more): its page says so until it does. */
let isRefused = false
/** @type {number | null} */
let quiet = null
let silentS = 0
let heardAt = hallNow()
let soundBlocked = false
let touchedForSound = false
/** @type {string[]} */
let fontsMissing = []
/** @type {ReturnType<typeof loudspeaker> | null} */
let speaker = null

/** @param {any} fresh a board, whether pushed or asked for */
function take(fresh) {
  learn(fresh.now)
  silentS = 0
  heardAt = hallNow()
  board = fresh
  calls = withBoard(calls, fresh, performance.now(), heardAt.getTime())
  quiet = quietSince(fresh, quiet, heardAt.getTime())
  draw()
}

/** @param {any} call */
function takeCall(call) {
  calls = withCall(calls, call, performance.now())
  draw()
  if (call.audio) speaker?.heard(call)
}

/** The whole state after a connect or a gap; what was missed in the last minute comes with it. @param {any} state */
function synced(state) {
  learn(state.now)
  if (epoch !== null && state.epoch !== epoch) {
    // Another history of the same hall, from a backup: its numbers say nothing about what this page has shown.
    calls = NONE
  } else {
    for (const call of state.calls ?? []) {
      calls = withCall(calls, call, performance.now())
      if (call.audio) speaker?.heard(call)
    }
  }
  speaker?.connected()
  epoch = state.epoch
  if (state.board) take(state.board)
}

function draw() {
  if (isRefused) return
  const at = performance.now()
  const now = hallNow()
  const zone = board?.time_zone ?? FIRST_ZONE
  const believed = trust(silentS)
  calls = staged(calls, at)
  const view = shown(calls, at)
  const night = board !== null && !view.isNew && isNight(quiet, now.getTime())
  const words = board === null || night || view.stage.length === 0
  document.body.className = [believed !== 'fresh' && 'is-stale', believed === 'old' && 'is-old', night && believed === 'fresh' && 'is-night',
    words && 'no-board'].filter(Boolean).join(' ')
  if (board === null) drawWords('i-unlink', TEXTS.connecting, TEXTS.connectingTo)
  else if (night) drawWords('i-moon', TEXTS.closed, TEXTS.allClosed)
  else if (words) drawWords('i-ticket', TEXTS.noCallYet, idleLine())
  else drawBoard(view, board.zone.name.id, believed !== 'fresh', at)
  drawLastLine(believed, night, now, zone)
}

/** What to do while nobody was called yet. */
function idleLine() {
  if (board.open_counters === 0) return TEXTS.noCounterOpen
  return board.waiting_total > 0 ? TEXTS.pleaseWait : TEXTS.takeNumber
}

/** @param {'fresh' | 'stale' | 'old'} believed @param {boolean} night @param {Date} now @param {string} zone */
function drawLastLine(believed, night, now, zone) {
  if (believed !== 'fresh') {
    const what = believed === 'old' ? TEXTS.listenToStaff : TEXTS.reconnecting
    drawWarning('stale', 'i-unlink', what, board ? TEXTS.dataOf(clock(heardAt, zone)) : '')
  } else if (fontsMissing.length > 0) drawWarning('ask', 'i-alert', TEXTS.fontsMissing(fontsMissing))
  else if (soundBlocked) drawWarning('ask', 'i-sound', TEXTS.touchForSound)
  else drawFoot({ waiting: board === null || night ? null : board.waiting_total, date: shortDate(now, zone, 'id'), time: clock(now, zone) })
}

function turn() {
  document.documentElement.dataset.beat = String(performance.now())
  draw()
  const { x, y } = shift(performance.now())
  document.documentElement.style.setProperty('--shift-x', `${x}rem`)
  document.documentElement.style.setProperty('--shift-y', `${y}rem`)
  // A screen that needed a touch for its sound would be silent after loading itself anew.
  const mayReload = trust(silentS) === 'fresh' && !soundBlocked && !touchedForSound
  if (mayReload && isReloadTime(clock(hallNow(), board?.time_zone ?? FIRST_ZONE), performance.now())) location.reload()
}

/** What config.yaml says about this screen. Somebody of the staff may look at a zone without it.
 * @returns {Promise<{zone: string, speaker: boolean}>} */
async function settings() {
  if (token === null && askedZone !== null) {
    await ask('GET', `/api/v1/board?zone=${encodeURIComponent(askedZone)}`)
    return { zone: askedZone, speaker: false }
  }
  if (token === null) throw new Refused('no_token', 401)
  return ask('GET', '/api/v1/settings')
}

/** Why this screen may not show the board; null when the server is only away. @param {unknown} error */
function reason(error) {
  if (!(error instanceof Refused)) throw error
  if (error.code === 'no_token' || (error.status === 401 && token === null)) return SETUP_TITLE.no_token
  if (error.status === 401) return SETUP_TITLE.unknown_token
  return error.status === 403 || error.status === 404 ? SETUP_TITLE.not_a_display : null
}

/** @param {string} why */
function explain(why) {
  document.body.className = 'no-board'
  if (why === SETUP_TITLE.not_a_display) drawSetup(why, setupSteps(location.origin))
  else askIn(why)
}

/** Asks until the server has said what this screen is. @returns {Promise<{zone: string, speaker: boolean}>} */
async function registered() {
  for (;;) {
    try {
      const mine = await settings()
      if (mine.zone) {
        isIn()
        return mine
      }
      explain(SETUP_TITLE.not_a_display)
    } catch (error) {
      const why = reason(error)
      if (why) explain(why)
      else drawWords('i-unlink', TEXTS.connecting, TEXTS.connectingTo)
    }
    await new Promise((resolve) => { setTimeout(resolve, RETRY_MS) })
  }
}

/** The live connection does not try again by itself after a refusal. @param {string} why */
async function refused(why) {
  const isOnlyAway = /websocket|timeout|transport/i.test(why)
  if (isOnlyAway || isRefused) return
  isRefused = true
  await registered()
  location.reload()
}

async function start() {
  fontsMissing = await missingFonts()
  document.documentElement.classList.remove('is-loading')
  const mine = await registered()
  const zone = mine.zone
  if (mine.speaker) speaker = loudspeaker({ token, onState(state) {
    touchedForSound = touchedForSound || (soundBlocked && state !== 'blocked')
    soundBlocked = state === 'blocked'
    draw()
  } })
  // Staff who look at a zone get no boards pushed, only word that something changed.
  /** @type {Record<string, (push: any) => void>} */
  const events = token ? { board: take, call: takeCall } : { line() { live.sync() } }
  const live = connect({ auth: token ? { token } : {}, zone, events, synced, silent(seconds) { silentS = seconds }, refused })
  setInterval(turn, TURN_MS)
  addEventListener('resize', () => { forgetDrawn(); draw() })
  turn()
}

void start()
