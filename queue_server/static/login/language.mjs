// @ts-check
// The language of a staff screen, remembered in this browser.

const KEY = 'satupintu.language'

/** @typedef {'id' | 'en'} Language */

/** @returns {Language} Indonesian unless English was chosen here */
export const language = () => (localStorage.getItem(KEY) === 'en' ? 'en' : 'id')

/** @param {Language} chosen */
export function choose(chosen) {
  localStorage.setItem(KEY, chosen)
  document.documentElement.lang = chosen
}
