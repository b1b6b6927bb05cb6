// @ts-check
// Which one line of news the console shows: the gravest thing that is true now and that nobody here has put aside. No DOM.

/** @typedef {import('./troubles.mjs').Trouble} Trouble
 * @typedef {{kind: 'lost'} | {kind: 'told'} | {kind: 'trouble', trouble: Trouble} | {kind: 'papers', papers: number}} News */

/** What has been put aside: keys of troubles, and how many papers there were. @typedef {{troubles: Set<string>, papers: number}} Aside */

/** No connection; then the answer to the last press; then what visitors do not see or hear and printers that cannot print, papers to look at, what is less grave.
 * @param {{lost: boolean, told: boolean, troubles: readonly Trouble[], papers: number, aside: Aside}} now @returns {News | null} */
export function newsOf({ lost, told, troubles, papers, aside }) {
  if (lost) return { kind: 'lost' }
  if (told) return { kind: 'told' }
  const fresh = troubles.filter((one) => !aside.troubles.has(one.key))
  const bad = fresh.find((one) => one.level === 'bad')
  if (bad) return { kind: 'trouble', trouble: bad }
  if (papers > aside.papers) return { kind: 'papers', papers }
  return fresh.length ? { kind: 'trouble', trouble: fresh[0] } : null
}

/** What stays put aside: a trouble that ended is news when it comes again, and so is one paper more than there were.
 * @param {Aside} aside @param {readonly Trouble[]} troubles @param {number} papers @returns {Aside} */
export function stillAside(aside, troubles, papers) {
  const standing = new Set(troubles.map((one) => one.key))
  return { troubles: new Set([...aside.troubles].filter((key) => standing.has(key))), papers: Math.min(aside.papers, papers) }
}
