// @ts-check
// A card for the sound of each zone: whether it is heard, what was said last, and turning it off for a while.
import { el, icon, say } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { fill } from '../login/refusals.mjs'
import { screenIcon, screenSentence, screenShortly, soundTroubles } from '../counter/screens.mjs'
import { speakerName } from './announcements.mjs'
import { SEEN } from './screen-texts.mjs'

/** @typedef {import('../counter/screens.mjs').Sound} Sound
 * @typedef {import('./announcements.mjs').About} About
 * @typedef {(zone: Sound, minutes: number | null | 'on') => void} Mute null: until somebody turns it on */

/** Minutes of the short pause. */
export const PAUSE_MIN = 15

/** @param {readonly Sound[]} sounds @param {About} about @param {Mute} mute */
export function soundCards(sounds, about, mute) {
  return el('ul', { class: 'machine-cards' }, ...sounds.map((one) => card(one, about, mute)))
}

/** @param {Sound} sound @param {About} about @param {Mute} mute */
function card(sound, about, mute) {
  const t = SEEN[language()]
  const [trouble] = soundTroubles(sound, about.screens)
  const told = trouble && screenSentence(trouble, language(), about.clock)
  const rows = [[t.speaker, speakerName(sound.speaker, about, language()) || t.speaker_none],
    ...(sound.state === 'none' ? [] : [[t.last, sound.last ? fill(t.last_said, { number: sound.last.number, at: about.clock(sound.last.at), state: t.states[sound.last.state] ?? sound.last.state }) : t.last_none],
      ...(sound.waiting === undefined ? [] : [[t.queue, sound.waiting ? fill(t.queue_n, { n: sound.waiting }) : t.queue_none]])])]
  const muted = sound.state === 'muted' || sound.muted_until !== null
  const button = (/** @type {string} */ id, /** @type {string} */ picture, /** @type {string} */ words, /** @type {number | null | 'on'} */ minutes) =>
    el('button', { class: 'btn', type: 'button', 'data-id': `${id}-${sound.code}`, onclick: () => mute(sound, minutes) }, icon(picture), words)
  const buttons = muted ? [button('unmute', 'i-sound', t.unmute, 'on')] : [button('mute-some', 'i-mute', fill(t.mute_some, { n: PAUSE_MIN }), PAUSE_MIN), button('mute', 'i-mute', t.mute_open, null)]
  // A loudspeaker that was never there has no trouble yet.
  const look = trouble?.level ?? (sound.state === 'ok' ? 'ok' : 'off')
  const words = trouble ? screenShortly(trouble, language(), about.clock) : t.sound_states[sound.state] ?? t.never
  return el('li', { class: 'card machine', 'data-sound': sound.code }, el('h2', {}, icon('i-sound'), el('span', {}, say(sound.name, language())), el('span', { class: `state ${look}` }, icon(trouble ? screenIcon(trouble.code) : look === 'ok' ? 'i-check' : sound.state === 'none' ? 'i-mute' : 'i-unlink'), words)),
    told ? el('p', { class: `cause ${trouble.level}` }, el('b', {}, told.what), told.more, muted ? ` ${t.mute_note}` : null) : null,
    el('dl', {}, ...rows.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)])), sound.state === 'none' ? null : el('div', { class: 'acts' }, ...buttons))
}
