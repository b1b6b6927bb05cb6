// @ts-check
// A part of the page that is built anew only when what it shows has changed, so that focus, scroll and hover survive.

/** @param {HTMLElement} node @returns {(sign: unknown, build: () => (Node | null | false)[]) => boolean} whether it was built anew */
export function part(node) {
  let shown = ''
  return (sign, build) => {
    const now = JSON.stringify(sign)
    if (now === shown) return false
    shown = now
    const focused = document.activeElement instanceof HTMLElement && node.contains(document.activeElement) ? document.activeElement.dataset.id : undefined
    node.replaceChildren(...build().filter((child) => child !== null && child !== false).map((child) => /** @type {Node} */ (child)))
    if (focused !== undefined) {
      const again = node.querySelector(`[data-id="${CSS.escape(focused)}"]`)
      if (again instanceof HTMLElement) again.focus()
    }
    return true
  }
}
