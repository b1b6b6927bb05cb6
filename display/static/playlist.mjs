// @ts-check
// Which pictures, films and texts are due, and which stands on the screen how long. Pure; times in ms of a steady clock.

/** @typedef {{id: number | string, kind: 'picture' | 'video' | 'text', text?: Record<string, string>, url: string | null,
 *   seconds?: number | null, zones?: readonly string[], from?: string | null, until?: string | null, enabled?: boolean, position?: number}} Item */
/** One thing that stands by itself: a picture, a film, or a text in one language. `key` names it.
 * @typedef {{key: string, kind: Item['kind'], url: string | null, text: string, seconds: number}} Page */
/** @typedef {{page: Page | null, part: number, since: number}} Turn `part` counts the pages that a long text was broken into */

/** Nobody reads a page in less. */
export const LEAST_S = 8
const PICTURE_S = 12
/** A film that never ends is over after this. */
const FILM_S = 600

/** The items of this zone and day, in order. A TV goes on by itself while the server is away, so it looks at the dates too.
 * @param {readonly Item[]} items @param {string} zone @param {string} today "2026-11-23" @returns {Item[]} */
export function due(items, zone, today) {
  const isDue = (/** @type {Item} */ item) => item.enabled !== false && (!item.zones || item.zones.length === 0 || item.zones.indexOf(zone) >= 0)
    && (!item.from || item.from <= today) && (!item.until || today <= item.until)
  return items.filter(isDue).sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
}

/** What stands on the screen one after the other: each language of a text is a page, Indonesian first. Pictures and films only where
 * they can be shown (`files`), and only those that are here and whole.
 * @param {readonly Item[]} items @param {{files: boolean, isHere: (url: string) => boolean}} place @returns {Page[]} */
export function pagesOf(items, { files, isHere }) {
  return items.flatMap((item) => {
    if (item.kind === 'text') return textsOf(item)
    if (!files || !item.url || !isHere(item.url)) return []
    const seconds = item.kind === 'video' ? item.seconds ?? FILM_S : Math.max(LEAST_S, item.seconds ?? PICTURE_S)
    return [{ key: `${item.id}:${item.url}`, kind: item.kind, url: item.url, text: '', seconds }]
  })
}

/** @param {Item} item @returns {Page[]} */
function textsOf(item) {
  const texts = item.text ?? {}
  const languages = Object.keys(texts).sort((a, b) => Number(b === 'id') - Number(a === 'id'))
  return languages.filter((language) => texts[language].trim()).map((language) => (
    { key: `${item.id}:${language}:${texts[language]}`, kind: 'text', url: null, text: texts[language].trim(), seconds: Math.max(LEAST_S, item.seconds ?? 0) }))
}

/** @type {Turn} */
export const NOTHING = Object.freeze({ page: null, part: 0, since: 0 })

/** What stands on the screen now. It stays while it has time and is still in the list; a changed list does not begin it anew.
 * `parts` is into how many pages its text was broken; `over` that it ended or broke. A gap, if asked for, stands after the last page:
 * the foot shows its own line then.
 * @param {Turn} turn @param {readonly Page[]} pages @param {number} at @param {{parts?: number, over?: boolean, gap?: Page | null}} [more] @returns {Turn} */
export function turned(turn, pages, at, { parts = 1, over = false, gap = null } = {}) {
  const all = gap && pages.length > 0 ? [gap, ...pages] : pages
  if (all.length === 0) return turn.page === null ? turn : NOTHING
  const here = turn.page ? all.findIndex((page) => page.key === turn.page?.key) : -1
  if (here < 0) return { page: all[0], part: 0, since: at }
  const page = all[here]
  if (!over && at - turn.since < page.seconds * 1000) return page === turn.page ? turn : { ...turn, page }
  if (!over && turn.part + 1 < parts) return { page, part: turn.part + 1, since: at }
  return { page: all[(here + 1) % all.length], part: 0, since: at }
}
