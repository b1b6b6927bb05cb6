// @ts-check
// The icons of a counter's screen, carried by the page: one fetched when it is needed would be missing when the server is away.

const SVG = 'http://www.w3.org/2000/svg'
/** @type {Readonly<Record<string, string>>} */
const PATHS = Object.freeze({
  'd-down': 'M12 4v15M6 13l6 6 6-6',
  'd-check': 'M4.5 12.5l5 5L19.5 7',
  'd-user': 'M12 3.6a4 4 0 1 0 .01 0M4.5 20.5c.4-4.2 3.4-6.4 7.500-6.4s7.1 2.200 7.500 6.4',
  'd-pause': 'M8.5 5.5v13M15.5 5.5v13',
  'd-lock': 'M7 11h10a2 2 0 0 1 2 2v5.5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V13a2 2 0 0 1 2-2zM8 11V7.8a4 4 0 0 1 8 0V11',
  'd-clock': 'M12 3a9 9 0 1 0 .01 0M12 7v5.4l3.6 2',
  'd-moon': 'M20 14.300A8.500 8.500 0 1 1 9.700 4 6.800 6.800 0 0 0 20 14.300z',
  'd-unlink': 'M3.500 3.500l17 17M2.500 9.200A14.500 14.500 0 0 1 7 6.400M11 5.400a14.500 14.500 0 0 1 10.500 3.800M5.800 12.900a9.800 9.800 0 0 1 4.400-2.500M15.200 10.900c1.100.5 2.100 1.200 3 2M9 16.400a5 5 0 0 1 5.500-.4M12 19.800v.01',
})

/** Puts the icons into the page, once. */
export function carryDeskIcons() {
  if (document.getElementById('d-down')) return
  const sprite = document.createElementNS(SVG, 'svg')
  sprite.setAttribute('hidden', '')
  for (const [id, d] of Object.entries(PATHS)) {
    const symbol = document.createElementNS(SVG, 'symbol')
    symbol.id = id
    symbol.setAttribute('viewBox', '0 0 24 24')
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', d)
    symbol.append(path)
    sprite.append(symbol)
  }
  document.body.append(sprite)
}
