// @ts-check
// Brings what is on the screen to what it should be without replacing what stays: a finger that is down keeps its button, a keyboard its focus.

/** @param {Element} old @param {Element} fresh */
function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (name !== 'style' && !fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
}

/** @param {ChildNode} old @param {ChildNode} fresh */
const alike = (old, fresh) => old.nodeName === fresh.nodeName
  && (!(old instanceof Element) || !(fresh instanceof Element) || (old.getAttribute('data-key') === fresh.getAttribute('data-key') && old.id === fresh.id))

/** Makes the children of `old` those of `fresh`, node by node. @param {Element} old @param {Element} fresh */
export function morph(old, fresh) {
  const wanted = [...fresh.childNodes]
  wanted.forEach((child, at) => {
    const present = old.childNodes[at]
    if (!present) old.append(child)
    else if (!alike(present, child)) present.replaceWith(child)
    else if (present instanceof Element && child instanceof Element) { attributes(present, child); morph(present, child) }
    else if (present.nodeValue !== child.nodeValue) present.nodeValue = child.nodeValue
  })
  while (old.childNodes.length > wanted.length) old.lastChild?.remove()
}
