// @ts-check
// The live connection: sync on every connect, hand on each push once and in order, say when nothing has been heard for long.
import { io } from '/static/vendor/socket.io.esm.min.js'

/** Whether a push may be shown: `old` was seen already, `gap` says something was missed before it, `next` is in order.
 * @param {number | null} last @param {{seq: number, prev?: number | null}} push @returns {'old' | 'gap' | 'next'} */
export function place(last, push) {
  if (last !== null && push.seq < last) return 'old'
  if (last !== null && push.prev !== undefined && push.prev !== null && push.prev > last) return 'gap'
  return 'next'
}

/** Connects for as long as the page lives.
 * @param {{auth: object, zone?: string, events: Record<string, (push: any) => void>, synced: (state: any) => void,
 *   silent?: (seconds: number) => void, closing?: (retryIn: number) => void, refused?: (why: string) => void}} wants
 *   `synced` gets the whole state after every connect and after a gap; `silent` is told each second how long nothing was heard. */
export function connect(wants) {
  const socket = io({ transports: ['websocket'], auth: wants.auth, reconnection: false, timeout: 4000 })
  /** @type {number | null} */
  let last = null
  let heard = performance.now()
  let asking = false
  const hear = () => { heard = performance.now() }

  function sync() {
    if (asking || !socket.connected) return
    asking = true
    socket.timeout(5000).emit('sync', { since: last, ...(wants.zone ? { zone: wants.zone } : {}) }, (/** @type {any} */ error, /** @type {any} */ state) => {
      asking = false
      if (error || !state) { setTimeout(sync, 500); return }
      hear()
      last = state.seq
      wants.synced(state)
    })
  }

  // Chromium holds websockets back by up to five seconds once some have failed: none is opened before the server answers.
  // The client library's own attempts would also end after a refusal; a screen on a wall never gives up.
  async function comeBack() {
    for (let pause = 300; ; pause = Math.min(pause * 1.5, 1000)) {
      await new Promise((resolve) => { setTimeout(resolve, pause) })
      const answer = await fetch('/static/tokens.css', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(2000) }).catch(() => null)
      if (answer?.ok) break
    }
    socket.connect()
  }
  socket.on('connect', () => { asking = false; sync() })
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
      hear()
      const where = place(last, push)
      // Paper news are of one ticket, not a newer whole: a state that came first does not make them old.
      if (where === 'old' && name !== 'print') return
      if (where === 'gap') { sync(); return }
      last = Math.max(last ?? 0, push.seq)
      show(push)
    })
  }
  setInterval(() => wants.silent?.((performance.now() - heard) / 1000), 1000)
  // A laptop that slept wakes with a dead connection that looks alive: ask at once.
  addEventListener('online', sync)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) sync() })
  return { sync, get connected() { return socket.connected } }
}
