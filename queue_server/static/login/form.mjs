// @ts-check
// The log-in form, and the two screens before it: connecting, and not allowed here.
import { el, icon } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { logIn, logOut, wasExpired, whoami } from './session.mjs'
import { choose, language } from './language.mjs'
import { refusal } from './refusals.mjs'
import { TEXTS } from './texts.mjs'
import { opened, watchHands } from './lock.mjs'

/** @param {string} house @param {...(Node | null)} content */
function gate(house, ...content) {
  return el('div', { class: 'gate' },
    el('header', {}, el('div', { class: 'head' }, el('b', {}, 'Satu Pintu'), el('span', {}, house)), el('span', { class: 'tenun' })), ...content)
}

/** The person of this browser; shows the log-in form until there is one. @param {HTMLElement} root @param {'counter' | 'admin' | 'reception'} page */
export async function person(root, page) {
  for (;;) {
    const t = TEXTS[language()]
    try {
      const known = await whoami()
      const who = known ?? await form(root, page)
      watchHands()
      await opened()
      return who
    } catch {
      root.replaceChildren(gate(t[page], el('p', { class: 'told', role: 'status' }, icon('i-unlink'), t.away)))
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
  }
}

/** @param {HTMLElement} root @param {'counter' | 'admin' | 'reception'} page @returns {Promise<import('./session.mjs').Person>} */
function form(root, page) {
  return new Promise((resolve) => {
    const expired = wasExpired()
    const show = () => {
      const t = TEXTS[language()]
      const name = /** @type {HTMLInputElement} */ (el('input', { id: 'name', name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' }))
      const password = /** @type {HTMLInputElement} */ (el('input', { id: 'password', name: 'password', type: 'password', autocomplete: 'current-password' }))
      const told = el('p', { class: 'told', role: 'alert', hidden: !expired }, icon('i-info'), el('span', {}, t.expired))
      const enter = /** @type {HTMLButtonElement} */ (el('button', { class: 'btn loud', type: 'submit' }, t.enter))
      const tell = (/** @type {string} */ words) => {
        told.replaceChildren(icon('i-alert'), el('span', {}, words))
        told.classList.add('bad')
        told.hidden = false
      }
      const submit = async (/** @type {Event} */ event) => {
        event.preventDefault()
        if (enter.disabled) return
        if (!name.value.trim() || !password.value) { tell(t.empty); (name.value.trim() ? password : name).focus(); return }
        enter.disabled = true
        enter.textContent = t.busy
        try {
          resolve(await logIn(name.value.trim(), password.value))
        } catch (error) {
          tell(refusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
          password.select()
        } finally {
          if (enter.isConnected) { enter.disabled = false; enter.textContent = t.enter }
          password.value = ''
        }
      }
      root.replaceChildren(gate(t[page], el('form', { onsubmit: submit, novalidate: true },
        el('h1', {}, t.title), told,
        el('div', { class: 'field' }, el('label', { for: 'name' }, t.name), name),
        el('div', { class: 'field' }, el('label', { for: 'password' }, t.password), password),
        enter,
        el('button', { class: 'quietly', type: 'button', onclick: () => { choose(language() === 'id' ? 'en' : 'id'); show() } }, t.other))))
      name.focus()
    }
    show()
  })
}

/** This account may not use the page: say so, and where to go. @param {HTMLElement} root @param {'counter' | 'admin' | 'reception'} page */
export function notAllowed(root, page) {
  const t = TEXTS[language()]
  root.replaceChildren(gate(t[page], el('p', { class: 'told bad', role: 'alert' }, icon('i-lock'), t.role),
    el('div', { class: 'gate-end' }, el('a', { class: 'btn', href: '/counter/' }, t.to_counter),
      el('button', { class: 'btn', type: 'button', onclick: logOut }, icon('i-exit'), t.leave))))
}
