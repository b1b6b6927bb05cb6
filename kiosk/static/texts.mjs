// @ts-check
// The words of the kiosk by language. Each language is one file in languages/; what it lacks is said in Indonesian, word by word.
import * as english from './languages/en.mjs'
import * as indonesian from './languages/id.mjs'

/** @typedef {{name: string, locale: string, texts: Record<string, string>}} Language what one file holds: what the language calls itself,
 *   how it writes dates, and its words */

/** What is known so far; Indonesian and English come with the page, for there is always a line in each. @type {Record<string, Record<string, string>>} */
export const TEXTS = { id: indonesian.texts, en: english.texts }

/** What each language calls itself. @type {Record<string, string>} */
export const NAMES = { id: indonesian.name, en: english.name }

/** @type {Record<string, string>} */
const LOCALES = { id: indonesian.locale, en: english.locale }

/** How a language writes dates. @param {string} language */
export const locale = (language) => LOCALES[language] ?? LOCALES.id

/** @param {string} language @param {Language} file */
function learn(language, file) {
  TEXTS[language] = file.texts
  NAMES[language] = file.name
  LOCALES[language] = file.locale
}

/** Fetches the files of the languages that the hall offers; true when there are new ones. A language without a file is not offered:
 * the others go on. @param {readonly string[]} languages @param {(code: string) => Promise<Language>} [fetchOne] */
export async function load(languages, fetchOne = (code) => import(`./languages/${code}.mjs`)) {
  const wanted = languages.filter((code) => /^[a-z]{2,3}$/.test(code) && !(code in TEXTS))
  const found = await Promise.allSettled(wanted.map(async (code) => learn(code, await fetchOne(code))))
  return found.some(({ status }) => status === 'fulfilled')
}

/** The languages a visitor can choose, Indonesian always, in the order of the hall. @param {readonly string[]} languages */
export const offered = (languages) => [...new Set(['id', ...languages])].filter((code) => code in NAMES)

/** The speaking half of one language: `const t = words('en'); t('step', {step: 1})`. A word that its file lacks is said in Indonesian;
 * one that Indonesian lacks is a bug and throws.
 * @param {string} language @returns {(key: string, facts?: Record<string, string | number>) => string} */
export function words(language) {
  const own = TEXTS[language] ?? TEXTS.id
  return (key, facts = {}) => {
    const text = own[key] ?? TEXTS.id[key]
    if (text === undefined) throw new Error(`no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''))
  }
}
