// @ts-check
// The icons, taken into the page once: what says that the server is away must not need the server.

const SVG = 'http://www.w3.org/2000/svg'

/** Brings the symbols of /static/icons.svg into this document. Without them the page still says everything in words. @returns {Promise<void>} */
export async function loadIcons() {
  try {
    const answer = await fetch('/static/icons.svg', { signal: AbortSignal.timeout(5000) })
    const sprite = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement
    const home = document.createElementNS(SVG, 'svg')
    home.setAttribute('width', '0')
    home.setAttribute('height', '0')
    home.setAttribute('class', 'sr')
    home.setAttribute('aria-hidden', 'true')
    home.append(...[...sprite.querySelectorAll('symbol')].map((symbol) => document.importNode(symbol, true)))
    document.body.append(home)
  } catch (error) {
    console.warn('icons', error)
  }
}

/** @param {string} name @param {string} [extra] */
export function icon(name, extra = '') {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', `i ${extra}`.trim())
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#${name}`)
  svg.append(use)
  return svg
}
