// @ts-check
// Everything the console does about paper: the list of papers to look at, printing again, a new roll.
import { say } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { ask } from '../login/session.mjs'
import * as dialogs from './dialogs.mjs'
import { PAPER } from './paper-texts.mjs'
import { numberOf, openPapers } from './papers-dialog.mjs'
import { tooLate } from './papers.mjs'
import { nameOf } from './printers.mjs'
import { askReprint, reprintTitle } from './reprint.mjs'
import { spaced } from './rows.mjs'
import { TEXTS } from './texts.mjs'

/** @typedef {import('./papers.mjs').Paper} Paper
 * @typedef {{level: string, words: string} | null} Told */

/** @param {import('./store.mjs').State} state @param {(act: string, extra: import('./requests.mjs').Extra) => Promise<any>} perform
 * @param {(level: string, words: string) => void} tell */
export function paperDesk(state, perform, tell) {
  /** @type {ReturnType<typeof openPapers> | null} */
  let list = null
  /** @type {Paper[] | null} */
  let papers = null
  /** The paper whose copy is being asked about. @type {Paper | null} */
  let asking = null
  let fetching = false
  let seen = -1
  /** @type {Told} */
  let last = null

  const hall = () => ({ services: state.hall.services, counters: state.hall.counters, zone: state.hall.site.time_zone, printers: state.printers })
  const cancel = () => TEXTS[language()].close_dialog

  async function fetchPapers() {
    if (fetching) return
    fetching = true
    seen = state.pushes
    papers = await ask('GET', '/api/v1/print-jobs').then((answer) => answer.jobs, () => null)
    fetching = false
    if (papers === null) setTimeout(() => { seen = -1; show() }, 2000)
    show()
  }

  /** Does one thing and says what came of it. @param {string} act @param {import('./requests.mjs').Extra} extra @param {string} number
   * @param {(answer: any) => string} words */
  async function press(act, extra, number, words) {
    try {
      const answer = await perform(act, extra)
      if (answer !== undefined) tell(answer.printer?.near_end ? 'warn' : 'good', words(answer))
      return answer !== undefined
    } catch (error) {
      const refused = error instanceof Refused ? error : { code: 'unexpected' }
      tell('bad', act === 'printed' && tooLate(refused) ? fill(PAPER[language()].too_late, { number }) : refusal(refused, language()))
      return false
    } finally {
      seen = -1
      show()
    }
  }

  const print = (/** @type {number} */ ticket, /** @type {string} */ number, /** @type {string} */ reason, /** @type {string | undefined} */ printer, open = false) =>
    press('reprint', { ticket, reason, printer, open }, number, (answer) => fill(PAPER[language()].done_reprint, { number, printer: nameOf(state.printers, answer.ticket?.print?.printer ?? printer, language()) }))

  /** @param {Paper} paper */
  function again(paper) {
    const number = numberOf(paper, hall())
    asking = paper
    askReprint({ title: reprintTitle(number), printers: state.printers, own: paper.printer, cancel: TEXTS[language()].cancel, still: () => !state.lost,
      print: (reason, printer) => { asking = null; void print(paper.ticket.id, number, reason, printer, true).then(open) } })
  }

  /** @param {Paper} paper */
  function printed(paper) {
    const number = numberOf(paper, hall())
    void press('printed', { job: paper.job }, number, () => fill(PAPER[language()].done_printed, { number }))
  }

  function open() {
    asking = null
    list = openPapers({ papers: state.papers, cancel: cancel(), hall, acts: { printed, reprint: again } })
    void fetchPapers()
  }

  /** After every change. @param {Told} [told] the sentence on the last press */
  function show(told = last) {
    last = told
    const isOpen = list?.isOpen() ?? false
    if (asking && !dialogs.isOpen()) asking = null
    if ((isOpen || asking) && seen !== state.pushes && !state.lost) void fetchPapers()
    if (asking && papers && !papers.some((one) => one.job === asking?.job)) {
      const number = numberOf(asking, hall())
      open()
      tell('bad', fill(PAPER[language()].too_late, { number }))
      return
    }
    if (isOpen && (papers !== null || !fetching)) list?.show(papers, told)
  }

  return {
    open, show,
    /** A ticket of this desk once more. @param {any} ticket */
    reprint(ticket) {
      asking = null
      askReprint({ title: reprintTitle(spaced(ticket)), printers: state.printers, own: ticket.print?.printer, cancel: TEXTS[language()].cancel, still: () => !state.lost,
        print: (reason, printer) => { void print(ticket.id, spaced(ticket), reason, printer) } })
    },
    /** @param {import('./printers.mjs').Trouble} trouble */
    newRoll(trouble) {
      const printer = say(trouble.label, language())
      return press('newRoll', { printer: trouble.printer }, '', (answer) => fill(answer.printer?.near_end ? PAPER[language()].still_near : PAPER[language()].done_roll, { printer }))
    },
  }
}
