// @ts-check
// Words and figures of the card about told waiting times. Pure.

export const ESTIMATES = {
  id: {
    title: 'Perkiraan waktu', total: 'Jumlah', csv: 'Unduh CSV', meaning: 'Tepat: dipanggil di dalam rentang yang diberitahukan. Sasaran 80 %.',
    columns: { told: 'Diberitahukan', called: 'Sudah dipanggil', hits: 'Tepat', hits_percent: 'Tepat, %', later_percent: 'Lebih lambat, %', width_mean_min: 'Lebar rata-rata, menit' },
  },
  en: {
    title: 'Told waiting times', total: 'Total', csv: 'Download CSV', meaning: 'Right: called within the range that was told. The aim is 80 %.',
    columns: { told: 'Told', called: 'Called since', hits: 'Right', hits_percent: 'Right, %', later_percent: 'Later, %', width_mean_min: 'Mean width, min' },
  },
}

/** "83,3" in Indonesian, a dash for what is not known. @param {number | null | undefined} value @param {string} language */
export const decimal = (value, language) => (value === null || value === undefined ? '–' : new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 }).format(value))
