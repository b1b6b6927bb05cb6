// @ts-check
// Who this screen is: asks until the server has said it, and meanwhile tells the person who puts it up what to do.
import { Refused, client } from '/static/api.mjs'
import { askIn, isIn } from './come-in.mjs'
import { drawSetup, drawWords } from './screen.mjs'
import { SETUP_TITLE, TEXTS, setupSteps, unlisted } from './texts.mjs'

const RETRY_MS = 3000

/** @typedef {{name?: string, zone: string, counter?: string | null, speaker: boolean, screen_inches?: number, viewing_distance_m?: number,
 *   media?: import('./letters.mjs').Place}} Settings */

/** @param {string | null} token @param {string | null} askedZone of somebody of the staff who looks at a zone */
export function registration(token, askedZone) {
  const ask = client({ token })

  /** What config.yaml says about this screen. @returns {Promise<Settings>} */
  async function settings() {
    if (token === null && askedZone !== null) {
      await ask('GET', `/api/v1/board?zone=${encodeURIComponent(askedZone)}`)
      return { zone: askedZone, speaker: false }
    }
    if (token === null) throw new Refused('no_token', 401)
    return ask('GET', '/api/v1/settings')
  }

  /** Why this screen may not show the board; null when the server is only away. @param {unknown} error */
  function reason(error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'no_token' || (error.status === 401 && token === null)) return SETUP_TITLE.no_token
    if (error.status === 401) return SETUP_TITLE.unknown_token
    return error.status === 403 || error.status === 404 ? SETUP_TITLE.not_a_display : null
  }

  /** The name under which this screen came in, if config.yaml does not have it. @param {unknown} error @returns {string | null} */
  const nameOf = (error) => (error instanceof Refused && error.status === 404 && error.facts.what === 'display' ? error.facts.name : null)

  /** @param {string} name */
  function explainName(name) {
    document.body.className = 'no-board'
    const { title, steps } = unlisted(name)
    drawSetup(title, steps)
  }

  /** @param {string} why */
  function explain(why) {
    document.body.className = 'no-board'
    if (why === SETUP_TITLE.not_a_display) drawSetup(why, setupSteps(location.origin))
    else askIn(why)
  }

  /** Asks until the server has said what this screen is. @returns {Promise<Settings>} */
  return async function registered() {
    for (;;) {
      try {
        const mine = await settings()
        if (mine.zone) {
          isIn()
          return mine
        }
        explain(SETUP_TITLE.not_a_display)
      } catch (error) {
        const name = nameOf(error)
        const why = reason(error)
        if (name) explainName(name)
        else if (why) explain(why)
        else drawWords('i-unlink', TEXTS.connecting, TEXTS.connectingTo)
      }
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS) })
    }
  }
}
