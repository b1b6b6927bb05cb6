// @ts-check
// Words of the console for the rules of the hall: calling again, holding, taking back, sending on, results, visits, why.

const id = {
  /** @type {Record<string, string>} what a press was, by the kind of its row in the journal */
  presses: {
    ticket_called: '{number} dipanggil', ticket_recalled: '{number} dipanggil ulang', ticket_started: '{number} mulai dilayani', ticket_finished: '{number} selesai',
    ticket_skipped: '{number} tidak hadir', ticket_recycled: '{number} tidak hadir', ticket_held: '{number} ditahan', ticket_resumed: '{number} dilayani lagi',
    ticket_returned: '{number} kembali ke antrean', ticket_transferred: '{number} dialihkan', ticket_cancelled: '{number} dibatalkan', ticket_urgent: '{number} darurat',
    ticket_issued: '{number} dilayani tanpa nomor', other: 'tindakan terakhir, {number}',
  },
  undo: 'Urungkan',
  recycled_in: 'dipanggil lagi setelah {n} nomor',
  keeps: 'tempatnya tetap s.d. {at}', keeps_not: 'masuk lagi seperti baru datang', missed_at: 'terlewat {at}',
  held_until: 'sampai {at}, sisa {n} menit', held_last: 'sampai {at}, kurang dari 1 menit', held_over: 'sampai {at}, lewat {n} menit', held_over_now: 'sampai {at}, baru saja lewat', held_free: 'ditahan tanpa batas waktu',
  some_over: '{n} lewat waktunya',
  hold_title: 'Tahan {number}', hold_more: 'Tempatnya tetap selama waktu itu. Nomor tidak dipanggil sendiri.', hold_for: '{n} menit', hold_until: 'sampai {at}', hold_usual: 'biasanya',
  move_not_there: 'tidak dilayani di sana', hold_own: 'Sampai pukul', hold_past: 'Tulis jam hari ini yang belum lewat, misalnya 10.40.',
  move_counter: 'Untuk loket', move_staff: 'Untuk petugas', move_any: 'siapa saja', move_same: 'Tetap {service}', move_same_first: 'pilih loket atau petugas dahulu', move_same_now: 'layanannya tidak berubah',
  move_services: 'Ke layanan:', move_to: 'Tujuan khusus (boleh kosong):', whom: ', untuk {who}',
  urgent: 'Darurat', slot: 'Janji {at}', for_whom: 'untuk {who}', leg: '{at} dari {of}', any_order: 'urutan bebas', group: 'rombongan {n}', misses: 'tidak hadir {n}×',
  /** @type {Record<string, string>} */
  legs: { planned: 'berikutnya', now: 'sekarang', done: 'selesai', left: 'ditinggalkan' },
  outcome: 'Hasil', outcome_title: 'Hasil layanan {number}', outcome_more: 'Dikirim saat Anda menekan Selesai.', outcome_also: 'Juga dikerjakan', also_short: 'Juga: {services}', also_add: 'Layanan lain selesai',
  walk_in_title: 'Layani tanpa nomor', walk_in_more: 'Untuk pengunjung yang langsung datang ke loket. Nomornya dibuat dan dilayani sekarang juga.', walk_in_class: 'Golongan', plain_class: 'Umum', walk_in_service: 'Layanan:',
  narrow_title: 'Layanan {counter} sekarang', narrow_more: 'Yang tidak dicentang tidak dipanggil ke loket ini. Loket lain tetap memanggilnya.', helps: 'bantu', narrow_all: 'Semua layanan', save: 'Simpan', narrow_none: 'Pilih sedikitnya satu layanan.',
  only: 'hanya {services}', helping: 'bantu {services}', priority_only: 'khusus prioritas',
  break_at: 'Istirahat {from}–{to}', break_now: 'Istirahat s.d. {to}', break_press: 'Tekan untuk jeda',
  why: 'Mengapa nomor ini?', why_title: 'Mengapa {number}?', why_visit: 'Satu kunjungan, beberapa layanan:', why_group: 'Datang bersama:', why_none: 'Alasannya tidak tercatat.', why_public: 'Pengunjung dapat membaca aturan ini di halaman /why/.',
  urgent_title: 'Darurat: {number} didahulukan', urgent_more: 'Nomor ini dipanggil berikutnya. Alasan dan nama Anda dicatat dan dihitung.', urgent_own: 'Alasan lain',
  urgents: ['sakit mendadak', 'akan melahirkan', 'keluarga berduka', 'kesalahan petugas'],
  out_of_order: 'di luar urutan', urgent_today: 'darurat',
  keys_title: 'Tombol pintas', keys_more: 'Tidak berlaku saat mengetik. Tombol yang sama dua kali dalam 0,6 detik dihitung satu kali.', keys_menu: 'Tombol pintas (?)',
  /** @type {[string, string][]} */
  keys: [['Spasi', 'Panggil berikutnya; selesai dan panggil berikutnya; buka loket'], ['Enter', 'Sudah datang; selesai'], ['R', 'Panggil ulang'], ['T', 'Tidak hadir'], ['H', 'Tahan'], ['A', 'Alihkan'],
    ['K', 'Kembalikan'], ['U', 'Urungkan yang terakhir'], ['S', 'Hasil dan layanan lain yang selesai'], ['W', 'Tanpa nomor'], ['N', 'Layanan loket ini'], ['M', 'Mengapa nomor ini'], ['P', 'Cetak ulang'],
    ['J', 'Jeda'], ['L', 'Tiket yang perlu dilihat'], ['1–9', 'Pilihan pada pertanyaan'], ['Esc', 'Tutup pertanyaan'], ['?', 'Daftar ini']],
  done_undo: 'Diurungkan: {press}.', done_urgent: 'Nomor {number} didahulukan.', done_narrowed: 'Loket ini sekarang hanya melayani {services}.', done_all: 'Loket ini melayani semua layanannya lagi.',
  move_title: 'Pindah ke {here}?', move_here: 'Tutup {there}, buka {here}', move_back: 'Kembali ke {there}',
  done_recycled: 'Nomor {number} tidak hadir; {again}.', done_leg: 'Nomor {number} lanjut ke {service}.',
}

/** @type {typeof id} */
const en = {
  presses: {
    ticket_called: '{number} called', ticket_recalled: '{number} called again', ticket_started: '{number} being served', ticket_finished: '{number} done',
    ticket_skipped: '{number} absent', ticket_recycled: '{number} absent', ticket_held: '{number} held', ticket_resumed: '{number} served again',
    ticket_returned: '{number} back in line', ticket_transferred: '{number} transferred', ticket_cancelled: '{number} cancelled', ticket_urgent: '{number} an emergency',
    ticket_issued: '{number} served without a number', other: 'the last press, {number}',
  },
  undo: 'Take back',
  recycled_in: 'called again after {n} numbers',
  keeps: 'keeps its place until {at}', keeps_not: 'comes back as newly arrived', missed_at: 'missed {at}',
  held_until: 'until {at}, {n} minutes left', held_last: 'until {at}, less than a minute', held_over: 'until {at}, {n} minutes over', held_over_now: 'until {at}, over just now', held_free: 'held without a time',
  some_over: '{n} over their time',
  hold_title: 'Hold {number}', hold_more: 'It keeps its place for that time and is never called by itself.', hold_for: '{n} minutes', hold_until: 'until {at}', hold_usual: 'as usual',
  move_not_there: 'not served there', hold_own: 'Until', hold_past: 'Write a time of today that is still to come, like 10.40.',
  move_counter: 'For counter', move_staff: 'For person', move_any: 'anybody', move_same: 'Still {service}', move_same_first: 'choose a counter or person first', move_same_now: 'the service stays',
  move_services: 'To service:', move_to: 'For somebody special (may stay empty):', whom: ', for {who}',
  urgent: 'Emergency', slot: 'Appointment {at}', for_whom: 'for {who}', leg: '{at} of {of}', any_order: 'any order', group: 'group of {n}', misses: 'absent {n}×',
  legs: { planned: 'to come', now: 'now', done: 'done', left: 'left out' },
  outcome: 'Result', outcome_title: 'Result for {number}', outcome_more: 'Sent when you press Done.', outcome_also: 'Also done', also_short: 'Also: {services}', also_add: 'Other services done',
  walk_in_title: 'Serve without a number', walk_in_more: 'For a visitor who came straight to the counter. The number is made and served at once.', walk_in_class: 'Class', plain_class: 'Regular', walk_in_service: 'Service:',
  narrow_title: 'Services of {counter} now', narrow_more: 'What is not ticked is not called to this counter. Other counters still call it.', helps: 'helps out', narrow_all: 'All services', save: 'Save', narrow_none: 'Tick one service at least.',
  only: 'only {services}', helping: 'helps with {services}', priority_only: 'priority only',
  break_at: 'Break {from}–{to}', break_now: 'Break until {to}', break_press: 'Press to pause',
  why: 'Why this number?', why_title: 'Why {number}?', why_visit: 'One visit, several services:', why_group: 'Came together:', why_none: 'The reason was not stored.', why_public: 'Visitors can read these rules on the page /why/.',
  urgent_title: 'Emergency: {number} goes first', urgent_more: 'This number is called next. The reason and your name are recorded and counted.', urgent_own: 'Another reason',
  urgents: ['suddenly ill', 'about to give birth', 'death in the family', 'fault of the staff'],
  out_of_order: 'out of order', urgent_today: 'emergencies',
  keys_title: 'Keys', keys_more: 'Off while you type. The same key twice within 0.6 seconds counts once.', keys_menu: 'Keys (?)',
  keys: [['Space', 'Call next; done and call next; open the counter'], ['Enter', 'Visitor is here; done'], ['R', 'Call again'], ['T', 'Absent'], ['H', 'Hold'], ['A', 'Transfer'],
    ['K', 'Put back'], ['U', 'Take back the last press'], ['S', 'Result, and other services done'], ['W', 'Without a number'], ['N', 'Services of this counter'], ['M', 'Why this number'], ['P', 'Reprint'],
    ['J', 'Pause'], ['L', 'Papers to look at'], ['1–9', 'Choices of a question'], ['Esc', 'Close the question'], ['?', 'This list']],
  done_undo: 'Taken back: {press}.', done_urgent: 'Number {number} goes first.', done_narrowed: 'This counter now serves only {services}.', done_all: 'This counter serves all its services again.',
  move_title: 'Move to {here}?', move_here: 'Close {there}, open {here}', move_back: 'Back to {there}',
  done_recycled: 'Number {number} is absent; {again}.', done_leg: 'Number {number} goes on to {service}.',
}

export const RULE = { id, en }

/** "A 012 dipanggil": what a press was. @param {string} kind of a journal row @param {string} number as it is painted @param {'id' | 'en'} language */
export function pressInWords(kind, number, language) {
  const { presses } = RULE[language]
  return (presses[kind] ?? presses[`ticket_${kind}`] ?? presses.other).replace('{number}', number).trim()
}
