// @ts-check
// A TV cannot be scrolled: rows that have no room are left away, of the lines into one sum, and a very long name gets smaller letters.

/** The most services that a TV lists. */
export const MOST_LINES = 8
const ROWS_KEPT = 3
/** Letters of a service with a very long name. */
const SMALL_REM = 5.4
const LEAST_REM = 4

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))

/** Fits the parts into the height of the page: first fewer lines, then fewer calls, then fewer lines again.
 * @param {(rows: number) => Iterable<Node | string>} lines the table of who waits in so many rows */
export function fitTv(lines) {
  fitNewest()
  const isUpright = innerHeight > innerWidth
  const limit = at('board').getBoundingClientRect().bottom - parseFloat(getComputedStyle(at('board')).paddingBottom) + 1
  const isOver = (/** @type {string} */ id) => at(id).getBoundingClientRect().bottom > limit
  const room = (/** @type {number} */ rows) => {
    at('lines').textContent = ''
    at('lines').append(...lines(rows))
  }
  for (let rows = MOST_LINES - 1; rows >= ROWS_KEPT && isOver('lines'); rows -= 1) room(rows)
  const calls = Array.from(at('calls').querySelectorAll('tbody tr'))
  while (calls.length > ROWS_KEPT && isOver(isUpright ? 'lines' : 'calls')) /** @type {Element} */ (calls.pop()).remove()
  for (let rows = ROWS_KEPT - 1; rows > 0 && isOver('lines'); rows -= 1) room(rows)
}

function fitNewest() {
  const isFull = () => at('newest').scrollHeight > at('newest').clientHeight + 1
  if (isFull()) at('newest').className = 'newest tight'
  const what = /** @type {HTMLElement | null} */ (at('newest').querySelector('.what'))
  for (let rem = SMALL_REM; what && rem >= LEAST_REM && isFull(); rem -= 0.3) what.style.fontSize = `${rem}rem`
}
