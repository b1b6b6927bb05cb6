// @ts-check
// What staff screens say about printers and paper. Each trouble: a word for small places, what is so, and what to do about it.

/** @typedef {{short: string, what: string, todo: string}} Said */

const id = {
  /** @type {Record<string, Said>} */
  troubles: {
    agent_lost: { short: 'program berhenti', what: 'Program pencetak {label} tidak menjawab.', todo: 'Periksa komputer di kiosnya; nyalakan lagi bila mati.' },
    printer_offline: { short: 'tidak tersambung', what: '{label} tidak tersambung.', todo: 'Periksa listrik dan kabelnya.' },
    printer_mute: { short: 'tidak menjawab', what: '{label} tidak menjawab.', todo: 'Matikan, tunggu lima detik, nyalakan lagi.' },
    cover_open: { short: 'penutup terbuka', what: 'Penutup {label} terbuka.', todo: 'Tutup sampai berbunyi klik.' },
    paper_out: { short: 'kertas habis', what: 'Kertas habis di {label}.', todo: 'Ganti gulungan, tutup penutupnya.' },
    cutter_jam: { short: 'pemotong macet', what: 'Pemotong {label} macet.', todo: 'Matikan, ambil kertas yang tersangkut, nyalakan lagi.' },
    printer_fault: { short: 'gangguan', what: '{label} melaporkan gangguan.', todo: 'Matikan dan nyalakan lagi; bila tetap begitu, panggil teknisi.' },
    paper_near_end: { short: 'kertas hampir habis', what: 'Kertas {label} hampir habis', todo: 'Ganti gulungan saat sempat.' },
    roll_low: { short: 'kertas hampir habis', what: 'Kertas {label} hampir habis', todo: 'Ganti gulungan saat sempat.' },
  },
  enough_for: ', cukup untuk sekitar {n} tiket.', goes_to: 'Tiketnya sekarang ke {spare}.', by_itself: 'Tiket yang menunggu tercetak sendiri.', also: 'Juga: {what}.',
  /** @type {Record<string, string>} */
  once: {
    print_unknown: 'Tiket {number}: tidak pasti tercetak di {label}. Tanyakan kertasnya, lalu pilih di daftar tiket yang perlu dilihat.',
    print_expired: 'Tiket {number} tidak tercetak di {label}. Nomornya tetap berlaku; cetak ulang bila diminta.',
    printer_well: '{label} siap kembali.',
    other: '{label} perlu dilihat.',
  },
  replaced: 'Sudah diganti', later: 'Mengerti', show: 'Lihat', more_chips: '+{n}',
  papers: { one: '1 tiket perlu dilihat', many: '{n} tiket perlu dilihat' }, papers_unit: 'tiket',
  papers_more: 'Tidak pasti keluar, atau tidak tercetak tepat waktu. Nomornya tetap berlaku.',
  papers_done: 'Semua kertas sudah jelas', papers_failed: 'Daftar tidak dapat diambil. Mencoba lagi sendiri.', printed: 'Sudah tercetak', reprint: 'Cetak ulang',
  since: 'pukul {at}, {n} menit lalu', since_now: 'pukul {at}, baru saja', copy: 'SALINAN KE-{n}',
  /** @type {Record<string, string>} */
  states: { unknown: 'Tidak pasti tercetak', expired: 'Tidak tercetak' },
  /** @type {Record<string, string>} */
  whys: {
    agent_lost: 'program pencetak hilang saat mencetak', broken_off: 'sambungan putus saat mencetak', restarted: 'listrik atau program mati saat mencetak',
    too_old: 'pencetak tidak siap sampai waktunya lewat', no_proof: 'pencetak tidak menjawab sesudah mencetak',
    journal_lost: 'catatan program pencetak hilang', bad_job: 'isi tiket tidak dapat disusun, beri tahu teknisi',
  },
  /** @type {Record<string, string>} */
  places: { waiting: 'menunggu', called: 'dipanggil ke {counter}', serving: 'dilayani di {counter}', on_hold: 'ditahan di {counter}' },
  done_printed: 'Tiket {number} sudah di tangan pengunjung.', done_reprint: 'Salinan {number} dikirim ke {printer}.', done_roll: 'Gulungan {printer} dihitung dari awal.',
  still_near: 'Gulungan {printer} dihitung dari awal, tetapi sensornya masih melihat kertas hampir habis. Periksa gulungannya.',
  too_late: 'Kertas {number} sudah diurus petugas lain.',
  reprint_title: 'Cetak ulang {number}', reprint_more: 'Nomor dan kode sama, bertanda SALINAN. Mengapa perlu?', on_printer: 'Di pencetak', own_printer: 'Pencetak semula', not_ready: 'belum siap',
  none_ready: 'Tidak ada pencetak yang siap. Salinan menunggu sebentar, lalu batal sendiri.',
  reprints: ['tidak keluar', 'macet', 'tidak terbaca', 'hilang'],
}

/** @type {typeof id} */
const en = {
  troubles: {
    agent_lost: { short: 'program stopped', what: 'The print program of {label} does not answer.', todo: 'Look at the computer of its kiosk; switch it on if it is off.' },
    printer_offline: { short: 'not connected', what: '{label} is not connected.', todo: 'Check its power and cable.' },
    printer_mute: { short: 'no answer', what: '{label} does not answer.', todo: 'Switch it off, wait five seconds, switch it on.' },
    cover_open: { short: 'cover open', what: 'The cover of {label} is open.', todo: 'Close it until it clicks.' },
    paper_out: { short: 'paper out', what: '{label} is out of paper.', todo: 'Change the roll, close the cover.' },
    cutter_jam: { short: 'cutter jammed', what: 'The cutter of {label} is jammed.', todo: 'Switch it off, take the stuck paper out, switch it on.' },
    printer_fault: { short: 'fault', what: '{label} reports a fault.', todo: 'Switch it off and on; if it stays, call the technician.' },
    paper_near_end: { short: 'paper low', what: 'The paper of {label} is nearly used up', todo: 'Change the roll when there is time.' },
    roll_low: { short: 'paper low', what: 'The paper of {label} is nearly used up', todo: 'Change the roll when there is time.' },
  },
  enough_for: ', enough for about {n} tickets.', goes_to: 'Its tickets go to {spare} now.', by_itself: 'Waiting tickets print by themselves.', also: 'Also: {what}.',
  once: {
    print_unknown: 'Ticket {number}: nobody knows whether {label} printed it. Ask for the paper, then decide in the list of tickets to look at.',
    print_expired: 'Ticket {number} was not printed at {label}. The number is valid; reprint it if asked.',
    printer_well: '{label} is ready again.',
    other: '{label} needs a look.',
  },
  replaced: 'Roll changed', later: 'Understood', show: 'Show', more_chips: '+{n}',
  papers: { one: '1 ticket to look at', many: '{n} tickets to look at' }, papers_unit: 'tickets',
  papers_more: 'Perhaps not printed, or not in time. Their numbers are valid.',
  papers_done: 'Every paper is settled', papers_failed: 'The list cannot be fetched. Trying again by itself.', printed: 'Was printed', reprint: 'Reprint',
  since: 'at {at}, {n} minutes ago', since_now: 'at {at}, just now', copy: 'COPY {n}',
  states: { unknown: 'Perhaps not printed', expired: 'Not printed' },
  whys: {
    agent_lost: 'the print program vanished while printing', broken_off: 'the connection broke while printing', restarted: 'power or program failed while printing',
    too_old: 'no printer was ready in time', no_proof: 'the printer did not answer after printing',
    journal_lost: 'the print program lost its notes', bad_job: 'the ticket cannot be laid out, tell the technician',
  },
  places: { waiting: 'waiting', called: 'called to {counter}', serving: 'served at {counter}', on_hold: 'on hold at {counter}' },
  done_printed: 'The visitor has ticket {number}.', done_reprint: 'A copy of {number} goes to {printer}.', done_roll: 'The roll of {printer} is counted anew.',
  still_near: 'The roll of {printer} is counted anew, but its sensor still sees little paper. Check the roll.',
  too_late: 'Somebody else has settled the paper of {number}.',
  reprint_title: 'Reprint {number}', reprint_more: 'Same number and code, marked as a copy. Why is it needed?', on_printer: 'On printer', own_printer: 'The same as before', not_ready: 'not ready',
  none_ready: 'No printer is ready. The copy waits a moment, then is dropped.',
  reprints: ['did not come out', 'jammed', 'unreadable', 'lost'],
}

export const PAPER = { id, en }
