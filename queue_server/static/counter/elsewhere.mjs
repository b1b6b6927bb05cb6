// @ts-check
// Opening a counter while another one is still open: close that one and open here, or go back to it.
import { say } from '/static/dom.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { remember } from './choose.mjs'
import { ask, choices } from './dialogs.mjs'
import { name } from './named.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** A visitor at the other counter is served there first: then there is no moving. @param {import('./store.mjs').State} state
 * @param {Record<string, any>} facts of the refusal @param {import('./questions.mjs').Do} act */
export function askMove(state, facts, act) {
  const t = RULE[language()]
  const names = { here: name(state.desk?.counter), there: say(facts.name, language()) || String(facts.counter) }
  const move = { text: fill(t.move_here, names), choose: () => { void act('open', { takeOver: true }) } }
  const back = { text: fill(t.move_back, names), choose: () => { remember(facts.counter); location.reload() } }
  ask({ title: fill(t.move_title, names), more: refusal({ code: 'officer_elsewhere', facts }, language()), cancel: TEXTS[language()].cancel,
    still: () => state.desk?.counter.state !== 'open', body: choices(facts.ticket ? [back] : [move, back]) })
}
