// @ts-check
// The kiosk's tie to the server: live pushes, and plain HTTP when the live way is gone; tells how long it has been away.
import { client } from '/static/api.mjs'
import { connect } from '/static/live.mjs'
import { isAway, RETRY_S } from './waits.mjs'

const WHILE_LOST_S = 2
const QUIET_S = 5 // nothing heard for so long: ask, so that a pulled cable is noticed
const DEAF_S = 11 // asked and still nothing
const FRESH_PAGE_S = 30

/** @typedef {{hall: (hall: any) => void, print: (push: any) => void, back: () => void, refused: () => void, paired: () => void,
 *   device: (settings: {printer?: string, screen_inches?: number}) => void}} Told */

/** @param {string} token @param {() => number} steady seconds of a steady clock @param {Told} told */
export function server(token, steady, told) {
  const asks = client({ token })
  const quick = client({ token, timeoutMs: 2500 })
  /** @type {{lostAt: number | null, answeredAt: number | null, nextTry: number, trying: boolean, silent: number, device: boolean}} */
  const link = { lostAt: steady(), answeredAt: null, nextTry: 0, trying: false, silent: 0, device: false }
  const live = connect({
    auth: { token },
    events: { hall: told.hall, print: told.print },
    synced: (state) => { if (state.hall) told.hall(state.hall); answered() },
    silent: (seconds) => { link.silent = seconds },
    refused: () => { link.nextTry = 0 },
  })

  function answered() {
    const wasLost = link.lostAt !== null
    // A server that was away may be back with another config.yaml.
    if (wasLost) link.device = false
    link.answeredAt = steady()
    told.paired()
    if (wasLost) told.back()
  }

  async function askDevice() {
    told.device(await quick('GET', '/api/v1/settings'))
    link.device = true
  }

  async function askAgain() {
    link.trying = true
    try {
      told.hall(await quick('GET', '/api/v1/hall'))
      answered()
      if (!link.device) await askDevice()
    } catch (refusal) {
      const { status } = /** @type {import('/static/api.mjs').Refused} */ (refusal)
      if (status === 401 || status === 403) told.refused()
    }
    link.trying = false
    link.nextTry = steady() + (isAway(link, steady()) ? RETRY_S : WHILE_LOST_S)
  }

  /** To be called about twice a second. */
  function look() {
    const now = steady()
    const heard = live.connected && link.silent < DEAF_S
    if (heard) link.lostAt = null
    else link.lostAt ??= now
    if (live.connected && link.silent > QUIET_S) live.sync()
    if (!link.trying && now >= link.nextTry && (!heard || !link.device)) void askAgain()
  }

  return {
    look, asks, askAgain,
    get away() { return isAway(link, steady()) },
    get retryIn() { return link.trying ? 0 : Math.max(0, link.nextTry - steady()) },
    /** The server answers, yet the live connection stays gone: it was closed for good, and only a fresh page opens a new one. */
    get needsFreshPage() { return !live.connected && link.lostAt !== null && !isAway(link, steady()) && steady() - link.lostAt > FRESH_PAGE_S },
  }
}
