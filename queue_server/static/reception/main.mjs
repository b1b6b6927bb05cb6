// @ts-check
// The desk at the entrance: numbers by hand, the paper roll, and an eye on the kiosks.
import { el, say } from '/static/dom.mjs'
import { carryIcons } from '/static/icons.mjs'
import { Refused } from '/static/api.mjs'
import { clock, learn } from '/static/hall-time.mjs'
import * as dialogs from '../counter/dialogs.mjs'
import { chime } from '../counter/chime.mjs'
import { spaced } from '../counter/rows.mjs'
import { person } from '../login/form.mjs'
import { choose, language } from '../login/language.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { ask } from '../login/session.mjs'
import { askPrinter, askReason } from './asking.mjs'
import { bookingView } from './booking-view.mjs'
import { desk as makeDesk, rememberPrinter } from './desk.mjs'
import { moved } from './find.mjs'
import { mayRepeat, next, withMore, withService } from './form.mjs'
import { formView } from './form-view.mjs'
import { givenView, lastView, lastOf } from './result-view.mjs'
import { PAGES, closeMenu, headView, newsView } from './head.mjs'
import { shortcut } from './keys.mjs'
import { kioskActs, kiosksPage } from './kiosks-page.mjs'
import { found, listView } from './list-view.mjs'
import { rollPage } from './roll-page.mjs'
import { watch } from './store.mjs'
import { TEXTS } from './texts.mjs'
import { printerName } from './words.mjs'

/** How long a sentence about the last press stays. */
const TOLD_MS = 8000

/** @param {HTMLElement} root */
async function start(root) {
  choose(language())
  await Promise.all([document.fonts.ready, carryIcons()])
  await person(root, 'reception')
  for (;;) {
    try {
      const hall = await ask('GET', '/api/v1/hall')
      learn(hall.now)
      run(root, hall)
      return
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw error
      await new Promise((resolve) => { setTimeout(resolve, 2000) })
    }
  }
}

/** @param {HTMLElement} root @param {any} hall */
function run(root, hall) {
  const [header, news, list, form, given, booking] = ['header', 'div', 'section', 'section', 'div', 'div'].map((tag) => el(tag))
  const take = el('main', { class: 'take' }, el('div', { class: 'card pick' }, list, booking), el('div', { class: 'card form' }, form), given)
  const [roll, kiosks] = [el('main', { class: 'roll' }), el('main', { class: 'kiosks' })]
  booking.className = 'booking'
  given.className = 'card given'
  const page = el('div', { class: 'reception' }, header, news, take, roll, kiosks)
  const current = () => (location.hash.slice(1) in PAGES ? location.hash.slice(1) : 'take')
  /** @type {{level: string, words: string} | null} */
  let told = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let forgetting

  const tell = (/** @type {string} */ level, /** @type {string} */ words) => {
    told = { level, words }
    clearTimeout(forgetting)
    forgetting = setTimeout(() => { told = null; show() }, TOLD_MS)
    show()
  }
  const { known, refresh } = watch(hall, () => show(), (what, notice) => {
    if (what === 'healed') tell('good', TEXTS[language()].healed)
    if (notice?.code === 'kiosk_help') chime()
  })
  const at = (/** @type {string} */ moment) => clock(new Date(moment), known.hall.site.time_zone)
  const desk = makeDesk(hall, () => show())
  const { state } = desk

  /** Chooses a service, or adds it to the visit; a closed one stays where it is and says why. */
  function pick(/** @type {string | undefined} */ code) {
    const service = known.hall.services.find((/** @type {any} */ one) => one.code === code)
    if (!service?.open || state.busy || state.open) return
    state.choice = withService(state.choice, service.code, state.adding)
    Object.assign(state, { adding: false, typed: '', active: -1 })
    show()
    focusOn('give')
  }

  const focusOn = (/** @type {string} */ id) => { const node = page.querySelector(`[data-id="${id}"]`); if (node instanceof HTMLElement) node.focus() }
  const toSearch = () => { services.field.focus(); services.field.select() }

  async function give() {
    if (known.lost) return
    told = null
    const answer = await desk.give()
    if (answer === undefined) return
    void refresh()
    if (answer === null) { toSearch(); return }
    const t = TEXTS[language()]
    const part = answer.given ? `${fill(t.given_part, { n: answer.given, all: answer.all })} ` : ''
    tell('bad', part + (mayRepeat(answer.refused) ? t.again_more : refusal(answer.refused, language())))
    focusOn('give')
  }

  /** Asks something about a ticket and says what came of it. @param {any} ticket @param {string} path @param {object} body @param {string} words */
  async function act(ticket, path, body, words) {
    try {
      await ask('POST', `/api/v1/tickets/${ticket.id}/${path}`, body)
      tell('good', words)
    } catch (error) {
      tell('bad', refusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
    }
    await refresh()
  }

  const tickets = {
    reprint(/** @type {any} */ ticket) {
      const t = TEXTS[language()]
      const number = spaced(ticket)
      askPrinter({ title: fill(t.reprint_title, { number }), more: t.reprint_more, printers: known.hall.printers, then: (printer) => {
        const label = printerName(known.hall.printers, printer, language())
        void act(ticket, 'reprint', { printer }, fill(t.reprinted, { number, printer: label }))
      } })
    },
    cancel(/** @type {any} */ ticket) {
      const t = TEXTS[language()]
      const number = spaced(ticket)
      askReason({ title: fill(t.cancel_title, { number }), more: t.cancel_more, of: 'cancels', then: (reason) => { void act(ticket, 'cancel', { reason }, fill(t.cancelled, { number })) } })
    },
  }

  const add = () => { if (!state.choice.service) return; state.adding = !state.adding; show(); if (state.adding) toSearch() }
  const acts = kioskActs({ tell, refresh })
  const showHead = headView(header, current, () => { told = null; show() })
  const showNews = newsView(news, acts)
  const services = listView(list, desk, pick, () => show())
  const showForm = formView(form, desk, { give: () => { void give() }, add, changed: () => show() }, lastView(desk, tickets))
  const showGiven = givenView(given, desk, tickets)
  const showBooking = bookingView(booking, desk, { tell, refresh, at })
  const showRoll = rollPage(roll, { tell, refresh, changed: () => show() })
  const showKiosks = kiosksPage(kiosks, acts)

  function show() {
    const now = current()
    for (const [one, node] of /** @type {[string, HTMLElement][]} */ (Object.entries({ take, roll, kiosks }))) node.hidden = one !== now
    page.classList.toggle('lost', known.lost)
    showHead(known)
    showNews(known, told, at)
    if (now === 'take') { services.show(known, at); showForm(known); showGiven(known); showBooking(known.hall) }
    if (now === 'roll') showRoll(known, at)
    if (now === 'kiosks') showKiosks(known, at)
    dialogs.settle()
    document.title = `${/** @type {Record<string, any>} */ (TEXTS[language()])[now]} · ${say(known.hall.site.name, language())}`
  }

  /** What a key does on the page of numbers; answers whether it did something. @param {string} name */
  function press(name) {
    const { choice } = state
    const classes = [null, ...known.hall.priorities.map((/** @type {any} */ one) => one.code)]
    const set = (/** @type {Partial<import('./form.mjs').Choice>} */ more) => { state.choice = { ...choice, ...more }; show(); return true }
    const [last] = lastOf(known, state)
    if (name === 'search') { toSearch(); return true }
    if (name === 'up' || name === 'down') { state.active = moved(state.active, name, found(known, state).length); show(); return true }
    if (name === 'esc') { if (!closeMenu() && !dialogs.isOpen()) { if (state.adding) { state.adding = false; state.typed = ''; show() } else if (!state.busy && !state.open) desk.clear(); toSearch() } return true }
    if (!choice.service && name === 'reprint' && last && known.hall.printers.length) { tickets.reprint(last); return true }
    if (!choice.service && name === 'cancel' && last) { tickets.cancel(last); return true }
    if (!choice.service || state.open) return name === 'enter' && state.open !== null && (void give(), true)
    if (name === 'enter') { void give(); return true }
    if (/^\d$/.test(name)) return Number(name) <= classes.length && set({ priority: classes[Number(name) - 1] })
    if (name === 'more' || name === 'less') { state.choice = withMore(choice, name === 'more' ? 1 : -1); show(); return true }
    if (name === 'b') return set({ language: next(known.hall.site.languages, choice.language) })
    if (name === 'u') return choice.also.length > 0 && set({ anyOrder: !choice.anyOrder })
    if (name === 't') { add(); return true }
    if (name !== 'p') return false
    const printer = next([...known.hall.printers.map((/** @type {any} */ one) => one.name), null], choice.printer)
    rememberPrinter(printer)
    return set({ printer })
  }

  document.addEventListener('keydown', (event) => {
    const focus = document.activeElement
    const name = shortcut(event, { tag: focus?.tagName ?? 'BODY', search: focus === services.field })
    if (!name) return
    if (dialogs.isOpen()) { if (/^\d$/.test(name)) { event.preventDefault(); dialogs.pick(name) } return }
    if (name === 'esc' && closeMenu()) return
    if (current() !== 'take') return
    if (name === 'enter' && focus === services.field) { event.preventDefault(); pick(found(known, state)[state.active]?.code); return }
    if (press(name)) event.preventDefault()
  })
  addEventListener('pointerdown', (event) => { if (event.target instanceof Element && !event.target.closest('.menu, [data-id="menu"]')) closeMenu() })
  addEventListener('hashchange', () => { told = null; closeMenu(); show(); if (current() === 'take') toSearch() })
  root.replaceChildren(page)
  show()
  if (current() === 'take') toSearch()
}

const root = document.getElementById('app')
if (root) void start(root)
