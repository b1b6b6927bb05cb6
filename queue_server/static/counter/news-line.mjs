// @ts-check
// The one line of news under the head, with what can be done about it.
import { el, icon } from '/static/dom.mjs'
import { clock } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { newsOf, stillAside } from './news.mjs'
import { PAPER } from './paper-texts.mjs'
import { papersInWords } from './papers.mjs'
import { part } from './part.mjs'
import { LOW } from './printers.mjs'
import { zoneOf } from './store.mjs'
import { TEXTS } from './texts.mjs'
import { iconOf, isPaper, sentenceOf, troublesAt } from './troubles.mjs'

/** @typedef {import('./store.mjs').State} State
 * @typedef {import('./troubles.mjs').Trouble} Trouble */

/** @param {HTMLElement} node @param {{newRoll: (trouble: import('./printers.mjs').Trouble) => Promise<boolean>, papers: () => void, redraw: () => void}} wants */
export function newsLine(node, wants) {
  const showPart = part(node)
  /** @type {import('./news.mjs').Aside} */
  let aside = { troubles: new Set(), papers: 0 }
  const putAside = (/** @type {Trouble} */ trouble) => { aside.troubles.add(trouble.key); wants.redraw() }

  return function show(/** @type {State} */ state, /** @type {{level: string, words: string} | null} */ told) {
    const all = troublesAt(state, zoneOf(state), state.code)
    if (!state.lost) aside = stillAside(aside, all, state.papers)
    const news = newsOf({ lost: state.lost, told: told !== null, troubles: all, papers: state.papers, aside })
    const heard = clock(state.heardAt, state.hall.site.time_zone)
    showPart([language(), news, news?.kind === 'lost' && heard, news?.kind === 'told' && told], () => {
      if (news === null) return []
      if (news.kind === 'lost') return [lost(heard)]
      if (news.kind === 'told') return [line(told?.level ?? 'good', told?.level === 'good' ? 'i-check' : 'i-alert', el('span', {}, told?.words), told?.level === 'bad' ? 'alert' : 'status')]
      if (news.kind === 'papers') return [papers(news.papers)]
      return [trouble(news.trouble, (moment) => clock(new Date(moment), state.hall.site.time_zone))]
    })
  }

  /** @param {string} level @param {string} picture @param {HTMLElement} words @param {string | null} role @param {...(Node | null)} buttons */
  function line(level, picture, words, role, ...buttons) {
    return el('div', { class: `alert ${level}`, role }, icon(picture), words, buttons.length ? el('div', { class: 'can' }, ...buttons) : null)
  }

  /** @param {string} at */
  function lost(at) {
    const t = TEXTS[language()]
    return line('bad', 'i-unlink', el('span', {}, el('b', {}, t.lost), ` ${fill(t.lost_more, { at })}`), 'alert')
  }

  /** @param {number} n */
  function papers(n) {
    const t = PAPER[language()]
    return line('warn', 'i-ticket', el('span', {}, el('b', {}, `${papersInWords(n, language())}.`), el('span', { class: 'extra' }, ` ${t.papers_more}`)), null,
      el('button', { type: 'button', 'data-id': 'show-papers', onclick: wants.papers }, t.show, el('kbd', {}, 'L')), later(() => { aside.papers = n; wants.redraw() }))
  }

  // It has no role: the notice said it once already, and it stays as long as it is true.
  /** @param {Trouble} of @param {import('./troubles.mjs').Clock} at */
  function trouble(of, at) {
    const t = PAPER[language()]
    const { what, more } = sentenceOf(of, language(), at)
    const replaced = isPaper(of) && LOW.includes(of.code) ? el('button', { type: 'button', 'data-id': 'new-roll', onclick: () => { void wants.newRoll(of).then((done) => { if (done) putAside(of) }) } }, t.replaced) : null
    return line(of.level, iconOf(of), el('span', {}, el('b', {}, what), el('span', { class: 'extra' }, more)), null, replaced, later(() => putAside(of)))
  }

  /** @param {() => void} act */
  function later(act) {
    return el('button', { type: 'button', class: 'later', 'data-id': 'later', onclick: act }, PAPER[language()].later)
  }
}
