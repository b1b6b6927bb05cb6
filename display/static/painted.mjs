// @ts-check
// Tells the server which calls have been painted, and how this screen is: once for each call, once for each change.

/** A call painted later than this was not on a screen that anybody saw: the tab was hidden, or the server away. */
const LATE_MS = 60_000

/** @typedef {{send: (event: string, facts: object) => boolean}} Live */

/** @param {{live: () => Live | null, hallNow: () => Date}} wants */
export function reporter({ live, hallNow }) {
  /** Calls that came and were not yet painted, with their time. @type {Map<number, string>} */
  const owed = new Map()
  let lastSaid = ''

  /** @param {readonly number[]} seqs */
  function tell(seqs) {
    for (const seq of seqs) {
      const at = owed.get(seq)
      if (at === undefined || document.hidden) continue
      const isLate = hallNow().getTime() - Date.parse(at) > LATE_MS
      if (isLate || live()?.send('painted', { seq })) owed.delete(seq)
    }
  }

  return {
    /** This call came, as a push or with the state. @param {{seq: number, at: string}} call */
    expect(call) { owed.set(call.seq, call.at) },
    /** These calls were just put on the picture. The second frame begins when the first one is on the glass. @param {readonly number[]} seqs */
    drawn(seqs) {
      const due = seqs.filter((seq) => owed.has(seq))
      if (due.length > 0 && !document.hidden) requestAnimationFrame(() => requestAnimationFrame(() => tell(due)))
    },
    /** How the screen is; the same twice is said once, unless the server is a new one. @param {'none' | 'on' | 'blocked' | 'failed'} sound @param {boolean} [anew] */
    screen(sound, anew = false) {
      const facts = { sound, visible: !document.hidden, width: innerWidth, height: innerHeight }
      const said = JSON.stringify(facts)
      if (said === lastSaid && !anew) return
      if (live()?.send('screen', facts)) lastSaid = said
    },
  }
}
