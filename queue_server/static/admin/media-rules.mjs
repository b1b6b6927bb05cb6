// @ts-check
// What the page of pictures, films and texts decides: states, orders, what fits, what is asked for, what a refusal means. No DOM, no network.
import { fill, refusal } from '../login/refusals.mjs'
import { MEDIA } from './media-texts.mjs'

/** @typedef {{id: number, kind: 'picture' | 'video' | 'text', name: string, text: Record<string, string>, url: string | null, type: string, bytes: number, width: number | null, height: number | null,
 *   seconds: number | null, zones: string[], from: string | null, until: string | null, enabled: boolean, position: number}} Item
 * @typedef {'on' | 'off' | 'later' | 'past' | 'nowhere'} State
 * @typedef {{name: string, text: Record<string, string>, zones: string[], from: string, until: string, seconds: string}} Form what stands in the fields; empty: no limit, as usual
 * @typedef {'id' | 'en'} Language */

const MB = 1024 * 1024
/** So many letters fit in the two lines of a TV's foot. */
export const FITS = 60
export const LONGEST = 160
export const SECONDS = [8, 10, 12, 15, 20, 30, 45, 60, 90, 120]
export const ACCEPTED = ['image/png', 'image/jpeg', 'image/webp', 'video/mp4', 'video/webm']
const LARGEST_MB = { picture: 20, video: 150 }

/** Whether and why an item is on screens on the hall's day. @param {Item} item @param {string} today "2026-11-23" @param {string[]} zones those of the hall @returns {State} */
export function stateOf(item, today, zones) {
  if (!item.enabled) return 'off'
  if (item.until && item.until < today) return 'past'
  if (item.from && today < item.from) return 'later'
  return item.zones.length && !item.zones.some((code) => zones.includes(code)) ? 'nowhere' : 'on'
}

/** "24 Nov 2026" @param {string} day @param {Language} language */
const dayInWords = (day, language) => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

/** @param {Item} item @param {Language} language */
export function daysInWords(item, language) {
  const t = MEDIA[language]
  const days = { from: item.from && dayInWords(item.from, language), until: item.until && dayInWords(item.until, language) }
  if (item.from && item.until) return item.from === item.until ? String(days.from) : fill(t.between, days)
  return item.from ? fill(t.from, days) : item.until ? fill(t.until, days) : t.every_day
}

/** @param {Item} item @param {{code: string, name: Record<string, string>}[]} zones @param {Language} language */
export function zonesInWords(item, zones, language) {
  const t = MEDIA[language]
  if (!item.zones.length) return t.all_zones
  return item.zones.map((code) => { const found = zones.find((zone) => zone.code === code); return found ? (found.name[language] ?? found.name.id) : fill(t.no_zone, { code }) }).join(', ')
}

/** "Gambar, 1,2 MB", "Video, 20 detik", "Teks" @param {Item} item @param {Language} language */
export function aboutItem(item, language) {
  const t = MEDIA[language]
  const size = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 }).format(Math.max(item.bytes / MB, 0.1))
  return [t.kinds[item.kind], item.url && item.width ? `${item.width} × ${item.height}` : null, item.url ? `${size} MB` : null, item.seconds ? fill(t.seconds, { n: item.seconds }) : null].filter(Boolean).join(', ')
}

/** Letters as people count them, near enough: an emoji is one. @param {string} words */
export const letters = (words) => [...words.trim()].length

/** @param {string} words */
export const isTooLong = (words) => letters(words) > FITS

/** The file's name without its ending, as far as a name may be long. @param {string} file */
export const nameOf = (file) => (file.replace(/\.[^.]{1,5}$/, '').replace(/[\u0000-\u001f\u007f]/g, '').trim() || file).slice(0, 120)

/** What can be said of a file before it is sent; null when it may be tried. @param {{type: string, size: number}} file @returns {{code: string, facts: Record<string, any>} | null} */
export function faultOf(file) {
  if (!ACCEPTED.includes(file.type)) return { code: 'wrong_type', facts: {} }
  const kind = file.type.startsWith('video/') ? 'video' : 'picture'
  return file.size > LARGEST_MB[kind] * MB ? { code: 'too_large', facts: { kind } } : null
}

/** The fields of a form for an item, or for a new one. @param {Partial<Item>} item @returns {Form} */
export function formOf(item) {
  return { name: item.name ?? '', text: { ...item.text }, zones: [...(item.zones ?? [])], from: item.from ?? '', until: item.until ?? '', seconds: item.seconds ? String(item.seconds) : '' }
}

/** What a form asks the server for. Languages without words are left out; without a name the server finds one.
 * @param {Form} form @param {'picture' | 'video' | 'text'} kind @returns {Record<string, any>} */
export function asked(form, kind) {
  const texts = Object.fromEntries(Object.entries(form.text).map(([language, words]) => [language, words.trim()]).filter(([, words]) => words))
  return { ...(form.name.trim() ? { name: form.name.trim() } : {}), ...(kind === 'text' ? { text: texts } : {}), zones: form.zones, from: form.from || null, until: form.until || null, seconds: form.seconds ? Number(form.seconds) : null }
}

/** One sentence for a refusal, with what is the matter in the words of this page.
 * @param {{code: string, facts?: Record<string, any>}} refused @param {Language} language */
export function mediaRefusal(refused, language) {
  const t = MEDIA[language]
  const facts = refused.facts ?? {}
  if (refused.code === 'invalid_input' && facts.errors?.length) {
    const faults = facts.errors.map((/** @type {{field: string}} */ error) => { const field = error.field.split('.')[0]; return `${/** @type {Record<string, string>} */ (t.fields)[field] ?? field}: ${/** @type {Record<string, string>} */ (t.said)[field] ?? t.said.other}` })
    return `${[...new Set(faults)].join('; ')}.`
  }
  const sentences = /** @type {Record<string, string>} */ (t.refused)
  const sentence = sentences[`${refused.code}_${facts.why}`] ?? sentences[refused.code]
  if (!sentence) return refusal(refused, language)
  const kind = facts.kind === 'video' ? 'video' : 'picture'
  return fill(sentence, { ...facts, kind: t.kinds[kind].toLowerCase(), most: refused.code === 'too_large' ? LARGEST_MB[kind] : facts.most, found: facts.found ? ` ${fill(t.it_is, { found: String(facts.found).toUpperCase() })}` : '' })
}
