// @ts-check
// The sounds of what the kiosk says: asked for ahead, fetched when they are to be heard, kept for the next time. Knows no DOM.

const KEPT = 80
const ASKED = 600
const AT_ONCE = 3

/** @typedef {{id: string, ready: boolean, voice?: boolean}} Answer */

/** `post` has a text made, `get` fetches the sound of an id (it waits some seconds for it); both throw when they cannot.
 * @param {{post: (language: string, text: string) => Promise<Answer>, get: (id: string) => Promise<ArrayBuffer>}} server */
export function prompts({ post, get }) {
  /** @type {Map<string, string>} ids by language and text */
  const ids = new Map()
  /** @type {Map<string, Promise<ArrayBuffer | null>>} */
  const sounds = new Map()
  /** @type {[string, string][]} */
  let later = []
  let busy = 0

  const nameOf = (/** @type {string} */ language, /** @type {string} */ text) => `${language} ${text}`

  /** @template T @param {Map<string, T>} kept @param {number} most */
  const trim = (kept, most) => { while (kept.size > most) kept.delete(/** @type {string} */ (kept.keys().next().value)) }

  /** The id of a sound that there is or will be; null when nobody can speak. @param {string} language @param {string} text */
  async function ask(language, text) {
    const answer = await post(language, text)
    if (!answer.ready && answer.voice === false) return null
    ids.set(nameOf(language, text), answer.id)
    trim(ids, ASKED)
    return answer.id
  }

  /** @param {string} language @param {string} text @returns {Promise<ArrayBuffer | null>} */
  async function fetched(language, text) {
    const known = ids.get(nameOf(language, text))
    try {
      if (known) return await get(known)
    } catch { ids.delete(nameOf(language, text)) } // asked for long ago, or of a server that has forgotten it: once more
    try {
      const id = await ask(language, text)
      return id === null ? null : await get(id)
    } catch { return null }
  }

  async function work() {
    for (let next = later.shift(); next; next = later.shift()) {
      try {
        if (!ids.has(nameOf(...next)) && await ask(...next) === null) later = []
      } catch { later = [] } // the server is away or wants a rest: what is needed is asked for again when it is to be heard
    }
    busy -= 1
  }

  return {
    /** Has these made, in this order, for a moment in which they may be needed. What was to be made ahead before is not needed any more.
     * @param {readonly {language: string, text: string}[]} texts */
    ahead(texts) {
      const wanted = new Map(texts.map(({ language, text }) => [nameOf(language, text), /** @type {[string, string]} */ ([language, text])]))
      later = [...wanted].filter(([name]) => !ids.has(name) && !sounds.has(name)).map(([, text]) => text)
      for (; busy < AT_ONCE && later.length > 0; busy += 1) void work()
    },
    /** The sound of a text, null when there is none. @param {string} language @param {string} text @returns {Promise<ArrayBuffer | null>} */
    sound(language, text) {
      const name = nameOf(language, text)
      const kept = sounds.get(name) ?? fetched(language, text)
      sounds.delete(name)
      sounds.set(name, kept)
      trim(sounds, KEPT)
      void kept.then((sound) => { if (sound === null && sounds.get(name) === kept) sounds.delete(name) })
      return kept
    },
  }
}
