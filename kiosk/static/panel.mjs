// @ts-check
// How big things are: pixels per millimetre of this panel, and letters that shrink before a name is cut.

/** CSS pixels per millimetre of a panel of `inches` showing `width` x `height`. 1080 x 1920 at 21.5" gives 4.03.
 * @param {number} width @param {number} height @param {number} inches */
export const pixelsPerMm = (width, height, inches) => Math.hypot(width, height) / (inches * 25.4)

/** How much larger everything is in large print. */
export const LARGE = 1.35

const KEY_MM = 21
const GAP_MM = 4

/** The board of letters for which a panel has room: a key for each letter, where seven of them stand side by side, else a key for several.
 * @param {number} widthMm @param {number} heightMm @param {number} scale 1, in large print more */
export function boardFor(widthMm, heightMm, scale) {
  const wide = widthMm > heightMm
  const room = wide ? 0.32 * widthMm : widthMm - 12 * scale
  const columns = wide ? 6 : 7
  const rows = Math.ceil(28 / columns)
  const high = wide ? 0.58 * heightMm / (scale > 1 ? 1.2 : 1) : 0.34 * heightMm
  return room >= columns * KEY_MM + (columns - 1) * GAP_MM && high >= rows * (KEY_MM + GAP_MM) ? 'letters' : 'groups'
}

export const SMALLEST_REM = 3

/** The next smaller letter size to try, never below the smallest allowed. @param {number} rem */
export const smaller = (rem) => Math.max(SMALLEST_REM, Math.round((rem - 0.2) * 10) / 10)

const NAMES = '.agency b, .pop b, .way b, .service > b, .person b, .title h1, .hero .of, .print b, .leg b, .line b'

/** Lets long names shrink to two lines; a name is never cut with dots. @param {ParentNode} root */
export function fit(root) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  for (const name of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(NAMES))) {
    name.style.fontSize = ''
    if (!name.offsetParent) continue
    let size = parseFloat(getComputedStyle(name).fontSize) / rem
    while (size > SMALLEST_REM && (name.scrollWidth > name.clientWidth + 1 || name.offsetHeight > 2.5 * size * rem)) {
      size = smaller(size)
      name.style.fontSize = `${size}rem`
    }
  }
}

/** Whether a list of cards is longer than its view, or a card longer than itself. @param {ParentNode} root */
export function overfull(root) {
  const view = root.querySelector('.view')
  if (!view) return false
  const floor = view.getBoundingClientRect().bottom - parseFloat(getComputedStyle(view).paddingBottom) + 2
  const full = (/** @type {Element} */ one) => one.scrollHeight > one.clientHeight + 2 || one.getBoundingClientRect().bottom > floor
  return [...view.querySelectorAll('.card, .pages, .key, .leg, .btn, .back')].some(full)
}

/** Whether what is read beside the cards, or the ticket, needs more height than it has. @param {ParentNode} root */
export const tooTall = (root) => [...root.querySelectorAll('.view, .ticket')].some((one) => one.scrollHeight > one.clientHeight + 2)
