// @ts-check
// A card for each TV, counter screen, kiosk and voice program: whether it is there, what it showed last and how fast.
import { el, icon, say } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { labelOf } from '../counter/screens.mjs'
import { floodButton } from './flood-dialog.mjs'
import { SEEN } from './screen-texts.mjs'
import { factsOf, screenLook } from './screens.mjs'

/** @typedef {import('../counter/screens.mjs').Screen} Screen */
const ICONS = /** @type {Record<string, string>} */ ({ kiosk: 'i-kiosk', display: 'i-tv', announcer: 'i-sound' })
const STATES = /** @type {Record<string, string>} */ ({ ok: 'i-check', warn: 'i-alert', bad: 'i-unlink', off: 'i-unlink' })

/** @param {readonly Screen[]} screens @param {import('./screens.mjs').Places} places @param {import('./flood-dialog.mjs').After} after */
export function screenCards(screens, places, after) {
  return el('ul', { class: 'machine-cards' }, ...screens.map((one) => card(one, places, after)))
}

/** @param {Screen} screen @param {import('./screens.mjs').Places} places @param {import('./flood-dialog.mjs').After} after */
function card(screen, places, after) {
  const t = SEEN[language()]
  const { look, words, more } = screenLook(screen, language())
  const since = screen.changed_at ? fill(t.since, { at: places.clock(screen.changed_at) }) : ''
  return el('li', { class: 'card machine', 'data-screen': `${screen.role}:${screen.name}` }, el('h2', {}, icon(ICONS[screen.role] ?? 'i-gear'), el('span', {}, say(labelOf(screen), language())),
    el('span', { class: `state ${look}` }, icon(STATES[look]), words), since ? el('small', {}, since) : null), more ? el('p', { class: `cause ${look}` }, more) : null,
    el('dl', {}, ...factsOf(screen, places, language()).flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)])),
    screen.role === 'kiosk' ? el('div', { class: 'acts' }, floodButton(screen, after)) : null)
}
