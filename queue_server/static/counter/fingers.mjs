// @ts-check
// Watches keys and clicks for slips of the finger.
import { isSlip } from './presses.mjs'

/** Answers whether the press that is being handled is the second one of a slip. @returns {() => boolean} */
export function fingers() {
  /** @type {import('./presses.mjs').Press} */
  let last = null
  let slipping = false
  const note = (/** @type {import('./presses.mjs').From} */ from) => {
    const at = performance.now()
    slipping = isSlip(last, from, at)
    if (!slipping) last = { at, from }
  }
  document.addEventListener('keydown', (event) => { if (!event.repeat) note({ key: event.key }) }, true)
  // Enter and Space on a button come as a click, too; they were noted as keys.
  document.addEventListener('click', (event) => { if (event.detail > 0) note({ x: event.clientX, y: event.clientY }) }, true)
  return () => slipping
}
