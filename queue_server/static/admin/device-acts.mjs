// @ts-check
// What is done to one that may connect: a new token, shown once, or out it goes. Both are asked about first.
import { el } from '/static/dom.mjs'
import { close } from '../counter/dialogs.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { ask as send } from '../login/session.mjs'
import { backTo, confirm, secret } from './asking.mjs'
import { deviceLink } from './figures.mjs'
import { CARE } from './care-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @param {{name: string, role: string}} device @param {string} role in words @param {(level: string, words: string) => void} tell @param {() => void} changed */
export function deviceActs(device, role, tell, changed) {
  const t = CARE[language()]
  const of = { name: device.name, role }
  const path = `/api/v1/devices/${encodeURIComponent(device.name)}`
  const ids = { rotate: `rotate-${device.role}-${device.name}`, revoke: `revoke-${device.role}-${device.name}` }
  const button = (/** @type {'rotate' | 'revoke'} */ act, /** @type {() => void} */ onclick) =>
    el('button', { class: 'btn', type: 'button', 'data-id': ids[act], 'aria-label': fill(t.of, { act: t[act], ...of }), onclick }, t[act])
  return el('div', { class: 'acts' },
    button('rotate', () => backTo(confirm(fill(t.rotate_title, of), t.rotate_more, t.yes_rotate, async () => {
      const made = await send('POST', `${path}/rotate`, { role: device.role })
      backTo(showToken(made), ids.rotate).addEventListener('close', changed)
    }), ids.rotate)),
    button('revoke', () => backTo(confirm(fill(t.revoke_title, of), t.revoke_more, t.yes_revoke, async () => {
      await send('DELETE', `${path}?role=${device.role}`)
      close()
      const next = document.querySelector('[data-id="add"]')
      if (next instanceof HTMLElement) next.focus() // its own row goes away
      tell('good', fill(t.revoked, of))
      changed()
    }), ids.revoke)))
}

/** @param {{name: string, role: string, token: string}} made @returns {HTMLElement} the dialog */
export function showToken(made) {
  const t = TEXTS[language()]
  const link = deviceLink(made.role, made.token, location.origin)
  return secret(fill(t.token_title, made), [[t.token, made.token], ...(link ? [[t.link, link]] : [])], link ? '' : t.link_none)
}
