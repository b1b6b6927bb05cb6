// @ts-check
// All words of the page of pictures, films and texts.

export const MEDIA = {
  id: {
    title: 'Tayangan di layar', upload: 'Unggah gambar atau video', write: 'Tulis teks', none: 'Belum ada tayangan. Unggah gambar atau video tanpa suara, atau tulis teks pendek.',
    order: 'Urutan', what: 'Tayangan', where: 'Zona', when: 'Hari', state: 'Keadaan', act: 'Tindakan', up: 'Naikkan {name}', down: 'Turunkan {name}',
    kinds: { picture: 'Gambar', video: 'Video', text: 'Teks' }, all_zones: 'Semua zona', no_zone: 'zona {code} sudah tidak ada', every_day: 'Setiap hari', from: 'Mulai {from}', until: 'Sampai {until}', between: '{from} – {until}',
    on: 'Tayang', off: 'Mati', later: 'Belum mulai', past: 'Sudah lewat', nowhere: 'Tanpa zona', switch: 'Tayangkan {name}', seconds: '{n} detik', edit: 'Ubah', remove: 'Hapus', edit_named: 'Ubah {name}', remove_named: 'Hapus {name}',
    remove_title: 'Hapus {name}?', remove_more: 'Langsung hilang dari semua layar. Tidak dapat dibatalkan.', yes_remove: 'Hapus', cancel: 'Batal', save: 'Simpan', add: 'Tambahkan', send: 'Unggah',
    new_text: 'Teks baru', edit_title: 'Ubah {name}', upload_title: 'Unggah {n} berkas', upload_one: 'Unggah {name}', name: 'Nama', name_more: 'Hanya untuk daftar ini, tidak tampil di layar.',
    text: 'Teks, {language}', languages: { id: 'Bahasa Indonesia', en: 'Inggris', ms: 'Melayu', jv: 'Jawa', zh: 'Mandarin', ar: 'Arab' }, letters: '{n} dari {most} huruf',
    too_long: 'Lebih dari {fits} huruf tidak muat dalam dua baris. Pendekkan, atau jadikan dua teks.', overflows: 'Tidak muat di petak samping; hanya pas di kaki layar.', zones: 'Tampil di zona', first_day: 'Hari pertama', last_day: 'Hari terakhir', days_more: 'Kosong: tanpa batas.',
    lasts: 'Lama tampil', as_usual: 'Biasa', in_slot: 'Petak samping', at_foot: 'Kaki layar', formats: 'PNG, JPEG, WebP sampai 20 MB; MP4 (H.264) atau WebM (VP9) sampai 150 MB. Video tampil tanpa suara.',
    private: 'Tempat dan data lain di dalam foto dihapus saat diunggah.', sending: 'Mengunggah {name}', checking: 'Memeriksa {name}', sent: '{name} sudah diunggah.', stop: 'Hentikan', forget: 'Tutup', cannot_play: 'tidak dapat diputar di komputer ini',
    saved: 'Sudah disimpan.', removed: '{name} sudah dihapus.',
    fields: { name: 'Nama', text: 'Teks', seconds: 'Lama tampil', zones: 'Zona', from: 'Hari pertama', until: 'Hari terakhir' },
    said: { name: '1 sampai 120 huruf', text: '1 sampai 160 huruf yang dapat dibaca', seconds: '8 sampai 120 detik', zones: 'ada zona yang tidak dikenal', from: 'tanggal belum benar', until: 'tidak boleh sebelum hari pertama', other: 'belum benar' },
    refused: {
      too_large: 'Terlalu besar: {kind} paling besar {most} MB.', not_a_picture: 'Bukan gambar yang dapat ditampilkan{found}. Pakai PNG, JPEG atau WebP.', not_a_picture_broken: 'Gambar ini rusak atau tidak lengkap. Simpan ulang, lalu unggah lagi.',
      not_a_picture_too_many_pixels: 'Gambar ini terlalu banyak titiknya. Kecilkan dahulu, misalnya menjadi 3840 titik.', not_a_video: 'Bukan video yang dapat diputar{found}. Pakai MP4 (H.264) atau WebM (VP9).', not_a_video_broken: 'Video ini rusak atau tidak lengkap. Salin ulang, lalu unggah lagi.',
      not_a_video_codec: 'Layar tidak dapat memutar video ini{found}. Ubah dahulu menjadi MP4 dengan H.264.', too_many_items: 'Sudah ada {most} tayangan. Hapus yang lama dahulu.', disk_full: 'Penyimpanan server hampir penuh; tidak ada yang disimpan. Hapus tayangan lama.',
      wrong_type: 'Jenis berkas ini tidak dapat ditampilkan. Pakai PNG, JPEG, WebP, MP4 atau WebM.', unreachable: 'Server tidak menjawab; unggahan terputus. Coba lagi.',
    },
    it_is: '({found})',
  },
  en: {
    title: 'Shown on screens', upload: 'Upload picture or video', write: 'Write a text', none: 'Nothing yet. Upload a picture or a silent video, or write a short text.',
    order: 'Order', what: 'Shown', where: 'Zones', when: 'Days', state: 'State', act: 'Action', up: 'Move {name} up', down: 'Move {name} down',
    kinds: { picture: 'Picture', video: 'Video', text: 'Text' }, all_zones: 'All zones', no_zone: 'zone {code} is no more', every_day: 'Every day', from: 'From {from}', until: 'Until {until}', between: '{from} – {until}',
    on: 'Shown', off: 'Off', later: 'Not begun', past: 'Over', nowhere: 'No zone', switch: 'Show {name}', seconds: '{n} seconds', edit: 'Change', remove: 'Remove', edit_named: 'Change {name}', remove_named: 'Remove {name}',
    remove_title: 'Remove {name}?', remove_more: 'It leaves all screens at once. This cannot be undone.', yes_remove: 'Remove', cancel: 'Cancel', save: 'Save', add: 'Add', send: 'Upload',
    new_text: 'New text', edit_title: 'Change {name}', upload_title: 'Upload {n} files', upload_one: 'Upload {name}', name: 'Name', name_more: 'For this list alone, not on screens.',
    text: 'Text, {language}', languages: { id: 'Indonesian', en: 'English', ms: 'Malay', jv: 'Javanese', zh: 'Mandarin', ar: 'Arabic' }, letters: '{n} of {most} letters',
    too_long: 'More than {fits} letters do not fit in two lines. Make it shorter, or two texts.', overflows: 'Does not fit beside the calls; only at the foot.', zones: 'Shown in', first_day: 'First day', last_day: 'Last day', days_more: 'Empty: no limit.',
    lasts: 'Shown for', as_usual: 'As usual', in_slot: 'Beside the calls', at_foot: 'At the foot', formats: 'PNG, JPEG, WebP up to 20 MB; MP4 (H.264) or WebM (VP9) up to 150 MB. Videos are silent.',
    private: 'Places and other data inside photos are removed on the way.', sending: 'Uploading {name}', checking: 'Checking {name}', sent: '{name} is uploaded.', stop: 'Stop', forget: 'Close', cannot_play: 'this computer cannot play it',
    saved: 'Saved.', removed: '{name} was removed.',
    fields: { name: 'Name', text: 'Text', seconds: 'Shown for', zones: 'Zones', from: 'First day', until: 'Last day' },
    said: { name: '1 to 120 letters', text: '1 to 160 readable letters', seconds: '8 to 120 seconds', zones: 'there is an unknown zone', from: 'not a date', until: 'not before the first day', other: 'please correct' },
    refused: {
      too_large: 'Too large: a {kind} may have {most} MB.', not_a_picture: 'No picture that screens can show{found}. Use PNG, JPEG or WebP.', not_a_picture_broken: 'This picture is broken or not whole. Save it again, then upload it again.',
      not_a_picture_too_many_pixels: 'This picture has too many dots. Make it smaller first, say 3840 dots wide.', not_a_video: 'No video that screens can play{found}. Use MP4 (H.264) or WebM (VP9).', not_a_video_broken: 'This video is broken or not whole. Copy it again, then upload it again.',
      not_a_video_codec: 'Screens cannot play this video{found}. Convert it to MP4 with H.264 first.', too_many_items: 'There are {most} items already. Remove old ones first.', disk_full: "The server's disk is nearly full; nothing was kept. Remove old items.",
      wrong_type: 'Files of this kind cannot be shown. Use PNG, JPEG, WebP, MP4 or WebM.', unreachable: 'The server does not answer; the upload broke off. Try again.',
    },
    it_is: '({found})',
  },
}
