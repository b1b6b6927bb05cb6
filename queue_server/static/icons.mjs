// @ts-check
// The icons of a page, carried inside the page: a picture that says "no connection" must not need one.

/** Puts all symbols of icons.svg into the page; tries again until it has them. Meanwhile words say everything. @returns {Promise<void>} */
export async function carryIcons() {
  if (document.getElementById('icons')) return
  try {
    const answer = await fetch('/static/icons.svg', { signal: AbortSignal.timeout(5000) })
    const sprite = document.importNode(new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement, true)
    sprite.id = 'icons'
    sprite.setAttribute('class', 'sr')
    sprite.setAttribute('aria-hidden', 'true')
    document.body.append(sprite)
  } catch {
    setTimeout(carryIcons, 2000)
  }
}
