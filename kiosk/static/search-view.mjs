// @ts-check
// Finding a service by typing some letters on keys large enough for a finger.
import { el, icon } from '/static/dom.mjs'
import { card, crumb, pager } from './choose.mjs'
import { pageOf } from './hall.mjs'
import { BOARDS } from './search.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */

/** @param {string} key */
const shownKey = (key) => (key === ' ' ? '␣' : key.length === 1 ? key : key[0])

/** @param {Scene} scene */
function board({ t, board }) {
  const key = (/** @type {string} */ letters) => el('button', { class: 'key', 'data-do': 'letter', 'data-letter': letters, 'data-key': letters, 'data-say': letters.length > 1 ? [...letters].join(' ') : null }, letters)
  return el('div', { class: `keys ${board}`, role: 'group', 'aria-label': t('search_keys') }, ...BOARDS[board].map(key),
    el('button', { class: 'key word', 'data-do': 'erase', 'data-key': 'erase' }, t('erase')))
}

/** @param {Scene} scene */
export function searchView(scene) {
  const { state, t, matches } = scene
  const { items, page, pages } = pageOf(matches, state.page, scene.perPage)
  const typed = state.query.map(shownKey).join('')
  const news = state.query.length === 0 ? '' : matches.length === 0 ? t('search_none') : t('search_found', { count: matches.length })
  return el('section', { class: 'view', id: 'search' },
    el('div', { class: 'ctx' },
      el('div', { class: 'title' }, el('div', {}, el('h1', { tabindex: -1 }, t('search_head')), el('p', { class: 'lead' }, t('search_lead')))),
      el('p', { class: 'typed' }, icon('i-search'), el('span', { class: 'sr' }, `${t('search_typed')}: `), el('b', {}, typed), el('span', { class: 'caret' })),
      el('p', { class: 'news', role: 'status' }, news)),
    el('div', { class: 'reach' }, crumb(scene),
      el('div', { class: 'choices found' },
        el('div', { class: 'services many' }, ...items.map((/** @type {any} */ one) => card(scene, one))), pager(scene, page, pages)),
      board(scene)))
}
