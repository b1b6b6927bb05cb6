// @ts-check
// What may be chosen when a screen is let in, and what a refusal means for the person at the desk. Pure.
import { fill, refusal } from '../login/refusals.mjs'
import { PAIRING } from './pairing-texts.mjs'

/** @typedef {'display' | 'kiosk'} Role
 * @typedef {{id: number, role: Role, wish: string, address: string, created_at: string}} Asking
 * @typedef {{pairings: Asking[], expected: Record<Role, string[]>}} Known
 * @typedef {{role: Role, name: string, online: boolean}} Choice a name; empty for one that will be typed */

/** The code as it is sent, or null while it has not eight letters and digits. @param {string} typed @returns {string | null} */
export function codeOf(typed) {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return letters.length === 8 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null
}

/** The names to choose from, those of waiting screens first, and which of them is chosen at first: what a screen wishes, else
 * a name nobody uses. @param {Known} known @param {{name: string, role: string, online: boolean}[]} devices @returns {{choices: Choice[], first: number}} */
export function choicesOf(known, devices) {
  const online = (/** @type {Role} */ role, /** @type {string} */ name) => devices.some((one) => one.role === role && one.name === name && one.online)
  const asking = [...known.pairings].reverse()
  /** @type {Role[]} */
  const roles = ['display', 'kiosk']
  const waits = (/** @type {Role} */ role) => asking.some((one) => one.role === role)
  roles.sort((a, b) => Number(waits(b)) - Number(waits(a)))
  const choices = roles.flatMap((role) => [...known.expected[role].map((name) => ({ role, name, online: online(role, name) })), { role, name: '', online: false }])
  const wished = asking.map(({ role, wish }) => choices.findIndex((one) => one.role === role && wish && one.name === wish)).find((at) => at >= 0)
  const free = choices.findIndex((one) => one.role === roles[0] && one.name && !one.online)
  return { choices, first: wished ?? Math.max(free, 0) }
}

/** One plain sentence. @param {{code: string, facts?: Record<string, any>}} refused @param {string} name @param {Role} meant @param {'id' | 'en'} language */
export function whyNot(refused, name, meant, language) {
  const t = PAIRING[language]
  if (refused.code === 'not_found') return t.wrong_code
  if (refused.code === 'already_exists') return fill(t.taken, { name })
  const isRole = refused.code === 'invalid_input' && (refused.facts?.errors ?? []).some((/** @type {any} */ one) => one.field === 'role')
  return isRole ? t.wrong_role[meant === 'kiosk' ? 'display' : 'kiosk'] : refusal(refused, language)
}
