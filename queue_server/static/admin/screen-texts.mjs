// @ts-check
// What the admin page says about TVs, kiosks, loudspeakers and what was said aloud; the words for troubles are those of the console.

const id = {
  sounds: 'Suara', screens: 'Layar, kios dan program suara', printers: 'Pencetak', known: 'Yang boleh tersambung',
  /** @type {Record<string, string>} */
  sound_states: { ok: 'siap', none: 'tanpa pengeras' },
  speaker: 'Pengeras', speaker_none: 'tidak ada', last: 'Terakhir', last_none: 'belum ada hari ini', last_said: '{number}, {at}, {state}', queue: 'Menunggu', queue_none: 'tidak ada', queue_n: '{n} panggilan',
  mute_some: 'Senyapkan {n} menit', mute_open: 'Senyapkan terus', unmute: 'Bunyikan lagi',
  done_mute_some: 'Suara {zone} disenyapkan sampai {at}.', done_mute_open: 'Suara {zone} disenyapkan sampai dibunyikan lagi.', done_unmute: 'Suara {zone} berbunyi lagi.',
  mute_note: 'Panggilan tetap tampil di TV.',
  away: 'tidak tersambung', never: 'belum pernah tersambung', ready: 'tersambung', hidden: 'halaman tertutup', hidden_more: 'Jendela lain menutupi halaman ini. Tampilkan lagi di depan.',
  place: 'Tempat', place_desk: '{counter}, {zone}', place_hall: 'seluruh aula', sound: 'Suara', painted: 'Panggilan terakhir', painted_none: 'belum ada', paint: 'Sampai tampil', paint_ms: '95% dalam {p95} ms, dari {n}', paint_none: 'belum diukur',
  no_sound_here: 'bukan pengeras', size: 'Ukuran', size_px: '{w} x {h}', size_none: 'tidak diketahui', since: 'sejak {at}',
  /** @type {Record<string, string>} */
  screen_sounds: { none: 'belum menyala', on: 'menyala', blocked: 'terkunci, sentuh layarnya', failed: 'gagal' },
  /** @type {Record<string, string>} */
  voices: { ok: 'siap', failed: 'gagal, hanya bel', none: 'dimatikan, hanya bel', '': 'tidak diketahui' },
  find_title: 'Sudahkah nomor ini dipanggil dengan suara?', find_label: 'Nomor', find: 'Cari', find_all: 'Semua', find_hint: 'A015', find_failed: 'Daftar tidak dapat diambil. Coba lagi.',
  newest: 'Pengumuman terakhir', none_yet: 'Belum ada panggilan hari ini.',
  /** @type {Record<string, string>} */
  verdicts: {
    never: '{number} belum dipanggil hari ini.', spoken: 'Ya, {number} diumumkan pukul {at} ke {counter}.', spoken_often: 'Ya, {number} diumumkan {n} kali, terakhir pukul {at} ke {counter}.',
    playing: '{number} sedang diumumkan.', waiting: '{number} menunggu giliran suara.', chime: 'Hanya bel: {number} dipanggil pukul {at} ke {counter}, tanpa kata.',
    unsure: 'Belum tentu: {number} dipanggil pukul {at} ke {counter}, tetapi pengeras tidak melapor selesai.', unheard: 'Tidak: {number} dipanggil pukul {at} ke {counter}, tetapi tidak diumumkan.',
  },
  /** @type {Record<string, string>} */
  states: {
    waiting: 'menunggu giliran', playing: 'sedang diumumkan', spoken: 'diumumkan', chime: 'hanya bel', failed: 'tidak terdengar', gone: 'tidak ada laporan', too_old: 'tidak diumumkan, terlalu lama',
    muted: 'disenyapkan', merged: 'digabung dengan panggilan ulang', blocked: 'terkunci', withdrawn: 'tidak perlu lagi',
  },
  /** @type {Record<string, string>} */
  whys: { no_sound: 'kata-kata tidak datang tepat waktu', bad_sound: 'suara rusak', no_report: 'pengeras tidak melapor', late: 'datang terlambat', stalled: 'suara terhenti', blocked: 'browser menolak suara',
    serving: 'pengunjung sudah di loket', done: 'sudah selesai', on_hold: 'ditahan', no_show: 'dinyatakan tidak hadir', cancelled: 'dibatalkan', waiting: 'kembali ke antrean' },
  columns: { at: 'Dipanggil', number: 'Nomor', counter: 'Loket', state: 'Suara', speaker: 'Oleh', why: 'Keterangan' }, recall: 'panggilan ulang', said_at: '{state} {at}',
}

/** @type {typeof id} */
const en = {
  sounds: 'Sound', screens: 'Screens, kiosks and voice program', printers: 'Printers', known: 'Who may connect',
  sound_states: { ok: 'ready', none: 'no loudspeaker' },
  speaker: 'Loudspeaker', speaker_none: 'none', last: 'Last', last_none: 'none today', last_said: '{number}, {at}, {state}', queue: 'In line', queue_none: 'none', queue_n: '{n} calls',
  mute_some: 'Mute for {n} minutes', mute_open: 'Mute', unmute: 'Unmute',
  done_mute_some: 'The sound of {zone} is muted until {at}.', done_mute_open: 'The sound of {zone} is muted until you unmute it.', done_unmute: 'The sound of {zone} is on again.',
  mute_note: 'Calls still show on the TV.',
  away: 'not connected', never: 'never connected', ready: 'connected', hidden: 'page hidden', hidden_more: 'Another window covers this page. Bring it to the front.',
  place: 'Place', place_desk: '{counter}, {zone}', place_hall: 'whole hall', sound: 'Sound', painted: 'Last call shown', painted_none: 'none yet', paint: 'Until shown', paint_ms: '95% within {p95} ms, of {n}', paint_none: 'not measured',
  no_sound_here: 'no loudspeaker', size: 'Size', size_px: '{w} x {h}', size_none: 'not known', since: 'since {at}',
  screen_sounds: { none: 'not on yet', on: 'on', blocked: 'locked, touch the screen', failed: 'failed' },
  voices: { ok: 'ready', failed: 'failed, chime only', none: 'switched off, chime only', '': 'not known' },
  find_title: 'Was this number called aloud?', find_label: 'Number', find: 'Find', find_all: 'All', find_hint: 'A015', find_failed: 'The list cannot be fetched. Try again.',
  newest: 'Last announcements', none_yet: 'No calls today.',
  verdicts: {
    never: '{number} has not been called today.', spoken: 'Yes, {number} was announced at {at} to {counter}.', spoken_often: 'Yes, {number} was announced {n} times, last at {at} to {counter}.',
    playing: '{number} is being announced.', waiting: '{number} is waiting to be announced.', chime: 'Chime only: {number} was called at {at} to {counter}, without words.',
    unsure: 'Perhaps: {number} was called at {at} to {counter}, but the loudspeaker never reported the end.', unheard: 'No: {number} was called at {at} to {counter} but not announced.',
  },
  states: {
    waiting: 'in line', playing: 'being announced', spoken: 'announced', chime: 'chime only', failed: 'not heard', gone: 'no report', too_old: 'not announced, too late', muted: 'muted', merged: 'said with the next call of it', blocked: 'locked', withdrawn: 'not needed any more',
  },
  whys: { no_sound: 'the words did not come in time', bad_sound: 'broken sound', no_report: 'the loudspeaker did not report', late: 'came too late', stalled: 'the sound stopped', blocked: 'the browser refused sound',
    serving: 'the visitor is at the counter already', done: 'already done', on_hold: 'on hold', no_show: 'marked as not there', cancelled: 'cancelled', waiting: 'back in line' },
  columns: { at: 'Called', number: 'Number', counter: 'Counter', state: 'Sound', speaker: 'By', why: 'Remark' }, recall: 'called again', said_at: '{state} {at}',
}

export const SEEN = { id, en }
