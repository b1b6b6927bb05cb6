// @ts-check
// The admin page: the hall at this moment, the day's report, printers and papers for supervisors; devices, tickets and staff for administrators.
import { el, icon, say } from '/static/dom.mjs'
import { clock, hallNow, learn, longDate } from '/static/hall-time.mjs'
import { connect } from '/static/live.mjs'
import { part } from '../counter/part.mjs'
import { hearing } from '../counter/connection.mjs'
import { notAllowed, person } from '../login/form.mjs'
import { carryIcons } from '/static/icons.mjs'
import { choose, language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask, checkSession, here, lock, logOut } from '../login/session.mjs'
import { TEXTS as LOGIN } from '../login/texts.mjs'
import * as dialogs from '../counter/dialogs.mjs'
import { announcementsCard } from './announcements-card.mjs'
import { devicesPage } from './devices-page.mjs'
import { dayOf } from './figures.mjs'
import { hoursPage } from './hours-page.mjs'
import { staffPage } from './list-pages.mjs'
import { livePage } from './live-page.mjs'
import { mediaPage } from './media-page.mjs'
import { muting } from './mute.mjs'
import { paperActs } from './paper-acts.mjs'
import { previewPage } from './preview-page.mjs'
import { dayFigures } from './estimates-card.mjs'
import { reportPage } from './report-page.mjs'
import { TEXTS } from './texts.mjs'

/** The overview is asked for at most this often, the day's report more rarely: it reads all tickets of the day. */
const OVERVIEW_MS = 1000
const REPORT_MS = 15000
const HOURS_MS = 3000
/** How long a sentence about the last press stays. */
const TOLD_MS = 8000
const PAGES = { live: 'i-home', report: 'i-chart', hours: 'i-clock', devices: 'i-tv', media: 'i-play', preview: 'i-ticket', staff: 'i-users' }

/** @param {HTMLElement} root */
async function start(root) {
  choose(language())
  await Promise.all([document.fonts.ready, carryIcons()])
  const who = await person(root, 'admin')
  if (who.role === 'staff') { notAllowed(root, 'admin'); return }
  run(root, who.role === 'admin' ? ['live', 'report', 'hours', 'devices', 'media', 'preview', 'staff'] : ['live', 'report', 'hours', 'devices'])
}

/** @param {HTMLElement} root @param {string[]} pages */
function run(root, pages) {
  /** @type {{hall: any, overview: any, report: any, hours: any, devices: any[] | null, staff: any[] | null, media: any[] | null, papers: any[] | null, screens: any[], sounds: any[]}} */
  const known = { hall: null, overview: null, report: null, hours: null, devices: null, staff: null, media: null, papers: null, screens: [], sounds: [] }
  /** What the preview was asked for last. @type {Record<string, string>} */
  const chosen = {}
  /** @type {{level: string, words: string} | null} */
  let told = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let forgetting
  let lost = false
  let heardAt = hallNow()
  /** @type {number | null} */
  let downSince = null
  let day = ''
  /** @type {any} */
  let dayReport = null
  /** @type {Map<string, number>} */
  const due = new Map()
  const [header, news, main] = ['header', 'div', 'main'].map((tag) => el(tag))
  const page = el('div', { class: 'admin' }, header, news, main)
  const [showHeader, showNews, showMain] = [header, news, main].map(part)
  const current = () => (pages.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'live')
  const today = () => dayOf(hallNow(), known.hall.site.time_zone)

  /** Fetches one thing now, or as soon as it may be asked for again. @param {string} what @param {number} every @param {() => Promise<void>} get */
  function fetchSoon(what, every, get) {
    const now = performance.now()
    const last = due.get(what)
    if (last !== undefined && last > now) return
    const at = Math.max(now, (last ?? -every) + every)
    due.set(what, at)
    setTimeout(() => { due.set(what, performance.now()); get().then(show, () => null) }, at - now)
  }

  const tell = (/** @type {string} */ level, /** @type {string} */ words) => {
    told = { level, words }
    clearTimeout(forgetting)
    forgetting = setTimeout(() => { told = null; show() }, TOLD_MS)
    show()
  }
  const acts = paperActs(known, tell, refresh)
  const clockOf = (/** @type {string} */ moment) => clock(new Date(moment), known.hall.site.time_zone)
  const seen = () => ({ counters: known.hall?.counters ?? [], screens: known.screens, clock: clockOf, prefixes: (known.hall?.services ?? []).map((/** @type {any} */ one) => one.prefix) })
  const said = announcementsCard(seen)
  const mute = muting(tell, clockOf, refresh)
  let lastSaid = ''
  /** Another year of holidays was asked for. */
  let hoursShown = 0

  /** Screens and sound come with every push; what was said is asked for when something was. @param {any} whole */
  function screens(whole) {
    known.screens = whole?.screens ?? known.screens
    known.sounds = whole?.sounds ?? known.sounds
    const now = JSON.stringify(known.sounds.map((one) => one.last))
    if (now === lastSaid || current() !== 'devices' || !known.hall) return
    lastSaid = now
    fetchSoon('said', OVERVIEW_MS, async () => said.refresh())
  }

  function refresh() {
    fetchSoon('overview', OVERVIEW_MS, async () => {
      const [hall, overview] = await Promise.all([ask('GET', '/api/v1/hall'), ask('GET', '/api/v1/overview')])
      learn(overview.now)
      Object.assign(known, { hall, overview })
      if (current() === 'devices') { screens(await ask('GET', '/api/v1/screens').catch(() => null)); await papers() }
      if (!known.report) refresh()
    })
    if (current() === 'hours') fetchSoon('hours', HOURS_MS, hours)
    if (!known.hall) return
    fetchSoon('report', REPORT_MS, async () => {
      known.report = await dayFigures(ask, today())
      if (current() === 'report' && (!day || day === today())) dayReport = known.report
    })
  }

  async function papers() {
    known.papers = (await ask('GET', '/api/v1/print-jobs')).jobs
    acts.settle()
  }

  async function hours() {
    known.hours = await ask('GET', '/api/v1/hours')
  }

  async function lists() {
    if (current() === 'hours') await hours()
    if (current() === 'devices') await papers()
    if (current() === 'devices' && pages.includes('staff')) known.devices = (await ask('GET', '/api/v1/devices')).devices
    if (current() === 'media') known.media = (await ask('GET', '/api/v1/media')).items
    if (current() === 'staff') known.staff = (await ask('GET', '/api/v1/staff')).staff
    show()
  }

  async function reportOf(/** @type {string} */ wanted) {
    day = wanted
    dayReport = null
    show()
    const got = await dayFigures(ask, wanted).catch(() => null)
    if (day === wanted) { dayReport = got; show() }
  }

  function turned() {
    if (current() === 'report' && known.hall) void reportOf(day || today())
    lastSaid = ''
    screens(null)
    void lists().catch(() => null)
  }

  function show() {
    const t = TEXTS[language()]
    const zone = known.hall?.site.time_zone
    const now = hallNow()
    showHeader([language(), current(), zone && clock(now, zone), known.hall?.site.name, here.person?.name], () => [el('div', { class: 'head' }, el('b', { class: 'house' }, say(known.hall?.site.name, language())),
      el('nav', { 'aria-label': t.menu }, ...pages.map((one) => el('a', { href: `#${one}`, 'data-id': one, 'aria-current': one === current() ? 'page' : null }, icon(PAGES[/** @type {'live'} */ (one)]), /** @type {Record<string, any>} */ (t)[one]))),
      el('div', { class: 'end' }, el('span', { class: 'date' }, zone ? longDate(now, zone, language()) : ''), el('span', { class: 'clock' }, zone ? clock(now, zone) : ''),
        el('button', { class: 'me', type: 'button', 'data-id': 'menu', 'aria-haspopup': 'true', onclick: menu }, icon('i-user'), el('span', {}, here.person?.name ?? '')))), el('span', { class: 'tenun' })])
    showNews([language(), lost, told], () => [told && !lost && el('div', { class: `alert ${told.level}`, role: told.level === 'bad' ? 'alert' : 'status' }, icon(told.level === 'good' ? 'i-check' : 'i-alert'), el('span', {}, told.words)),
      lost && el('div', { class: 'alert bad', role: 'alert' }, icon('i-unlink'), el('span', {}, el('b', {}, `${t.lost} `), fill(t.lost_more, { at: zone ? clock(heardAt, zone) : '' })))])
    const minute = Math.floor(now.getTime() / 60000)
    const waiting = () => [el('p', { class: 'empty' }, t.loading)]
    if (!known.hall || !known.overview) { showMain([language(), 'loading'], waiting); return }
    if (current() === 'live') showMain([language(), 'live', minute, known.hall.services, known.overview.services, known.overview.counters, known.overview.printers, known.overview.papers, known.overview.devices, known.report, known.screens, known.sounds], () => [livePage(known, acts.newRoll)])
    if (current() === 'report') showMain([language(), 'report', day, dayReport], () => [reportPage(known.hall, dayReport, day || today(), today(), (wanted) => { void reportOf(wanted) })])
    if (current() === 'hours') showMain([language(), 'hours', today(), known.hours?.today, known.hours?.changes, known.hours?.holidays, known.hours?.clock, hoursShown], () => (known.hours ? [hoursPage(known.hall, known.hours, { tell, changed: () => { void lists() }, seen: () => ({ now: hallNow(), zone, language: language() }), show: () => { hoursShown += 1; show() } })] : waiting()))
    if (current() === 'devices') showMain([language(), 'devices', known.papers?.length ? minute : 0, known.papers, known.overview.printers, known.devices, known.screens, known.sounds], () => [devicesPage(known, { ...acts, tell, mute, changed: () => { void lists() } }, said.node, seen())])
    said.show()
    if (current() === 'media') showMain([language(), 'media', known.media, today()], () => (known.media ? [mediaPage(known.hall, known.media, today(), { tell, changed: () => { void lists() } })] : waiting()))
    if (current() === 'preview') showMain([language(), 'preview'], () => [previewPage(known.hall, known.overview.printers, chosen)])
    if (current() === 'staff') showMain([language(), 'staff', known.staff], () => (known.staff ? [staffPage(known.staff, known.hall.agencies, zone, () => { void lists() })] : waiting()))
    dialogs.settle()
    document.title = `${/** @type {Record<string, any>} */ (t)[current()]} · ${say(known.hall.site.name, language())}`
  }

  function menu() {
    const open = document.querySelector('.menu')
    if (open) { open.remove(); return }
    const t = TEXTS[language()]
    const shown = el('div', { class: 'menu', role: 'menu' }, el('a', { href: '/counter/', role: 'menuitem' }, icon('i-call'), t.console), el('a', { href: '/reception/', role: 'menuitem' }, icon('i-ticket'), t.reception),
      el('button', { type: 'button', role: 'menuitem', onclick: () => { shown.remove(); choose(language() === 'id' ? 'en' : 'id'); show() } }, icon('i-edit'), t.language),
      el('button', { type: 'button', role: 'menuitem', onclick: () => { shown.remove(); lock() } }, icon('i-lock'), LOGIN[language()].lock),
      el('button', { type: 'button', role: 'menuitem', onclick: () => { void logOut() } }, icon('i-exit'), t.logout))
    page.append(shown)
    const first = shown.querySelector('a')
    first?.focus()
  }

  const live = connect({
    auth: {},
    events: { line: (push) => { learn(push.now); screens(push); refresh() }, notice: refresh },
    synced: (whole) => { learn(whole.now); screens(whole.line); refresh(); turned() },
    silent: (seconds) => {
      const now = performance.now() / 1000
      const heard = hearing(downSince, now, live.connected, seconds)
      downSince = heard.downSince
      if (!heard.lost) heardAt = new Date(hallNow().getTime() - seconds * 1000)
      if (heard.ask) live.sync()
      if (lost && !heard.lost) void checkSession().catch(() => null)
      lost = heard.lost
      if (Math.round(now) % 10 === 0) refresh()
      show()
    },
    refused: () => { void checkSession().catch(() => null) },
  })

  addEventListener('hashchange', () => { turned(); show() })
  addEventListener('keydown', (event) => { if (event.key === 'Escape') document.querySelector('.menu')?.remove(); if (dialogs.isOpen() && /^[1-9]$/.test(event.key) && !(event.target instanceof HTMLInputElement)) dialogs.pick(event.key) })
  addEventListener('pointerdown', (event) => { if (event.target instanceof Element && !event.target.closest('.menu, [data-id="menu"]')) document.querySelector('.menu')?.remove() })
  root.replaceChildren(page)
  refresh()
  turned()
  show()
}

const root = document.getElementById('app')
if (root) void start(root)
