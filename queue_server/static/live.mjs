// @ts-check
// The live connection: sync on every connect, hand on each push once and in order, say when nothing has been heard for long.
import { within } from './api.mjs'
import { ANSWER_MS, answered, heard, looked, silentFor } from './silence.mjs'
import { io } from '/static/vendor/socket.io.esm.min.js'

const clocks = () => ({ steady: performance.now(), wall: Date.now() })

/** Whether a push may be shown: `old` was seen already, `gap` says something was missed before it, `next` is in order.
 * @param {number | null} last @param {{seq: number, prev?: number | null}} push @returns {'old' | 'gap' | 'next'} */
export function place(last, push) {
  if (last !== null && push.seq < last) return 'old'
  if (last !== null && push.prev !== undefined && push.prev !== null && push.prev > last) return 'gap'
  return 'next'
}

const ASK_MS = 1000
const LONGEST_PAUSE_MS = 700

/** Connects for as long as the page lives.
 * @param {{auth: object, zone?: string, events: Record<string, (push: any) => void>, synced: (state: any) => void,
 *   knew?: () => object, silent?: (seconds: number) => void, closing?: (retryIn: number) => void, refused?: (why: string) => void}} wants
 *   `knew` is told with every question: what the page has seen, should the server have lost it;
 *   `synced` gets the whole state after every connect and after a gap; `silent` is told each second how long nothing was heard. */
export function connect(wants) {
  const socket = io({ transports: ['websocket'], auth: wants.auth, reconnection: false, timeout: 4000 })
  /** @type {number | null} */
  let last = null
  let silence = answered(clocks())
  let asking = 0

  /** @param {number} [patienceMs] @param {() => void} [mute] what to do when no answer comes */
  function sync(patienceMs = 5000, mute = () => { setTimeout(sync, 500) }) {
    if (asking || !socket.connected) return
    const mine = asking = Math.random()
    socket.timeout(patienceMs).emit('sync', { since: last, ...(wants.zone ? { zone: wants.zone } : {}), ...(wants.knew ? { knew: wants.knew() } : {}) }, (/** @type {any} */ error, /** @type {any} */ state) => {
      if (asking !== mine) return // asked on a connection that is gone
      asking = 0
      if (error || !state) { mute(); return }
      silence = answered(clocks())
      last = state.seq
      wants.synced(state)
    })
  }

  // A laptop that slept wakes with a dead connection that looks alive: one that does not answer is given up at once.
  function doubt() {
    asking = 0
    sync(ANSWER_MS, () => socket.io.engine.close())
  }

  // Chromium holds websockets back by up to five seconds once some have failed: none is opened before the server answers.
  // The client library's own attempts would also end after a refusal; a screen on a wall never gives up. A question into a cut
  // cable is not answered at all: with both times together a screen is back within two seconds of the cable.
  async function comeBack() {
    for (let pause = 300; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      await new Promise((resolve) => { setTimeout(resolve, pause) })
      const answer = await fetch('/static/tokens.css', { method: 'HEAD', cache: 'no-store', signal: within(ASK_MS) }).catch(() => null)
      if (answer?.ok) break
    }
    socket.connect()
  }
  socket.on('connect', () => { asking = 0; sync() })
  socket.on('disconnect', () => { void comeBack() })
  socket.on('connect_error', (error) => {
    const isAway = /** @type {any} */ (error).type === 'TransportError' || error.message === 'timeout'
    if (isAway) { void comeBack(); return }
    wants.refused?.(error.message)
    setTimeout(() => socket.connect(), 2000)
  })
  socket.on('server_closing', (push) => wants.closing?.(push?.retry_in ?? 2))
  for (const [name, show] of Object.entries(wants.events)) {
    socket.on(name, (push) => {
      silence = heard(silence, performance.now())
      const where = place(last, push)
      // Paper news are of one ticket, not a newer whole: a state that came first does not make them old.
      if (where === 'old' && name !== 'print') return
      if (where === 'gap') { sync(); return }
      last = Math.max(last ?? 0, push.seq)
      show(push)
    })
  }
  function look() {
    const seen = looked(silence, clocks())
    silence = seen.silence
    if (seen.doubt) doubt()
    wants.silent?.(silentFor(silence, silence.last.steady))
  }
  setInterval(look, 1000)
  addEventListener('online', () => sync())
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { look(); sync() } })
  return {
    sync: () => sync(),
    get connected() { return socket.connected },
    /** Tells the server something, now or never. @param {string} event @param {object} facts @returns {boolean} whether it could */
    send(event, facts) {
      if (socket.connected) socket.emit(event, facts)
      return socket.connected
    },
  }
}
