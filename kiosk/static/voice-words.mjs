// @ts-check
// The voice's own words, and how a text for the eye becomes one for the ear. A language's file in languages/ may say any of them better
// with a key `voice_...`; what it lacks is said in Indonesian. Pure.
import { TEXTS } from './texts.mjs'

/** @type {Record<string, Record<string, string>>} */
export const VOICE = {
  id: {
    on: 'Suara aktif.', off: 'Suara dimatikan.', keys: '8 2 pindah · 5 pilih · 0 ulangi · - kembali · 7 9 volume · * suara',
    place: '{at} dari {count}.', chosen: 'dipilih', volume: 'Volume {level}.', volume_shown: 'Volume {level}/5', softer: 'Lebih pelan', louder: 'Lebih keras', unavailable: 'Suara belum tersedia',
    help: 'Tombol 8 dan 2: pindah. Tombol 5: pilih. Tombol 0: ulangi. Tombol 4 dan 6: halaman sebelumnya dan berikutnya. Tombol kurang: kembali. Tombol 7 dan 9: volume. Tombol 3: layar gelap. Tombol kali: suara.',
    hint: 'Tombol 8 dan 2 untuk pindah, tombol 5 untuk memilih, tombol garis miring untuk bantuan.',
    dark: 'Layar gelap.', bright: 'Layar menyala.', no_back: 'Ini layar awal.', nothing: 'Belum ada yang dipilih. Tekan 2 untuk pilihan pertama.', still_here: 'Baik, silakan lanjutkan.',
    hour: '{h}', minutes: '{h} lewat {m}', until: 'sampai', and: 'dan',
  },
  en: {
    on: 'Speech is on.', off: 'Speech is off.', keys: '8 2 move · 5 choose · 0 repeat · - back · 7 9 volume · * speech',
    place: '{at} of {count}.', chosen: 'chosen', volume: 'Volume {level}.', volume_shown: 'Volume {level}/5', softer: 'Softer', louder: 'Louder', unavailable: 'Speech is not available now',
    help: 'Keys 8 and 2: move. Key 5: choose. Key 0: repeat. Keys 4 and 6: previous and next page. Minus key: back. Keys 7 and 9: volume. Key 3: dark screen. Star key: speech.',
    hint: 'Keys 8 and 2 move, key 5 chooses, the slash key gives help.',
    dark: 'The screen is dark.', bright: 'The screen is on.', no_back: 'This is the start.', nothing: 'Nothing is chosen yet. Press 2 for the first choice.', still_here: 'All right, please go on.',
    hour: "{h} o'clock", minutes: '{h} {m}', until: 'to', and: 'and',
  },
}

/** The voice's words in a language: `const v = voiceWords('en'); v('place', {at: 2, count: 8})`.
 * @param {string} language @returns {(key: string, facts?: Record<string, string | number>) => string} */
export function voiceWords(language) {
  return (key, facts = {}) => {
    const text = TEXTS[language]?.[`voice_${key}`] ?? VOICE[language]?.[key] ?? VOICE.id[key]
    if (text === undefined) throw new Error(`no words ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''))
  }
}

const NUMBER = /\b(\d?[A-Z]{1,2}) ?(\d{3,4})\b/g
const TIME = /\b([01]?\d|2[0-3])[.:]([0-5]\d)\b/g

/** `text` as it should be read aloud: numbers of tickets digit by digit ("A 062": in a loud hall digits are heard best), times in words, signs
 * for the eye as rests. Emojis, arrows and the like are left out: a text must have something to say.
 * @param {string} text @param {string} language @returns {string} */
export function sayable(text, language) {
  const v = voiceWords(language)
  const digits = (TEXTS[language]?.digits ?? TEXTS.id.digits).split(' ')
  const spelled = (/** @type {string} */ figures) => [...figures].map((one) => digits[Number(one)] ?? one).join(' ')
  return text
    .replace(NUMBER, (_, letters, figures) => `${[...letters].map((one) => digits[Number(one)] ?? one).join(' ')} ${spelled(figures)}`)
    .replace(/(\d)\s*[–—]\s*(\d)/g, `$1 ${v('until')} $2`)
    .replace(TIME, (_, h, m) => (m === '00' ? v('hour', { h: Number(h) }) : v('minutes', { h: Number(h), m: m[0] === '0' && language === 'en' ? `oh ${m[1]}` : Number(m) })))
    .replace(/\s*[·•|]\s*/g, ', ')
    .replace(/\s*[–—]\s*/g, ', ')
    .replace(/&/g, ` ${v('and')} `)
    .replace(/…|\.{2,}/g, '.')
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\s+%/=]/gu, ' ')
    .replace(/\s+/g, ' ').trim()
}

const MOST = 140 // letters: about ten seconds
const LONGEST = 600 // of the contract

/** A long text in pieces at the ends of sentences, the first one short: it is heard while the others are made.
 * @param {string} text @returns {string[]} */
export function pieces(text) {
  const sentences = text.split(/(?<=[.?!])\s+/).flatMap((one) => (one.length <= LONGEST ? [one] : one.match(/.{1,500}(?:[,;]\s|\s|$)/g) ?? [one.slice(0, LONGEST)])).map((one) => one.trim())
  /** @type {string[]} */
  const found = []
  for (const one of sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))) {
    const last = found.length > 1 ? found[found.length - 1] : null
    if (last !== null && last.length + one.length < MOST) found[found.length - 1] = `${last} ${one}`
    else found.push(one)
  }
  return found
}

/** The sentences of `now` that `before` did not have: what an act of the visitor has changed on a screen that he knows.
 * @param {string} before @param {string} now */
export function news(before, now) {
  const known = new Set(before.split(/(?<=[.?!])\s+/))
  return now.split(/(?<=[.?!])\s+/).filter((one) => !known.has(one)).join(' ')
}
