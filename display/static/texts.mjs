// @ts-check
// Every word of the TV, in Indonesian: visitors cannot switch a TV to another language.

export const TEXTS = Object.freeze({
  /** @param {number} count */
  waiting: (count) => `${count} menunggu`,
  /** @param {string} zone @param {number} count */
  waitingIn: (zone, count) => `${zone}: ${count} menunggu`,
  reconnecting: 'Menghubungkan kembali',
  listenToStaff: 'Dengarkan petugas',
  /** @param {string} time the clock when the server was heard last */
  dataOf: (time) => `data ${time}`,
  noCallYet: 'Belum ada panggilan',
  pleaseWait: 'Silakan menunggu',
  takeNumber: 'Silakan ambil nomor',
  noCounterOpen: 'Belum ada loket yang buka',
  /** @param {string} when "pukul 08.00" */
  opensFirst: (when) => `Loket buka ${when}`,
  fridayPrayer: 'Jeda salat Jumat',
  pause: 'Jeda pelayanan',
  /** @param {string} when */
  goesOn: (when) => `Dilanjutkan ${when}`,
  closed: 'Tutup',
  /** @param {string} when "Selasa pukul 07.30" */
  opens: (when) => `Buka ${when}`,
  allClosed: 'Semua loket sedang tutup',
  connecting: 'Menghubungkan',
  connectingTo: 'ke server antrean',
  touchForSound: 'Sentuh untuk menyalakan suara',
  /** @param {readonly string[]} names */
  fontsMissing: (names) => `Huruf tidak ada: ${names.join(', ')}`,
})

/** What a screen that may not show the board tells the person who puts it up.
 * @type {Record<'no_token' | 'unknown_token' | 'not_a_display', string>} */
export const SETUP_TITLE = Object.freeze({
  no_token: 'Layar ini belum didaftarkan',
  unknown_token: 'Token layar ini tidak berlaku',
  not_a_display: 'Token ini bukan untuk layar',
})

/** A screen that came in under a name of which config.yaml says nothing. @param {string} name */
export const unlisted = (name) => ({
  title: `Layar ${name} belum ada di config.yaml`,
  steps: ['Tambahkan di bagian displays, lalu mulai ulang server:', `\`${name}: {zone: A, screen_inches: 55, viewing_distance_m: 10}`,
    'Layar ini lalu berjalan sendiri.'],
})

/** The steps below the title; a step that begins with a backtick is typed or opened as it stands.
 * @param {string} origin */
export const setupSteps = (origin) => [
  'Di komputer server, jalankan:',
  '`./run device add --role display --name lobby',
  'lalu buka di layar ini, dengan token yang dicetak:',
  `\`${origin}/display/#token=…`,
]
