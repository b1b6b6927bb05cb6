// @ts-check
// Names are never cut: letters shrink until they fit their place.

/** Nothing on a TV is smaller. In rem. */
const LEAST = 3

const remPx = () => parseFloat(getComputedStyle(document.documentElement).fontSize)
const lineHeight = (/** @type {HTMLElement} */ element) => parseFloat(getComputedStyle(element).lineHeight)
const isWider = (/** @type {HTMLElement} */ place) => place.scrollWidth > place.clientWidth + 1

/** Shrinks the letters of all `elements` by the same share until `fits` says so. The sizes of the style sheet are the largest.
 * @param {readonly HTMLElement[]} elements @param {() => boolean} fits */
export function shrink(elements, fits) {
  for (const one of elements) one.style.fontSize = ''
  if (fits()) return
  const sizes = elements.map((one) => parseFloat(getComputedStyle(one).fontSize) / remPx())
  for (let share = 0.98; Math.max(...sizes) * share >= LEAST; share -= 0.02) {
    elements.forEach((one, place) => { one.style.fontSize = `${Math.max(LEAST, sizes[place] * share)}rem` })
    if (fits()) return
  }
}

/** Shrinks `elements` (by themselves: the place) until nothing stands out of the place to the side.
 * @param {HTMLElement} place @param {readonly HTMLElement[]} [elements] */
export function fitWidth(place, elements = [place]) {
  shrink(elements, () => !isWider(place))
}

/** One line at full size if it can be, else up to `lines` lines, then smaller. Tells whether it became more than one line.
 * @param {HTMLElement} element @param {number} lines @returns {boolean} */
export function fitLines(element, lines) {
  element.style.fontSize = ''
  element.style.whiteSpace = 'nowrap'
  if (!isWider(element)) return false
  if (lines > 1) element.style.whiteSpace = 'normal'
  shrink([element], () => !isWider(element) && element.clientHeight <= lines * lineHeight(element) * 1.05)
  return element.clientHeight > lineHeight(element) * 1.5
}
