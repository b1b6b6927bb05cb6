// @ts-check
// Whether the number at the counter was said: what the announcements of the server mean for the clerk. No DOM, no network.
import { fill } from '../login/refusals.mjs'
import { SCREEN } from './screen-texts.mjs'

/** @typedef {import('./printers.mjs').Language} Language
 * @typedef {{seq: number, number: string, counter: any, zone?: string, at: string, state: string, speaker: string | null, started_at: string | null, ended_at: string | null, why: string | null}} Announcement
 * @typedef {'waiting' | 'playing' | 'spoken' | 'chime' | 'unsure' | 'unheard' | 'muted'} Code
 * @typedef {{code: Code, level: 'good' | 'warn' | 'bad' | '', at: string | null}} Aloud */

/** Time the sound has before anything is said about it, and after which a call is not spoken any more. */
export const PATIENCE_S = 3
export const TOO_OLD_S = 60
/** Clocks differ by less than this. */
const SLACK_S = 2

/** What each state of an announcement means. @type {Record<string, Code>} */
const MEANS = { playing: 'playing', spoken: 'spoken', chime: 'chime', failed: 'unheard', gone: 'unsure', too_old: 'unheard', muted: 'muted' }
/** @type {Record<Code, Aloud['level']>} */
const LEVELS = { waiting: '', playing: '', spoken: 'good', chime: 'warn', unsure: 'bad', unheard: 'bad', muted: 'warn' }

/** @param {Code} code @param {string | null} [at] @returns {Aloud} */
const aloud = (code, at = null) => ({ code, level: LEVELS[code], at })

/** Code of the counter of an announcement, which may come with its name. @param {any} counter @returns {string} */
export const counterCode = (counter) => (typeof counter === 'object' && counter !== null ? counter.code : String(counter ?? ''))

/** The announcement of the last call of a number here: of several calls while it waited only one was said.
 * @param {readonly Announcement[]} rows of this number, in any order @param {string} counter @returns {Announcement | null} */
export function ofLastCall(rows, counter) {
  const ours = rows.filter((one) => counterCode(one.counter) === counter && one.state !== 'merged')
  return ours.reduce((/** @type {Announcement | null} */ newest, one) => (newest === null || one.seq > newest.seq ? one : newest), null)
}

/** What is said about the call at the counter, or null while it is too early, and where there is no loudspeaker.
 * @param {Announcement | null} row @param {import('./screens.mjs').Sound | undefined} sound of the zone @param {Date} calledAt @param {Date} now @returns {Aloud | null} */
export function aloudOf(row, sound, calledAt, now) {
  if (!sound || sound.state === 'none' || row?.state === 'withdrawn') return null
  if (row && MEANS[row.state]) return aloud(MEANS[row.state], row.state === 'spoken' ? row.ended_at ?? row.started_at ?? row.at : null)
  const age = (now.getTime() - (row ? Date.parse(row.at) : calledAt.getTime())) / 1000
  if (sound.state === 'muted') return aloud('muted')
  if (['lost', 'blocked', 'silent'].includes(sound.state) || age > TOO_OLD_S + SLACK_S) return aloud('unheard')
  return age < PATIENCE_S ? null : aloud('waiting')
}

/** Whether nothing more will become of a call's announcement: nobody needs to ask again. A late report is believed. @param {Announcement | null} row */
export const isEnded = (row) => row !== null && !['waiting', 'playing', 'gone'].includes(row.state)

/** "Sudah diumumkan 10.32", and for small places "Diumumkan 10.32". @param {Aloud} told @param {Language} language @param {(moment: string) => string} clock */
export function aloudInWords(told, language, clock) {
  const { words, short } = SCREEN[language].aloud[told.code]
  const at = told.at ? clock(told.at) : ''
  return { words: fill(words, { at }), short: fill(short, { at }) }
}
