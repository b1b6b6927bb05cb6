// @ts-check
// What is heard of a number, of a card and of a button: words that are good to hear where the screen has figures and signs. Pure.
import { onCard } from './closed.mjs'
import { offers, servicesOf } from './hall.mjs'

/** @param {any} texts @param {string} language */
const say = (texts, language) => texts?.[language] ?? texts?.id ?? ''

/** "A 0 6 2" with the digits as words: in a loud hall they are heard better than a number. @param {string} number @param {import('./closed.mjs').Say} t */
export function spelled(number, t) {
  const digits = t('digits').split(' ')
  return [...number].map((letter) => digits[Number(letter)] ?? letter).join(' ')
}

/** One sentence: with an end, and one only. @param {string} text */
export const sentence = (text) => (/[.?!]$/.test(text) ? text.replace(/\.{2,}$/, '.') : text && `${text}.`)

/** "KTP-el, KK dan Akta": at most `most` of them. @param {readonly string[]} names @param {import('./closed.mjs').Say} t @param {number} [most] */
export function listed(names, t, most = 8) {
  const shown = names.slice(0, most)
  return shown.length < 2 || names.length > most ? shown.join(', ') : `${shown.slice(0, -1).join(', ')}${t('say_and')}${shown.at(-1)}`
}

/** @param {number | null} count @param {import('./closed.mjs').Say} t @param {string} key */
const counted = (count, t, key) => (count === 0 || count === 1 ? t(`${key}_${count}`) : t(key, { count: count ?? 0 }))

/** "Perkiraan dipanggil pukul 11.05 sampai 11.25." @param {string} when "11.05–11.25" or "" @param {import('./closed.mjs').Say} t */
export function expected(when, t) {
  const [from, to] = when.split('–')
  return when && t('say_expected', { when: t('say_until', { from, to }) })
}

/** The number, the line before it, and what to do about the paper.
 * @param {{number: string, ahead: number | null}} ticket @param {string} when "11.05–11.25" or "" @param {{head: string, note: string}} paper
 * @param {import('./closed.mjs').Say} t */
export function sayDone(ticket, when, { head, note }, t) {
  return [t('say_number', { number: spelled(ticket.number, t) }), counted(ticket.ahead ?? 0, t, 'say_ahead'), expected(when, t), sentence(head), note].filter(Boolean).join(' ')
}

/** The card of a service: what it is, and how long the line is or why it gives no numbers.
 * @param {any} service @param {import('./choose.mjs').Scene} scene */
export function sayService(service, { state, t, now, calendars, range }) {
  const name = sentence(say(service.name, state.language))
  if (!service.open) {
    const shut = onCard(service, now, calendars[state.language], t, state.language)
    return [name, sentence(shut.tag), shut.why, shut.more].filter(Boolean).join(' ')
  }
  return [name, counted(service.waiting, t, 'say_waiting'), expected(range(service.estimate), t) || why(service.estimate_reason, t), service.regular === false && sentence(t('priority_only'))].filter(Boolean).join(' ')
}

const REASONS = ['no_counter', 'learning', 'long']

/** Why nobody can say when: a sentence, or "" when the server gives no reason or one that this page does not know.
 * @param {string | null | undefined} reason @param {import('./closed.mjs').Say} t */
export const why = (reason, t) => (reason && REASONS.includes(reason) ? t(`${reason}_note`) : '')

/** The same on a card: a few words. @param {string | null | undefined} reason @param {import('./closed.mjs').Say} t */
export const shortWhy = (reason, t) => (reason && REASONS.includes(reason) ? t(reason) : '')

/** @param {any} agency @param {import('./choose.mjs').Scene} scene */
export function sayAgency(agency, { state, hall, t }) {
  const shut = servicesOf(hall, agency.code).every((/** @type {any} */ service) => !service.open)
  return [sentence(say(agency.name, state.language)), sentence(shut ? t('shut_agency') : offers(hall, agency, state.language))].filter(Boolean).join(' ')
}

/** @param {any} who a class of priority @param {string} language */
export const sayPerson = (who, language) => [say(who.name, language), say(who.note, language)].filter(Boolean).map(sentence).join(' ')
