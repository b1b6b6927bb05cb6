// @ts-check
// What stands on the page about faults and causes: Indonesian first, English below.

/** @typedef {readonly [string, string]} Words  Indonesian, English */

/** The faults in groups, in the order of the panel. @type {readonly {words: Words, faults: readonly string[]}[]} */
export const GROUPS = [
  { words: ['Kertas', 'Paper'], faults: ['paper_near_end', 'paper_out', 'paper_out_after'] },
  { words: ['Mesin', 'Machine'], faults: ['cover_open', 'cutter_jam', 'offline', 'power_off'] },
  { words: ['Sambungan', 'Connection'], faults: ['refuse', 'hang', 'busy', 'slow', 'drop'] },
  { words: ['Jawaban', 'Answers'], faults: ['mute', 'garbage', 'asb', 'late'] },
]

/** @type {Readonly<Record<string, Words>>} */
export const FAULTS = {
  paper_near_end: ['Kertas hampir habis', 'Paper near its end'],
  paper_out: ['Kertas habis', 'Paper out'],
  paper_out_after: ['Kertas habis setelah', 'Paper ends after'],
  cover_open: ['Tutup terbuka', 'Cover open'],
  cutter_jam: ['Pemotong macet', 'Cutter jammed'],
  offline: ['Offline lewat tombol', 'Offline by its button'],
  power_off: ['Listrik mati', 'Power off'],
  refuse: ['Porta tertutup', 'Port closed'],
  hang: ['Menerima, tidak membaca', 'Accepts, reads nothing'],
  busy: ['Dipakai komputer lain', 'Held by another client'],
  slow: ['Membaca lambat', 'Reads slowly'],
  drop: ['Putus setelah', 'Drops after'],
  mute: ['Bisu', 'Answers nothing'],
  garbage: ['Jawaban kacau', 'Answers noise'],
  asb: ['Lapor tanpa ditanya', 'Status unasked'],
  late: ['Menjawab terlambat', 'Answers late'],
}

/** @type {Readonly<Record<string, Words>>} */
export const CAUSES = {
  offline: ['Tidak tersambung', 'Offline'],
  mute: ['Tidak menjawab', 'Does not answer'],
  cover_open: ['Tutup terbuka', 'Cover open'],
  paper_out: ['Kertas habis', 'Paper out'],
  cutter_jam: ['Pemotong macet', 'Cutter jammed'],
}

/** @type {Words} */
export const READY = ['Siap mencetak', 'Ready to print']

/** @type {Readonly<Record<string, number>>} what a number field holds before somebody writes in it */
export const USUAL = { slow: 5000, drop: 10000, late: 2, paper_out_after: 40 }
