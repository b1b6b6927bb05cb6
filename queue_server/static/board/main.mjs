// @ts-check
// The public board: asks for what everybody may see, shows it, says how old it is. Without login, without anything personal.
import { el, icon } from '../dom.mjs'
import { clock, hallNow, learn, longDate, shortDate } from '../hall-time.mjs'
import { houseLines } from '../phone/place.mjs'
import { answered, looked, silentFor } from '../silence.mjs'
import { asker } from './asking.mjs'
import { MOST_LINES, fitTv } from './fit-tv.mjs'
import { words } from './texts.mjs'
import { earlier, facts, lines, newest, places } from './views.mjs'
import { isTv, nextAsk, trust, whole, zoneOf } from './whole.mjs'

const FIRST_WAIT_MS = 1500
/** What fits is measured with these. */
const FONTS = ['400 16px "Atkinson Hyperlegible Next"', '600 16px "Atkinson Hyperlegible Next"', '700 16px "Atkinson Hyperlegible Next"', '700 16px B612']
const clocks = () => ({ steady: performance.now(), wall: Date.now() })
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))

/** Memory of this browser; private windows may refuse it. */
const memory = {
  get: () => { try { return localStorage.getItem('satupintu.board.language') } catch (_) { return null } },
  set: (/** @type {string} */ language) => { try { localStorage.setItem('satupintu.board.language', language) } catch (_) { /* then not */ } },
}

const zone = zoneOf(location.pathname)
const ask = asker()
/** @type {import('./whole.mjs').Whole | null} */
let known = null
let heardAt = hallNow()
let silence = answered(clocks())
let failures = 0
let isUnknown = false
let isAsking = false
let language = memory.get() === 'en' ? 'en' : 'id'
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

async function poll() {
  clearTimeout(timer)
  if (document.hidden || isAsking) return
  isAsking = true
  try {
    const boards = await ask(zone)
    for (const board of boards) learn(board.now)
    known = whole(boards)
    heardAt = hallNow()
    silence = answered(clocks())
    failures = 0
    isUnknown = false
  } catch (refusal) {
    failures += 1
    isUnknown = /** @type {any} */ (refusal).status === 404
    if (isUnknown) known = null
  }
  isAsking = false
  clearTimeout(timer)
  timer = setTimeout(poll, nextAsk(failures) * 1000)
  paint()
}

/** @type {Map<string, string>} */
const drawn = new Map()
/** What the tables of a TV were fitted for. */
let fitted = ''

/** Draws a part only when what it shows has changed: a screen reader would say it again. @param {string} id @param {unknown} key @param {() => Iterable<Node | string>} make */
function part(id, key, make) {
  const now = JSON.stringify(key)
  if (drawn.get(id) === now) return
  drawn.set(id, now)
  const place = at(id)
  while (place.firstChild) place.firstChild.remove()
  place.append(...make())
}

function paint() {
  const t = words(language)
  const tv = isTv({ search: location.search, width: innerWidth, height: innerHeight })
  const root = document.documentElement
  root.lang = language
  if (tv) root.dataset.theme = 'tv'
  else delete root.dataset.theme
  at('language').textContent = t('other')
  at('language').setAttribute('aria-label', t('other_name'))
  at('zones').setAttribute('aria-label', t('places'))
  const seen = looked(silence, clocks())
  silence = seen.silence
  if (seen.doubt) void poll()
  const believed = known === null ? 'fresh' : trust(silentFor(silence, performance.now()))
  document.body.className = `is-${believed}${known === null ? ' is-empty' : ''}`
  note(t, believed, tv)
  if (known === null) return
  const now = hallNow()
  const { site } = known
  const [house, region] = houseLines(site, language)
  at('house').textContent = house
  at('region').textContent = region
  at('date').textContent = tv ? shortDate(now, site.time_zone, language) : longDate(now, site.time_zone, language)
  at('time').textContent = clock(now, site.time_zone)
  const own = known.zones.find((one) => one.code === zone)
  const place = own ? own.name[language] ?? own.name.id : t('all')
  document.title = t(own ? 'title' : 'title_all', { place, house: region ? `${house} ${region}` : house })
  at('place').textContent = own ? place : ''
  draw({ whole: known, language, t, now, isAll: zone === null && known.zones.length > 1, isTv: tv })
}

/** @param {import('./views.mjs').Scene} scene */
function draw(scene) {
  const { whole: all, isTv: tv } = scene
  const frame = [language, tv, innerWidth, innerHeight]
  part('zones', [frame, all.zones], () => places(scene, zone, location.search))
  part('why', [language, tv], () => (tv ? [] : [el('a', { href: `/why/${zone === null ? '' : encodeURIComponent(zone)}?lang=${language}` }, scene.t('why'))]))
  part('facts', [frame, all.hours, all.waiting_total, all.open_counters, scene.now.toDateString()], () => facts(scene))
  part('newest', [language, tv, all.newest, all.hours.state === 'closed' && all.open_counters === 0], () => newest(scene))
  // On a TV all parts share one height: when one has changed, the tables are fitted anew.
  const shared = tv ? [all.newest, all.hours, all.earlier, all.waiting, at('note').textContent] : []
  part('calls', [frame, all.earlier, shared], () => earlier(scene))
  part('lines', [frame, all.waiting, shared], () => lines(scene, MOST_LINES))
  const key = JSON.stringify([frame, shared])
  if (key !== fitted) at('newest').className = 'newest'
  if (tv && key !== fitted) fitTv((rows) => lines(scene, rows))
  fitted = tv ? key : ''
}

/** Why the page may not be believed, or what it waits for. @param {import('./texts.mjs').Say} t @param {'fresh' | 'stale' | 'old'} believed @param {boolean} tv */
function note(t, believed, tv) {
  const place = at('note')
  const time = known === null ? '' : clock(heardAt, known.site.time_zone)
  const text = isUnknown ? t('unknown') : known === null ? t('connecting') : believed === 'fresh' ? '' : t(tv && believed === 'old' ? 'old_tv' : believed, { time })
  place.hidden = text === ''
  part('note', [text, language], () => {
    if (text === '') return []
    const link = document.createElement('a')
    link.href = '/board/'
    link.textContent = t('to_all')
    const said = document.createElement('span')
    said.append(text, ...(isUnknown && zone !== null ? [' ', link] : []))
    return [icon('i-unlink'), said]
  })
}

at('language').addEventListener('click', () => {
  language = language === 'en' ? 'id' : 'en'
  memory.set(language)
  paint()
})
addEventListener('online', () => { void poll() })
addEventListener('resize', paint)
document.addEventListener('visibilitychange', () => { if (!document.hidden) { paint(); void poll() } })
setInterval(paint, 1000) // for the clock, and for the moment when what is shown becomes old
const fonts = Promise.all(FONTS.map((font) => document.fonts.load(font))).catch(() => [])
void Promise.race([Promise.all([poll(), fonts]), new Promise((resolve) => { setTimeout(resolve, FIRST_WAIT_MS) })]).then(() => { paint(); document.documentElement.dataset.ready = '' })
void fonts.then(() => { drawn.clear(); fitted = ''; paint() })
