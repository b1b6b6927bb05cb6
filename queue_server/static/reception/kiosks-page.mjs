// @ts-check
// The kiosks: connected or not, locked by whom and why, who calls for help, which one asks for too many numbers.
import { Refused } from '/static/api.mjs'
import { el, icon } from '/static/dom.mjs'
import { part } from '../counter/part.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from '../login/session.mjs'
import { askReason } from './asking.mjs'
import { TEXTS } from './texts.mjs'
import { kioskName, printerName, reasonWords } from './words.mjs'

/** What can be done about a kiosk, from its card and from the news. @param {{tell: (level: string, words: string) => void, refresh: () => Promise<void>}} wants */
export function kioskActs({ tell, refresh }) {
  const path = (/** @type {any} */ kiosk) => `/api/v1/kiosks/${encodeURIComponent(kiosk.name)}`
  const doing = async (/** @type {() => Promise<any>} */ act, /** @type {string} */ words) => {
    try { await act(); if (words) tell('good', words) } catch (error) { tell('bad', refusal(error instanceof Refused ? error : { code: 'unexpected' }, language())) }
    await refresh()
  }
  const name = (/** @type {any} */ kiosk) => kioskName(kiosk, language())
  return {
    going: (/** @type {any} */ kiosk) => { void doing(() => ask('DELETE', `${path(kiosk)}/help`), '') },
    unlock: (/** @type {any} */ kiosk) => { void doing(() => ask('PUT', `${path(kiosk)}/lock`, { locked: false }), fill(TEXTS[language()].unlock_done, { kiosk: name(kiosk) })) },
    lock: (/** @type {any} */ kiosk) => {
      const t = TEXTS[language()]
      askReason({ title: fill(t.lock_title, { kiosk: name(kiosk) }), more: t.lock_more, of: 'locks', then: (reason) => { void doing(() => ask('PUT', `${path(kiosk)}/lock`, { locked: true, reason }), fill(t.lock_done, { kiosk: name(kiosk) })) } })
    },
  }
}

/** @param {HTMLElement} node @param {ReturnType<typeof kioskActs>} acts */
export function kiosksPage(node, acts) {
  const show = part(node)

  return function draw(/** @type {import('./store.mjs').Known} */ known, /** @type {(moment: string) => string} */ at) {
    show([language(), known.kiosks, known.hall.printers, known.lost], () => (known.kiosks.length ? known.kiosks.map((one) => card(known, one, at)) : [el('p', { class: 'empty' }, TEXTS[language()].no_kiosks)]))
  }

  /** @param {import('./store.mjs').Known} known @param {any} one @param {(moment: string) => string} at */
  function card(known, one, at) {
    const t = TEXTS[language()]
    const name = kioskName(one, language())
    const printer = known.hall.printers.find((/** @type {any} */ p) => p.name === one.printer)
    const printing = one.printer ? `${fill(t.with_printer, { printer: printerName(known.hall.printers, one.printer, language()) })}${printer && !printer.ready ? `, ${t.printer_off}` : ''}` : t.no_printer
    const state = one.locked ? ['stop', 'i-lock', t.locked] : one.online ? ['ok', 'i-check', t.online] : ['bad', 'i-unlink', t.offline]
    const why = one.locked ? [one.reason ? reasonWords(one.reason, 'locks', language()) : '', one.by && one.since ? fill(t.locked_since, { by: one.by, at: at(one.since) }) : ''].filter(Boolean).join(' · ') : ''
    return el('article', { class: 'card kiosk', 'data-kiosk': one.name },
      el('div', { class: 'top' }, icon('i-kiosk'), el('h2', {}, name), el('span', { class: `state ${state[0]}` }, icon(state[1]), state[2])),
      why ? el('p', { class: 'why' }, why) : null,
      one.help ? el('div', { class: 'told bad' }, icon('i-bell'), el('span', {}, t.help_here, ` ${fill(t.help_since, { at: at(one.help) })}`), el('button', { type: 'button', class: 'btn', 'data-id': `going-${one.name}`, disabled: known.lost, onclick: () => acts.going(one) }, t.going)) : null,
      one.refused && !one.locked ? el('div', { class: 'told warn' }, icon('i-alert'), el('span', {}, t.flood_here, ` ${fill(t.flood_more, { n: one.refused })}`)) : null,
      el('ul', {}, el('li', {}, icon('i-printer'), printing), el('li', {}, icon('i-ticket'), one.tickets_per_min ? fill(t.pace, { n: one.tickets_per_min }) : t.no_pace),
        one.locked ? el('li', {}, icon(one.online ? 'i-link' : 'i-unlink'), one.online ? t.online : t.offline) : null),
      one.locked ? el('button', { type: 'button', class: 'btn loud', 'data-id': `lock-${one.name}`, disabled: known.lost, onclick: () => acts.unlock(one) }, icon('i-check'), t.unlock)
        : el('button', { type: 'button', class: 'btn', 'data-id': `lock-${one.name}`, disabled: known.lost, onclick: () => acts.lock(one) }, icon('i-lock'), t.lock))
  }
}
