// @ts-check
// What each view says aloud, whole: where one is, what stands there, what can be done. Short sentences, in the visitor's language. Pure.
import { again, ofHall } from './closed.mjs'
import { houseLines, isSearched, pageOf, servicesOf } from './hall.mjs'
import { shown } from './paper.mjs'
import { expected, listed, sayDone, sayPerson, sentence, spelled, why } from './spoken.mjs'
import { words } from './texts.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */

/** A prompt is no longer than this. */
export const LONGEST = 600

/** @param {any} texts @param {string} language */
const say = (texts, language) => texts?.[language] ?? texts?.id ?? ''

/** @param {readonly (string | false | null | undefined)[]} parts */
const joined = (parts) => parts.filter(Boolean).join(' ')

/** @param {Scene} scene @param {readonly any[]} things */
const names = ({ state, t }, things, most = 8) => listed(things.map((one) => say(one.name, state.language)), t, most)

/** @param {Scene} scene @param {string | null} code */
const service = ({ hall }, code) => hall.services.find((/** @type {any} */ one) => one.code === code)

/** @param {Scene} scene */
export const chosenServices = (scene) => scene.state.chosen.map((code) => service(scene, code)).filter(Boolean)

/** @param {Scene} scene @param {number} total */
function pages({ state, t, perPage }, total) {
  const { page, pages: all } = pageOf(Array(total).fill(0), state.page, perPage)
  return all > 1 && t('say_page', { page: page + 1, pages: all })
}

/** @type {Record<string, (scene: Scene) => string>} */
const VIEWS = {
  home: (scene) => {
    const { hall, state, t } = scene
    const loved = hall.services.filter((/** @type {any} */ one) => one.popular && one.open).slice(0, 3)
    return joined([state.adding ? t('several_picked', { count: state.chosen.length }) : t('say_home', { house: houseLines(hall.site, state.language)[0] }), loved.length > 0 && t('say_popular', { names: names(scene, loved) }),
      t('say_agencies', { count: hall.agencies.length }), pages(scene, hall.agencies.length),
      isSearched(hall) && t('say_ways_search'), hall.bookings && !state.adding && t('say_ways_booking'), t('say_touch')])
  },
  services: (scene) => {
    const { hall, state, t } = scene
    const all = servicesOf(hall, state.agency)
    const shut = all.filter((/** @type {any} */ one) => !one.open)
    const agency = hall.agencies.find((/** @type {any} */ one) => one.code === state.agency)
    return joined([t('say_services', { agency: say(agency.name, state.language), count: all.length }), pages(scene, all.length),
      shut.length > 0 && t('say_shut', { names: names(scene, shut, 4) }), t('say_touch')])
  },
  search: (scene) => {
    const { state, t, matches } = scene
    if (state.query.length === 0) return joined([t('say_search'), t('say_touch')])
    const typed = t('say_typed', { typed: state.query.map((key) => (key === ' ' ? t('space') : [...key].join(' '))).join(', ') })
    return joined([typed, matches.length === 0 ? t('search_none') : t('say_found', { count: matches.length, names: names(scene, matches, 3) })])
  },
  booking: ({ state, t }) => (state.asking ? t('booking_checking') : joined([t('say_booking'), state.code && t('say_code', { code: spelled(state.code, t) })])),
  several: (scene) => joined([scene.t('say_several', { names: names(scene, chosenServices(scene)) }), scene.t('say_choose_add')]),
  for: (scene) => {
    const { hall, state, t, range } = scene
    const it = service(scene, state.service)
    const papers = it.requirements?.[state.language] ?? it.requirements?.id ?? []
    const people = hall.priorities.length === 0 ? t('say_yes')
      : joined([t('say_for', { names: listed([t('regular'), ...hall.priorities.map((/** @type {any} */ who) => say(who.name, state.language))], t) }), t('say_private'), t('say_touch')])
    return joined([state.chosen.length > 1 ? t('say_legs', { names: names(scene, chosenServices(scene)) }) : sentence(say(it.name, state.language)),
      t(it.waiting < 2 ? `ahead_${it.waiting}` : 'ahead_n', { count: it.waiting }), expected(range(it.estimate), t) || why(it.estimate_reason, t),
      papers.length > 0 && t('say_need', { papers: listed(papers, t) }), state.asking ? t('say_asking') : people])
  },
  done: ({ state, hall, t, range }) => joined([sayDone(state.ticket, range(state.ticket.estimate), shown(state, hall?.printers, state.language, t), t), t('say_finish')]),
  closed: ({ state, hall, t, now, calendars, reason }) => {
    const { head, lead } = ofHall(hall.services, reason ?? 'other', now, calendars[state.language], t, { language: state.language, words: hall.closed_words })
    return t('say_closed', { why: sentence(head), when: lead }).trim()
  },
  locked: ({ t }) => joined([sentence(t('locked_head')), t('locked_lead')]),
  down: ({ t }) => t('say_down'), unpaired: ({ t }) => t('say_pair'), revoked: ({ t }) => t('say_pair'), starting: ({ t }) => t('say_starting'),
}

/** The views that can be heard. */
export const SPOKEN = Object.freeze(Object.keys(VIEWS))

/** The notice above the view, in words. @param {Scene} scene */
export function noticeText({ state, hall, t, now, calendars }) {
  if (!state.notice) return ''
  const { text, facts = {} } = state.notice
  const name = say(hall?.services.find((/** @type {any} */ one) => one.code === state.notice?.service)?.name, state.language)
  const when = facts.when ? again(facts.when, now, calendars[state.language], t) : ''
  return t(text, { ...facts, service: name, when })
}

/** All that a view says. @param {string} name of the view @param {Scene} scene */
export function sayView(name, scene) {
  const text = joined([noticeText(scene), scene.state.help && words(scene.state.language)(`help_${scene.state.help}`), VIEWS[name](scene)])
  if (text.length <= LONGEST) return text
  const cut = text.slice(0, LONGEST)
  return cut.slice(0, Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? ')) + 1) || cut
}
