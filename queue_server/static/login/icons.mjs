// @ts-check
// The icons of a staff page, carried inside the page: a picture that says "no connection" must not need one.

const SVG = 'http://www.w3.org/2000/svg'

/** Puts all symbols of icons.svg into the page. Without an answer the page works with words alone. */
export async function carryIcons() {
  if (document.getElementById('icons')) return
  try {
    const text = await (await fetch('/static/icons.svg')).text()
    const sprite = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true)
    sprite.id = 'icons'
    sprite.setAttribute('class', 'sr')
    sprite.setAttribute('aria-hidden', 'true')
    document.body.append(sprite)
  } catch {
    setTimeout(carryIcons, 2000)
  }
}

/** An icon that the page carries. @param {string} name @param {string} [extra] */
export function icon(name, extra = '') {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', `i ${extra}`.trim())
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#${name}`)
  svg.append(use)
  return svg
}
