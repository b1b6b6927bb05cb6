// @ts-check
// What stands there when nobody can choose: the hall is closed, the server is away, the device is not paired. Always says what to do.
import { el, icon } from '/static/dom.mjs'
import { ofHall } from './closed.mjs'
import { words } from './texts.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */

/** @param {string} id @param {string} sign @param {string} head @param {(Node | string | false)[]} lead @param {[string, string][]} rows */
function stop(id, sign, head, lead, rows) {
  return el('section', { class: 'view stop', id }, icon(sign, 'big'),
    el('div', {}, el('h1', { tabindex: -1 }, head), el('p', { class: 'lead' }, ...lead)),
    rows.length > 0 && el('ul', { class: 'hours' }, ...rows.map(([what, value], at) => el('li', { class: at === 0 && 'next' }, el('span', {}, what), el('b', {}, value)))))
}

/** One English line for a visitor who cannot switch. @param {string} text */
const english = (text) => el('span', { class: 'en', lang: 'en' }, text)

/** `text` with the part that matters in bold. @param {string} text @param {string} part */
function bold(text, part) {
  const at = part ? text.indexOf(part) : -1
  return at < 0 ? el('span', {}, text) : el('span', {}, text.slice(0, at), el('b', {}, part), text.slice(at + part.length))
}

/** @param {Scene} scene @param {string} reason */
export function closedView({ state, hall, t, now, calendars }, reason) {
  const here = ofHall(hall.services, reason, now, calendars[state.language], t, { language: state.language, words: hall.closed_words })
  const abroad = ofHall(hall.services, reason, now, calendars.en, words('en'), { language: 'en', words: hall.closed_words })
  return stop('closed', here.icon, here.head, [bold(here.lead, here.when), english([`${abroad.head}.`, abroad.lead].join(' '))], here.next ? [[t('next_numbers'), here.next]] : [])
}

/** Staff has locked this kiosk; goes away by itself once they open it again. @param {Scene} scene @param {string} reason "" when they gave none */
export const lockedView = ({ t }, reason) => stop('locked', 'i-lock', t('locked_head'), [el('span', {}, t('locked_lead')), english(`${words('en')('locked_head')}. ${words('en')('locked_lead')}`)],
  reason ? [[t('locked_why'), reason]] : [])

/** @param {Scene & {retryIn: number}} scene `retryIn`: seconds until the server is asked again */
export function downView({ state, t, retryIn }) {
  const seconds = Math.ceil(retryIn)
  return stop('down', 'i-unlink', t('down'), [bold(t('down_lead'), t('desk')), state.asking ? ` ${t('down_asking')}` : '', english(words('en')('down_lead'))],
    [[t('trying_again'), seconds > 0 ? t('seconds', { count: seconds }) : t('now')]])
}

/** `code` is empty until the server has given one, null when the launcher will show its own.
 * @param {Pick<Scene, 't'>} scene @param {'unpaired' | 'revoked'} why @param {string} origin @param {string | null} code */
export function pairView({ t }, why, origin, code) {
  const shown = code === null ? t('pair_soon') : code || t('pair_wait')
  return el('section', { class: 'view stop', id: 'pair' }, icon('i-link', 'big'),
    el('div', {}, el('h1', { tabindex: -1 }, t(why)), el('p', { class: 'lead' }, code === null ? '' : el('span', {}, t(`${why}_lead`)), english(`${words('en')(why)}.`))),
    el('ul', { class: 'hours' }, el('li', { class: 'next' }, el(code ? 'b' : 'span', { class: code ? 'pair-code' : '' }, shown)),
      code !== null && el('li', {}, el('code', {}, `${origin}/admin/#devices`))))
}

/** Before the first answer: the frame alone, for a moment. */
export const startingView = () => el('section', { class: 'view', id: 'starting' })
