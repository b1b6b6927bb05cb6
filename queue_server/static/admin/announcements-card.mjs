// @ts-check
// The question "was this number called aloud?" and the last announcements. Made once, so that what is being typed stays while the page changes.
import { el, icon } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { ask } from '../login/session.mjs'
import { rowInWords, verdict, wantedNumber } from './announcements.mjs'
import { SEEN } from './screen-texts.mjs'

/** @typedef {import('./announcements.mjs').Announcement} Announcement */
const ICONS = { ok: 'i-sound', off: 'i-clock', warn: 'i-alert', bad: 'i-mute' }

/** @param {() => import('./announcements.mjs').About & {prefixes: string[]}} about */
export function announcementsCard(about) {
  let wanted = ''
  /** @type {Announcement[] | null} */
  let rows = null
  let failed = false
  let shown = ''
  let asked = 0

  const input = /** @type {HTMLInputElement} */ (el('input', { id: 'find-number', 'data-id': 'find-number', maxlength: 10, autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', size: 8 }))
  const label = el('label', { for: 'find-number' })
  const [find, all] = [el('button', { class: 'btn', type: 'submit', 'data-id': 'find' }), el('button', { class: 'btn', type: 'button', 'data-id': 'find-all', onclick: () => { input.value = ''; seek('') } })]
  const form = el('form', { class: 'find', role: 'search', onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); seek(wantedNumber(input.value, about().prefixes)) } }, label, input, find, all)
  const [title, answer, table] = [el('h2'), el('p', { class: 'verdict', role: 'status' }), el('div', { class: 'said-rows' })]
  const node = el('div', { class: 'card said' }, title, form, answer, table)

  /** @param {string} number */
  function seek(number) {
    wanted = number
    rows = null
    failed = false
    show()
    void fetchRows()
  }

  async function fetchRows() {
    const mine = asked += 1
    const of = wanted
    const got = await ask('GET', `/api/v1/announcements${of ? `?number=${encodeURIComponent(of)}` : ''}`).then((body) => /** @type {Announcement[]} */ (body.announcements), () => null)
    if (mine !== asked) return
    failed = got === null
    if (got) rows = got
    show()
  }

  function show() {
    const t = SEEN[language()]
    const now = about()
    const told = wanted && rows ? verdict(wanted, rows, now, language()) : null
    const lines = (rows ?? []).map((row) => rowInWords(row, now, language()))
    const sign = JSON.stringify([language(), wanted, told, lines, failed, rows === null])
    if (sign === shown) return
    shown = sign
    title.replaceChildren(icon('i-sound'), t.find_title)
    label.textContent = t.find_label
    input.placeholder = t.find_hint
    find.replaceChildren(icon('i-search'), t.find)
    all.textContent = t.find_all
    all.hidden = !wanted
    const said = failed ? { look: /** @type {const} */ ('bad'), words: t.find_failed } : told
    answer.className = `verdict ${said?.look ?? ''}`.trim()
    answer.replaceChildren(...(said ? [icon(failed ? 'i-alert' : ICONS[said.look]), el('span', {}, said.words)] : []))
    answer.hidden = !said
    table.replaceChildren(...(lines.length ? [list(lines, wanted ? '' : t.newest)] : rows && !wanted ? [el('p', { class: 'empty' }, t.none_yet)] : []))
  }

  /** @param {ReturnType<typeof rowInWords>[]} lines @param {string} caption */
  function list(lines, caption) {
    const { columns } = SEEN[language()]
    return el('table', {}, caption ? el('caption', {}, caption) : null, el('thead', {}, el('tr', {}, ...Object.values(columns).map((words) => el('th', { scope: 'col' }, words)))),
      el('tbody', {}, ...lines.map((one) => el('tr', {}, el('td', {}, one.at), el('td', {}, el('b', {}, one.number)), el('td', {}, one.counter),
        el('td', {}, el('span', { class: `state ${one.look}` }, icon(ICONS[one.look]), one.state)), el('td', {}, one.speaker), el('td', { class: 'why-said' }, one.why)))))
  }

  show()
  return { node, show, refresh: () => { void fetchRows() } }
}
