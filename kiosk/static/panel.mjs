// @ts-check
// How big things are: pixels per millimetre of this panel, and letters that shrink before a name is cut.

/** CSS pixels per millimetre of a panel of `inches` showing `width` x `height`. 1080 x 1920 at 21.5" gives 4.03.
 * @param {number} width @param {number} height @param {number} inches */
export const pixelsPerMm = (width, height, inches) => Math.hypot(width, height) / (inches * 25.4)

const KEY_MM = 20.5
const GAP_MM = 3.5
const BESIDE = 0.6 // of a wide panel is right of what is read

/** The board of letters for which a panel has room: a key for each letter, where seven of them stand side by side (ten on a wide panel), else a key
 * for several letters; in low reach the keys have less than half of the height.
 * @param {number} widthMm @param {number} heightMm @param {{low?: boolean, zoom?: number}} [how] */
export function boardFor(widthMm, heightMm, { low = false, zoom = 1 } = {}) {
  const wide = widthMm > heightMm
  if (low && !wide && heightMm / 2 / zoom < LOW_LETTERS_MM) return 'groups'
  const columns = wide ? 10 : 7
  return (wide ? BESIDE * widthMm : widthMm - 16) >= columns * KEY_MM + (columns - 1) * GAP_MM ? 'letters' : 'groups'
}

const LOW_LETTERS_MM = 200
const TALL_MM = 300

/** Whether a part of the panel is out of reach for who sits: only then there is something to bring down.
 * @param {number} widthMm @param {number} heightMm */
export const isTall = (widthMm, heightMm) => heightMm > widthMm && heightMm >= TALL_MM

const LARGE = 1.35
const REM_MM = 2.48
/** The smallest picture on which everything has room, short side and long side: 10.1". */
const LEAST_REM = [54.7, 87.6]
/** In low reach half of a tall panel must do. */
const LOW_REM = 69.5
const WORTH_IT = 1.1

/** How much larger letters are in large print: as much as leaves room for what must be there. 1: this panel is too small for it, and does not offer it.
 * @param {number} widthMm @param {number} heightMm @param {boolean} [low] */
export function largeFor(widthMm, heightMm, low = false) {
  const [short, long] = [Math.min(widthMm, heightMm), Math.max(widthMm, heightMm)]
  const room = Math.min(LARGE, short / REM_MM / LEAST_REM[0], long / REM_MM / LEAST_REM[1], low && isTall(widthMm, heightMm) ? long / REM_MM / 2 / LOW_REM : LARGE)
  return room < WORTH_IT ? 1 : room
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

/** @param {Element} view */
const floorOf = (view) => view.getBoundingClientRect().bottom - parseFloat(getComputedStyle(view).paddingBottom) + 2

/** @param {Element} one @param {number} floor */
const full = (one, floor) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2 || one.getBoundingClientRect().bottom > floor

/** Whether one lies over the other, or nearer above or below it than a finger can tell. @param {Element} one @param {Element} other */
function cross(one, other) {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
  const gap = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm')) * 3 - 0.6
  return a.width > 0 && b.width > 0 && a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom + gap && b.top < a.bottom + gap
}

/** Whether a list of cards is longer than its place, or a card longer than itself: then a page has one card less. @param {ParentNode} root */
export function overfull(root) {
  const view = root.querySelector('.view')
  if (!view) return false
  const below = [...view.querySelectorAll('.pages, .ways, .keys')]
  const floor = floorOf(view)
  return [...view.querySelectorAll('.service, .agency')].some((one) => full(one, floor) || below.some((other) => cross(one, other)))
    || below.some((one) => one.getBoundingClientRect().bottom > floor) || below.some((one) => below.some((other) => one !== other && cross(one, other)))
}

/** Whether anything in the view needs more room than it has. @param {ParentNode} root */
export function tooTall(root) {
  const view = root.querySelector('.view')
  if (!view) return false
  // The tail of a headline's last letter may hang out of its line: that is no fault.
  const tail = 0.5 * parseFloat(getComputedStyle(document.documentElement).fontSize)
  const tall = [view, ...view.querySelectorAll('.reach, .popwrap, .who, .basket, .ticket')].some((one) => one.scrollHeight > one.clientHeight + 2)
    || [...view.querySelectorAll('.ctx')].some((one) => one.scrollHeight > one.clientHeight + tail)
  const floor = floorOf(view)
  if (tall || [...view.querySelectorAll('.card, .key, .btn, .back, .leg')].some((one) => full(one, floor)) || [...view.querySelectorAll('.ctx > *')].some((one) => one.getBoundingClientRect().bottom > floor)) return true
  // What hangs at the bottom of the left column must not meet what stands above it.
  const low = [...view.querySelectorAll('.order, .pages')].filter((one) => getComputedStyle(one).position === 'absolute')
  return low.some((one) => [...view.querySelectorAll('.ctx > *, .pop')].some((other) => cross(one, other)))
}
