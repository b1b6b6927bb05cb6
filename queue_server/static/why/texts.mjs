// @ts-check
// Every word of the page "Mengapa nomor itu lebih dulu?", in Indonesian and English. {name} is filled in by words().

/** @type {Record<string, Record<string, string>>} */
export const TEXTS = {
  id: {
    other: 'EN', other_name: 'English', title: 'Mengapa nomor itu lebih dulu?', places: 'Pilih tempat', and: 'dan',
    lead: 'Urutan di sini bukan menurut angka pada tiket, melainkan menurut jam datang yang dihitung. Aturannya sama untuk semua orang dan setiap panggilan dicatat alasannya.',
    first_head: 'Yang dihitung datang lebih awal dipanggil lebih dulu', first_more: 'Biasanya jam datang yang dihitung ialah jam nomor diambil. Setiap layanan punya antreannya sendiri.',
    start_head: '{names}: dihitung {minutes} menit lebih awal', start_more: 'Begitulah undang-undang diterapkan di sini, tanpa orang lain menunggu tanpa batas.',
    run_head: 'Paling banyak {run} panggilan prioritas berturut-turut', run_more: 'Setelah itu giliran orang lain yang sudah menunggu lebih lama daripada yang dijanjikan.',
    strict_head: '{names}: dipanggil lebih dulu', strict_more: 'Setelah itu yang lain, menurut jam datang.',
    weighted_head: 'Bergiliran: {priority} panggilan prioritas, lalu {regular} panggilan umum', weighted_more: 'Prioritas: {names}.',
    promise_head: 'Loket dengan beberapa layanan memanggil yang janjinya paling terpakai', promise_more: 'Setiap layanan menjanjikan waktu tunggu. Sudah menunggu 20 dari 20 menit didahulukan daripada 20 dari 40 menit.',
    missed_head: 'Terlewat lalu kembali: setelah {others} nomor berikutnya', missed_more: 'Bila kembali dalam {minutes} menit. Yang ditunda untuk melengkapi berkas tetap di tempatnya, satu kali, selama {hold} menit.',
    moved_head: 'Dialihkan ke layanan lain: {percent}\u00a0% waktu tunggu terbawa', moved_more: 'Paling banyak {cap} menit. Nomornya tetap.',
    slot_head: 'Janji temu dihitung pada jamnya', slot_more: 'Bila melapor dari {early} menit sebelum sampai {late} menit sesudahnya. Dipanggil paling awal {before} menit sebelumnya, kecuali loket kosong.',
    urgent_head: 'Keadaan darurat: hanya oleh penyelia', urgent_more: 'Petugas pun dapat memanggil di luar urutan. Setiap kali alasannya dicatat dan jumlahnya dilaporkan.',
    example: 'Contoh', example_one: 'Nomor 41 diambil pukul {one}.', example_two: 'Nomor 42 diambil pukul {two} oleh pengunjung prioritas ({name}): dihitung pukul {counted}.',
    example_end: 'Maka nomor 42 dipanggil lebih dulu, walaupun datang kemudian.',
    calls: 'Panggilan terakhir', no_calls: 'Belum ada panggilan hari ini.', called: 'pukul {time}',
    counted: 'Dihitung datang pukul {time}', used: '; {percent}\u00a0% dari {target} menit yang dijanjikan terpakai.', over: 'Berikutnya di loket itu: {number}, dihitung {time}.',
    by_valve: 'Gilirannya setelah {run} panggilan prioritas berturut-turut.', by_policy: 'Gilirannya menurut aturan nomor 2.', by_helped: 'Loket ini membantu layanan lain.',
    by_early: 'Lebih awal dari janji temu, karena loket kosong.', by_urgent: 'Didahulukan penyelia karena keadaan darurat; alasannya dicatat.', by_directed: 'Ditujukan ke loket ini.',
    by_any_order: 'Kunjungan beberapa layanan: loket ini lebih dulu kosong.', by_chosen: 'Dipanggil petugas di luar urutan; alasannya dicatat.', by_desk: 'Dilayani langsung di loket, tanpa nomor dari kios.',
    promises: 'Waktu tunggu yang dijanjikan', service: 'Layanan', target: 'Janji', minutes: '{count} menit',
    fine: 'Tidak ada nama dan tidak ada alasan pribadi di halaman ini. Ada yang tidak jelas? Tanyakan kepada petugas dengan menyebut nomor.',
    connecting: 'Menghubungkan ke server antrean', stale: 'Sambungan terputus. Data pukul {time}.', unknown: 'Tempat ini tidak ada.', to_all: 'Lihat tempat lain', board: 'Papan antrean',
  },
  en: {
    other: 'ID', other_name: 'Bahasa Indonesia', title: 'Why was that number first?', places: 'Choose a place', and: 'and',
    lead: 'The order here is not that of the numbers on the tickets but that of the counted time of arrival. The rule is the same for everybody, and the reason of every call is kept.',
    first_head: 'Whoever is counted as having come earlier is called first', first_more: 'Usually that is the time when the number was taken. Each service has a line of its own.',
    start_head: '{names}: counted {minutes} minutes earlier', start_more: 'This is how the law is applied here, without others waiting for ever.',
    run_head: 'At most {run} priority calls in a row', run_more: 'Then it is the turn of somebody else who has waited longer than promised.',
    strict_head: '{names}: called first', strict_more: 'Then the others, by time of arrival.',
    weighted_head: 'In turns: {priority} priority calls, then {regular} regular', weighted_more: 'Priority: {names}.',
    promise_head: 'Where a counter has several services: whose promised wait is used up most', promise_more: 'Each service promises a waiting time. Having waited 20 of 20 minutes goes before 20 of 40 minutes.',
    missed_head: 'Missed and back again: after the next {others} numbers', missed_more: 'If back within {minutes} minutes. Who was set aside to complete papers keeps the place, once, for {hold} minutes.',
    moved_head: 'Sent on to another service: {percent}\u00a0% of the wait is kept', moved_more: 'At most {cap} minutes. The number stays.',
    slot_head: 'An appointment counts at its time', slot_more: 'When checked in from {early} minutes before to {late} minutes after it. Called {before} minutes before at the earliest, unless a counter is free.',
    urgent_head: 'Emergencies: by a supervisor only', urgent_more: 'Staff, too, can call out of order. Each time the reason is kept, and how often is reported.',
    example: 'Example', example_one: 'Number 41 was taken at {one}.', example_two: 'Number 42 was taken at {two} by a priority visitor ({name}): counted {counted}.',
    example_end: 'So number 42 is called first, although it came later.',
    calls: 'Last calls', no_calls: 'No call yet today.', called: 'at {time}',
    counted: 'Counted as having come at {time}', used: '; {percent}\u00a0% of the {target} promised minutes used.', over: 'Next at that counter: {number}, counted {time}.',
    by_valve: 'Its turn after {run} priority calls in a row.', by_policy: 'Its turn by rule number 2.', by_helped: 'This counter helps another service.',
    by_early: 'Earlier than its appointment, as the counter was free.', by_urgent: 'Called first by a supervisor in an emergency; the reason is kept.', by_directed: 'Sent to this counter.',
    by_any_order: 'A visit of several services: this counter was free first.', by_chosen: 'Called out of order by staff; the reason is kept.', by_desk: 'Served at the counter directly, without a number from the kiosk.',
    promises: 'Promised waiting times', service: 'Service', target: 'Promise', minutes: '{count} minutes',
    fine: 'There are no names and no personal reasons on this page. Something is not clear? Ask staff and say the number.',
    connecting: 'Connecting to the queue server', stale: 'Connection lost. Data of {time}.', unknown: 'There is no such place.', to_all: 'See other places', board: 'Queue board',
  },
}

/** @typedef {(key: string, facts?: Record<string, string | number>) => string} Say */

/** The speaking half of one language. An unknown key is a bug and throws. @param {string} language @returns {Say} */
export function words(language) {
  const own = TEXTS[language] || TEXTS.id
  return (key, facts = {}) => {
    const text = own[key]
    if (text === undefined) throw new Error(`no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ''))
  }
}
