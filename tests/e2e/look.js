// What is seen inside `root`: its texts, its buttons, and what is cut, covered, wider than its place or one over the other.
// `safe` is the share of each side that must stay free, `capitals` the capital height of each family.
({ root, safe, capitals }) => {
  for (const moving of document.getAnimations()) if (moving instanceof CSSTransition) moving.finish()
  const place = document.querySelector(root) ?? document.body
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest('.sr, [aria-hidden="true"]')
  const label = (one) => `${one.tagName.toLowerCase()}${one.className?.baseVal === undefined && one.className ? '.' + [...one.classList].join('.') : ''} "${one.textContent.trim().slice(0, 40)}"`
  const box = (rect) => ({ left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom })
  const remPx = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const edge = { left: innerWidth * safe, top: innerHeight * safe, right: innerWidth * (1 - safe), bottom: innerHeight * (1 - safe) }

  // What has been scrolled away can be scrolled back: it is not looked at.
  const isScrolledAway = (one, rect) => {
    let around = one.parentElement
    while (around && !/auto|scroll/.test(getComputedStyle(around).overflowY)) around = around.parentElement
    if (!around) return false
    const window = around.getBoundingClientRect()
    return rect.top < window.top - 1 || rect.bottom > window.bottom + 1
  }

  const ruler = document.createElement('canvas').getContext('2d')
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number)
  const light = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const isSolid = (colour) => colour.startsWith('rgb') && (channels(colour)[3] ?? 1) === 1
  function contrast(owner, colour) {
    let around = owner
    while (around && !isSolid(getComputedStyle(around).backgroundColor)) around = around.parentElement
    const [a, b] = [light(colour), around ? light(getComputedStyle(around).backgroundColor) : 1].sort((one, two) => two - one)
    return (a + 0.05) / (b + 0.05)
  }

  const texts = []
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const owner = node.parentElement
    if (!node.data.trim() || !seen(owner) || ['NOSCRIPT', 'SCRIPT', 'STYLE'].includes(owner.tagName)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const rect = range.getBoundingClientRect()
    if (rect.width === 0 || isScrolledAway(owner, rect)) continue
    const style = getComputedStyle(owner)
    const px = parseFloat(style.fontSize)
    // A line is taller than its letters: what must fit is from the tops of the capitals to the lowest tail.
    ruler.font = style.font
    const line = ruler.measureText(node.data)
    const family = style.fontFamily.split(',')[0].replaceAll('"', '')
    texts.push({ text: node.data.trim(), of: label(owner), px, family, contrast: contrast(owner, style.color), owner,
      letters: { left: rect.left, right: rect.right, top: rect.top + line.fontBoundingBoxAscent - capitals[family] * px,
        bottom: rect.bottom - line.fontBoundingBoxDescent + Math.max(0, line.actualBoundingBoxDescent) } })
  }

  const faults = []
  const out = (inner, outer, by) => inner.left < outer.left - by || inner.right > outer.right + by || inner.top < outer.top - by || inner.bottom > outer.bottom + by
  for (const { text, of, letters, owner } of texts) {
    if (out(letters, edge, 1)) faults.push(`outside the picture: ${text} (${of})`)
    for (let around = owner; around && around !== document.documentElement; around = around.parentElement) {
      const style = getComputedStyle(around)
      const scrolls = /auto|scroll/.test(style.overflowY)
      if (scrolls) break
      const closed = around.matches('button, .btn, .gate, .box') || style.overflow !== 'visible'
      if (closed && out(letters, box(around.getBoundingClientRect()), 1.5)) faults.push(`cut or spilling: ${text} (${of}) out of ${label(around)}`)
    }
    const shown = getComputedStyle(owner)
    if (shown.display !== 'inline' && owner.scrollWidth > owner.clientWidth + 1 && owner.clientWidth > 0) faults.push(`wider than its place: ${text} (${of}) ${owner.scrollWidth} > ${owner.clientWidth}`)
    if (shown.textOverflow === 'ellipsis') faults.push(`cut with dots: ${text} (${of})`)
  }
  for (let one = 0; one < texts.length; one += 1) {
    for (let two = one + 1; two < texts.length; two += 1) {
      const [a, b] = [texts[one], texts[two]]
      const over = Math.min(a.letters.right, b.letters.right) - Math.max(a.letters.left, b.letters.left)
      const under = Math.min(a.letters.bottom, b.letters.bottom) - Math.max(a.letters.top, b.letters.top)
      const lines = a.owner === b.owner || a.owner.contains(b.owner) || b.owner.contains(a.owner) || a.owner.parentElement === b.owner.parentElement && getComputedStyle(a.owner).display === 'inline'
      if (!lines && over > 2 && under > 2) faults.push(`one over the other: ${a.text} (${a.of}) and ${b.text} (${b.of})`)
    }
  }

  const buttons = [...place.querySelectorAll('button, a[href], input, select')].filter((one) => seen(one) && !isScrolledAway(one, one.getBoundingClientRect())).map((one) => {
    const rect = box(one.getBoundingClientRect())
    const top = document.elementFromPoint((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2)
    if (!one.disabled && !(top && one.contains(top))) faults.push(`covered: ${label(one)} by ${top ? label(top) : 'nothing'}`)
    if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2) faults.push(`more than its button holds: ${label(one)}`)
    return { label: label(one), rect, width: rect.right - rect.left, height: rect.bottom - rect.top }
  })
  for (const one of place.querySelectorAll('*')) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1 && seen(one)) faults.push(`to be scrolled sideways: ${label(one)}`)
  }
  const isClosed = getComputedStyle(document.body).overflowX === 'hidden' // panels may bleed over the edge there
  if (!isClosed && document.documentElement.scrollWidth > innerWidth) faults.push(`the page is wider than the window: ${document.documentElement.scrollWidth}`)
  return { remPx, faults: [...new Set(faults)], buttons, texts: texts.map(({ owner, ...facts }) => facts) }
}
