// @ts-check
// The fields of a picture, film or text in a dialog: name, words with a look at the TV, zones, days, how long.
import { el, icon, say } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as question, close } from '../counter/dialogs.mjs'
import { asked, FITS, formOf, isTooLong, letters, LONGEST, mediaRefusal, SECONDS } from './media-rules.mjs'
import { MEDIA } from './media-texts.mjs'

/** @typedef {import('./media-rules.mjs').Item} Item @typedef {import('./media-rules.mjs').Form} Form */

const words = () => MEDIA[language()]

/** Opens the dialog; `act` gets what the server is asked for. @param {{title: string, yes: string, kind: Item['kind'], item?: Partial<Item>, hall: any, withName?: boolean, above?: Node | null, act: (body: Record<string, any>) => Promise<unknown>}} wants */
export function askForm({ title, yes, kind, item = {}, hall, withName = true, above = null, act }) {
  const t = words()
  const form = formOf(item)
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const button = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit', form: 'media-form' }, yes))
  const texts = kind === 'text' ? textFields(form, hall) : null
  const node = el('form', { class: 'ask', id: 'media-form', novalidate: true, onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault()
    button.disabled = true
    try {
      await act(asked(form, kind))
      if (node.isConnected) close()
    } catch (error) {
      told.replaceChildren(icon('i-alert'), el('span', {}, mediaRefusal(error instanceof Refused ? error : { code: 'unexpected' }, language())))
      told.hidden = false
      told.scrollIntoView({ block: 'nearest' })
    } finally {
      button.disabled = false
    }
  } }, told)
  const fields = [withName ? field('m-name', t.name, input('m-name', form.name, { maxlength: 120, autocomplete: 'off' }, (value) => { form.name = value }), t.name_more) : null,
    zones(form, hall), el('div', { class: 'three' }, field('m-from', t.first_day, input('m-from', form.from, { type: 'date' }, (value) => { form.from = value })),
      field('m-until', t.last_day, input('m-until', form.until, { type: 'date' }, (value) => { form.until = value }), t.days_more), kind === 'video' ? null : lasts(form))]
  if (texts) node.append(el('div', { class: 'writing' }, el('div', { class: 'ask' }, ...texts.areas, ...fields), texts.tv))
  else node.append(...[above, ...fields].filter((one) => one !== null))
  question({ title, cancel: t.cancel, body: node, footer: [button] }).classList.add('media-dialog')
  const first = node.querySelector('textarea, input')
  if (first instanceof HTMLElement) first.focus()
}

/** @param {string} id @param {string} label @param {HTMLElement} control @param {string} [more] */
const field = (id, label, control, more) => el('div', { class: 'field' }, el('label', { for: id }, label), control, more ? el('small', {}, more) : null)

/** @param {string} id @param {string} value @param {Record<string, any>} attributes @param {(value: string) => void} changed */
function input(id, value, attributes, changed) {
  const made = /** @type {HTMLInputElement} */ (el('input', { id, ...attributes }))
  made.value = value
  made.addEventListener('input', () => changed(made.value))
  return made
}

/** @param {Form} form */
function lasts(form) {
  const t = words()
  const chosen = [...new Set([...SECONDS, ...(form.seconds ? [Number(form.seconds)] : [])])].sort((a, b) => a - b)
  const select = /** @type {HTMLSelectElement} */ (el('select', { id: 'm-seconds', onchange: () => { form.seconds = select.value } }, el('option', { value: '' }, t.as_usual),
    ...chosen.map((n) => el('option', { value: n, selected: form.seconds === String(n) }, fill(t.seconds, { n })))))
  return field('m-seconds', t.lasts, select)
}

/** All zones is no zone at all; zones that the hall gave up go with the first choice. @param {Form} form @param {any} hall */
function zones(form, hall) {
  const t = words()
  const boxes = hall.zones.map((/** @type {any} */ zone) => box(`m-zone-${zone.code}`, say(zone.name, language()), form.zones.includes(zone.code), () => {
    form.zones = hall.zones.map((/** @type {any} */ one) => one.code).filter((/** @type {string} */ code) => boxes.some((/** @type {HTMLElement} */ label) => label.querySelector('input')?.id === `m-zone-${code}` && label.querySelector('input')?.checked))
    settle()
  }))
  const all = box('m-zone-all', t.all_zones, !form.zones.length, () => { form.zones = []; for (const label of boxes) label.querySelector('input').checked = false; settle() })
  const settle = () => { const input = all.querySelector('input'); if (input) input.checked = form.zones.length === 0 }
  return el('fieldset', { class: 'zones' }, el('legend', {}, t.zones), all, ...boxes)
}

/** @param {string} id @param {string} label @param {boolean} checked @param {() => void} changed */
const box = (id, label, checked, changed) => el('label', { class: 'box', for: id }, el('input', { type: 'checkbox', id, checked, onchange: changed }), label)

/** The words in each language beside a TV that shows them. @param {Form} form @param {any} hall */
function textFields(form, hall) {
  const t = words()
  const tv = television()
  const languages = [...new Set(['id', ...hall.site.languages, ...Object.keys(form.text)])]
  const areas = languages.map((code) => {
    const area = /** @type {HTMLTextAreaElement} */ (el('textarea', { id: `m-text-${code}`, rows: 2, maxlength: LONGEST, lang: code, dir: 'auto', 'aria-describedby': `m-count-${code}` }))
    const count = el('small', { id: `m-count-${code}` })
    const warning = el('p', { class: 'cause warn', role: 'status', hidden: true })
    area.value = form.text[code] ?? ''
    const look = () => {
      area.value = area.value.replace(/[\r\n]+/g, ' ')
      form.text[code] = area.value
      count.textContent = fill(t.letters, { n: letters(area.value), most: LONGEST })
      const { foot, slot } = tv.show(area.value, code)
      warning.textContent = foot ? fill(t.too_long, { fits: FITS }) : slot ? t.overflows : ''
      warning.hidden = !warning.textContent
    }
    area.addEventListener('input', look)
    area.addEventListener('focus', look)
    return { node: el('div', { class: 'field' }, el('label', { for: area.id }, fill(t.text, { language: /** @type {Record<string, string>} */ (t.languages)[code] ?? code })), area, count, warning), look }
  })
  // Measured, so only when it can be seen.
  requestAnimationFrame(() => { for (const area of [...areas].reverse()) area.look() })
  return { areas: areas.map((area) => area.node), tv: tv.node }
}

/** Two small TVs of 1920 x 1080 points: the words beside the calls, and at the foot. Letters have the size of the smallest on the wall. */
function television() {
  const t = words()
  const beside = el('p', {})
  const foot = el('p', {})
  const call = () => [el('div', { class: 'tv-now' }, el('b', {}, 'A047'), el('span', {}, '3')), el('div', { class: 'tv-past' }, el('span', {}, 'A046'), el('span', {}, 'L018'))]
  const slot = el('div', { class: 'tv-slot' }, beside)
  const band = el('div', { class: 'tv-foot tall' }, foot)
  const node = el('div', { class: 'looks', 'aria-hidden': 'true' }, el('figure', {}, el('figcaption', {}, t.in_slot), el('div', { class: 'tv' }, ...call(), slot, el('div', { class: 'tv-foot' }))),
    el('figure', {}, el('figcaption', {}, t.at_foot), el('div', { class: 'tv' }, ...call(), band)))
  /** Shows words; in which places they are too many. @param {string} text @param {string} code */
  function show(text, code) {
    for (const one of [beside, foot]) { one.textContent = text; one.lang = code; one.dir = 'auto' }
    const full = { foot: isTooLong(text) || foot.scrollHeight > band.clientHeight, slot: beside.scrollHeight > slot.clientHeight || beside.scrollWidth > slot.clientWidth }
    slot.classList.toggle('over', full.slot)
    band.classList.toggle('over', full.foot)
    return full
  }
  return { node, show }
}
