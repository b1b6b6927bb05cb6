// @ts-check
// The page of devices: a card for each printer, the papers a person must look at, and for administrators who may connect.
import { el, icon, say } from '/static/dom.mjs'
import { clock } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { PAPER } from '../counter/paper-texts.mjs'
import { papersInWords } from '../counter/papers.mjs'
import { paperRows } from '../counter/papers-dialog.mjs'
import { inWords, LOW, nameOf, sentence, shortly, troubleIcon, troublesOf } from '../counter/printers.mjs'
import { rollLook, waitingFor } from './figures.mjs'
import { deviceList } from './list-pages.mjs'
import { pairButton } from './pairing-dialog.mjs'
import { screenCards } from './screen-cards.mjs'
import { SEEN } from './screen-texts.mjs'
import { soundCards } from './sound-cards.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('../counter/printers.mjs').Printer} Printer
 * @typedef {import('../counter/screens.mjs').Screen} Screen
 * @typedef {import('../counter/screens.mjs').Sound} Sound
 * @typedef {import('../counter/papers.mjs').Paper} Paper
 * @typedef {{newRoll: (printer: string) => void, printed: (paper: Paper) => void, reprint: (paper: Paper) => void, tell: (level: string, words: string) => void, changed: () => void, mute: import('./sound-cards.mjs').Mute}} Acts */

const words = () => TEXTS[language()]

/** `devices` is null for those who may not see them; `said` is the card of announcements, which lives on.
 * @param {{hall: any, overview: any, papers: Paper[] | null, devices: any[] | null, screens: Screen[], sounds: Sound[]}} known @param {Acts} acts @param {HTMLElement} said
 * @param {import('./announcements.mjs').About} seen */
export function devicesPage({ hall, overview, papers, devices, screens, sounds }, acts, said, seen) {
  const t = words()
  const zone = hall.site.time_zone
  const list = devices && deviceList(devices, zone, acts.tell, acts.changed)
  const about = { services: hall.services, counters: hall.counters, zone, printers: overview.printers }
  return el('section', { class: 'page list' }, el('div', { class: 'bar' }, el('h1', {}, t.devices), devices && pairButton(devices, (moment) => clock(new Date(moment), zone), acts.changed), list?.add),
    el('div', { class: 'tables' },
      papers?.length ? el('div', { class: 'card open-papers' }, el('h2', {}, icon('i-ticket'), papersInWords(papers.length, language()), el('small', {}, PAPER[language()].papers_more)), el('ul', { class: 'papers' }, ...paperRows(papers, about, acts))) : null,
      ...(sounds.length ? [group(SEEN[language()].sounds), soundCards(sounds, seen, acts.mute)] : []), said,
      ...(screens.length ? [group(SEEN[language()].screens), screenCards(screens, { zones: hall.zones, counters: hall.counters, clock: seen.clock }, acts)] : []),
      group(SEEN[language()].printers),
      overview.printers.length ? el('ul', { class: 'machine-cards' }, ...overview.printers.map((/** @type {Printer} */ one) => card(one, overview.printers, (papers ?? []).filter((paper) => paper.printer === one.name).length, zone, acts))) : el('p', { class: 'empty' }, t.no_printers),
      ...(list ? [group(SEEN[language()].known), el('div', { class: 'card known' }, list.table)] : [])))
}

/** @param {string} words */
const group = (words) => el('h2', { class: 'group' }, words)

/** @param {Printer} printer @param {Printer[]} all @param {number} papers how many of its papers a person must look at @param {string} zone @param {Acts} acts */
function card(printer, all, papers, zone, acts) {
  const t = words()
  const found = troublesOf(printer, all)
  const worst = found[0]
  const since = printer.changed_at ? fill(t.since, { at: clock(new Date(printer.changed_at), zone) }) : ''
  const causes = found.map((one, index) => { const { what, more } = sentence(one, language(), index === 0); return el('p', { class: `cause ${one.level}` }, el('b', {}, what), more) })
  const near = printer.near_end === null ? t.near_unknown : printer.near_end ? t.near_yes : t.near_no
  const rows = [[t.sensor, printer.agent ? near : t.near_unknown], [t.spare, spareOf(printer, all)], [t.queue, waitingFor(printer) ? fill(t.jobs, { n: waitingFor(printer) }) : t.queue_none],
    ...(papers ? [[t.papers, papersInWords(papers, language())]] : [])]
  return el('li', { class: 'card machine', 'data-printer': printer.name }, el('h2', {}, icon('i-printer'), el('span', {}, inWords(printer.label, language())), stateOf(printer, worst), el('small', {}, since)),
    ...causes, roll(printer), el('dl', {}, ...rows.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)])),
    el('button', { class: 'btn', type: 'button', 'data-id': `roll-${printer.name}`, onclick: () => acts.newRoll(printer.name) }, icon('i-roll'), t.new_roll))
}

/** @param {Printer} printer @param {import('../counter/printers.mjs').Trouble | undefined} worst */
function stateOf(printer, worst) {
  const t = words()
  if (!worst) return el('span', { class: 'state ok' }, icon('i-check'), t.ready)
  return el('span', { class: `state ${LOW.includes(worst.code) ? 'warn' : 'bad'}` }, icon(troubleIcon(worst.code)), shortly(worst.code, language()))
}

/** @param {Printer} printer */
function roll(printer) {
  const t = words()
  const look = rollLook(printer)
  if (!look) return el('p', { class: 'uncounted' }, t.not_counted)
  const bar = el('i')
  bar.style.width = `${Math.round(look.share * 100)}%`
  const metres = new Intl.NumberFormat(language() === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 })
  return el('div', { class: look.look ? 'roll near' : 'roll' }, el('div', { class: 'track' }, bar),
    el('p', {}, el('b', {}, fill(t.roll_left, { n: look.tickets ?? '–' })), ' · ', fill(t.roll_metres, { left: metres.format(look.leftM), full: metres.format(look.fullM) })))
}

/** @param {Printer} printer @param {Printer[]} all */
function spareOf(printer, all) {
  const t = words()
  if (!printer.spare) return t.spare_none
  const name = nameOf(all, printer.spare, language())
  if (printer.goes_to === printer.name) return name
  return fill(printer.goes_to === null ? t.spare_not_ready : t.spare_takes, { name })
}
