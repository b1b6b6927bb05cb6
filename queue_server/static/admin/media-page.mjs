// @ts-check
// The page of what TVs show between calls: one row each, in the order of the screens.
import { el, icon } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send } from '../login/session.mjs'
import { ask as question, close } from '../counter/dialogs.mjs'
import { askForm } from './media-form.mjs'
import { aboutItem, ACCEPTED, daysInWords, mediaRefusal, nameOf, stateOf, zonesInWords } from './media-rules.mjs'
import { MEDIA } from './media-texts.mjs'
import { send as upload, tray } from './media-upload.mjs'

/** @typedef {import('./media-rules.mjs').Item} Item
 * @typedef {{changed: () => void, tell: (level: string, words: string) => void}} Acts `changed` reads the list again */

const STATES = { on: ['ok', 'i-check'], off: ['off', 'i-moon'], later: ['warn', 'i-calendar'], past: ['off', 'i-calendar'], nowhere: ['bad', 'i-alert'] }
const words = () => MEDIA[language()]

/** @param {any} hall @param {Item[]} items @param {string} today @param {Acts} acts */
export function mediaPage(hall, items, today, acts) {
  const t = words()
  const chosen = /** @type {HTMLInputElement} */ (el('input', { type: 'file', class: 'sr', 'data-id': 'media-file', tabindex: '-1', 'aria-label': t.upload, multiple: true, accept: ACCEPTED.join(','), onchange: () => { askUpload(hall, [...(chosen.files ?? [])], acts); chosen.value = '' } }))
  const columns = [t.order, t.what, t.where, t.when, t.state]
  return el('section', { class: 'page list media' },
    el('div', { class: 'bar' }, el('h1', {}, t.title), chosen, el('button', { class: 'btn', type: 'button', 'data-id': 'media-text', onclick: () => askText(hall, acts) }, icon('i-edit'), t.write),
      el('button', { class: 'btn loud', type: 'button', 'data-id': 'media-upload', onclick: () => chosen.click() }, icon('i-plus'), t.upload)), tray,
    el('div', { class: 'card' }, items.length ? el('div', { class: 'scroll' }, el('table', { class: 'big' }, el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', {}, column)), el('th', {}, el('span', { class: 'sr' }, t.act)))),
      el('tbody', {}, ...items.map((item, place) => row(item, place, items.length, hall, today, acts))))) : el('p', { class: 'empty' }, t.none)))
}

/** @param {Item} item @param {number} place @param {number} of @param {any} hall @param {string} today @param {Acts} acts */
function row(item, place, of, hall, today, acts) {
  const t = words()
  const state = stateOf(item, today, hall.zones.map((/** @type {any} */ zone) => zone.code))
  const [look, sign] = STATES[state]
  const change = (/** @type {Record<string, any>} */ body) => trying(() => send('PUT', `/api/v1/media/${item.id}`, body), acts)
  // Not disabled: the focus must not fall out of the page when a row arrives at the top.
  const mover = (/** @type {string} */ way, /** @type {number} */ to, /** @type {string} */ label) => el('button', { class: `btn move ${way}`, type: 'button', 'data-id': `${way}-${item.id}`, 'aria-label': fill(label, item), 'aria-disabled': String(to < 0 || to >= of), onclick: () => { if (to >= 0 && to < of) void change({ position: to }) } }, icon('i-down'))
  const toggle = el('button', { class: 'switch', type: 'button', role: 'switch', 'aria-checked': String(item.enabled), 'aria-label': fill(t.switch, item), 'data-id': `switch-${item.id}`, onclick: () => { void change({ enabled: !item.enabled }) } }, el('i'))
  return el('tr', { class: state === 'on' ? '' : 'shut', 'data-item': item.id }, el('td', {}, el('span', { class: 'acts' }, mover('up', place - 1, t.up), mover('down', place + 1, t.down))),
    el('td', {}, el('span', { class: 'thing' }, thumbnail(item), el('span', {}, el('b', {}, item.name), el('small', {}, aboutItem(item, language()))))),
    el('td', {}, zonesInWords(item, hall.zones, language())), el('td', {}, daysInWords(item, language())),
    el('td', {}, el('span', { class: 'acts' }, toggle, el('span', { class: `state ${look}` }, icon(sign), t[state]))),
    el('td', { class: 'end' }, el('span', { class: 'acts' }, el('button', { class: 'btn', type: 'button', 'data-id': `edit-${item.id}`, 'aria-label': fill(t.edit_named, item), onclick: () => askEdit(hall, item, acts) }, t.edit),
      el('button', { class: 'btn', type: 'button', 'data-id': `remove-${item.id}`, 'aria-label': fill(t.remove_named, item), onclick: () => askRemove(item, acts) }, t.remove))))
}

/** @param {Item} item */
function thumbnail(item) {
  if (item.kind === 'text') return el('span', { class: 'thumb words' }, el('span', {}, item.text.id))
  if (item.kind === 'picture') return el('span', { class: 'thumb' }, el('img', { src: item.url, alt: '', loading: 'lazy', decoding: 'async' }))
  const film = /** @type {HTMLVideoElement} */ (el('video', { preload: 'metadata', muted: true, playsinline: true, tabindex: '-1', src: `${item.url}#t=0.5`, onerror: () => film.replaceWith(el('span', { class: 'broken' }, icon('i-alert'), words().cannot_play)) }))
  return el('span', { class: 'thumb' }, film, icon('i-play'))
}

/** @param {() => Promise<unknown>} act @param {Acts} acts */
async function trying(act, acts) {
  try {
    await act()
  } catch (error) {
    acts.tell('bad', mediaRefusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
  }
  acts.changed()
}

/** @param {any} hall @param {Acts} acts */
function askText(hall, acts) {
  const t = words()
  askForm({ title: t.new_text, yes: t.add, kind: 'text', hall, act: async (body) => { await send('POST', '/api/v1/media/texts', body); acts.changed() } })
}

/** @param {any} hall @param {Item} item @param {Acts} acts */
function askEdit(hall, item, acts) {
  const t = words()
  askForm({ title: fill(t.edit_title, item), yes: t.save, kind: item.kind, item, hall, act: async (body) => { await send('PUT', `/api/v1/media/${item.id}`, body); acts.tell('good', t.saved); acts.changed() } })
}

/** @param {any} hall @param {File[]} files @param {Acts} acts */
function askUpload(hall, files, acts) {
  if (!files.length) return
  const t = words()
  const alone = files.length === 1
  const shown = alone && files[0].type.startsWith('image/') ? looking(files[0]) : null
  const kind = files.some((file) => !file.type.startsWith('video/')) ? 'picture' : 'video'
  askForm({
    title: fill(alone ? t.upload_one : t.upload_title, { n: files.length, name: files[0].name }), yes: t.send, kind, item: { name: alone ? nameOf(files[0].name) : '' }, hall, withName: alone,
    above: el('div', { class: 'sending' }, shown, el('p', {}, t.formats), kind === 'picture' ? el('p', {}, t.private) : null),
    act: async ({ name, ...rest }) => upload(files.map((file) => ({ file, name: alone ? (name ?? nameOf(file.name)) : nameOf(file.name) })), rest, acts.changed),
  })
}

/** The picture as this computer has it. @param {File} file */
function looking(file) {
  const address = URL.createObjectURL(file)
  const forget = () => URL.revokeObjectURL(address)
  return el('img', { class: 'chosen', src: address, alt: '', onload: forget, onerror: (/** @type {Event} */ event) => { forget(); /** @type {HTMLElement} */ (event.target).remove() } })
}

/** @param {Item} item @param {Acts} acts */
function askRemove(item, acts) {
  const t = words()
  const yes = el('button', { class: 'btn loud', type: 'button', onclick: () => { close(); void trying(async () => { await send('DELETE', `/api/v1/media/${item.id}`); acts.tell('good', fill(t.removed, item)) }, acts) } }, t.yes_remove)
  question({ title: fill(t.remove_title, item), more: t.remove_more, cancel: t.cancel, body: thumbnail(item), footer: [yes] }).classList.add('small-dialog')
}
