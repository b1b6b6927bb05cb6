// @ts-check
// Words of the kiosk in Malay. What is missing here is said in Indonesian. Not yet seen by a native reader.

export const name = 'Melayu'
export const locale = 'ms-MY'

/** @type {Record<string, string>} */
export const texts = {
  question: 'Perkhidmatan apa yang anda perlukan?',
  popular: 'Perkhidmatan popular', agencies: 'Semua agensi',
  waiting: '{count} menunggu', waiting_word: 'menunggu', called_about: 'dipanggil sekitar',
  page: 'Halaman {page} daripada {pages}', next_page: 'Seterusnya', previous_page: 'Sebelumnya',
  back: 'Kembali', step: 'Langkah {step} daripada 2', counter_word: 'Kaunter',
  not_listed: 'Perkhidmatan anda tiada? Sentuh Panggil petugas di bawah.',
  have_ready: 'Sediakan', for_whom: 'Nombor ini untuk siapa?', regular: 'Umum', regular_note: 'Ambil nombor biasa',
  private_note: 'Pilihan anda tidak dipaparkan di TV dan tidak disebut. Nombor keutamaan dikira datang {minutes} minit lebih awal.',
  private_only: 'Pilihan anda tidak dipaparkan di TV dan tidak disebut.',
  printing: 'Sedang mencetak...', take: 'Sila ambil tiket', take_note: 'Dari celah di bawah skrin ini',
  printing_at: 'Sedang mencetak di {label}...', take_at: 'Ambil tiket di {label}', take_note_at: 'Tiket keluar di sana, bukan di kiosk ini.',
  trouble: 'Pencetak bermasalah', trouble_note: 'Ambil gambar skrin ini atau {how}. Nombor anda tetap sah. Petugas sudah diberitahu.',
  silent_note: 'Tiket belum keluar? Ambil gambar skrin ini atau {how}. Nombor anda tetap sah.',
  paperless: 'Tanpa kertas', paperless_note: 'Ambil gambar skrin ini atau {how}. Nombor anda sah.',
  scan: 'imbas kodnya', write_down: 'catat nombornya', more_time: 'Tambah masa',
  digits: 'kosong satu dua tiga empat lima enam tujuh lapan sembilan', say_number: 'Nombor anda {number}.', say_until: '{from} hingga {to}',
  say_ahead_0: 'Tiada orang di hadapan anda.', say_ahead_1: 'Seorang di hadapan anda.', say_ahead: '{count} orang di hadapan anda.', say_expected: 'Dijangka dipanggil pukul {when}.',
  ahead: 'Di hadapan anda', expected: 'Jangkaan dipanggil', range_note: 'mungkin lebih cepat atau lambat', no_estimate: 'belum ada', no_estimate_note: 'Lihat TV dan dengar panggilan',
  follow: 'Ikuti giliran di telefon', follow_note: 'Halakan kamera pada kod ini. Tanpa aplikasi, tanpa nama.', qr: 'Kod QR tiket',
  another: 'Ambil nombor lain', finished: 'Selesai', still_there: 'Masih di sini?', going_back: 'Skrin kembali ke awal dalam', stay: 'Ya, teruskan', restart: 'Mula semula',
  asking: 'Sedang meminta nombor. Sila tunggu sebentar.', lost_request: 'Nombor belum dapat diberi. Sila cuba lagi.', just_closed: 'Maaf, {service} baru sahaja ditutup.',
  shut_agency: 'Semua perkhidmatan tutup', low: 'Jangkauan rendah', contrast: 'Kontras tinggi', large: 'Huruf besar', voice: 'Suara', help: 'Panggil petugas', languages: 'Bahasa', close: 'Tutup',
  help_told: 'Petugas sudah diberitahu. Sila tunggu di sini.', search_go: 'Cari perkhidmatan', search_head: 'Cari perkhidmatan', search_lead: 'Taip beberapa huruf nama perkhidmatan.',
  booking_go: 'Saya ada janji temu', ahead_0: 'Tiada yang menunggu. Teruskan?', ahead_1: '1 orang di hadapan anda. Teruskan?', ahead_n: '{count} orang di hadapan anda. Teruskan?',
  yes_take: 'Ya, ambil nombor', no_back: 'Tidak, kembali', several_go: 'Beberapa urusan', several_head: 'Beberapa urusan, satu nombor', several_on: 'Teruskan', several_more: 'Tambah perkhidmatan',
}
