// @ts-check
// The phone page: asks for the ticket behind its QR code again and again, shows it, rings.
import { client } from '../api.mjs'
import { houseLines, nextAsk, placeOf, ring } from './place.mjs'
import { arm, ringNow } from './remind.mjs'
import { words } from './texts.mjs'
import { before, view } from './views.mjs'

const token = location.pathname.split('/').filter(Boolean).at(-1) ?? ''
const path = `/api/v1/tickets/${encodeURIComponent(token)}`
const ask = client({ timeoutMs: 8000 })
const STALE_S = 12
const steady = () => performance.now() / 1000
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))

/** Memory of this phone; private windows may refuse it. */
const memory = {
  get: (/** @type {string} */ name) => { try { return localStorage.getItem(`satupintu.phone.${name}`) } catch { return null } },
  set: (/** @type {string} */ name, /** @type {string} */ value) => { try { localStorage.setItem(`satupintu.phone.${name}`, value) } catch { /* then not */ } },
}

const now = { ticket: /** @type {any} */ (undefined), failures: 0, heard: steady(), remind: false, first: Number(memory.get(token)) || 0,
  language: memory.get('language') ?? (navigator.language.startsWith('en') ? 'en' : 'id') }
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

async function poll() {
  clearTimeout(timer)
  try {
    take((await ask('GET', path)).ticket)
  } catch (refusal) {
    if (/** @type {any} */ (refusal).status === 404) take(null)
    else { now.failures += 1; paint() }
  }
  const pause = nextAsk(now.ticket === undefined ? null : placeOf(now.ticket), now.failures)
  clearTimeout(timer)
  if (pause !== null) timer = setTimeout(poll, pause * 1000)
}

/** @param {any} ticket */
function take(ticket) {
  if (ticket && now.ticket && ticket.now < now.ticket.now) return // an older answer that came later
  const standing = (/** @type {any} */ one) => ({ place: placeOf(one), called: one?.called_at ?? null })
  const why = ring(now.ticket === undefined ? null : standing(now.ticket), standing(ticket))
  Object.assign(now, { ticket, failures: 0, heard: steady() })
  if (ticket?.ahead > now.first) { now.first = ticket.ahead; memory.set(token, String(ticket.ahead)) }
  if (why && now.remind) ringNow(why)
  paint()
}

let painted = ''
function paint() {
  const t = words(now.language)
  document.documentElement.lang = now.language
  at('language').textContent = t('other')
  at('language').setAttribute('aria-label', t('other_name'))
  const place = now.ticket === undefined ? null : placeOf(now.ticket)
  const stale = now.failures > 0 && steady() - now.heard > STALE_S
  const look = JSON.stringify([place, { ...now.ticket, now: now.ticket?.now.slice(0, 16) }, now.language, stale, now.remind, now.failures > 0])
  if (look === painted) return
  painted = look
  const fresh = place ? view({ ticket: now.ticket, place, language: now.language, t, stale, remind: now.remind, first: now.first }) : before(t, now.failures > 0)
  const old = at('stage').firstElementChild
  const touched = document.activeElement?.getAttribute('data-do')
  at('stage').replaceChildren(fresh)
  document.body.className = `s-${place}`
  if (touched) /** @type {HTMLElement | null} */ (fresh.querySelector(`[data-do="${touched}"]`))?.focus({ preventScroll: true })
  else if (old && old.id !== fresh.id) /** @type {HTMLElement | null} */ (fresh.querySelector('[tabindex="-1"]'))?.focus({ preventScroll: true })
  if (now.ticket) head(t)
  if (place !== 'waiting' && place !== 'near') sheet(false)
}

/** @param {ReturnType<typeof words>} t */
function head(t) {
  const [house, region] = houseLines(now.ticket.site, now.language)
  at('house').textContent = house
  at('region').textContent = region
  const spaced = `${now.ticket.prefix} ${now.ticket.number.slice(now.ticket.prefix.length)}`
  document.title = t('title', { number: spaced })
  at('leave-head').textContent = t('leave_head', { number: spaced })
  at('leave-no').textContent = t('leave_no')
  at('leave-yes').textContent = t('leave_yes')
}

/** @param {boolean} open */
function sheet(open) {
  at('leave').hidden = !open
  at('stage').inert = open
  at('leave-text').textContent = words(now.language)('leave_text')
  if (open) at('leave-no').focus()
  else if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector('[data-do="leave"]'))?.focus()
}

async function leave() {
  const yes = /** @type {HTMLButtonElement} */ (at('leave-yes'))
  yes.disabled = true
  try {
    await ask('DELETE', path)
    sheet(false)
  } catch (refusal) {
    if (/** @type {any} */ (refusal).status === 409) sheet(false)
    else at('leave-text').textContent = words(now.language)('leave_failed')
  }
  yes.disabled = false
  void poll()
}

addEventListener('click', (event) => {
  const button = /** @type {Element} */ (event.target).closest('button')
  if (button?.dataset.do === 'remind') { now.remind = !now.remind; if (now.remind) arm(); paint() }
  else if (button?.dataset.do === 'leave') sheet(true)
  else if (button?.id === 'leave-no' || event.target === at('leave')) sheet(false)
  else if (button?.id === 'leave-yes') void leave()
  else if (button?.id === 'language') { now.language = now.language === 'en' ? 'id' : 'en'; memory.set('language', now.language); paint() }
})
addEventListener('keydown', (event) => { if (event.key === 'Escape') sheet(false) })
addEventListener('online', poll)
document.addEventListener('visibilitychange', () => { if (!document.hidden) void poll() })
setInterval(paint, 1000) // for the moment when what is shown becomes old

await Promise.race([poll(), new Promise((resolve) => { setTimeout(resolve, 1500) })])
document.documentElement.dataset.ready = ''
