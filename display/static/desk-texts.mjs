// @ts-check
// Every word of a counter's screen, in Indonesian: visitors cannot switch it.

/** @typedef {import('./desk-state.mjs').View} View */
/** @typedef {{icon: string, title: string, line: string}} Words */

export const TEXTS = Object.freeze({
  connecting: 'Menghubungkan', connectingTo: 'ke server antrean',
  listenToStaff: 'Dengarkan petugas',
  /** @param {string} time the clock when the server was heard last */
  dataOf: (time) => `data ${time}`,
})

/** @type {Record<Exclude<View['kind'], 'break' | 'before' | 'night'>, Words>} */
const FIXED = {
  called: { icon: 'd-down', title: '', line: 'Silakan menuju ke\u00a0sini' },
  serving: { icon: 'd-user', title: '', line: 'Sedang dilayani' },
  open: { icon: 'd-check', title: 'Buka', line: 'Silakan menunggu panggilan' },
  paused: { icon: 'd-pause', title: 'Istirahat sebentar', line: 'Silakan menunggu' },
  closed: { icon: 'd-lock', title: 'Tutup', line: 'Lihat layar panggilan' },
  gone: { icon: 'd-lock', title: 'Tutup', line: 'Loket ini tidak terdaftar' },
}

/** What the screen says beside the number. @param {View} view @param {Date} now @param {string} zone @returns {Words} */
export function wordsOf({ kind, hours }, now, zone) {
  const when = again(hours.until, now, zone)
  if (kind === 'break') {
    return { icon: 'd-pause', title: hours.reason === 'friday_prayer' ? 'Jeda salat Jumat' : 'Jeda pelayanan', line: when ? `Dilanjutkan ${when}` : 'Silakan menunggu' }
  }
  if (kind === 'before') return { icon: 'd-clock', title: 'Belum buka', line: when ? `Buka ${when}` : 'Silakan menunggu' }
  if (kind === 'night') return { icon: 'd-moon', title: 'Tutup', line: when ? `Buka ${when}` : 'Semua loket sedang tutup' }
  return FIXED[kind]
}

const WEEK_MS = 7 * 86_400_000

/** "pukul 13.00", "Selasa pukul 07.30", "4 Januari pukul 07.30"; empty when nobody knows.
 * @param {string | null} until @param {Date} now @param {string} zone */
export function again(until, now, zone) {
  if (until === null) return ''
  const then = new Date(until)
  const say = (/** @type {Date} */ at, /** @type {Intl.DateTimeFormatOptions} */ wish) => new Intl.DateTimeFormat('id-ID', { timeZone: zone, ...wish }).format(at)
  const time = say(then, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).replace(':', '.')
  const day = (/** @type {Date} */ at) => say(at, { year: 'numeric', month: 'numeric', day: 'numeric' })
  if (day(then) === day(now)) return `pukul\u00a0${time}`
  const isNear = then.getTime() - now.getTime() < WEEK_MS && say(then, { weekday: 'long' }) !== say(now, { weekday: 'long' })
  return `${isNear ? say(then, { weekday: 'long' }) : say(then, { day: 'numeric', month: 'long' })} pukul\u00a0${time}`
}
