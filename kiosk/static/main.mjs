// @ts-check
// The kiosk page: hands touches, pushes and the clock to the flow, and paints what the flow says.
import { deviceToken, requestKey } from '/static/device.mjs'
import { hallNow, learn, range } from '/static/hall-time.mjs'
import { calendars } from './calendar.mjs'
import { refused, scanned } from './booking.mjs'
import { wholeHall } from './closed.mjs'
import { after, FRESH, isFresh, screen } from './flow.mjs'
import { lockOf, PER_PAGE } from './hall.mjs'
import { at, missingFonts, paintBar, paintHead, paintIdle, paintStrips } from './frame.mjs'
import { eventOf, install } from './hands.mjs'
import { carryIcons } from '/static/icons.mjs'
import { goOn, pair } from '/static/pairing.mjs'
import { morph } from './morph.mjs'
import { boardFor, fit, isTall, largeFor, overfull, pixelsPerMm, tooTall } from './panel.mjs'
import { unprinted } from './paper.mjs'
import { prepared } from './quotas.mjs'
import { press, take } from './request.mjs'
import { noticeText } from './sayings.mjs'
import { found } from './search.mjs'
import { server } from './server.mjs'
import { load, words } from './texts.mjs'
import { viewOf } from './views.mjs'
import { speech } from './voice.mjs'
import { ASK_AGAIN_S, ASK_PAPER_S, doneLeft, due, HELP_S, noted, warnLeft } from './waits.mjs'

const steady = () => performance.now() / 1000
const READY_S = 1 // on a new ticket the buttons wait this long for the second half of a double tap
const BUSY_S = 0.8

let state = FRESH
/** @type {any} */
let hall = null
/** @type {{paired: 'yes' | 'no' | 'revoked', name: string | null}} */
const device = { paired: 'yes', name: null }
let moments = { touched: steady(), warned: 0, asked: 0, numbered: 0, given: 0, told: 0, nextAsk: 0, helped: 0 }
/** @type {import('./request.mjs').Press | null} */
let last = null
/** @type {string[]} */
let missing = []
/** @type {Map<string, {state: string, printer: string}>} the last word about each print job, for a push that is faster than the answer */
const said = new Map()
/** @type {(() => void)[]} */
let wakers = []
let inches = 21.5
let mm = 4.03
let arrivedAt = 0
let languages = '' // those of the hall whose files were asked for
/** What an administrator must type to let this kiosk in; null when the launcher shows its own. @type {string | null} */
let code = new URLSearchParams(location.search).has('launcher') ? null : ''
let isAskingIn = false
/** @type {{painted: () => void} | null} */
let voice = null
let noCode = '' // the ticket whose QR picture could not be had

const token = deviceToken()
if (!token) device.paired = 'no'

const link = token && server(token, steady, {
  hall: (fresh) => { learn(fresh.now); hall = prepared(fresh); void learnLanguages(); send({ type: 'hall', hall }) },
  print: (push) => {
    said.set(String(push.job), push)
    if (said.size > 50) said.delete(said.keys().next().value ?? '')
    heardPrinter(push.job, push)
  },
  back: () => { for (const wake of wakers.splice(0)) wake() },
  refused: () => { device.paired = 'revoked'; paint() },
  paired: () => { device.paired = 'yes' },
  device: (settings) => {
    inches = settings.screen_inches ?? inches
    device.name = settings.name ?? null
    send({ type: 'device', printer: settings.printer ?? null })
    measure()
  },
})

/** @param {string | number} job @param {{state: string, printer: string}} word */
function heardPrinter(job, word) {
  if (String(state.ticket?.print?.job) === String(job)) send({ type: 'print', job: state.ticket.print.job, said: word.state, printer: word.printer })
}

/** @param {{type: string} & Record<string, any>} event */
function send(event) {
  const before = state
  state = after(state, event)
  if (event.type === 'warn') moments.warned = steady()
  if (event.type === 'finish' || event.type === 'stay') moments.touched = steady()
  if (event.type === 'another') last = null // asked for by name: never the same request
  if (event.type === 'help' && before.help !== 'asked') void callStaff()
  if (state.asking && !before.asking) { moments.asked = steady(); void obtain(state.asking) }
  moments = noted(moments, before, state, steady())
  if (state.ticket && state.ticket !== before.ticket) {
    moments.numbered = steady()
    moments.nextAsk = steady() + ASK_PAPER_S
    const word = said.get(String(state.ticket.print?.job))
    if (word) heardPrinter(state.ticket.print.job, word)
  }
  paint()
}

/** @param {import('./flow.mjs').Wanted} wanted */
async function obtain(wanted) {
  if (!link) return
  last = press(last, wanted, steady(), requestKey)
  try {
    const ticket = await take(last, link.asks, pause, () => state.asking === wanted)
    if (ticket) send({ type: 'ticket', ticket, printers: hall?.printers })
  } catch (error) {
    const { code, status, facts = {} } = /** @type {any} */ (error)
    if (status === 401 || status === 403) device.paired = 'revoked'
    last = null
    send({ type: 'refused', code, facts, ...(wanted.booking ? refused(code, facts) : {}) })
    void link.askAgain()
  }
}

async function callStaff() {
  moments.helped = steady()
  // Staff that was told a moment ago is told: the server may count calls.
  const ok = await link?.asks('POST', '/api/v1/kiosks/help', {}).then(() => true, (/** @type {any} */ error) => error.status === 429)
  send({ type: 'helped', ok: ok ?? false })
}

/** The files of the languages that the hall offers; a language added to the hall is offered at once. */
async function learnLanguages() {
  const wanted = hall.site.languages.join()
  if (wanted === languages) return
  languages = wanted
  if (await load(hall.site.languages)) paint()
}

/** @param {string} text what a reader at this kiosk has read */
function scan(text) {
  const { code: booking, elsewhere } = scanned(text, hall?.site.code ?? '')
  if (hall?.bookings && state.view !== 'done' && booking) send({ type: elsewhere ? 'elsewhere' : 'check_in', code: booking })
}

const isOpen = () => state.view === 'done' && state.print !== 'take' && state.print !== 'paperless'

/** The same request again gives the same ticket, and with it the state of its paper. */
async function askPaper() {
  const { token } = state.ticket
  moments.nextAsk = Infinity
  const ticket = link && last && await take(last, link.asks, pause, () => isOpen() && state.ticket.token === token).catch(() => null)
  if (token !== state.ticket?.token) return
  moments.nextAsk = steady() + ASK_AGAIN_S
  if (ticket?.print) heardPrinter(ticket.print.job, ticket.print)
}

/** Waits, but no longer than until the server is back. @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); wakers.push(resolve) })

const SMALLER = 0.1
/** What gives way while anything is too long: notes, then second lines, then pictures. */
const TIGHT = ['is-tight', 'is-tighter', 'is-tightest']
/** Pages are as long as fits without cutting a word; found by trying, anew for each list, language and shape of the screen. */
const room = { of: '', perPage: PER_PAGE, zoom: Infinity }

/** Of the panel, in mm. @returns {[number, number]} */
const size = () => [innerWidth / mm, innerHeight / mm]
const shutReason = () => hall && wholeHall(hall.services)
const lock = () => lockOf(hall, device.name)
const screenName = () => screen(state, { paired: device.paired, away: Boolean(link && link.away), known: hall !== null, closed: shutReason(), locked: lock() !== null })

/** @returns {import('./choose.mjs').Scene} */
function scene() {
  const zone = hall?.site.time_zone ?? 'UTC'
  return { state, hall, t: words(state.language), now: hallNow(), calendars: calendars(zone), perPage: room.perPage, range: (estimate) => range(estimate, zone), reason: shutReason(),
    matches: hall && state.view === 'search' ? found(hall, state.query, state.language) : [], board: boardFor(...size(), { low: state.low, zoom: state.large ? largeFor(...size(), state.low) : 1 }) }
}

/** @param {ReturnType<typeof screenName>} name */
const view = (name) => viewOf(name, scene(), { left: state.view === 'done' ? doneLeft(state, moments, steady()) : 0, ready: steady() - moments.numbered >= READY_S, hasCode: state.ticket?.token !== noCode,
  retryIn: link ? link.retryIn : 0, lock: lock(), code })

/** Focus goes to what changed; within a view not away from a button somebody is about to press. @param {HTMLElement} stage @param {boolean} arrived */
function focusOn(stage, arrived) {
  if (!arrived && document.activeElement?.matches('#stage button')) return
  const target = state.view === 'done' && moments.told > moments.numbered ? '.print' : '.hero, .view:not(#done) [tabindex="-1"]'
  /** @type {HTMLElement | null} */
  const place = stage.querySelector(target)
  place?.focus({ preventScroll: true })
}

/** Shows a code until somebody has let this kiosk in. */
async function askIn() {
  if (isAskingIn || code === null) return
  isAskingIn = true
  goOn(await pair({ role: 'kiosk', name: new URLSearchParams(location.search).get('name'), show(asked) { code = asked.code; paint() } }))
}

let painted = ''
let news = state.print // what the screen said last about the paper
function paint() {
  const t = words(state.language)
  document.documentElement.lang = state.language
  document.documentElement.dataset.theme = state.contrast ? 'contrast' : 'light'
  const large = largeFor(...size(), state.low)
  document.documentElement.toggleAttribute('data-large', state.large && large > 1)
  document.documentElement.style.setProperty('--zoom', String(state.large ? Math.min(large, room.zoom) : 1))
  document.body.classList.toggle('is-low', state.low && isTall(...size()))
  if (hall) { paintHead(hall.site, state.language, hallNow()); document.title = `Kios antrean - ${at('house').textContent}` }
  paintBar(state, t, hall?.site.languages ?? ['id', 'en'], { large: large > 1, low: isTall(...size()) })
  const name = screenName()
  const noPaper = ['home', 'services', 'search', 'booking', 'several', 'for'].includes(name) && unprinted(hall?.printers, state.own)
  paintStrips(state, t, { notice: noticeText(scene()), waiting: state.asking !== null && !(link && link.away) && steady() - moments.asked > BUSY_S, unprinted: noPaper, missingFonts: missing })
  const stage = at('stage')
  const list = [state.view, state.agency, state.query, state.language, state.low, state.large, state.voice, mm, innerWidth, innerHeight, at('strips').textContent].join()
  if (room.of !== list) Object.assign(room, { of: list, perPage: PER_PAGE, zoom: Infinity })
  const fresh = view(name)
  const arrived = stage.firstElementChild?.id !== fresh.id
  morph(stage, el('main', fresh))
  if (arrived) arrivedAt = performance.now()
  if (arrived || news !== state.print) focusOn(stage, arrived)
  news = state.print
  paintIdle(state, t, warnLeft(moments, steady()))
  voice?.painted()
  const look = `${stage.innerHTML.length}${stage.textContent}${state.low}${state.large}${mm} ${stage.clientWidth}x${stage.clientHeight}`
  if (look !== painted) {
    painted = look
    document.body.classList.remove(...TIGHT)
    fit(stage)
    for (const tight of TIGHT) if (overfull(stage) || tooTall(stage)) { document.body.classList.add(tight); fit(stage) }
    const shown = stage.querySelectorAll('.service, .agency').length
    const isFull = overfull(stage)
    // In large print everything is as large as it has room for, and no word is cut.
    const zoom = Math.min(large, room.zoom)
    if (shown > 1 && isFull) Object.assign(room, { perPage: shown - 1 })
    else if (state.large && zoom > 1 && (isFull || tooTall(stage))) Object.assign(room, { perPage: PER_PAGE, zoom: Math.max(1, zoom - SMALLER) })
    else return
    painted = ''
    paint()
  }
}

/** The view to which an event would lead. @param {{type: string} & Record<string, any>} event */
function peek(event) {
  const now = state
  try {
    state = after(now, event)
    return view(screenName())
  } finally { state = now }
}

/** @param {string} tag @param {Node} child */
function el(tag, child) { const made = document.createElement(tag); made.append(child); return made }

function measure() {
  const given = Number(new URLSearchParams(location.search).get('mm'))
  mm = given > 0 ? given : pixelsPerMm(innerWidth, innerHeight, inches)
  document.documentElement.style.setProperty('--mm', `${mm}px`)
  paint()
}

voice = token && speech(token, { send, state: () => state, touched: () => { moments.touched = steady() }, peek: (button) => peek(eventOf(button)) }) // before the hands: it hears keys first
install({ send, scan, touched: () => { moments.touched = steady() }, view: () => state.view, warned: () => state.warned, arrivedAt: () => arrivedAt })
addEventListener('error', (event) => { if (event.target instanceof HTMLImageElement && state.ticket) { noCode = state.ticket.token; paint() } }, true)
addEventListener('resize', measure)
addEventListener('hashchange', () => location.reload())

setInterval(() => {
  document.documentElement.dataset.beat = String(performance.now())
  if (device.paired !== 'yes') void askIn()
  if (link) {
    link.look()
    if (link.needsFreshPage && isFresh(state)) location.reload()
  }
  if (isOpen() && steady() >= moments.nextAsk) void askPaper()
  if (state.help && steady() - moments.helped >= HELP_S) send({ type: 'help_over' })
  const event = due(state, moments, steady())
  if (event) send(event)
  else paint()
}, 500)

link && link.look()
missing = (await Promise.all([missingFonts(), carryIcons()]))[0]
measure()
document.documentElement.dataset.ready = ''
