// @ts-check
// What a supervisor does about paper: a new roll, a paper that was seen, a copy.
import { Refused } from '/static/api.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from '../login/session.mjs'
import { PAPER } from '../counter/paper-texts.mjs'
import { numberOf } from '../counter/papers-dialog.mjs'
import { tooLate } from '../counter/papers.mjs'
import { nameOf } from '../counter/printers.mjs'
import { askReprint, reprintTitle } from '../counter/reprint.mjs'
import { request } from '../counter/requests.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('../counter/papers.mjs').Paper} Paper */

/** @param {{hall: any, overview: any, papers: Paper[] | null}} known @param {(level: string, words: string) => void} tell @param {() => void} changed */
export function paperActs(known, tell, changed) {
  /** The paper whose copy is being asked about. @type {Paper | null} */
  let asking = null
  let busy = false
  const number = (/** @type {Paper} */ paper) => numberOf(paper, { services: known.hall.services, counters: known.hall.counters, zone: '', printers: known.overview.printers })
  const printers = () => known.overview.printers

  /** @param {string} act @param {import('../counter/requests.mjs').Extra} extra @param {string} of the number it is about @param {(answer: any) => string} words */
  async function press(act, extra, of, words) {
    if (busy) return
    busy = true
    try {
      const [path, body] = request(act, '', extra)
      const answer = await ask('POST', path, body)
      tell(answer.printer?.near_end ? 'warn' : 'good', words(answer))
    } catch (error) {
      const refused = error instanceof Refused ? error : { code: 'unexpected' }
      tell('bad', act === 'printed' && tooLate(refused) ? fill(PAPER[language()].too_late, { number: of }) : refusal(refused, language()))
    } finally {
      busy = false
      changed()
    }
  }

  return {
    /** @param {string} printer */
    newRoll(printer) {
      const t = PAPER[language()]
      void press('newRoll', { printer }, '', (answer) => fill(answer.printer?.near_end ? t.still_near : t.done_roll, { printer: nameOf(printers(), printer, language()) }))
    },
    /** @param {Paper} paper */
    printed(paper) {
      void press('printed', { job: paper.job }, number(paper), () => fill(PAPER[language()].done_printed, { number: number(paper) }))
    },
    /** @param {Paper} paper */
    reprint(paper) {
      asking = paper
      askReprint({ title: reprintTitle(number(paper)), printers: printers(), own: paper.printer, cancel: TEXTS[language()].cancel, still: () => asking === paper,
        print: (reason, printer) => {
          asking = null
          void press('reprint', { ticket: paper.ticket.id, reason, printer, open: true }, number(paper), (answer) => fill(PAPER[language()].done_reprint, { number: number(paper), printer: nameOf(printers(), answer.ticket?.print?.printer ?? printer, language()) }))
        } })
    },
    /** After the papers were fetched: a question about one that somebody else settled is a question no more. */
    settle() {
      if (asking === null || known.papers?.some((one) => one.job === asking?.job)) return
      tell('bad', fill(PAPER[language()].too_late, { number: number(asking) }))
      asking = null
    },
  }
}
