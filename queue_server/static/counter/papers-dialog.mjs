// @ts-check
// The list of papers a person must look at, kept current while it is open.
import { el, icon, say } from '/static/dom.mjs'
import { clock, hallNow } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from './dialogs.mjs'
import { minutes } from './durations.mjs'
import { PAPER } from './paper-texts.mjs'
import { papersInWords, whereOf, whyOf } from './papers.mjs'
import { nameOf } from './printers.mjs'
import { capital } from './rows.mjs'

/** @typedef {import('./papers.mjs').Paper} Paper
 * @typedef {{services: any[], counters: any[], zone: string, printers: readonly import('./printers.mjs').Printer[]}} Hall
 * @typedef {{printed: (paper: Paper) => void, reprint: (paper: Paper) => void}} Acts */

/** "A 012", of a paper: its service knows the series letter. @param {Paper} paper @param {Hall} hall */
export function numberOf(paper, hall) {
  const { number, service } = paper.ticket
  const prefix = hall.services.find((one) => one.code === service)?.prefix ?? ''
  return prefix && number.startsWith(prefix) ? `${prefix} ${number.slice(prefix.length)}` : number
}

/** The rows of the list, for the dialog and the page of devices. @param {readonly Paper[]} papers @param {Hall} hall @param {Acts} acts @returns {HTMLElement[]} */
export function paperRows(papers, hall, acts) {
  const t = PAPER[language()]
  return papers.map((paper) => {
    const service = hall.services.find((one) => one.code === paper.ticket.service)
    const ago = minutes(paper.at, hallNow())
    const since = fill(ago ? t.since : t.since_now, { at: clock(new Date(paper.at), hall.zone), n: ago })
    const copy = paper.copy_no ? fill(t.copy, { n: paper.copy_no }) : ''
    const button = (/** @type {'printed' | 'reprint'} */ act, /** @type {string} */ picture) => el('button', { class: 'btn', type: 'button', 'data-id': `${act}-${paper.job}`, onclick: () => acts[act](paper) }, icon(picture), t[act])
    return el('li', { class: 'paper' }, el('b', { class: 'num' }, numberOf(paper, hall)),
      el('div', {}, el('p', {}, [capital(say(service?.short ?? service?.name, language()) || paper.ticket.service), whereOf(paper, hall.counters, language())].filter(Boolean).join(', ')),
        el('small', {}, `${whyOf(paper, language())}.`), el('small', {}, [nameOf(hall.printers, paper.printer, language()), since, copy].filter(Boolean).join(', '))),
      el('div', { class: 'acts' }, paper.state === 'unknown' ? button('printed', 'i-check') : null, button('reprint', 'i-printer')))
  })
}

/** Opens the list; returns what shows it anew: with the papers, or with null when they could not be fetched. `papers` is how many there are.
 * @param {{papers: number, cancel: string, hall: () => Hall, acts: Acts}} wants */
export function openPapers({ papers: count, cancel, hall, acts }) {
  const told = el('p', { class: 'told', role: 'status', hidden: true })
  const rows = el('ul', { class: 'papers' })
  const node = ask({ title: papersInWords(count, language()), more: PAPER[language()].papers_more, cancel, body: el('div', {}, told, rows) })
  node.classList.add('wide')
  let sign = ''

  return {
    isOpen: () => node.isConnected,
    /** @param {readonly Paper[] | null} papers @param {{level: string, words: string} | null} said */
    show(papers, said) {
      const t = PAPER[language()]
      const news = said ?? (papers === null ? { level: 'bad', words: t.papers_failed } : null)
      told.hidden = news === null
      told.className = news?.level === 'bad' ? 'told bad' : 'told'
      if (news && told.textContent !== news.words) told.replaceChildren(icon(news.level === 'good' ? 'i-check' : 'i-alert'), el('span', {}, news.words))
      if (papers === null) return
      const title = node.querySelector('h2')
      const more = title?.nextElementSibling
      if (title) title.textContent = papers.length ? papersInWords(papers.length, language()) : t.papers_done
      if (more instanceof HTMLElement) more.hidden = !papers.length
      const now = JSON.stringify([language(), papers, minutes(papers.at(-1)?.at ?? null, hallNow())])
      if (now === sign) return
      sign = now
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.id : undefined
      rows.replaceChildren(...paperRows(papers, hall(), acts))
      if (document.activeElement !== document.body) return
      const again = focused === undefined ? null : rows.querySelector(`[data-id="${CSS.escape(focused)}"]`)
      if (again instanceof HTMLElement) again.focus()
      else title?.focus()
    },
  }
}
