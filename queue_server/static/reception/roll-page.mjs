// @ts-check
// The paper roll: which number comes next, and a few large buttons for each service.
import { Refused } from '/static/api.mjs'
import { requestKey } from '/static/device.mjs'
import { el, icon, number, say } from '/static/dom.mjs'
import { part } from '../counter/part.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from '../login/session.mjs'
import { askNumber, askReason } from './asking.mjs'
import { mayRepeat } from './form.mjs'
import { STEPS, begin, shown, span, upTo } from './roll.mjs'
import { TEXTS } from './texts.mjs'
import { closedWords, leftWords } from './words.mjs'

const RECENT = 8

/** @param {HTMLElement} node @param {{tell: (level: string, words: string) => void, refresh: () => Promise<void>, changed: () => void}} wants */
export function rollPage(node, wants) {
  const head = el('div', { class: 'card roll-head' })
  const list = el('div', { class: 'card roll-list' })
  const recent = el('div', { class: 'card given' })
  node.replaceChildren(head, list, recent)
  const [showHead, showList, showRecent] = [head, list, recent].map(part)
  const state = { busy: false, priority: /** @type {string | null} */ (null), first: /** @type {number | null} */ (null), done: /** @type {any[][]} */ ([]),
    /** A press nobody knows the end of, with its key. */ open: /** @type {{sign: string, key: string} | null} */ (null) }
  /** @type {import('./store.mjs').Known} */
  let known

  const next = () => state.first ?? (known.roll?.serial ?? 0) + 1
  const prefix = () => known.roll?.prefix ?? 'Z'
  const nameOf = (/** @type {string} */ code) => say(known.hall.services.find((/** @type {any} */ one) => one.code === code)?.name, language())

  /** @param {string} service @param {number} count @param {number | null} [first] */
  async function register(service, count, first = state.first) {
    if (state.busy || known.lost) return
    const t = TEXTS[language()]
    const body = { service, count, ...(first === null ? {} : { first }), ...(state.priority ? { priority: state.priority } : {}) }
    const sign = JSON.stringify(body)
    const key = state.open?.sign === sign ? state.open.key : requestKey()
    state.busy = true
    wants.changed()
    try {
      const { tickets } = await ask('POST', '/api/v1/rolls', body, { 'Idempotency-Key': key })
      Object.assign(state, { open: null, first: null, priority: null, done: [tickets, ...state.done].slice(0, RECENT) })
      wants.tell('good', fill(t.roll_done, { span: span(tickets), service: nameOf(service) }))
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused('unexpected', 500)
      state.open = mayRepeat(refused) ? { sign, key } : null
      wants.tell('bad', refused.code === 'conflict' ? fill(t.conflict_roll, refused.facts) : mayRepeat(refused) ? t.again_more : refusal(refused, language()))
    }
    state.busy = false
    await wants.refresh()
    wants.changed()
  }

  /** @param {any[]} tickets */
  function cancel(tickets) {
    const t = TEXTS[language()]
    const which = span(tickets)
    askReason({ title: fill(t.cancel_title, { number: which }), more: fill(t.roll_cancel_more, { span: which }), of: 'cancels', then: (reason) => { void cancelAll(tickets, reason) } })
  }

  /** @param {any[]} tickets @param {string} reason */
  async function cancelAll(tickets, reason) {
    try {
      for (const one of tickets) await ask('POST', `/api/v1/tickets/${one.id}/cancel`, { reason })
      state.done = state.done.filter((all) => all !== tickets)
      wants.tell('good', fill(TEXTS[language()].roll_cancelled, { span: span(tickets) }))
    } catch (error) {
      wants.tell('bad', refusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
    }
    wants.changed()
  }

  function askBegin() {
    const t = TEXTS[language()]
    askNumber({ title: t.begin_title, more: t.begin_more, label: t.roll_next, button: t.begin_set, done: (typed) => {
      const found = begin(known.roll?.serial ?? 0, typed, prefix())
      if ('why' in found) return t[found.why]
      state.first = found.first
      wants.changed()
      return null
    } })
  }

  /** @param {string} service */
  function askUpTo(service) {
    const t = TEXTS[language()]
    const from = next()
    askNumber({ title: fill(t.up_to_title, { service: nameOf(service) }), more: fill(t.up_to_more, { next: shown(prefix(), from) }), label: t.up_to, button: t.register, done: (typed) => {
      const found = upTo(from, typed, prefix())
      if ('why' in found) return t[found.why]
      // Named, so that two desks that have the same paper in mind do not register twice as many.
      void register(service, found.count, from)
      return null
    } })
  }

  return function draw(/** @type {import('./store.mjs').Known} */ now, /** @type {(moment: string) => string} */ at) {
    known = now
    const t = TEXTS[language()]
    const { roll, hall, lost } = known
    if (roll && state.first !== null && state.first <= roll.serial) state.first = null
    showHead([language(), roll, state.first, state.priority, hall.priorities, lost], () => [
      el('div', { class: 'next' }, el('small', {}, t.roll_next), roll ? number({ number: shown(roll.prefix, next()).replace(' ', ''), prefix: roll.prefix }) : null,
        el('p', {}, roll?.last ? fill(t.roll_last, { last: shown(roll.prefix, roll.serial) }) : t.roll_none)),
      el('div', { class: 'how' }, el('p', {}, t.roll_how),
        el('div', { class: 'chips' }, ...(hall.priorities.length ? [{ code: null, name: { id: TEXTS.id.general, en: TEXTS.en.general } }, ...hall.priorities].map((one) => el('button', { type: 'button', class: 'chip', 'data-id': `roll-class-${one.code ?? ''}`, 'aria-pressed': state.priority === one.code ? 'true' : 'false', onclick: () => { state.priority = one.code; wants.changed() } }, say(one.name, language()))) : []),
          el('button', { type: 'button', class: 'chip quiet', 'data-id': 'begin', onclick: askBegin }, icon('i-edit'), el('span', {}, t.roll_change))))])
    showList([language(), hall.services, hall.agencies, state.busy, lost], () => [el('ul', { class: 'scroll' }, ...hall.services.map((/** @type {any} */ one) => {
      const agency = hall.agencies.find((/** @type {any} */ a) => a.code === one.agency)
      const left = leftWords(one, language())
      const acts = one.open
        ? [...STEPS.map((count) => el('button', { type: 'button', class: 'btn step', 'data-id': `roll-${one.code}-${count}`, disabled: state.busy || lost, 'aria-label': `${say(one.name, language())} +${count}`, onclick: () => { void register(one.code, count) } }, `+${count}`)),
          el('button', { type: 'button', class: 'btn', 'data-id': `roll-${one.code}-to`, disabled: state.busy || lost, onclick: () => askUpTo(one.code) }, t.up_to, ' …')]
        : [el('span', { class: 'why' }, icon('i-lock'), closedWords(one, language(), at))]
      return el('li', { class: one.open ? '' : 'shut' }, el('span', { class: 'plate' }, one.prefix), el('span', { class: 'what' }, el('b', {}, say(one.name, language())), el('small', {}, [say(agency?.name, language()), one.waiting ? fill(t.waiting, { n: one.waiting }) : t.nobody, left].filter(Boolean).join(' · '))), el('div', { class: 'acts' }, ...acts))
    }))])
    showRecent([language(), state.done, lost], () => [el('h2', {}, t.roll_recent), state.done.length ? el('ul', { class: 'scroll' }, ...state.done.map((tickets) => el('li', {}, el('div', {}, el('b', { class: 'span' }, span(tickets)), el('small', {}, nameOf(tickets[0].service), tickets.length > 1 ? ` · ${fill(t.registered_n, { n: tickets.length })}` : '')),
      el('button', { type: 'button', class: 'btn', 'data-id': `roll-cancel-${tickets[0].id}`, 'aria-label': `${t.cancel} ${span(tickets)}`, title: `${t.cancel} ${span(tickets)}`, disabled: lost, onclick: () => cancel(tickets) }, icon('i-x'))))) : el('p', { class: 'empty' }, '–')])
  }
}
