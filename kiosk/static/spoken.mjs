// @ts-check
// What a view says aloud, whole and in every language: the texts behind data-say. Pure.
import { NAMES, words } from './texts.mjs'

/** "A 0 6 2" with the digits as words: in a loud hall they are heard better than a number. @param {string} number @param {import('./closed.mjs').Say} t */
export function spelled(number, t) {
  const digits = t('digits').split(' ')
  return [...number].map((letter) => digits[Number(letter)] ?? letter).join(' ')
}

/** @param {number | null} count @param {import('./closed.mjs').Say} t */
const ahead = (count, t) => (count === 0 || count === 1 ? t(`say_ahead_${count}`) : t('say_ahead', { count: count ?? 0 }))

/** The number, the line before it, and what to do about the paper.
 * @param {{number: string, ahead: number | null}} ticket @param {string} when "11.05–11.25" or "" @param {{head: string, note: string}} paper
 * @param {import('./closed.mjs').Say} t */
export function sayDone(ticket, when, { head, note }, t) {
  const [from, to] = when.split('–')
  const headline = /[.?]$/.test(head) ? head.replace(/\.{3}$/, '.') : `${head}.`
  return [t('say_number', { number: spelled(ticket.number, t) }), ahead(ticket.ahead ?? 0, t),
    when && t('say_expected', { when: t('say_until', { from, to }) }), headline, note].filter(Boolean).join(' ')
}

/** The attributes that carry a spoken text: data-say is Indonesian, data-say-en English.
 * @param {(language: string, t: import('./closed.mjs').Say) => string} text @returns {Record<string, string>} */
export const saying = (text) => Object.fromEntries(Object.keys(NAMES).map((code) => [code === 'id' ? 'data-say' : `data-say-${code}`, text(code, words(code))]))
