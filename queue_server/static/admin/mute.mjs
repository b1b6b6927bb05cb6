// @ts-check
// Turning the voice of a zone off and on.
import { say } from '/static/dom.mjs'
import { Refused } from '/static/api.mjs'
import { language } from '../login/language.mjs'
import { fill, refusal } from '../login/refusals.mjs'
import { ask } from '../login/session.mjs'
import { SEEN } from './screen-texts.mjs'

/** @param {(level: string, words: string) => void} tell @param {(moment: string) => string} clock @param {() => void} changed @returns {import('./sound-cards.mjs').Mute} */
export function muting(tell, clock, changed) {
  let busy = false
  return async function mute(sound, minutes) {
    if (busy) return
    busy = true
    const zone = say(sound.name, language())
    const t = SEEN[language()]
    try {
      const body = minutes === 'on' ? { muted: false } : minutes === null ? { muted: true } : { muted: true, minutes }
      const { zone: now } = await ask('PUT', `/api/v1/zones/${encodeURIComponent(sound.code)}/sound`, body)
      tell(now.muted ? 'warn' : 'good', fill(now.muted ? (now.muted_until ? t.done_mute_some : t.done_mute_open) : t.done_unmute, { zone, at: now.muted_until ? clock(now.muted_until) : '' }))
    } catch (error) {
      tell('bad', refusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
    } finally {
      busy = false
      changed()
    }
  }
}
