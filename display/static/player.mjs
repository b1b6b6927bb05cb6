// @ts-check
// The loudspeaker of the zone. Each call is claimed before it is played, so that of two pages one speaks, and none speaks twice.
import { hallNow } from '/static/hall-time.mjs'
import { audio } from './audio.mjs'
import { claims } from './claims.mjs'
import { turns } from './turns.mjs'

/** @param {{token: string | null, onState: (state: 'on' | 'blocked' | 'failed') => void}} wants `onState` is told at each change:
 * blocked until somebody touches the screen, failed when nothing was heard three times in a row. */
export function loudspeaker({ token, onState }) {
  const wire = claims(token)
  const line = turns({
    wire, onState,
    play: async (announcement, isInTime) => hand.play(announcement, await wire.sound(announcement.audio), isInTime),
    now: () => performance.now(), wallNow: () => Date.now(),
    wait(ms, then) {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
  })
  const hand = audio((isBlocked) => line.block(isBlocked))

  return {
    /** A call with a sound was pushed, or came with the state. @param {{at: string}} call */
    heard(call) { line.heard(hallNow().getTime() - Date.parse(call.at)) },
    /** The page has the whole state (again). */
    connected() { line.connected() },
    close() {
      line.close()
      hand.close()
    },
  }
}
