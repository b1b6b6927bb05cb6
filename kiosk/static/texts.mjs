// @ts-check
// Every word of the kiosk, in Indonesian and English. {name} is filled in by words().

/** @type {Record<string, Record<string, string>>} */
export const TEXTS = {
  id: {
    question: 'Layanan apa yang Anda perlukan?',
    popular: 'Layanan populer', agencies: 'Semua instansi',
    waiting: '{count} menunggu', waiting_word: 'menunggu', called_about: 'dipanggil sekitar',
    page: 'Halaman {page} dari {pages}', next_page: 'Berikutnya', previous_page: 'Sebelumnya',
    back: 'Kembali', step: 'Langkah {step} dari 2', counter_word: 'Loket',
    not_listed: 'Layanan Anda tidak ada? Tanyakan di meja informasi.',
    have_ready: 'Siapkan', for_whom: 'Nomor ini untuk siapa?',
    regular: 'Umum', regular_note: 'Ambil nomor biasa',
    private_note: 'Pilihan Anda tidak tampil di layar TV dan tidak disuarakan. Nomor prioritas dihitung datang {minutes} menit lebih awal.',
    private_only: 'Pilihan Anda tidak tampil di layar TV dan tidak disuarakan.',
    printing: 'Sedang mencetak...', take: 'Silakan ambil tiket', take_note: 'Dari celah di bawah layar ini',
    trouble: 'Pencetak bermasalah', silent: 'Tiket belum keluar?',
    trouble_note: 'Foto layar ini atau catat nomornya. Nomor Anda tetap sah.',
    paperless: 'Tanpa kertas', paperless_note: 'Foto layar ini atau pindai kodenya. Nomor Anda sah.',
    ahead: 'Di depan Anda', people: 'orang', expected: 'Perkiraan dipanggil',
    range_note: 'bisa lebih cepat atau lambat', no_estimate: 'belum tersedia', no_estimate_note: 'Lihat layar TV dan dengarkan panggilan',
    follow: 'Pantau giliran di ponsel', follow_note: 'Arahkan kamera ke kode ini. Tanpa aplikasi, tanpa nama.', qr: 'Kode QR tiket',
    another: 'Ambil nomor lain', finished: 'Selesai',
    still_there: 'Masih di sini?', going_back: 'Layar kembali ke awal dalam', stay: 'Ya, lanjutkan', restart: 'Mulai dari awal',
    down: 'Kios ini belum dapat memberi nomor',
    desk: 'meja informasi', down_lead: 'Silakan ke meja informasi. Nomor yang sudah Anda pegang tetap berlaku.',
    down_asking: 'Permintaan nomor Anda dikirim lagi begitu sambungan pulih. Anda mendapat satu nomor saja.',
    trying_again: 'Mencoba lagi', seconds: '{count} detik', now: 'sekarang',
    unpaired: 'Perangkat ini belum dipasangkan', unpaired_lead: 'Petugas: buat tokennya dengan perintah pertama, lalu buka alamat kedua di layar ini.',
    revoked: 'Token perangkat ini tidak berlaku untuk kios', revoked_lead: 'Petugas: buat token baru dengan perintah pertama, lalu buka alamat kedua di layar ini.',
    asking: 'Sedang meminta nomor. Mohon tunggu sebentar.',
    lost_request: 'Nomor belum dapat diberikan. Silakan coba lagi.',
    just_closed: 'Maaf, {service} baru saja ditutup.',
    missing_font: 'Gangguan: huruf {fonts} tidak termuat, tampilan bisa terpotong. Petugas: jalankan ./run sekali lagi di server.',
    shut_agency: 'Semua layanan tutup', low: 'Jangkauan rendah', contrast: 'Kontras tinggi', bar: 'Bahasa dan tampilan',
    next_numbers: 'Berikutnya: ambil nomor mulai', at_time: 'pukul {time}', tomorrow_at: 'besok pukul {time}', day_at: '{day} pukul {time}', short_at: '{day} {time}',
    // why nothing can be taken: tag and sentence on a card, headline and lead for the whole hall
    not_open_tag: 'Belum buka', not_open_why: 'Nomor dapat diambil mulai {when}.', not_open_head: 'Antrean belum dibuka', not_open_lead: 'Nomor dapat diambil mulai {when}.',
    last_ticket_passed_tag: 'Tutup', last_ticket_passed_why: 'Pengambilan nomor hari ini sudah berakhir.', last_ticket_passed_head: 'Pengambilan nomor hari ini sudah berakhir',
    last_ticket_passed_lead: 'Yang sudah memegang nomor tetap dilayani.', last_ticket_passed_again: 'Nomor lagi {when}.',
    day_closed_tag: 'Tutup', day_closed_why: 'Pelayanan hari ini telah selesai.', day_closed_head: 'Pelayanan hari ini telah selesai', day_closed_lead: '', day_closed_again: 'Buka kembali {when}.',
    pause_tag: 'Istirahat', pause_why: 'Sedang istirahat.', pause_head: 'Istirahat', pause_friday_head: 'Jeda salat Jumat',
    pause_lead: 'Nomor yang sudah diambil tetap berlaku.', pause_again: 'Buka kembali {when}.',
    date_closed_tag: 'Libur', date_closed_why: 'Hari ini libur.', date_closed_head: 'Hari ini libur', date_closed_lead: '', date_closed_again: 'Buka kembali {when}.',
    service_closed_tag: 'Tutup', service_closed_why: 'Layanan ini sedang tidak dibuka.', service_closed_head: 'Layanan sedang tidak dibuka', service_closed_lead: 'Silakan tanya di meja informasi.', service_closed_again: 'Buka kembali {when}.',
    manual_closed_tag: 'Ditutup', manual_closed_why: 'Ditutup sementara oleh petugas.', manual_closed_head: 'Pengambilan nomor ditutup sementara', manual_closed_lead: 'Silakan tanya di meja informasi. Nomor yang sudah diambil tetap berlaku.', manual_closed_again: 'Buka kembali {when}.',
    quota_reached_tag: 'Penuh', quota_counted_why: 'Kuota hari ini ({count} nomor) sudah terpenuhi.', quota_reached_why: 'Kuota hari ini sudah terpenuhi.', quota_reached_head: 'Kuota nomor hari ini sudah terpenuhi', quota_reached_lead: 'Yang sudah memegang nomor tetap dilayani.', quota_reached_again: 'Nomor lagi {when}.',
    other_tag: 'Tutup', other_why: 'Nomor belum dapat diambil.', other_head: 'Nomor belum dapat diambil', other_lead: 'Silakan tanya di meja informasi.', other_again: 'Buka kembali {when}.',
  },
  en: {
    question: 'Which service do you need?',
    popular: 'Popular services', agencies: 'All agencies',
    waiting: '{count} waiting', waiting_word: 'waiting', called_about: 'called about',
    page: 'Page {page} of {pages}', next_page: 'Next', previous_page: 'Previous',
    back: 'Back', step: 'Step {step} of 2', counter_word: 'Counter',
    not_listed: 'Service not listed? Ask at the information desk.',
    have_ready: 'Have these ready', for_whom: 'Who is this number for?',
    regular: 'Regular', regular_note: 'Take a regular number',
    private_note: 'Your choice is never shown on the TV or spoken. Priority numbers are counted as if they came {minutes} minutes earlier.',
    private_only: 'Your choice is never shown on the TV or spoken.',
    printing: 'Printing your ticket...', take: 'Please take your ticket', take_note: 'From the slot under this screen',
    trouble: 'The printer has a problem', silent: 'No ticket yet?',
    trouble_note: 'Photograph this screen or write the number down. Your number is valid.',
    paperless: 'No paper here', paperless_note: 'Photograph this screen or scan the code. Your number is valid.',
    ahead: 'Ahead of you', people: 'people', expected: 'Expected call',
    range_note: 'may be sooner or later', no_estimate: 'not available yet', no_estimate_note: 'Watch the TV and listen for your call',
    follow: 'Follow your turn on your phone', follow_note: 'Point your camera at this code. No app and no name needed.', qr: 'QR code of the ticket',
    another: 'Take another number', finished: 'Finished',
    still_there: 'Are you still there?', going_back: 'The screen goes back to the start in', stay: 'Yes, continue', restart: 'Start again',
    down: 'This kiosk cannot give numbers right now',
    desk: 'information desk', down_lead: 'Please go to the information desk. Numbers already taken stay valid.',
    down_asking: 'Your request is sent again as soon as the connection is back. You get one number only.',
    trying_again: 'Trying again', seconds: '{count} seconds', now: 'now',
    unpaired: 'This device has not been paired', unpaired_lead: 'Staff: make its token with the first line, then open the second on this screen.',
    revoked: 'The token of this device is not valid for a kiosk', revoked_lead: 'Staff: make a new token with the first line, then open the second on this screen.',
    asking: 'Asking for your number. One moment, please.',
    lost_request: 'No number could be given. Please try again.',
    just_closed: 'Sorry, {service} has just closed.',
    missing_font: 'Fault: the font {fonts} did not load, words may be cut. Staff: run ./run once more on the server.',
    shut_agency: 'All services closed', low: 'Low reach', contrast: 'High contrast', bar: 'Language and display',
    next_numbers: 'Next: numbers from', at_time: '{time}', tomorrow_at: 'tomorrow {time}', day_at: '{day}, {time}', short_at: '{day} {time}',
    not_open_tag: 'Not open yet', not_open_why: 'Numbers from {when}.', not_open_head: 'Not open yet', not_open_lead: 'Numbers from {when}.',
    last_ticket_passed_tag: 'Closed', last_ticket_passed_why: 'No more numbers today.', last_ticket_passed_head: 'No more numbers today',
    last_ticket_passed_lead: 'Everybody who has a number is still served.', last_ticket_passed_again: 'Numbers again: {when}.',
    day_closed_tag: 'Closed', day_closed_why: 'Service has ended for today.', day_closed_head: 'Service has ended for today', day_closed_lead: '', day_closed_again: 'Open again: {when}.',
    pause_tag: 'Break', pause_why: 'On a break.', pause_head: 'Break', pause_friday_head: 'Friday prayer break',
    pause_lead: 'Numbers already taken stay valid.', pause_again: 'Open again: {when}.',
    date_closed_tag: 'Holiday', date_closed_why: 'Closed today.', date_closed_head: 'Closed today', date_closed_lead: '', date_closed_again: 'Open again: {when}.',
    service_closed_tag: 'Closed', service_closed_why: 'This service is not open now.', service_closed_head: 'No service is open now', service_closed_lead: 'Please ask at the information desk.', service_closed_again: 'Open again: {when}.',
    manual_closed_tag: 'Closed', manual_closed_why: 'Closed by staff for the time being.', manual_closed_head: 'No numbers for the time being', manual_closed_lead: 'Please ask at the information desk. Numbers already taken stay valid.', manual_closed_again: 'Open again: {when}.',
    quota_reached_tag: 'Full', quota_counted_why: "Today's quota of {count} is used up.", quota_reached_why: "Today's quota is used up.", quota_reached_head: "Today's quota is used up", quota_reached_lead: 'Everybody who has a number is still served.', quota_reached_again: 'Numbers again: {when}.',
    other_tag: 'Closed', other_why: 'No numbers right now.', other_head: 'No numbers right now', other_lead: 'Please ask at the information desk.', other_again: 'Open again: {when}.',
  },
}

/** What each language calls itself; the languages this page can speak. */
export const NAMES = { id: 'Indonesia', en: 'English' }

/** The speaking half of one language: `const t = words('en'); t('step', {step: 1})`. An unknown key is a bug and throws.
 * @param {string} language @returns {(key: string, facts?: Record<string, string | number>) => string} */
export function words(language) {
  const own = TEXTS[language] ?? TEXTS.id
  return (key, facts = {}) => {
    const text = own[key]
    if (text === undefined) throw new Error(`no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''))
  }
}
