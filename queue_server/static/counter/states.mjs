// @ts-check
// What the console shows and which buttons it has: one table for all states. No DOM, no network.
import { callAgainAt, rulesOf, undoOf } from './rules.mjs'

/** @typedef {'lost' | 'closed' | 'paused' | 'ready' | 'empty' | 'called' | 'serving'} Look
 * @typedef {{counter: {state: string}, ticket: {state: string, calls: number, last_call_at?: string | null, misses?: number} | null, line: readonly object[], rules?: any, undo?: any}} View
 * @typedef {{act: string, icon: string, text: string, key: string, hint?: string, n?: number, off?: string, opt?: boolean, until?: number}} Button
 *   `n` is a number in the words, `until` (ms) is counted down beside them
 * @typedef {{loud: Button, half: Button | null, quiet: Button[]}} Buttons */

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
  walkIn: { act: 'walkIn', icon: 'i-plus', text: 'walk_in', key: 'w', hint: 'walk_in_hint' },
  narrow: { act: 'narrow', icon: 'i-gear', text: 'narrow', key: 'n', hint: 'narrow_hint' },
  wait: { act: 'wait', icon: 'i-unlink', text: 'wait', key: '', off: 'lost' },
}

const off = (/** @type {Button} */ button, /** @type {string} */ why) => ({ ...button, off: why })

/** Buttons of a visitor who was called: again after a pause, which a strict hall insists on, absent after so many calls.
 * @param {View} view @param {Date} now @returns {Buttons} */
function ofCalled(view, now) {
  const rules = rulesOf(view)
  const until = callAgainAt(view.ticket, rules, now) ?? undefined
  const recall = until === undefined ? B.recall : { ...B.recall, until, ...(rules.strict ? { off: 'spacing' } : {}) }
  const another = rules.rounds > (view.ticket?.misses ?? 0) + 1
  const skip = { ...B.skip, n: rules.calls }
  const last = another ? { ...B.skip, hint: 'skip_again', n: rules.recycle_after } : skip
  return { loud: B.start, half: recall, quiet: [(view.ticket?.calls ?? 0) < rules.calls ? off(skip, 'early') : last, B.hold, B.transfer, B.giveBack, B.reprint] }
}

/** The buttons of this moment; `off` names why one cannot be pressed.
 * @param {View} view @param {boolean} lost @param {Date} now @returns {Buttons} */
export function buttons(view, lost, now) {
  // A server that tells no rules knows neither of these.
  const free = view.rules ? [B.walkIn, B.narrow] : []
  switch (look(view, lost)) {
    case 'lost': {
      const held = view.ticket ? [B.recall, B.hold, B.transfer, B.reprint].map((button) => off(button, 'lost')) : []
      return { loud: B.wait, half: null, quiet: held }
    }
    case 'closed': return { loud: B.open, half: null, quiet: [] }
    case 'paused': return { loud: B.goOn, half: null, quiet: [] }
    case 'ready': return { loud: B.next, half: null, quiet: free }
    case 'empty': return { loud: off(B.next, 'nobody'), half: null, quiet: free }
    case 'called': return ofCalled(view, now)
    case 'serving': return { loud: B.finishNext, half: B.finish, quiet: [B.recall, B.hold, B.transfer, B.reprint] }
  }
}

/** Whether the counter can be paused now; somebody who was called is awaited first. @param {View} view @param {boolean} lost */
export const mayPause = (view, lost) => !lost && view.counter.state === 'open' && view.ticket?.state !== 'called'

/** Requests of one press, in order: a pause finishes the visitor being served first. @param {View} view @param {string} act @returns {string[]} */
export const steps = (view, act) => (act === 'pause' && view.ticket?.state === 'serving' ? ['finish', 'pause'] : [act])

/** The action a key stands for now, or null. @param {View} view @param {boolean} lost @param {string} key a name of keys.mjs @param {Date} now */
export function actionOf(view, lost, key, now) {
  if (key === 'j') return mayPause(view, lost) ? 'pause' : null
  if (key === 'u') return !lost && undoOf(view, now) ? 'undo' : null
  if (key === 'm') return view.ticket || view.line.length ? 'why' : null
  if (key === 's') return view.ticket?.state === 'serving' && !lost ? 'outcome' : null
  if (key === 'help') return 'keys'
  const { loud, half, quiet } = buttons(view, lost, now)
  const found = [loud, half, ...quiet].find((button) => button !== null && button.key === key && !button.off)
  return found ? found.act : null
}
