// @ts-check
// Every word of the phone page, in Indonesian and English. {name} is filled in by words().

/** @type {Record<string, Record<string, string>>} */
export const TEXTS = {
  id: {
    other: 'EN', other_name: 'English', title: 'Nomor {number}',
    ahead: 'orang di depan Anda', next: 'Anda berikutnya', progress: 'Kemajuan antrean', taken: '{time} ambil nomor', called_end: 'dipanggil',
    expected: 'Perkiraan dipanggil', updated: 'Bisa lebih cepat atau lambat. Diperbarui {time}', no_estimate: 'Belum tersedia', no_time_no_counter: 'Belum ada loket buka', no_time_learning: 'Belum cukup data', no_time_long: 'Lebih dari 2 jam',
    hits: 'Sejauh ini {hits} dari 10 kali tepat.', why: 'Mengapa nomor itu lebih dulu?', no_estimate_note: 'Lihat layar TV dan dengarkan panggilan. Diperbarui {time}',
    legs: 'Layanan dengan nomor ini', leg_done: 'selesai', leg_now: 'sekarang', leg_planned: 'sesudahnya', leg_left: 'pindah', leg_dropped: 'tidak jadi',
    bring: 'Siapkan', remind: 'Ingatkan saya', remind_note: 'bunyi dan getar saat tinggal 3 orang, selama halaman ini terbuka',
    leave: 'Lepas nomor saya', fine: 'Berlaku hanya hari ini. Tanpa nama.',
    near: 'Sebentar lagi. Silakan kembali ke {place}.',
    stale: 'Sambungan terputus. Data pukul {time}. Lihat juga layar TV dan dengarkan panggilan.', offline: 'Belum tersambung. Lihat layar TV dan dengarkan panggilan.',
    turn: 'Giliran Anda', go: 'Silakan menuju', called_at: 'Dipanggil pukul {time}',
    serving: 'Sedang dilayani', serving_at: 'Sedang dilayani di {counter}.',
    hold: 'Nomor Anda ditunda', hold_note: 'Petugas menunda nomor Anda, misalnya untuk melengkapi berkas. Kembalilah ke {counter}; Anda tidak perlu mengambil nomor baru.', the_counter: 'loket',
    missed: 'Nomor Anda terlewat', missed_note: 'Dipanggil di {counter}, terakhir pukul {time}. Silakan datang ke loket itu atau ke meja informasi dan tunjukkan nomor ini.',
    done: 'Selesai. Terima kasih.', waited: 'menunggu', served: 'dilayani', served_at: 'dilayani, {counter}', minutes: '{count} menit', short: '< 1 menit', complaints: 'Pengaduan: www.lapor.go.id',
    left: 'Nomor sudah dilepas', left_note: 'Terima kasih sudah memberi tempat. Nomor baru dapat diambil di kios.',
    over: 'Nomor ini tidak berlaku', over_note: 'Nomor hanya berlaku pada hari diambil. Ambil nomor baru di kios.',
    leave_head: 'Lepas nomor {number}?', leave_text: 'Tempat Anda diberikan kepada orang berikutnya dan tidak dapat dikembalikan.', leave_no: 'Tetap menunggu', leave_yes: 'Ya, lepas nomor', leave_failed: 'Belum berhasil. Periksa sambungan, lalu coba lagi.',
  },
  en: {
    other: 'ID', other_name: 'Bahasa Indonesia', title: 'Number {number}',
    ahead: 'people ahead of you', next: 'You are next', progress: 'Progress in line', taken: '{time} number taken', called_end: 'called',
    expected: 'Expected call', updated: 'May be sooner or later. Updated {time}', no_estimate: 'Not available yet', no_time_no_counter: 'No counter open yet', no_time_learning: 'Not enough data yet', no_time_long: 'More than 2 hours',
    hits: 'Right {hits} of 10 times so far.', why: 'Why was that number first?', no_estimate_note: 'Watch the TV and listen for your call. Updated {time}',
    legs: 'Services with this number', leg_done: 'done', leg_now: 'now', leg_planned: 'after that', leg_left: 'moved on', leg_dropped: 'given up',
    bring: 'Have ready', remind: 'Remind me', remind_note: 'sound and vibration when 3 people are left, while this page is open',
    leave: 'Give up my number', fine: 'Valid today only. No name needed.',
    near: 'Soon. Please come back to {place}.',
    stale: 'Connection lost. As of {time}. Watch the TV too and listen for your call.', offline: 'Not connected yet. Watch the TV and listen for your call.',
    turn: 'Your turn', go: 'Please go to', called_at: 'Called at {time}',
    serving: 'Being served', serving_at: 'You are being served at {counter}.',
    hold: 'Your number is on hold', hold_note: 'Staff put your number on hold, for instance until your papers are complete. Come back to {counter}; you need no new number.', the_counter: 'the counter',
    missed: 'You missed your call', missed_note: 'Called at {counter}, last at {time}. Please go to that counter or to the information desk and show this number.',
    done: 'Finished. Thank you.', waited: 'waited', served: 'served', served_at: 'served, {counter}', minutes: '{count} min', short: '< 1 min', complaints: 'Complaints: www.lapor.go.id',
    left: 'Number given up', left_note: 'Thank you for making room. A new number can be taken at the kiosk.',
    over: 'This number is not valid', over_note: 'A number is valid only on the day it was taken. Take a new one at the kiosk.',
    leave_head: 'Give up number {number}?', leave_text: 'Your place goes to the next person and cannot be given back.', leave_no: 'Keep waiting', leave_yes: 'Yes, give it up', leave_failed: 'That did not work. Check the connection and try again.',
  },
}

/** The speaking half of one language. An unknown key is a bug and throws.
 * @param {string} language @returns {(key: string, facts?: Record<string, string | number>) => string} */
export function words(language) {
  const own = TEXTS[language] ?? TEXTS.id
  return (key, facts = {}) => {
    const text = own[key]
    if (text === undefined) throw new Error(`no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''))
  }
}
