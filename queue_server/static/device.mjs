// @ts-check
// Who this screen is. A device opens its page once with #token=...; the token then lives in this browser and leaves the address.

/** Where the token of a page is kept: a kiosk and a display opened in one browser do not take each other's. @param {Location} place */
const keyOf = (place) => `satupintu.token.${place.pathname.split('/')[1]}`

/** The device token of this page in this browser, or null. Takes a fresh one from the address first.
 * @param {Location} [place] @param {Storage} [store] @returns {string | null} */
export function deviceToken(place = location, store = localStorage) {
  const fresh = new URLSearchParams(place.hash.slice(1)).get('token')
  if (fresh) {
    store.setItem(keyOf(place), fresh)
    history.replaceState(null, '', place.pathname + place.search)
  }
  return store.getItem(keyOf(place))
}

/** A random key for one request; the same key sent twice gives the same ticket. Works without https too. @returns {string} */
export function requestKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
