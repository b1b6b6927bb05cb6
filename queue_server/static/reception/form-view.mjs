// @ts-check
// What is chosen: for whom, language, how many, more services, printer; and the one loud button.
import { el, icon, say } from '/static/dom.mjs'
import { part } from '../counter/part.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { MOST, MOST_ALSO, withMore, withoutService } from './form.mjs'
import { rememberPrinter } from './desk.mjs'
import { lastOf } from './result-view.mjs'
import { TEXTS } from './texts.mjs'
import { printerName } from './words.mjs'

/** Names of languages in themselves; a code without one stands for itself. @type {Record<string, string>} */
const NAMES = { id: 'Indonesia', en: 'English', ms: 'Melayu', jv: 'Jawa', su: 'Sunda', zh: '中文', ar: 'العربية' }

/** @param {HTMLElement} node @param {import('./desk.mjs').Desk} desk @param {{give: () => void, add: () => void, changed: () => void}} wants
 * @param {(known: import('./store.mjs').Known) => Node[]} last the numbers of the last press, shown until the next service is chosen */
export function formView(node, desk, wants, last) {
  const show = part(node)
  const { state } = desk
  const set = (/** @type {Partial<import('./form.mjs').Choice>} */ more) => { state.choice = { ...state.choice, ...more }; wants.changed() }

  return function draw(/** @type {import('./store.mjs').Known} */ known) {
    const { hall, lost } = known
    const { choice } = state
    show([language(), choice, state.adding, state.busy, state.open !== null, lost, hall.priorities, hall.printers, hall.site.languages, hall.services.map((/** @type {any} */ one) => [one.code, one.open]), choice.service ? null : lastOf(known, state)], () => {
      const t = TEXTS[language()]
      if (!choice.service && state.last.length) return last(known)
      if (!choice.service) return [el('div', { class: 'calm' }, icon('i-ticket'), el('h2', {}, t.choose), el('p', {}, t.choose_more))]
      return [visit(hall), el('div', { class: 'fields' }, classes(hall), el('div', { class: 'two' }, counter(), languages(hall)), printers(hall)), loud(lost)]
    })
  }

  /** One of some, side by side; each with its key where it has one.
   * @param {string} label @param {string} key @param {{id: string, text: string, more?: string, key?: string, on: boolean, choose: () => void}[]} all */
  function pick(label, key, all) {
    return el('fieldset', { class: key ? null : 'pairs' }, el('legend', {}, label, key ? el('kbd', {}, key) : null), el('div', { class: 'chips' }, ...all.map((one) => el('button', { type: 'button', class: 'chip', 'data-id': one.id, 'aria-pressed': one.on ? 'true' : 'false', onclick: one.choose },
      el('span', {}, one.text, one.more ? el('small', {}, one.more) : null), one.key ? el('kbd', {}, one.key) : null))))
  }

  /** @param {any} hall */
  function visit(hall) {
    const t = TEXTS[language()]
    const { choice } = state
    const nameOf = (/** @type {string} */ code) => say(hall.services.find((/** @type {any} */ one) => one.code === code)?.name, language())
    const all = [/** @type {string} */ (choice.service), ...choice.also]
    const rows = all.map((code, index) => el('li', {}, all.length > 1 ? el('i', {}, String(index + 1)) : null, el('b', {}, nameOf(code)),
      el('button', { type: 'button', 'data-id': `remove-${code}`, 'aria-label': fill(t.remove, { name: nameOf(code) }), title: fill(t.remove, { name: nameOf(code) }), onclick: () => { state.choice = withoutService(state.choice, code); wants.changed() } }, icon('i-x'))))
    const order = choice.also.length ? el('span', { class: 'chips' }, ...[[false, t.in_order], [true, t.any_order]].map(([value, text]) => el('button', { type: 'button', class: 'chip', 'data-id': `order-${value}`, 'aria-pressed': choice.anyOrder === value ? 'true' : 'false', onclick: () => set({ anyOrder: /** @type {boolean} */ (value) }) }, el('span', {}, String(text)), value !== choice.anyOrder ? el('kbd', {}, 'U') : null))) : null
    return el('section', { class: 'visit', 'aria-label': t.visit }, el('ol', {}, ...rows),
      el('div', { class: 'chips' }, order, choice.also.length < MOST_ALSO ? el('button', { type: 'button', class: 'chip quiet', 'data-id': 'add', 'aria-pressed': state.adding ? 'true' : 'false', onclick: wants.add }, icon('i-plus'), el('span', {}, t.add), el('kbd', {}, 'T')) : null))
  }

  /** @param {any} hall */
  function classes(hall) {
    const t = TEXTS[language()]
    const all = [{ code: null, name: { id: TEXTS.id.general, en: TEXTS.en.general }, note: {} }, ...hall.priorities]
    return hall.priorities.length ? pick(t.for_whom, '', all.map((one, index) => ({ id: `class-${one.code ?? ''}`, text: say(one.name, language()), more: say(one.note, language()), key: index < 9 ? String(index + 1) : '', on: state.choice.priority === one.code, choose: () => set({ priority: one.code }) }))) : null
  }

  function counter() {
    const t = TEXTS[language()]
    const { count, also } = state.choice
    const step = (/** @type {number} */ by, /** @type {string} */ text, /** @type {string} */ key, /** @type {string} */ label) => el('button', { type: 'button', class: 'chip step', 'data-id': `count${by}`, 'aria-label': label, disabled: also.length > 0 || (by < 0 ? count <= 1 : count >= MOST), onclick: () => { state.choice = withMore(state.choice, by); wants.changed() } }, text)
    const more = also.length ? fill(t.one_number, { n: also.length + 1 }) : count > 1 ? fill(t.together, { n: count }) : ''
    return el('fieldset', {}, el('legend', {}, t.count, el('kbd', {}, '+'), el('kbd', {}, '−')), el('div', { class: 'chips' }, step(-1, '−', '-', t.less), el('output', {}, String(count)), step(1, '+', '+', t.more), more ? el('small', { class: 'beside' }, more) : null))
  }

  /** @param {any} hall */
  function languages(hall) {
    const codes = hall.site.languages
    return codes.length > 1 ? pick(TEXTS[language()].ticket_language, 'B', codes.map((/** @type {string} */ code) => ({ id: `language-${code}`, text: NAMES[code] ?? code, on: state.choice.language === code, choose: () => set({ language: code }) }))) : null
  }

  /** @param {any} hall */
  function printers(hall) {
    const t = TEXTS[language()]
    const labelOf = (/** @type {string} */ name) => printerName(hall.printers, name, language())
    const how = (/** @type {any} */ one) => (one.ready ? '' : one.goes_to && one.goes_to !== one.name ? fill(t.printer_spare, { printer: labelOf(one.goes_to) }) : t.printer_off)
    const choose = (/** @type {string | null} */ name) => { rememberPrinter(name); set({ printer: name }) }
    const all = hall.printers.map((/** @type {any} */ one) => ({ id: `printer-${one.name}`, text: labelOf(one.name), more: how(one), on: state.choice.printer === one.name, choose: () => choose(one.name) }))
    return pick(t.printer, all.length ? 'P' : '', [...all, { id: 'printer-', text: t.no_paper, on: state.choice.printer === null, choose: () => choose(null) }])
  }

  /** @param {boolean} lost */
  function loud(lost) {
    const t = TEXTS[language()]
    const { count } = state.choice
    const words = state.busy ? t.giving : state.open ? t.again : count > 1 ? fill(t.give_n, { n: count }) : t.give
    return el('button', { type: 'button', class: `btn loud give${state.busy ? ' busy' : ''}`, 'data-id': 'give', disabled: lost || state.busy, 'aria-busy': state.busy ? 'true' : null, onclick: wants.give }, icon(state.open ? 'i-repeat' : 'i-ticket'), words, el('kbd', {}, t.enter))
  }
}
