// @ts-check
// The playlist and its files, kept in memory: pictures and films go on while the server is away.
import { client } from '/static/api.mjs'

const FILE_MS = 300_000
/** Asked again after a failure. */
const AGAIN_MS = 5_000

/** @typedef {import('./playlist.mjs').Item} Item */

/** @param {{token: string | null, zone: string, changed: () => void}} wants `changed` is told when there is something else to show */
export function mediaStore({ token, zone, changed }) {
  const ask = client({ token })
  /** @type {Map<string, string>} the address inside this page of each file that is here */
  const files = new Map()
  /** @type {Set<string>} */
  const broken = new Set()
  /** @type {readonly Item[]} */
  let items = []
  /** @type {number | null} the version shown, and the one being fetched */
  let version = null
  let isBusy = false
  let notBefore = 0

  async function refresh() {
    const list = await ask('GET', `/api/v1/media/playlist?zone=${encodeURIComponent(zone)}`)
    items = list.items
    version = list.version
    broken.clear()
    const wanted = new Set(items.map((item) => item.url).filter(Boolean))
    for (const [url, inside] of files) if (!wanted.has(url)) drop(url, inside)
    changed()
    for (const url of wanted) if (url && !files.has(url)) await bring(url)
  }

  /** @param {string} url */
  async function bring(url) {
    const end = new AbortController()
    const limit = setTimeout(() => end.abort(), FILE_MS)
    try {
      const answer = await fetch(url, { signal: end.signal })
      if (answer.status >= 500) throw new Error(`${url}: ${answer.status}`)
      if (answer.ok) files.set(url, URL.createObjectURL(await answer.blob()))
      else broken.add(url)
      changed()
    } finally {
      clearTimeout(limit)
    }
  }

  /** @param {string} url @param {string} inside */
  function drop(url, inside) {
    files.delete(url)
    URL.revokeObjectURL(inside)
  }

  return {
    get items() { return items },
    /** The address inside this page, or null while the file is not here or cannot be shown. @param {string} url */
    file: (url) => (broken.has(url) ? null : files.get(url) ?? null),
    /** @param {string} url */
    giveUp(url) { broken.add(url); changed() },
    /** Fetches what is new, if the board's version is another one. @param {number | undefined} wanted @param {number} at steady ms */
    async follow(wanted, at) {
      const isWhole = wanted === version && items.every((item) => !item.url || broken.has(item.url) || files.has(item.url))
      if (wanted === undefined || isWhole || isBusy || at < notBefore) return
      isBusy = true
      // A server that is away is asked again with a later board; what is here stays on the screen.
      await refresh().catch(() => { notBefore = at + AGAIN_MS })
      isBusy = false
    },
  }
}
