// @ts-check
// Which view shows what, and what it says aloud.
import { bookingView } from './booking-view.mjs'
import { homeView, servicesView } from './choose.mjs'
import { doneView } from './done.mjs'
import { sayView } from './sayings.mjs'
import { searchView } from './search-view.mjs'
import { severalView } from './several-view.mjs'
import { closedView, downView, lockedView, pairView, startingView } from './stops.mjs'
import { forView } from './visit.mjs'

/** @typedef {import('./choose.mjs').Scene} Scene */
/** What only some views need: `left`, `ready`, `hasCode` of the ticket; `retryIn` while the server is away; `lock`: why staff locked the kiosk; `code` to pair with.
 * @typedef {{left: number, ready: boolean, hasCode: boolean, retryIn: number, lock: string | null, code: string | null}} Facts */
/** @typedef {ReturnType<typeof import('./flow.mjs').screen>} Name */

/** @type {Record<Name, (scene: Scene, facts: Facts) => HTMLElement>} */
const VIEWS = {
  home: homeView, services: servicesView, search: searchView, booking: bookingView, several: severalView, for: forView,
  done: (scene, { left, ready, hasCode }) => doneView({ ...scene, left, ready, code: hasCode }),
  closed: (scene) => closedView(scene, scene.reason ?? 'other'),
  locked: (scene, { lock }) => lockedView(scene, lock ?? ''),
  down: (scene, { retryIn }) => downView({ ...scene, retryIn }),
  unpaired: (scene, { code }) => pairView(scene, 'unpaired', location.origin, code),
  revoked: (scene, { code }) => pairView(scene, 'revoked', location.origin, code),
  starting: startingView,
}

/** The view of this name; `data-say` on its root is all that it says aloud, in the visitor's language.
 * @param {Name} name @param {Scene} scene @param {Facts} facts */
export function viewOf(name, scene, facts) {
  const made = VIEWS[name](scene, facts)
  made.setAttribute('data-say', sayView(name, scene))
  return made
}
