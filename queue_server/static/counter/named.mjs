// @ts-check
// How services, counters and numbers are named on this screen.
import { say } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { RULE } from './rule-texts.mjs'
import { capital, spaced } from './rows.mjs'

/** @typedef {import('./store.mjs').State} State */

/** The short name as a label. @param {any} thing */
export const name = (thing) => capital(say(thing?.short ?? thing?.name, language()))

/** @param {State} state @param {string} code */
export const serviceNamed = (state, code) => name(state.hall.services.find((/** @type {any} */ one) => one.code === code)) || code

/** @param {State} state @param {string} code */
export const counterNamed = (state, code) => name(state.hall.counters.find((/** @type {any} */ one) => one.code === code)) || code

/** What tags of a ticket are said with. @param {State} state @returns {import('./tags.mjs').Speech} */
export const speech = (state) => ({ zone: state.hall.site.time_zone, words: RULE[language()], service: (code) => serviceNamed(state, code), counter: (code) => counterNamed(state, code) })

/** A number that came without its prefix, as it is painted: "A 012". @param {State} state @param {string} number */
export function painted(state, number) {
  const prefixes = state.hall.services.map((/** @type {any} */ one) => one.prefix).filter((/** @type {string} */ one) => number.startsWith(one))
  const prefix = prefixes.sort((/** @type {string} */ a, /** @type {string} */ b) => b.length - a.length)[0]
  return prefix ? spaced({ number, prefix }) : number
}
