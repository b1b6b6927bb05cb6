// @ts-check
// The search and the services it finds, each with its line, its likely time or the reason why it is closed, and what is left.
import { el, icon, say } from '/static/dom.mjs'
import { range } from '/static/hall-time.mjs'
import { part } from '../counter/part.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ownServices } from '../login/reach.mjs'
import { here } from '../login/session.mjs'
import { find } from './find.mjs'
import { TEXTS } from './texts.mjs'
import { closedWords, leftWords } from './words.mjs'

/** @param {import('./store.mjs').Known} known @param {{typed: string}} state */
export const found = (known, state) => find(ownServices(known.hall.services, here.person?.agencies ?? []), known.hall.agencies, state.typed, language())

/** @param {HTMLElement} node @param {import('./desk.mjs').Desk} desk @param {(code: string) => void} pick @param {() => void} changed */
export function listView(node, desk, pick, changed) {
  const { state } = desk
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'search', type: 'text', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'found', autocomplete: 'off', spellcheck: 'false',
    oninput: () => { Object.assign(state, { typed: field.value, active: field.value.trim() ? 0 : -1 }); changed() } }))
  const label = el('label', { class: 'sr', for: 'search' })
  const count = el('span', { class: 'n' })
  const list = el('ul', { id: 'found', class: 'found', role: 'listbox' })
  node.replaceChildren(el('div', { class: 'search' }, icon('i-search'), label, field, count), list)
  const show = part(list)

  return {
    field,
    show(/** @type {import('./store.mjs').Known} */ known, /** @type {(moment: string) => string} */ at) {
      const t = TEXTS[language()]
      const rows = found(known, state)
      state.active = Math.min(state.active, rows.length - 1)
      if (field.value !== state.typed) field.value = state.typed
      field.placeholder = state.adding ? t.search_more : t.search
      label.textContent = field.placeholder
      count.textContent = fill(t.found, { n: rows.length })
      field.setAttribute('aria-activedescendant', rows[state.active] ? `service-${rows[state.active].code}` : '')
      list.setAttribute('aria-label', t.choose)
      const chosen = [state.choice.service, ...state.choice.also]
      const built = show([language(), rows, known.hall.agencies, chosen, state.active, rows.length ? '' : state.typed], () => (rows.length
        ? rows.map((/** @type {any} */ one, index) => row(known, one, { at, isActive: index === state.active, place: chosen.indexOf(one.code), pick }))
        : [el('li', { class: 'none' }, icon('i-search'), el('p', {}, fill(t.found_none, { typed: state.typed.trim() })))]))
      if (built) list.querySelector('.active')?.scrollIntoView({ block: 'nearest' })
    },
  }
}

/** @param {import('./store.mjs').Known} known @param {any} one @param {{at: (moment: string) => string, isActive: boolean, place: number, pick: (code: string) => void}} how */
function row(known, one, { at, isActive, place, pick }) {
  const t = TEXTS[language()]
  const agency = known.hall.agencies.find((/** @type {any} */ a) => a.code === one.agency)
  const likely = range(one.estimate, known.hall.site.time_zone)
  const reasons = /** @type {Record<string, string>} */ (t.no_estimate)
  const waits = one.waiting ? fill(t.waiting, { n: one.waiting }) : t.nobody
  const state = one.open
    ? el('span', { class: 'how' }, el('b', {}, waits), el('small', {}, likely || reasons[one.estimate_reason ?? 'no_counter'] || reasons.other))
    : el('span', { class: 'how shut' }, el('b', {}, icon(one.closed_reason === 'pause' ? 'i-pause' : 'i-lock'), closedWords(one, language(), at)))
  const left = leftWords(one, language())
  return el('li', { id: `service-${one.code}`, role: 'option', 'aria-selected': place >= 0 ? 'true' : 'false', 'aria-disabled': one.open ? null : 'true', 'data-id': `service-${one.code}`,
    class: [isActive && 'active', place >= 0 && 'chosen', !one.open && 'shut'].filter(Boolean).join(' '), onclick: () => pick(one.code) },
  el('span', { class: 'plate' }, place >= 0 ? icon('i-check') : one.prefix), el('span', { class: 'what' }, el('b', {}, say(one.name, language())), el('small', {}, [say(agency?.name, language()), left].filter(Boolean).join(' · '))), state)
}
