// @ts-check
// What is seen of the voice: one line over the head with what is being said (for who hears badly) and the keys, and the dark screen.
import { el, icon } from '/static/dom.mjs'
import { morph } from './morph.mjs'
import { voiceWords } from './voice-words.mjs'

const TARGET_MM = 21

/** @param {string} id @param {Element} where @param {Record<string, string>} [attributes] */
function place(id, where, attributes = {}) {
  const found = document.getElementById(id)
  if (found) return found
  const made = el('div', { id, ...attributes })
  where.append(made)
  return made
}

/** @param {{on: boolean, level: number, dark: boolean, mute: boolean, saying: string}} voice @param {string} language */
export function paintVoice({ on, level, dark, mute, saying }, language) {
  const v = voiceWords(language)
  document.body.classList.toggle('is-voice', on)
  const head = document.querySelector('.top') ?? document.body
  const line = place('voice-line', head)
  line.hidden = !on
  line.classList.toggle('mute', mute)
  line.lang = language
  line.classList.toggle('slim', head.clientHeight < TARGET_MM * parseFloat(document.documentElement.style.getPropertyValue('--mm') || '4'))
  const step = (/** @type {string} */ to, /** @type {string} */ sign) => el('button', { 'data-volume': to, 'aria-label': v(to) }, sign)
  morph(line, el('div', {}, icon('i-sound'), el('p', {}, mute ? v('unavailable') : saying || v('keys')),
    el('div', { class: 'volume' }, step('softer', '−'), el('b', {}, v('volume_shown', { level })), step('louder', '+'))))
  place('dark', document.body, { 'aria-hidden': 'true' }).hidden = !dark
}
