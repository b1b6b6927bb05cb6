// @ts-check
// Names are never cut: letters shrink until they fit their place.

/** Nothing on a TV is smaller. In rem. */
const LEAST = 3

const remPx = () => parseFloat(getComputedStyle(document.documentElement).fontSize)
/** How many lines of text an element has. @param {HTMLElement} element */
function linesOf(element) {
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(element)
  return Math.round((element.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight))
}

/** Whether the contents need more than the width inside the padding. scrollWidth would not see what stands in the padding.
 * @param {HTMLElement} place */
export function isWider(place) {
  const { paddingLeft, paddingRight } = getComputedStyle(place)
  const contents = document.createRange()
  contents.selectNodeContents(place)
  return contents.getBoundingClientRect().width > place.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 0.5
}

/** How wide a text would be in the letters of `element`, in px, without showing it. @param {string} text @param {HTMLElement} element */
export function widthOf(text, element) {
  const { fontStyle, fontWeight, fontSize, fontFamily, letterSpacing } = getComputedStyle(element)
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'))
  ruler.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
  return ruler.measureText(text).width + text.length * (parseFloat(letterSpacing) || 0)
}

/** Shrinks the letters of all `elements` by the same share until `fits` says so. The sizes of the style sheet are the largest.
 * @param {readonly HTMLElement[]} elements @param {() => boolean} fits @param {number} [least] in rem */
function shrink(elements, fits, least = LEAST) {
  if (fits()) return
  const sizes = elements.map((one) => parseFloat(getComputedStyle(one).fontSize) / remPx())
  for (let share = 0.98; Math.max(...sizes) * share >= least; share -= 0.02) {
    elements.forEach((one, place) => { one.style.fontSize = `${Math.max(least, sizes[place] * share)}rem` })
    if (fits()) return
  }
}

/** Shrinks `elements` (by themselves: the place) until nothing stands out of the place to the side.
 * @param {HTMLElement} place @param {readonly HTMLElement[]} [elements] */
export function fitWidth(place, elements = [place]) {
  shrink(elements, () => !isWider(place))
}

/** A number and the sign beside it share a row: the number gives way first, as long as it is the larger one.
 * @param {HTMLElement} row @param {HTMLElement} big @param {HTMLElement} sign */
export function fitPair(row, big, sign) {
  const fits = () => !isWider(big) && !isWider(row)
  const size = parseFloat(getComputedStyle(sign).fontSize) / remPx()
  shrink([big], fits, size)
  if (!fits()) shrink(sign.classList.contains('named') ? [big] : [big, sign], fits)
}

/** One line at full size if it can be, else up to `lines` lines no higher than the place, then smaller. Tells whether it became more
 * than one line.
 * @param {HTMLElement} element @param {number} lines @param {HTMLElement} [place] @returns {boolean} */
export function fitLines(element, lines, place) {
  element.style.whiteSpace = 'nowrap'
  if (!isWider(element)) return false
  if (lines > 1) element.style.whiteSpace = 'normal'
  shrink([element], () => !isWider(element) && linesOf(element) <= lines && element.clientHeight <= (place?.clientHeight ?? Infinity))
  return linesOf(element) > 1
}
