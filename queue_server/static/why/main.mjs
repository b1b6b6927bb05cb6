// @ts-check
// "Mengapa nomor itu lebih dulu?": the rule of the order and the last calls. Without login, without anything personal.
import { client } from '../api.mjs'
import { isTv } from '../board/whole.mjs'
import { el, icon, number, say } from '../dom.mjs'
import { clock } from '../hall-time.mjs'
import { gate, houseLines } from '../phone/place.mjs'
import { brieflyOf, exampleOf, rulesOf, whyOf } from './rules.mjs'
import { words } from './texts.mjs'

const ASK_MS = 10_000
const FIRST_WAIT_MS = 1500
const FONTS = ['400 16px "Atkinson Hyperlegible Next"', '600 16px "Atkinson Hyperlegible Next"', '700 16px "Atkinson Hyperlegible Next"', '800 16px "Atkinson Hyperlegible Next"', '700 16px B612']
const KEY = 'satupintu.why.language'
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
const ask = client({ timeoutMs: 5000 })
const zone = decodeURIComponent(location.pathname.split('/')[2] || '')
const path = `/api/v1/order${zone ? `?zone=${encodeURIComponent(zone)}` : ''}`

/** Memory of this browser; private windows may refuse it. */
const memory = {
  get: () => { try { return localStorage.getItem(KEY) } catch (_) { return null } },
  set: (/** @type {string} */ chosen) => { try { localStorage.setItem(KEY, chosen) } catch (_) { /* then not */ } },
}

let language = (new URLSearchParams(location.search).get('lang') || memory.get()) === 'en' ? 'en' : 'id'
/** @type {import('./rules.mjs').Order | null} */
let known = null
let trouble = ''
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

async function poll() {
  clearTimeout(timer)
  if (document.hidden) return
  try {
    known = await ask('GET', path)
    trouble = ''
  } catch (refusal) {
    trouble = /** @type {any} */ (refusal).status === 404 ? 'unknown' : 'stale'
  }
  clearTimeout(timer)
  timer = setTimeout(poll, ASK_MS)
  paint()
}

/** @param {string} id @param {...(Node | string)} parts */
function fill(id, ...parts) {
  at(id).textContent = ''
  at(id).append(...parts)
}

let drawn = ''
function paint() {
  const tv = isTv({ search: location.search, width: innerWidth, height: innerHeight })
  const key = JSON.stringify([known && { ...known, now: '', seq: 0 }, language, trouble, tv, innerWidth, innerHeight])
  if (key === drawn) return
  drawn = key
  const t = words(language)
  const root = document.documentElement
  root.lang = language
  if (tv) root.dataset.theme = 'tv'
  else delete root.dataset.theme
  document.title = t('title')
  at('title').textContent = t('title')
  at('language').textContent = t('other')
  at('language').setAttribute('aria-label', t('other_name'))
  note(t)
  if (known) draw(known, t, tv)
}

/** @param {import('./texts.mjs').Say} t */
function note(t) {
  const time = known ? clock(new Date(known.now), known.site.time_zone) : ''
  const text = trouble === 'unknown' ? t('unknown') : trouble && known ? t('stale', { time }) : known ? '' : t('connecting')
  at('note').hidden = text === ''
  const link = trouble === 'unknown' ? [' ', el('a', { href: '/why/' }, t('to_all'))] : []
  fill('note', icon('i-unlink'), el('span', {}, text, ...link))
}

/** @param {import('./rules.mjs').Order} order @param {import('./texts.mjs').Say} t @param {boolean} tv */
function draw(order, t, tv) {
  const [house, region] = houseLines(order.site, language)
  at('house').textContent = house
  at('region').textContent = region
  at('zones').setAttribute('aria-label', t('places'))
  const search = location.search
  fill('zones', ...(order.zones.length < 2 ? [] : order.zones).map((one) => el('a', { href: `/why/${encodeURIComponent(one.code)}${search}`, 'aria-current': one.code === order.zone.code && 'page' }, say(one.name, language))),
    el('a', { href: `/board/${encodeURIComponent(order.zone.code)}` }, t('board')))
  at('lead').textContent = t('lead')
  fill('rules', ...rulesOf(order, language, t).map(({ id, head, more }) => el('li', { class: `r-${id}` }, el('b', {}, head), ' ', el('span', {}, more))))
  const example = exampleOf(order, language)
  fill('example', ...(example ? [el('h2', {}, t('example')), el('p', {}, t('example_one', example)), el('p', {}, t('example_two', example)), el('p', {}, el('b', {}, t('example_end')))] : []))
  fill('calls', el('h2', {}, t('calls')), order.calls.length ? el('ul', {}, ...order.calls.map((call) => row(order, call, t, tv))) : el('p', { class: 'none' }, t('no_calls')))
  fill('promises', el('table', {}, el('caption', {}, t('promises')), el('thead', { class: 'sr' }, el('tr', {}, el('th', { scope: 'col' }, t('service')), el('th', { scope: 'col' }, t('target')))),
    el('tbody', {}, ...order.services.map((one) => el('tr', {}, el('th', { scope: 'row' }, say(one.name, language)), el('td', {}, t('minutes', { count: one.target_wait_min })))))))
  at('fine').textContent = t('fine')
  if (tv) fit()
}

/** @param {import('./rules.mjs').Order} order @param {import('./rules.mjs').Call} call @param {import('./texts.mjs').Say} t @param {boolean} tv */
function row(order, call, t, tv) {
  const hour = (/** @type {string} */ moment) => clock(new Date(moment), order.site.time_zone)
  const sign = gate(call.counter, language)
  return el('li', {}, el('div', { class: 'who' }, number(call), el('span', { class: 'to' }, icon('i-right'), `${sign.word} ${sign.big}`.trim()), el('span', { class: 'when' }, t('called', { time: hour(call.called_at) }))),
    el('p', {}, (tv ? brieflyOf : whyOf)(call, order.rules, t, hour)))
}

/** A TV cannot be scrolled: what has no room is left away, from the end. */
function fit() {
  const limit = at('page').getBoundingClientRect().bottom - parseFloat(getComputedStyle(at('page')).paddingBottom) + 1
  const rules = at('rules')
  const calls = at('calls').querySelector('ul')
  const isOver = (/** @type {Element | null} */ one) => one !== null && one.getBoundingClientRect().bottom > limit
  // Upright, the calls stand below the rules: three of them are worth more than the last rules.
  const third = calls && calls.children[Math.min(2, calls.children.length - 1)]
  while (innerHeight > innerWidth && third && rules.children.length > 4 && isOver(third)) /** @type {Element} */ (rules.lastElementChild).remove()
  for (const list of [rules, calls]) {
    while (list && list.children.length > 1 && isOver(list.lastElementChild)) /** @type {Element} */ (list.lastElementChild).remove()
  }
}

at('language').addEventListener('click', () => {
  language = language === 'en' ? 'id' : 'en'
  memory.set(language)
  history.replaceState(null, '', location.pathname + location.search.replace(/([?&])lang=\w*/, `$1lang=${language}`))
  paint()
})
addEventListener('online', () => { void poll() })
addEventListener('resize', paint)
document.addEventListener('visibilitychange', () => { if (!document.hidden) void poll() })
void Promise.race([poll(), new Promise((resolve) => { setTimeout(resolve, FIRST_WAIT_MS) })]).then(() => { paint(); document.documentElement.dataset.ready = '' })
// What fits on a TV is measured with the fonts.
void Promise.all(FONTS.map((font) => document.fonts.load(font))).catch(() => []).then(() => { drawn = ''; paint() })
