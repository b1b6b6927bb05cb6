// @ts-check
// What the console shows and which buttons it has: one table for all states. No DOM, no network.

/** @typedef {'lost' | 'closed' | 'paused' | 'ready' | 'empty' | 'called' | 'serving'} Look
 * @typedef {{counter: {state: string}, ticket: {state: string, calls: number} | null, line: readonly object[]}} View
 * @typedef {{act: string, icon: string, text: string, key: string, hint?: string, off?: string, opt?: boolean}} Button
 * @typedef {{loud: Button, half: Button | null, quiet: Button[]}} Buttons */

/** Calls after which a visitor may be marked absent. */
export const CALLS_BEFORE_ABSENT = 3

/** @param {View} view @param {boolean} lost @returns {Look} */
export function look(view, lost) {
  if (lost) return 'lost'
  if (view.ticket) return view.ticket.state === 'called' ? 'called' : 'serving'
  const { state } = view.counter
  if (state === 'closed' || state === 'paused') return state
  return view.line.length ? 'ready' : 'empty'
}

/** @type {Record<string, Button>} */
const B = {
  next: { act: 'next', icon: 'i-call', text: 'next', key: 'space' },
  finishNext: { act: 'finishNext', icon: 'i-call', text: 'finish_next', key: 'space' },
  start: { act: 'start', icon: 'i-check', text: 'start', key: 'enter' },
  finish: { act: 'finish', icon: 'i-check', text: 'finish', key: 'enter' },
  recall: { act: 'recall', icon: 'i-repeat', text: 'recall', key: 'r' },
  skip: { act: 'skip', icon: 'i-absent', text: 'skip', key: 't', hint: 'skip_hint' },
  hold: { act: 'hold', icon: 'i-hold', text: 'hold', key: 'h', hint: 'hold_hint' },
  transfer: { act: 'transfer', icon: 'i-transfer', text: 'transfer', key: 'a', hint: 'transfer_hint' },
  reprint: { act: 'reprint', icon: 'i-printer', text: 'reprint', key: 'p', hint: 'reprint_hint', opt: true },
  giveBack: { act: 'giveBack', icon: 'i-left', text: 'give_back', key: 'k', hint: 'give_back_hint', opt: true },
  open: { act: 'open', icon: 'i-play', text: 'open', key: 'space' },
  goOn: { act: 'open', icon: 'i-play', text: 'go_on', key: 'space' },
  wait: { act: 'wait', icon: 'i-unlink', text: 'wait', key: '', off: 'lost' },
}

const off = (/** @type {Button} */ button, /** @type {string} */ why) => ({ ...button, off: why })

/** The buttons of this moment; `off` names why one cannot be pressed.
 * @param {View} view @param {boolean} lost @returns {Buttons} */
export function buttons(view, lost) {
  switch (look(view, lost)) {
    case 'lost': {
      const held = view.ticket ? [B.recall, B.hold, B.transfer, B.reprint].map((button) => off(button, 'lost')) : []
      return { loud: B.wait, half: null, quiet: held }
    }
    case 'closed': return { loud: B.open, half: null, quiet: [] }
    case 'paused': return { loud: B.goOn, half: null, quiet: [] }
    case 'ready': return { loud: B.next, half: null, quiet: [] }
    case 'empty': return { loud: off(B.next, 'nobody'), half: null, quiet: [] }
    case 'called': {
      const early = (view.ticket?.calls ?? 0) < CALLS_BEFORE_ABSENT
      return { loud: B.start, half: B.recall, quiet: [early ? off(B.skip, 'early') : B.skip, B.hold, B.transfer, B.giveBack, B.reprint] }
    }
    case 'serving': return { loud: B.finishNext, half: B.finish, quiet: [B.recall, B.hold, B.transfer, B.reprint] }
  }
}

/** Whether the counter can be paused now; somebody who was called is awaited first. @param {View} view @param {boolean} lost */
export const mayPause = (view, lost) => !lost && view.counter.state === 'open' && view.ticket?.state !== 'called'

/** Requests of one press, in order: a pause finishes the visitor being served first. @param {View} view @param {string} act @returns {string[]} */
export const steps = (view, act) => (act === 'pause' && view.ticket?.state === 'serving' ? ['finish', 'pause'] : [act])

/** The action a key stands for now, or null. @param {View} view @param {boolean} lost @param {string} key a name of keys.mjs */
export function actionOf(view, lost, key) {
  if (key === 'j') return mayPause(view, lost) ? 'pause' : null
  const { loud, half, quiet } = buttons(view, lost)
  const found = [loud, half, ...quiet].find((button) => button !== null && button.key === key && !button.off)
  return found ? found.act : null
}
