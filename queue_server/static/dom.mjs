// @ts-check
// Small hands for building pages without a framework. Text is always set as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg'

/** `el('button', {class: 'btn', onclick: press}, icon('i-call'), 'Panggil')`
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node | string | null | undefined | false)} children @returns {HTMLElement} */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => /** @type {Node | string} */ (child)))
  return made
}

/** An icon that the page carries (see icons.mjs). @param {string} name @param {string} [extra] */
export function icon(name, extra = '') {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', `i ${extra}`.trim())
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#${name}`)
  svg.append(use)
  return svg
}

/** A ticket number as every screen shows it: series letter, thin gap, digits.
 * @param {{number: string, prefix: string}} ticket */
export function number(ticket) {
  const letter = el('i', {}, ticket.prefix)
  return el('div', { class: 'num', 'data-len': ticket.number.length }, letter, ticket.number.slice(ticket.prefix.length))
}

/** The text in the wanted language, else Indonesian. @param {Record<string, string> | null | undefined} texts @param {string} language */
export function say(texts, language) {
  return texts?.[language] ?? texts?.id ?? ''
}
