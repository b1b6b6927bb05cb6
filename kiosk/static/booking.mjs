// @ts-check
// Checking in with a booking code: what a reader or a finger gives, and what the server's refusal means to the visitor. Pure.

/** So many letters and digits a code has, none of which looks like another. */
export const PLACES = 8
const LONGEST = 12
const CLEAR = '23456789ABCDEFGHJKMNPRSTUVWXYZ'
const PER_BOARD = 12

/** The keys for codes: all of them, or as many at a time as a small panel holds. @param {'letters' | 'groups'} board @returns {string[]} one text of keys for each page */
export const boardsOf = (board) => (board === 'letters' ? [CLEAR] : CLEAR.match(new RegExp(`.{1,${PER_BOARD}}`, 'g')) ?? [])

/** @param {string} code @param {string} letter @returns {string} the code with one more letter or digit */
export const typed = (code, letter) => (/^[0-9A-Z]$/i.test(letter) && code.length < LONGEST ? code + letter.toUpperCase() : code)

/** What a scanned text means: a plain code, `SIAK-K7M2P9QX`, or an address whose last part is one. `elsewhere`: it names another hall.
 * @param {string} text @param {string} site code of this hall @returns {{code: string, elsewhere: boolean}} */
export function scanned(text, site) {
  const plain = text.trim()
  const last = /^https?:\/\//i.test(plain) ? plain.split(/[?#]/)[0].replace(/\/+$/, '').split('/').at(-1) ?? '' : plain
  // A code may be written in two halves; only before a whole one the first part names a hall.
  const [, hall, code] = /^([A-Za-z]{2,12})-([0-9A-Za-z]{8})$/.exec(last) ?? [null, '', last]
  return { code: code.replace(/[^0-9A-Za-z]/g, '').toUpperCase().slice(0, LONGEST), elsewhere: hall !== '' && hall.toUpperCase() !== site.toUpperCase() }
}

/** @type {Record<string, string>} */
const MEANS = { not_found: 'booking_unknown', invalid_input: 'booking_unknown', too_early: 'booking_early', too_late: 'booking_late',
  illegal_transition: 'booking_used', slot_taken: 'booking_used', wrong_site: 'booking_elsewhere', service_closed: 'booking_closed', quota_reached: 'booking_closed' }

/** The words for a refused check-in. `from`: when it may be done, where the server says so.
 * @param {string} code of the refusal @param {Record<string, any>} facts @returns {{text: string, from: string | null}} */
export function refused(code, facts) {
  const from = facts.check_in_from ?? facts.from ?? facts.until ?? null
  const text = MEANS[code] ?? 'booking_failed'
  return text === 'booking_early' && !from ? { text: 'booking_soon', from: null } : { text, from: text === 'booking_early' ? from : null }
}
