// @ts-check
// What is said after a press, in a whole sentence.
import { say } from '/static/dom.mjs'
import { clock } from '/static/hall-time.mjs'
import { fill } from '../login/refusals.mjs'
import { language } from '../login/language.mjs'
import { counterNamed, painted, serviceNamed } from './named.mjs'
import { said } from './requests.mjs'
import { spaced } from './rows.mjs'
import { rulesOf, servingOf } from './rules.mjs'
import { pressInWords, RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @param {import('./store.mjs').State} state @param {string} act @param {any} answer @param {import('./rules.mjs').Undo | null} undone what was offered to be taken back
 * @returns {string | null} null when the screen itself shows it */
export function doneInWords(state, act, answer, undone) {
  const r = RULE[language()]
  const words = /** @type {Record<string, any>} */ ({ ...TEXTS[language()], ...r })
  const key = said(act, answer)
  if (key === null) return null
  const ticket = answer?.ticket
  const whom = [ticket?.for_counter ? counterNamed(state, ticket.for_counter) : null, ticket?.for_staff].filter(Boolean).join(', ')
  const serving = answer?.counter ? servingOf({ ...state.desk?.counter, ...answer.counter }) : null
  return fill(words[key], {
    number: ticket ? spaced(ticket) : '',
    service: say(state.hall.services.find((/** @type {any} */ one) => one.code === ticket?.service)?.name, language()),
    services: serving ? [...serving.own, ...serving.helps].map((code) => serviceNamed(state, code)).join(', ') : '',
    whom: whom ? fill(r.whom, { who: whom }).replace(/^,?/, ',') : '',
    until: ticket?.held_until ? fill(r.hold_until, { at: clock(new Date(ticket.held_until), state.hall.site.time_zone) }) : '',
    again: fill(r.recycled_in, { n: rulesOf(state.desk).recycle_after }),
    press: undone ? pressInWords(answer?.undone ?? undone.kind, painted(state, undone.number), language()) : '',
  }).replace(/ \./g, '.').replace(/ ,/g, ',')
}
