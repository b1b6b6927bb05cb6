// @ts-check
// The lock in front of a staff page that nobody sits at: opaque, no key reaches what is behind it, the counter stays open.
import { el, icon } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { due } from './idle.mjs'
import { language } from './language.mjs'
import { fill, refusal } from './refusals.mjs'
import { here, isHere, lock, logOut, unlock } from './session.mjs'
import { TEXTS } from './texts.mjs'

const LOOK_MS = 5000
const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']

/** What the tabs of one browser tell each other: they share the session, so they lock and open together. */
const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel('satupintu.lock') : null
/** @type {HTMLDialogElement | null} */
let shown = null
/** @type {(() => void)[]} */
let waiting = []
let watching = false
const known = { hand: Date.now(), told: Date.now() }

/** Resolves as soon as the page is not locked. @returns {Promise<void>} */
export function opened() {
  if (!here.locked) return Promise.resolve()
  show()
  return new Promise((resolve) => { waiting.push(resolve) })
}

/** Looks after this page from now on: locks it when no hand has been at it for long. */
export function watchHands() {
  known.hand = known.told = Date.now()
  if (watching) return
  watching = true
  here.onLock = () => { show(); tabs?.postMessage('locked') }
  for (const hand of HANDS) addEventListener(hand, touched, { capture: true, passive: true })
  setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
  addEventListener('keydown', keepOut, true)
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })
  tabs?.addEventListener('message', ({ data }) => {
    if (data === 'hand') known.hand = known.told = Date.now()
    if (data === 'locked' && !here.locked) { here.locked = true; show() }
    if (data === 'opened' && here.locked) { here.locked = false; open() }
  })
}

function touched() {
  if (!here.locked) known.hand = Date.now()
}

function look() {
  const what = here.locked ? null : due(known, here.idleMin, Date.now())
  if (what === 'lock') lock()
  if (what !== 'tell') return
  known.told = Date.now()
  isHere()
  tabs?.postMessage('hand')
}

/** While the page is locked no key gets behind the lock. @param {KeyboardEvent} event */
function keepOut(event) {
  if (!shown || (event.target instanceof Node && shown.contains(event.target))) return
  event.stopImmediatePropagation()
  event.preventDefault()
  shown.querySelector('input')?.focus()
}

function show() {
  if (shown) return
  const t = TEXTS[language()]
  const name = here.person?.name ?? ''
  const field = /** @type {HTMLInputElement} */ (el('input', { id: 'lock-password', name: 'password', type: 'password', autocomplete: 'current-password', autofocus: true }))
  const told = el('p', { class: 'told bad', role: 'alert', hidden: true })
  const enter = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit' }, t.unlock))
  const tell = (/** @type {string} */ words) => { told.replaceChildren(icon('i-alert'), el('span', {}, words)); told.hidden = false; field.focus() }
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    if (enter.disabled) return
    if (!field.value) { tell(t.empty_password); return }
    enter.disabled = true
    try {
      await unlock(field.value)
      known.hand = known.told = Date.now()
      tabs?.postMessage('opened')
      open()
    } catch (error) {
      field.value = ''
      enter.disabled = false
      const why = error instanceof Refused ? error : { code: 'unexpected' }
      tell(why.code === 'wrong_login' ? t.wrong_password : refusal(why, language()))
    }
  }
  const node = /** @type {HTMLDialogElement} */ (el('dialog', { class: 'lock', 'aria-labelledby': 'lock-title' }, el('div', { class: 'gate' },
    el('header', {}, el('div', { class: 'head' }, el('b', {}, 'Satu Pintu'), el('span', {}, name)), el('span', { class: 'tenun' })),
    el('form', { onsubmit: submit, novalidate: true },
      el('h1', { id: 'lock-title' }, icon('i-lock'), t.locked), el('p', {}, fill(t.locked_more, { name })), told,
      el('input', { class: 'sr', type: 'text', name: 'username', autocomplete: 'username', value: name, readonly: true, tabindex: '-1', 'aria-hidden': 'true' }),
      el('div', { class: 'field' }, el('label', { for: 'lock-password' }, t.password), field), enter,
      el('button', { class: 'quietly', type: 'button', onclick: logOut }, fill(t.other_person, { name }))))))
  node.addEventListener('cancel', (event) => event.preventDefault())
  node.addEventListener('keydown', (event) => event.stopPropagation())
  // Browsers close a dialog at the second Esc whatever a page says; this one comes back.
  node.addEventListener('close', () => { if (here.locked && node.isConnected) node.showModal() })
  shown = node
  document.body.append(node)
  node.showModal()
}

function open() {
  const node = shown
  shown = null
  node?.remove()
  for (const resolve of waiting) resolve()
  waiting = []
  dispatchEvent(new Event('online')) // the live connection asks for the state as it is now
}
