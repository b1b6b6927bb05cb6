// @ts-check
// The big panel: who is here, or who is next, with the one time that matters now.
import { el, icon, number, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { aloudInWords } from './aloud.mjs'
import { meter, minutes, since, timer } from './durations.mjs'
import { name } from './named.mjs'
import { longest, wait } from './rows.mjs'
import { breakOf, rulesOf } from './rules.mjs'
import { RULE } from './rule-texts.mjs'
import { look } from './states.mjs'
import { pauseReason, TEXTS } from './texts.mjs'
import { showWhy, tagNodes } from './why.mjs'

/** @typedef {import('./store.mjs').State} State */

const words = () => TEXTS[language()]
const serviceOf = (/** @type {State} */ state, /** @type {string} */ code) => state.hall.services.find((/** @type {any} */ one) => one.code === code)
const at = (/** @type {State} */ state, /** @type {string | Date} */ moment) => clock(new Date(moment), state.hall.site.time_zone)

/** Calls that are drawn as dots; of more only the number is told. */
const DOTS = 5

/** What decides whether the panel looks different; the running seconds are not in it. @param {State} state */
export function panelSign(state) {
  const { desk } = state
  const now = hallNow()
  if (!desk) return null
  const kind = look(desk, state.lost)
  const head = desk.ticket ?? desk.line[0]
  const service = head && serviceOf(state, head.service)
  return [kind, language(), head, desk.line.length, desk.counter, desk.rules?.calls, service?.name, service?.service_min, service?.target_wait_min,
    desk.ticket ? 0 : minutes(desk.line[0]?.issued_at ?? null, now), kind === 'paused' ? minutes(desk.counter.since, now) : 0, kind === 'lost' ? at(state, state.heardAt) : '',
    kind === 'ready' ? longest(desk.line, now, () => 0)?.minutes : 0, kind === 'paused' || kind === 'closed' ? others(state) : '', kind === 'paused' && breakOf(desk.counter, now, state.hall.site.time_zone)]
}

/** @param {State} state @returns {Node[]} */
export function panel(state) {
  const { desk } = state
  const t = words()
  if (!desk) return [el('div', { class: 'calm' }, icon('i-clock'), el('h1', {}, t.loading))]
  const kind = look(desk, state.lost)
  if (kind === 'empty') return [calm('i-check', null, t.nobody, t.nobody_more)]
  if (kind === 'closed') return [calm('i-lock', null, t.closed, `${waitingFor(state)} ${t.closed_more}`)]
  if (kind === 'paused') {
    const since = desk.counter.since ? fill(t.since, { n: minutes(desk.counter.since, hallNow()), at: at(state, desk.counter.since) }) : ''
    const title = desk.counter.reason ? fill(t.paused, { reason: pauseReason(desk.counter.reason, language()) }) : t.paused_plain
    const planned = breakOf(desk.counter, hallNow(), state.hall.site.time_zone)
    const until = planned?.look === 'now' ? `${fill(RULE[language()].break_now, planned)}.` : ''
    return [calm('i-pause', since, title, `${until} ${waitingFor(state)} ${others(state)}`.trim())]
  }
  const ticket = desk.ticket ?? desk.line[0]
  if (kind === 'lost') return lost(state, ticket)
  if (kind === 'ready') return ready(state, ticket)
  return here(state, ticket, kind === 'called')
}

const ALOUD_ICONS = /** @type {Record<string, string>} */ ({ good: 'i-sound', '': 'i-sound', warn: 'i-sound', bad: 'i-mute' })

/** Says below the time whether the number was heard. It has a place of its own, so nothing moves, and is no news for screen readers.
 * @param {State} state @param {HTMLElement} node @param {import('./aloud.mjs').Aloud | null} aloud */
export function showAloud(state, node, aloud) {
  const place = node.querySelector('.aloud')
  if (!(place instanceof HTMLElement)) return
  const told = aloud && aloudInWords(aloud, language(), (moment) => at(state, moment))
  const sign = told ? `${aloud.level} ${told.words}` : ''
  if (place.dataset.sign === sign) return
  place.dataset.sign = sign
  place.className = `aloud ${aloud?.level ?? ''}`.trim()
  place.replaceChildren(...(told ? [icon(ALOUD_ICONS[aloud.level]), el('span', {}, told.words), el('span', { class: 'brief' }, told.short)] : []))
}

/** Sets the running seconds; called each second and after every change. @param {State} state @param {HTMLElement} node */
export function tick(state, node) {
  const shown = node.querySelector('[data-runs]')
  if (!(shown instanceof HTMLElement) || !state.desk) return
  const t = words()
  const { ticket } = state.desk
  if (shown.dataset.runs === 'lost') { shown.textContent = timer(state.lostFor); return }
  if (!ticket) return
  if (shown.dataset.runs === 'called') { shown.textContent = timer(since(ticket.called_at, hallNow())); return }
  const seconds = since(ticket.served_at ?? ticket.called_at, hallNow())
  const target = serviceOf(state, ticket.service)?.service_min
  shown.textContent = timer(seconds)
  const bar = node.querySelector('.meter')
  const note = node.querySelector('[data-note]')
  if (!target || !(bar instanceof HTMLElement) || !(bar.firstElementChild instanceof HTMLElement) || !note) return
  const full = meter(seconds, target)
  bar.className = `meter ${full.look}`.trim()
  bar.firstElementChild.style.width = `${Math.round(full.share * 100)}%`
  const left = timer(Math.abs(full.leftS)).replace(/^0(?=\d\.)/, '')
  note.textContent = fill(full.leftS >= 0 ? t.target_left : t.target_over, { n: target, left })
}

/** @param {string} picture @param {string | null} badge @param {string} title @param {string} more */
function calm(picture, badge, title, more) {
  return el('div', { class: 'calm' }, icon(picture), el('div', {}, badge ? el('span', { class: 'state off' }, icon('i-clock'), badge) : null, el('h1', {}, title), el('p', {}, more)))
}

/** @param {State} state @param {any} ticket @param {HTMLElement} badge @param {...(Node | null)} more */
function who(state, ticket, badge, ...more) {
  // Whom the number was meant for does not matter any more once it is here.
  const [urgent, others] = [tagNodes(state, { urgent: ticket.urgent }), tagNodes(state, { ...ticket, urgent: false, for_counter: null, for_staff: null })]
  return el('div', { class: 'who' }, el('div', { class: 'top' }, badge, priority(state, ticket), ...urgent, whyButton(state, ticket)), number(ticket),
    el('div', { class: 'what' }, say(serviceOf(state, ticket.service)?.name, language())), el('div', { class: 'more' }, ...more, ...others))
}

/** @param {State} state @param {any} ticket */
function whyButton(state, ticket) {
  return el('button', { class: 'quietly', type: 'button', 'data-id': 'why', onclick: () => showWhy(state, ticket) }, RULE[language()].why)
}

/** @param {State} state @param {any} ticket */
function priority(state, ticket) {
  const known = state.hall.priorities.find((/** @type {any} */ one) => one.code === ticket.priority)
  return ticket.priority ? el('span', { class: 'badge' }, known ? name(known) : ticket.priority) : null
}

/** @param {State} state @param {any} ticket */
function ready(state, ticket) {
  const t = words()
  const oldest = longest(state.desk?.line ?? [], hallNow(), (code) => serviceOf(state, code)?.target_wait_min)
  const badge = el('span', { class: 'state wait' }, icon('i-users'), fill(t.next_of, { n: state.desk?.line.length }))
  return [who(state, ticket, badge, el('span', {}, fill(t.waited, { n: wait(ticket, hallNow(), undefined).minutes }))),
    el('div', { class: 'timer', 'aria-live': 'off' }, el('small', {}, t.longest), el('b', {}, String(oldest?.minutes ?? 0)), el('small', {}, oldest?.target ? fill(t.minutes_target, { n: oldest.target }) : t.minutes))]
}

/** @param {State} state @param {any} ticket @param {boolean} called */
function here(state, ticket, called) {
  const t = words()
  const came = fill(t.came_waited, { at: at(state, ticket.issued_at), n: minutes(ticket.issued_at, new Date(ticket.called_at ?? hallNow())) })
  const service = serviceOf(state, ticket.service)
  const papers = service?.requirements?.[language()] ?? service?.requirements?.id ?? []
  const badge = called ? el('span', { class: 'state' }, icon('i-call'), t.called) : el('span', { class: 'state go' }, icon('i-check'), t.serving)
  const facts = who(state, ticket, badge, el('span', {}, icon('i-clock'), came),
    papers.length ? el('span', { class: 'bring' }, icon('i-ticket'), fill(t.bring, { what: papers.join(', ') })) : null)
  if (!called) {
    return [facts, el('div', { class: 'timer', 'aria-live': 'off' }, el('small', {}, t.service_time), el('b', { 'data-runs': 'serving' }),
      service?.service_min ? el('div', { class: 'meter' }, el('i')) : null, service?.service_min ? el('small', { 'data-note': true }) : null)]
  }
  const all = rulesOf(state.desk).calls
  const dots = Array.from({ length: all > DOTS ? 0 : all }, (_, index) => el('i', { class: index < ticket.calls ? 'on' : null }))
  const count = ticket.calls > all ? fill(t.call_no, { n: ticket.calls }) : fill(t.call_of, { n: ticket.calls, all })
  return [facts, el('div', { class: 'timer', 'aria-live': 'off' }, el('small', {}, t.since_call), el('b', { 'data-runs': 'called' }), el('div', { class: 'dots' }, ...dots), el('small', {}, count), el('p', { class: 'aloud' }))]
}

/** @param {State} state @param {any} ticket */
function lost(state, ticket) {
  const t = words()
  const badge = el('span', { class: 'state off' }, icon('i-clock'), fill(t.data_at, { at: at(state, state.heardAt) }))
  const away = el('div', { class: 'timer', 'aria-live': 'off' }, el('small', {}, t.lost_for), el('b', { 'data-runs': 'lost' }), el('small', {}, t.lost_again))
  const advice = { serving: t.lost_serving, called: t.lost_called }[/** @type {string} */ (state.desk?.ticket?.state)] ?? t.lost_idle
  if (!ticket || !state.desk?.ticket) return [el('div', { class: 'who' }, badge, el('div', { class: 'calm' }, el('h1', {}, advice))), away]
  return [who(state, ticket, badge, el('span', { class: 'keep' }, advice)), away]
}

/** @param {State} state */
function waitingFor(state) {
  const t = words()
  const codes = state.desk?.counter.services ?? []
  const services = list(codes.map((/** @type {string} */ code) => name(serviceOf(state, code))))
  const waiting = state.desk?.line.length ?? 0
  return fill(waiting ? t.waiting_for : t.waiting_none, { n: waiting, services })
}

/** @param {State} state */
function others(state) {
  const t = words()
  const mine = new Set(state.desk?.counter.services)
  const open = state.hall.counters.filter((/** @type {any} */ one) => one.code !== state.code && one.state === 'open' && one.services.some((/** @type {string} */ code) => mine.has(code)))
  return open.length ? fill(t.others_one, { names: list(open.map(name)) }) : t.others_none
}

/** "KTP-el, KK dan Akta" @param {string[]} names */
export function list(names) {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${words().and} ${names[names.length - 1]}`
}
