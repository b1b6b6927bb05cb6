// @ts-check
// The hall at this moment: six figures, services against their promise, counters, machines, and what needs somebody.
import { el, icon, number, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { capital, splitName } from '../counter/rows.mjs'
import { minutes } from '../counter/durations.mjs'
import { papersInWords } from '../counter/papers.mjs'
import { PAPER } from '../counter/paper-texts.mjs'
import { LOW, sentence, shortly, troubleIcon } from '../counter/printers.mjs'
import { screenIcon, screenSentence } from '../counter/screens.mjs'
import { SCREEN } from '../counter/screen-texts.mjs'
import { pauseReason } from '../counter/texts.mjs'
import { counterLook, machines, mins, needs, percent, waitLook } from './figures.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {{hall: any, overview: any, report: any, screens: any[], sounds: any[]}} Known */

const words = () => TEXTS[language()]
const name = (/** @type {any} */ thing) => say(thing?.name, language())
const at = (/** @type {Known} */ known, /** @type {string | null} */ moment) => (moment ? clock(new Date(moment), known.hall.site.time_zone) : '')
export const ROLE_ICONS = /** @type {Record<string, string>} */ ({ kiosk: 'i-kiosk', display: 'i-tv', printer: 'i-printer', announcer: 'i-sound', program: 'i-gear' })

/** @param {Known} known @param {(printer: string) => void} newRoll @returns {HTMLElement} */
export function livePage(known, newRoll) {
  return el('section', { class: 'page live' }, figures(known), services(known), machineList(known), el('div', { class: 'side' }, wanted(known, newRoll), counters(known)))
}

/** @param {Known} known */
function figures({ overview, report }) {
  const t = words()
  const open = overview.counters.filter((/** @type {any} */ one) => one.state === 'open').length
  const total = report?.total ?? {}
  const figure = (/** @type {unknown} */ value, /** @type {string} */ unit, /** @type {string} */ label) => el('div', {}, el('b', {}, String(value ?? '–'), unit ? el('em', {}, unit) : null), label)
  return el('div', { class: 'card kpi' },
    figure(overview.services.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.waiting, 0), '', t.waiting),
    figure(open, fill(t.of, { n: overview.counters.length }), t.open), figure(total.served, '', t.served),
    figure(mins(total.wait_p90_s), t.min, t.p90), figure(total.issued, '', t.issued), figure(percent(total.no_show ?? 0, total.issued ?? 0, language()), '%', t.no_show))
}

/** @param {Known} known */
function services(known) {
  const t = words()
  const rows = known.overview.services.map((/** @type {any} */ one) => serviceRow(known, one, known.hall.services.find((/** @type {any} */ s) => s.code === one.code)))
  const head = el('tr', {}, el('th', {}, t.service), el('th', { class: 'n' }, t.n_waiting), el('th', {}, t.oldest), el('th', {}, t.taken), el('th', {}, t.counters))
  return el('div', { class: 'card services' }, el('div', { class: 'scroll' }, el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows))))
}

/** @param {Known} known @param {any} one @param {any} facts the service in the hall */
function serviceRow(known, one, facts) {
  const t = words()
  const agency = known.hall.agencies.find((/** @type {any} */ agency) => agency.code === facts?.agency)
  const wait = waitLook(one.oldest, hallNow(), one.target_wait_min)
  const bar = el('i')
  bar.style.width = `${Math.round(wait.share * 100)}%`
  const waited = one.waiting ? el('div', { class: 'wait' }, el('div', { class: 'track' }, bar, el('s')), el('span', {}, el('b', {}, String(wait.minutes)), ` / ${one.target_wait_min} ${wait.look === 'over' ? t.late : t.min}`)) : el('span', { class: 'sub' }, t.nobody)
  const closed = /** @type {Record<string, string>} */ (t.closed)
  const shut = facts?.open === false ? `${closed[facts.closed_reason] ?? closed.other}${facts.closed_until ? `, ${fill(t.until, { at: at(known, facts.closed_until) })}` : ''}` : ''
  const taken = one.quota ? fill(t.of_quota, { n: one.issued, quota: one.quota }) : String(one.issued)
  const desks = known.overview.counters.filter((/** @type {any} */ desk) => desk.state === 'open' && desk.services.includes(one.code)).map((/** @type {any} */ desk) => splitName(name(desk))[1] || name(desk))
  return el('tr', { class: shut ? 'shut' : one.waiting ? wait.look : '' }, el('td', {}, el('span', { class: 'plate' }, one.prefix), el('b', {}, say(one.name, language())), el('span', { class: 'sub' }, name(agency))),
    el('td', { class: 'n' }, String(one.waiting)), el('td', {}, waited), el('td', {}, shut ? el('span', { class: 'why' }, icon(facts.closed_reason === 'pause' ? 'i-pause' : 'i-lock'), shut) : taken), el('td', {}, desks.join(', ') || '–'))
}

/** @param {Known} known */
function counters(known) {
  const t = words()
  const rows = known.overview.counters.map((/** @type {any} */ one) => {
    const look = counterLook(one)
    const [, digits] = splitName(name(one))
    const prefix = one.number ? known.overview.services.map((/** @type {any} */ s) => s.prefix).filter((/** @type {string} */ p) => one.number.startsWith(p)).sort((/** @type {string} */ a, /** @type {string} */ b) => b.length - a.length)[0] ?? '' : ''
    const what = { call: () => [icon('i-call'), number({ number: one.number, prefix })], serve: () => [icon('i-check'), number({ number: one.number, prefix })],
      free: () => [icon('i-check'), t.free], rest: () => [icon('i-pause'), one.reason ? pauseReason(one.reason, language()) : t.rest], shut: () => [icon('i-lock'), t.shut] }[look]()
    const list = one.services.map((/** @type {string} */ code) => { const found = known.hall.services.find((/** @type {any} */ s) => s.code === code); return capital(say(found?.short ?? found?.name, language())) }).join(', ')
    return el('li', { class: look === 'free' ? 'serve' : look, title: `${name(one)}: ${list}` }, el('span', { class: 'no' }, digits || one.code), el('div', {}, el('p', {}, ...what), el('small', {}, one.staff && look !== 'shut' ? one.staff : list)),
      el('span', { class: 't', title: one.since ? fill(t.since, { at: at(known, one.since) }) : null }, look === 'rest' ? fill(t.minutes, { n: minutes(one.since, hallNow()) }) : ''))
  })
  return el('div', { class: 'card' }, el('h2', {}, t.counters), el('ul', { class: 'counters' }, ...rows))
}

/** @param {Known} known */
function machineList({ overview, screens }) {
  const t = words()
  const roles = /** @type {Record<string, string>} */ (t.roles)
  const state = (/** @type {ReturnType<typeof machines>[number]} */ one) => {
    const seen = SCREEN[language()].troubles[one.why]
    const low = one.online && (LOW.includes(one.why) || seen !== undefined)
    const look = low ? 'warn' : one.online ? 'ok' : one.role === 'program' ? 'off' : 'bad'
    const words = one.why ? seen?.short ?? shortly(one.why, language()) : one.online ? t.ready : t.away
    return el('span', { class: `state ${look}` }, icon(one.why ? (seen ? screenIcon : troubleIcon)(one.why) : one.online ? 'i-check' : 'i-unlink'), words)
  }
  const troubled = (/** @type {ReturnType<typeof machines>[number]} */ one) => (one.why || (!one.online && one.role !== 'program') ? 0 : 1)
  const rows = machines({ ...overview, screens }).sort((a, b) => troubled(a) - troubled(b)).map((one) => el('li', {}, icon(ROLE_ICONS[one.role] ?? 'i-gear'), el('span', {}, say(one.label, language()), el('small', {}, one.queued ? fill(t.jobs, { n: one.queued }) : roles[one.role])), state(one)))
  return el('div', { class: 'card machines' }, el('h2', {}, t.machines), rows.length ? el('ul', { class: 'scroll' }, ...rows) : el('p', { class: 'empty' }, t.none))
}

/** @param {Known} known @param {(printer: string) => void} newRoll */
function wanted(known, newRoll) {
  const t = words()
  const { overview, screens, sounds } = known
  const rows = needs({ ...overview, screens, sounds }, hallNow(), (texts) => say(texts, language())).map((one) => need(one, newRoll, (moment) => at(known, moment)))
  const well = el('li', { class: 'good' }, icon('i-check'), el('div', {}, el('b', {}, t.all_well), el('small', {}, t.all_well_more)))
  return el('div', { class: 'card alerts' }, el('h2', {}, t.needs, rows.length ? el('small', {}, String(rows.length)) : null), el('ul', { class: 'scroll' }, ...(rows.length ? rows : [well])))
}

/** @param {import('./figures.mjs').Need} one @param {(printer: string) => void} newRoll @param {(moment: string) => string} clock */
function need(one, newRoll, clock) {
  const t = /** @type {Record<string, any>} */ (words())
  const paper = PAPER[language()]
  const row = (/** @type {string} */ picture, /** @type {string} */ what, /** @type {string} */ more, /** @type {HTMLElement | null} */ act = null) =>
    el('li', { class: one.level, 'data-need': one.code }, icon(picture), el('div', {}, el('b', {}, what), el('small', {}, more)), act)
  if (one.code === 'papers') return row('i-ticket', papersInWords(one.facts.n, language()), paper.papers_more, el('a', { class: 'btn', href: '#devices', 'data-id': 'need-papers' }, paper.show))
  if (one.code === 'sound') {
    const { what, more } = screenSentence(one.facts.trouble, language(), clock)
    return row(screenIcon(one.facts.trouble.code), what, more.trim(), el('a', { class: 'btn', href: '#devices', 'data-id': `need-${one.name}` }, paper.show))
  }
  if (one.code !== 'printer') {
    const picture = { late: 'i-clock', no_counter: 'i-users', device: ROLE_ICONS[one.facts.role] ?? 'i-unlink' }[one.code]
    return row(picture, fill(t[`need_${one.code}`], { name: one.name }), fill(t[`need_${one.code}_more`], { ...one.facts, role: t.roles[one.facts.role] }))
  }
  const { trouble, jobs, also } = one.facts
  const { what, more } = sentence(trouble, language())
  const replaced = LOW.includes(trouble.code) ? el('button', { class: 'btn', type: 'button', 'data-id': `roll-${one.name}`, onclick: () => newRoll(one.name) }, paper.replaced) : null
  return row(troubleIcon(trouble.code), what, [capital(more.replace(/^[,. ]+/, '')), also.length ? fill(paper.also, { what: also.map((/** @type {string} */ code) => shortly(code, language())).join(', ') }) : '', jobs ? `${capital(fill(t.jobs, { n: jobs }))}.` : ''].filter(Boolean).join(' '), replaced)
}
