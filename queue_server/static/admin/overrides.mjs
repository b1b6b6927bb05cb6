// @ts-check
// Words and rows of the card about what people did to the order by hand. Pure.

export const OVERRIDES = {
  id: {
    title: 'Di luar urutan, menurut petugas', none: 'Tidak ada yang mengubah urutan dengan tangan hari ini.', csv: 'Unduh CSV',
    columns: { out_of_order: 'Dipanggil di luar urutan', urgent: 'Darurat', cancelled: 'Dibatalkan', undone: 'Diurungkan' },
    acts: { out_of_order: 'memanggil {number} di luar urutan', urgent: 'mendahulukan {number} (darurat)', cancelled: 'membatalkan {number}', undone: 'mengurungkan tindakan pada {number}' },
    newest: 'Terakhir', program: 'program',
  },
  en: {
    title: 'Out of order, by person', none: 'Nobody changed the order by hand on this day.', csv: 'Download CSV',
    columns: { out_of_order: 'Called out of order', urgent: 'Emergencies', cancelled: 'Cancelled', undone: 'Taken back' },
    acts: { out_of_order: 'called {number} out of order', urgent: 'put {number} first (emergency)', cancelled: 'cancelled {number}', undone: 'took back what was done with {number}' },
    newest: 'Newest', program: 'program',
  },
}

/** So many acts are told with their reasons; the file has the counts of all. */
export const SHOWN = 8

/** "ani" of "staff:ani"; a program says that it is one. @param {string} who @param {'id' | 'en'} language */
export function nameOf(who, language) {
  const [kind, ...name] = who.split(':')
  return kind === 'staff' ? name.join(':') : `${name.join(':')} (${OVERRIDES[language].program})`
}

/** What was done, in words. @param {{what: string, number: string}} act @param {'id' | 'en'} language */
export const inWords = (act, language) => (/** @type {Record<string, string>} */ (OVERRIDES[language].acts)[act.what] ?? '').replace('{number}', act.number ?? '')
