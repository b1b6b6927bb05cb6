// @ts-check
// What a refusal of the server means for the person at the screen: one plain sentence for each code.

/** @typedef {Record<string, string>} Sentences */

/** @type {{id: Sentences, en: Sentences}} */
export const REFUSALS = {
  id: {
    illegal_transition: 'Nomor {ticket} sudah {state}, jadi tindakan ini tidak berlaku lagi. Layar sudah diperbarui.',
    no_current_ticket: 'Tidak ada nomor di loket ini lagi. Layar sudah diperbarui.',
    counter_busy: 'Nomor {ticket} masih {state} di loket ini. Selesaikan dahulu.',
    counter_closed: 'Loket sedang tidak buka. Buka atau lanjutkan loket dahulu.',
    counter_taken: 'Loket ini sedang dipakai {staff}.',
    officer_elsewhere: 'Loket lain masih Anda buka ({counter}). Tutup dahulu di sana.',
    conflict: 'Petugas lain lebih cepat. Layar sudah diperbarui, silakan coba lagi.',
    service_closed: 'Layanan itu sedang tutup.',
    quota_reached: 'Kuota layanan itu untuk hari ini sudah habis.',
    not_found: 'Yang dicari sudah tidak ada. Layar sudah diperbarui.',
    not_found_printer: 'Tiket ini tidak berasal dari kios yang mencetak, jadi tidak dapat dicetak ulang.',
    invalid_input: 'Isian belum benar: {field}',
    too_soon: 'Nomor {ticket} baru dipanggil {calls} kali dari {needed}. Tunggu, lalu panggil ulang dahulu.',
    too_soon_wait: 'Nomor {ticket} baru saja dipanggil. Coba lagi dalam {retry_in} detik.',
    too_early: 'Janji temu itu belum dapat didaftarkan; masih terlalu awal.',
    slot_taken: 'Waktu itu sudah penuh. Pilih waktu lain.',
    nothing_to_undo: 'Tidak ada lagi yang dapat diurungkan: waktunya habis, atau sudah ada tindakan lain.',
    kiosk_locked: 'Kios {kiosk} sedang dikunci petugas.',
    too_many_tickets: 'Terlalu banyak nomor dari {kiosk}. Coba lagi dalam {retry_in} detik.',
    key_reused: 'Permintaan ini sudah pernah dikirim. Silakan ulangi.',
    already_exists: 'Nama {name} sudah dipakai.',
    wrong_login: 'Nama atau kata sandi salah.',
    too_many_attempts: 'Terlalu banyak percobaan. Coba lagi dalam {retry_in} detik.',
    not_authenticated: 'Sesi berakhir. Silakan masuk lagi.',
    session_locked: 'Layar terkunci. Masukkan kata sandi untuk melanjutkan.',
    forbidden: 'Akun ini tidak berhak melakukan itu.',
    other_agency: 'Yang ini milik instansi lain. Hubungi petugas instansi itu atau penyelia.',
    database_unavailable: 'Server tidak dapat menyimpan sekarang; tidak ada yang berubah. Hubungi penyelia.',
    overloaded: 'Server sedang terlalu sibuk; tidak ada yang berubah. Tunggu sebentar, lalu coba lagi.',
    unreachable: 'Server tidak menjawab. Tunggu sambungan, lalu lihat keadaan terakhir.',
    unexpected: 'Server menolak permintaan ini. Coba lagi, atau hubungi penyelia.',
  },
  en: {
    illegal_transition: 'Number {ticket} {state}, so this no longer applies. The screen is up to date now.',
    no_current_ticket: 'There is no number at this counter any more. The screen is up to date now.',
    counter_busy: 'Number {ticket} {state} at this counter. Finish it first.',
    counter_closed: 'The counter is not open. Open or resume it first.',
    counter_taken: '{staff} is at this counter.',
    officer_elsewhere: 'You still have another counter open ({counter}). Close it there first.',
    conflict: 'Somebody else was faster. The screen is up to date now, please try again.',
    service_closed: 'That service is closed now.',
    quota_reached: "Today's numbers of that service are used up.",
    not_found: 'It is not there any more. The screen is up to date now.',
    not_found_printer: 'This ticket comes from no kiosk that prints, so it cannot be printed again.',
    invalid_input: 'Please correct: {field}',
    too_soon: 'Number {ticket} was called {calls} of {needed} times. Wait, then call again first.',
    too_soon_wait: 'Number {ticket} was called just now. Try again in {retry_in} seconds.',
    too_early: 'It is too early to check in for that appointment.',
    slot_taken: 'That time is full. Choose another one.',
    nothing_to_undo: 'There is nothing to take back any more: too late, or something else was done since.',
    kiosk_locked: 'Kiosk {kiosk} is locked by staff.',
    too_many_tickets: 'Too many numbers from {kiosk}. Try again in {retry_in} seconds.',
    key_reused: 'This request was sent before. Please do it again.',
    already_exists: 'The name {name} is taken.',
    wrong_login: 'Name or password is wrong.',
    too_many_attempts: 'Too many attempts. Try again in {retry_in} seconds.',
    not_authenticated: 'The session has ended. Please log in again.',
    session_locked: 'The screen is locked. Enter the password to go on.',
    forbidden: 'This account may not do that.',
    other_agency: 'This belongs to another agency. Ask its staff or the supervisor.',
    database_unavailable: 'The server cannot save now; nothing was changed. Tell the supervisor.',
    overloaded: 'The server is too busy; nothing was changed. Wait a moment, then try again.',
    unreachable: 'The server does not answer. Wait for the connection, then look at the latest state.',
    unexpected: 'The server refused this. Try again, or tell the supervisor.',
  },
}

/** @type {{id: Sentences, en: Sentences}} */
export const TICKET_STATES = {
  id: { waiting: 'di antrean', called: 'dipanggil', serving: 'dilayani', on_hold: 'ditahan', done: 'selesai', no_show: 'terlewat', cancelled: 'dibatalkan' },
  en: { waiting: 'is waiting', called: 'is called', serving: 'is being served', on_hold: 'is on hold', done: 'is done', no_show: 'was missed', cancelled: 'was cancelled' },
}

/** The sentence with its {names} filled in. @param {string} sentence @param {Record<string, any>} facts */
export function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? '')).replace(/ {2,}/g, ' ').trim()
}

/** Refusals that bring their sentence along. */
const SAID_BY_SERVER = new Set(['database_unavailable', 'overloaded', 'officer_elsewhere', 'other_agency'])

/** One plain sentence for a refusal. @param {{code: string, facts?: Record<string, any>}} refused @param {'id' | 'en'} language */
export function refusal(refused, language) {
  const facts = refused.facts ?? {}
  if (SAID_BY_SERVER.has(refused.code) && facts.words?.[language]) return facts.words[language]
  const told = {
    ...facts,
    state: TICKET_STATES[language][facts.state] ?? '',
    retry_in: Math.ceil(Number(facts.retry_in ?? 60)),
    field: (facts.errors ?? []).map((/** @type {any} */ error) => `${error.field}: ${error.message}`).join('; '),
  }
  const kind = refused.code === 'too_soon' && facts.retry_in > 0 ? 'wait' : facts.what
  return fill(REFUSALS[language][`${refused.code}_${kind}`] ?? REFUSALS[language][refused.code] ?? REFUSALS[language].unexpected, told)
}
