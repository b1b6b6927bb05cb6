// @ts-check
// Who this screen is. A device opens its page once with #token=...; the token then lives in this browser and leaves the address.

const KEY = 'satupintu.token'

/** The device token of this browser, or null. Takes a fresh one from the address first.
 * @param {Location} [place] @param {Storage} [store] @returns {string | null} */
export function deviceToken(place = location, store = localStorage) {
  const fresh = new URLSearchParams(place.hash.slice(1)).get('token')
  if (fresh) {
    store.setItem(KEY, fresh)
    history.replaceState(null, '', place.pathname + place.search)
  }
  return store.getItem(KEY)
}

/** A random key for one request; the same key sent twice gives the same ticket. Works without https too. @returns {string} */
export function requestKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
