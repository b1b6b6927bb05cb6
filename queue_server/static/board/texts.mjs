// @ts-check
// Every word of the public board, in Indonesian and English. {name} is filled in by words().

/** @type {Record<string, Record<string, string>>} */
export const TEXTS = {
  id: {
    other: 'EN', other_name: 'English', title: 'Antrean {place}, {house}', title_all: 'Antrean, {house}', all: 'Semua', places: 'Pilih tempat',
    newest: 'Panggilan terbaru', none: 'Belum ada panggilan', called_at: 'dipanggil pukul {time}',
    earlier: 'Panggilan sebelumnya', number: 'Nomor', counter: 'Loket', service: 'Layanan', time: 'Pukul', place: 'Tempat',
    lines: 'Menunggu per layanan', waiting: 'Menunggu', others: 'Layanan lain',
    waiting_total: 'menunggu', open_counters: 'loket buka', nobody: 'Tidak ada yang menunggu',
    open: 'Buka', before: 'Belum buka', closed: 'Tutup', pause: 'Jeda pelayanan', friday_prayer: 'Jeda salat Jumat',
    opens: 'Buka {when}', goes_on: 'Dilanjutkan {when}', at: 'pukul\u00a0{time}', day_at: '{day} pukul\u00a0{time}',
    connecting: 'Menghubungkan ke server antrean', stale: 'Menghubungkan kembali. Data pukul {time}.',
    old: 'Data pukul {time}, mungkin sudah berubah. Lihat layar di ruang tunggu dan dengarkan petugas.',
    old_tv: 'Dengarkan petugas. Data pukul {time}.',
    why: 'Mengapa nomor itu lebih dulu?', unknown: 'Tempat ini tidak ada.', to_all: 'Lihat semua tempat',
  },
  en: {
    other: 'ID', other_name: 'Bahasa Indonesia', title: 'Queue {place}, {house}', title_all: 'Queue, {house}', all: 'All', places: 'Choose a place',
    newest: 'Newest call', none: 'No call yet', called_at: 'called at {time}',
    earlier: 'Earlier calls', number: 'Number', counter: 'Counter', service: 'Service', time: 'Time', place: 'Place',
    lines: 'Waiting by service', waiting: 'Waiting', others: 'Other services',
    waiting_total: 'waiting', open_counters: 'counters open', nobody: 'Nobody is waiting',
    open: 'Open', before: 'Not open yet', closed: 'Closed', pause: 'Break', friday_prayer: 'Friday prayer',
    opens: 'Opens {when}', goes_on: 'Continues {when}', at: 'at\u00a0{time}', day_at: '{day} at\u00a0{time}',
    connecting: 'Connecting to the queue server', stale: 'Reconnecting. Data of {time}.',
    old: 'Data of {time}, probably out of date. Watch the screens in the hall and listen to staff.',
    old_tv: 'Listen to staff. Data of {time}.',
    why: 'Why was that number first?', unknown: 'There is no such place.', to_all: 'See all places',
  },
}

/** @typedef {(key: string, facts?: Record<string, string | number>) => string} Say */

/** The speaking half of one language. An unknown key is a bug and throws. @param {string} language @returns {Say} */
export function words(language) {
  const own = TEXTS[language] ?? TEXTS.id
  return (key, facts = {}) => {
    const text = own[key]
    if (text === undefined) throw new Error(`no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''))
  }
}
