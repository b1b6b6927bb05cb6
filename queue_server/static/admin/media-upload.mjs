// @ts-check
// Files on their way to the server: one after the other, each with a line that shows how far it is. The lines outlive every redrawing of the page.
import { el, icon } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask, checkSession, here } from '../login/session.mjs'
import { Refused } from '/static/api.mjs'
import { faultOf, mediaRefusal, nameOf } from './media-rules.mjs'
import { MEDIA } from './media-texts.mjs'

/** How long a line that went well stays. */
const STAYS_MS = 6000
const words = () => MEDIA[language()]
/** The lines of all uploads. */
export const tray = el('ul', { class: 'uploads', 'aria-live': 'polite' })
/** @type {Promise<unknown>} */
let before = Promise.resolve()

/** Sends files; nobody sees them before zones and days are set. @param {{file: File, name: string}[]} files @param {Record<string, any>} shown what PUT /media/ID takes @param {() => void} changed */
export function send(files, shown, changed) {
  for (const one of files) {
    const line = lineOf(one)
    const fault = faultOf(one.file)
    if (fault) { line.bad(mediaRefusal(fault, language())); continue }
    before = before.then(() => line.isStopped() ? null : sendOne(one, shown, line)).then((went) => { if (went) changed() })
  }
}

/** @param {{file: File, name: string}} one @param {Record<string, any>} shown @param {ReturnType<typeof lineOf>} line */
async function sendOne(one, shown, line) {
  const t = words()
  try {
    const { item } = await post(one, line)
    await ask('PUT', `/api/v1/media/${item.id}`, { ...shown, enabled: true })
    line.good(fill(t.sent, one))
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused('unexpected', 0)
    if (refused.status === 401 || refused.status === 403) void checkSession().catch(() => null)
    if (!line.isStopped()) line.bad(mediaRefusal(refused, language()))
  }
  return true
}

/** XMLHttpRequest, for fetch does not tell how much has gone. @param {{file: File, name: string}} one @param {ReturnType<typeof lineOf>} line @returns {Promise<any>} */
function post(one, line) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/media?name=${encodeURIComponent(one.name || nameOf(one.file.name))}&enabled=false`)
    request.setRequestHeader('Content-Type', one.file.type)
    request.setRequestHeader('X-CSRF-Token', here.csrf ?? '')
    request.upload.onprogress = (event) => line.far(event.total ? event.loaded / event.total : 0)
    request.upload.onload = () => line.checking()
    request.onload = () => {
      let answer = null
      try { answer = JSON.parse(request.responseText) } catch { answer = {} }
      if (request.status === 201) resolve(answer)
      else reject(new Refused(answer.code ?? 'unexpected', request.status, answer))
    }
    request.onerror = request.onabort = () => reject(new Refused('unreachable', 0))
    line.onStop(() => request.abort())
    request.send(one.file)
  })
}

/** A line of the tray. @param {{file: File, name: string}} one */
function lineOf(one) {
  const t = words()
  const named = { name: one.name || one.file.name }
  let stopped = false
  let abort = () => {}
  const bar = el('i')
  const track = el('div', { class: 'track', role: 'progressbar', 'aria-label': fill(t.sending, named), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0 }, bar)
  const said = el('span', {}, fill(t.sending, named))
  const sign = el('span', { class: 'sign' }, icon('i-play'))
  const button = el('button', { class: 'btn', type: 'button', onclick: () => { stopped = true; abort(); line.remove() } }, t.stop)
  const line = el('li', { class: 'card' }, sign, said, track, button)
  tray.append(line)
  const end = (/** @type {string} */ look, /** @type {string} */ symbol, /** @type {string} */ sentence) => {
    line.classList.add(look)
    sign.replaceChildren(icon(symbol))
    said.replaceChildren(el('b', {}, `${named.name}:`), ` ${sentence}`)
    track.remove()
    button.textContent = t.forget
    button.onclick = () => line.remove()
  }
  return {
    isStopped: () => stopped,
    onStop: (/** @type {() => void} */ act) => { abort = act },
    far: (/** @type {number} */ share) => { bar.style.width = `${Math.round(share * 100)}%`; track.setAttribute('aria-valuenow', String(Math.round(share * 100))) },
    checking: () => { bar.style.width = '100%'; said.textContent = fill(t.checking, named) },
    good: (/** @type {string} */ sentence) => { end('good', 'i-check', ''); said.textContent = sentence; setTimeout(() => line.remove(), STAYS_MS) },
    bad: (/** @type {string} */ sentence) => { end('bad', 'i-alert', sentence); line.setAttribute('role', 'alert') },
  }
}
