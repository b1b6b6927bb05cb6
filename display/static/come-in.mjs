// @ts-check
// What a screen shows that may not show the board: a code. Somebody types it on the admin page, and the screen goes on by itself.
import { el } from '/static/dom.mjs'
import { goOn, pair } from '/static/pairing.mjs'

const WORDS = Object.freeze({
  type: 'Di halaman admin, buka Perangkat, pilih Pasangkan layar, lalu ketik kode ini:',
  waiting: 'Meminta kode dari server',
  changes: 'Kode berganti sendiri setiap 10 menit.',
  soon: 'Kode yang baru muncul di sini sebentar lagi.',
})

/** @type {HTMLElement | null} */
let shown = null
let isAsking = false
let lastCode = ''

/** Covers the page until the screen has come in; a second time only the title changes. @param {string} why the title */
export function askIn(why) {
  const asked = new URLSearchParams(location.search)
  // The launcher shows a code of its own as soon as it hears that the token is worth nothing any more.
  const isLaunched = asked.has('launcher')
  if (shown === null) {
    const code = el('b', { class: 'code', role: 'status' }, WORDS.waiting)
    const steps = isLaunched ? [el('p', {}, WORDS.soon)] : [el('p', {}, WORDS.type), code, el('p', { class: 'where' }, `${location.origin}/admin/#devices`), el('p', {}, WORDS.changes)]
    shown = el('section', { class: 'come-in setup' }, el('h1', {}, why), ...steps)
    document.body.append(shown)
    if (lastCode) showCode(lastCode)
    if (!isLaunched && !isAsking) void ask(asked.get('name'))
  }
  const title = shown.querySelector('h1')
  if (title && title.textContent !== why) title.textContent = why
}

/** The screen may show the board after all. */
export function isIn() {
  if (shown) shown.remove()
  shown = null
}

/** @param {string | null} name the name this screen would like */
async function ask(name) {
  isAsking = true
  goOn(await pair({ role: 'display', name, show({ code }) { showCode(code) } }))
}

/** @param {string} code */
function showCode(code) {
  lastCode = code
  const place = shown && shown.querySelector('.code')
  if (!place) return
  place.textContent = code
  place.classList.add('is-code')
}
