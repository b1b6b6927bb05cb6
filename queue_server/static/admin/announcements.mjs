// @ts-check
// Was a number called aloud? What was typed, what the answer means, and its rows in words. No DOM, no network.
import { counterCode } from '../counter/aloud.mjs'
import { inWords } from '../counter/printers.mjs'
import { labelOf } from '../counter/screens.mjs'
import { SCREEN } from '../counter/screen-texts.mjs'
import { fill } from '../login/refusals.mjs'
import { SEEN } from './screen-texts.mjs'

/** @typedef {import('../counter/aloud.mjs').Announcement & {recall?: boolean}} Announcement
 * @typedef {import('../counter/printers.mjs').Language} Language
 * @typedef {(moment: string) => string} Clock
 * @typedef {{counters: readonly {code: string, name: Record<string, string>}[], screens: readonly import('../counter/screens.mjs').Screen[], clock: Clock}} About */

/** The look of each state: heard, in hand, or not as it should be. @type {Record<string, 'ok' | 'off' | 'warn' | 'bad'>} */
const LOOKS = { spoken: 'ok', playing: 'ok', waiting: 'off', merged: 'off', withdrawn: 'off', chime: 'warn', muted: 'warn', gone: 'bad', failed: 'bad', too_old: 'bad', blocked: 'bad' }
/** Digits a number has at least, as halls print it. */
const DIGITS = 3

/** The number meant by what was typed: "a 15" is A015. Empty when nothing was. @param {string} typed @param {readonly string[]} prefixes of the services */
export function wantedNumber(typed, prefixes) {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const prefix = [...prefixes].sort((a, b) => b.length - a.length).find((one) => plain.startsWith(one) && /^\d+$/.test(plain.slice(one.length)))
  return prefix === undefined ? plain : prefix + plain.slice(prefix.length).padStart(DIGITS, '0')
}

/** The name of a counter, which may come with the row or as its code. @param {any} counter @param {About} about @param {Language} language */
export function counterName(counter, { counters }, language) {
  const code = counterCode(counter)
  const name = counter?.name ?? counters.find((one) => one.code === code)?.name
  return inWords(name, language) || code
}

/** Who said it: the TV's name; the program on the server. @param {string | null} speaker "display:lobby", "lobby" or "local" @param {About} about @param {Language} language */
export function speakerName(speaker, { screens }, language) {
  if (!speaker) return ''
  const [role, name] = speaker.includes(':') ? speaker.split(/:(.*)/s) : ['display', speaker]
  if (speaker === 'local' || role === 'announcer') return SCREEN[language].local
  const screen = screens.find((one) => one.role === role && one.name === name)
  return inWords(labelOf(screen ?? { role, name }), language)
}

/** One announcement as it is listed. @param {Announcement} row @param {About} about @param {Language} language */
export function rowInWords(row, about, language) {
  const t = SEEN[language]
  const state = t.states[row.state] ?? row.state
  const done = row.ended_at ?? row.started_at
  return { at: about.clock(row.at), number: row.number, counter: counterName(row.counter, about, language), look: LOOKS[row.state] ?? 'off',
    state: row.state === 'spoken' && done ? fill(t.said_at, { state, at: about.clock(done) }) : state, speaker: speakerName(row.speaker, about, language),
    why: [row.recall ? t.recall : '', t.whys[row.why ?? ''] ?? row.why ?? ''].filter(Boolean).join(', ') }
}

/** The answer in one sentence: said is said, however often it was not before. @param {string} number @param {readonly Announcement[]} rows of the number, newest first
 * @param {About} about @param {Language} language @returns {{look: 'ok' | 'off' | 'warn' | 'bad', words: string}} */
export function verdict(number, rows, about, language) {
  const t = SEEN[language].verdicts
  const spoken = rows.filter((one) => one.state === 'spoken')
  const row = spoken[0] ?? rows.find((one) => one.state !== 'merged') ?? rows[0]
  if (!row) return { look: 'off', words: fill(t.never, { number }) }
  const facts = { number, n: spoken.length, at: about.clock(row.state === 'spoken' ? row.ended_at ?? row.at : row.at), counter: counterName(row.counter, about, language) }
  const key = spoken.length > 1 ? 'spoken_often' : { spoken: 'spoken', playing: 'playing', waiting: 'waiting', chime: 'chime', gone: 'unsure' }[row.state] ?? 'unheard'
  return { look: LOOKS[row.state] ?? 'bad', words: fill(t[key], facts) }
}
