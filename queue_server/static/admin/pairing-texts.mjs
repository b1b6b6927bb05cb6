// @ts-check
// All words about letting a screen in, and what the server refuses about it.

export const PAIRING = {
  id: {
    pair: 'Pasangkan layar', title: 'Pasangkan layar', more: 'Layar atau kios yang baru menampilkan kode di layarnya. Ketik kode itu, lalu pilih namanya.',
    code: 'Kode di layar', name: 'Nama', other: 'Nama lain', other_hint: 'Nama yang belum ada di config.yaml: layarnya akan menyebut apa yang perlu ditambahkan.',
    roles: { display: 'Layar panggilan', kiosk: 'Kios' }, other_of: { display: 'Layar panggilan dengan nama lain', kiosk: 'Kios dengan nama lain' },
    online: 'tersambung', replaced: 'Nama {name} sedang dipakai. Perangkat yang memakainya sekarang akan terputus.',
    confirm: 'Pasangkan', cancel: 'Batal', close: 'Tutup', done: '{name} sudah dipasangkan', done_more: 'Layarnya berjalan sendiri dalam beberapa detik.',
    asking: 'Menunggu dipasangkan', nobody: 'Belum ada layar yang menampilkan kode.', from: '{role} dari {address}, sejak {at}', wish: 'ingin bernama {wish}', refuse: 'Tolak',
    code_short: 'Kode terdiri dari 8 huruf dan angka, seperti K7F2-93MD.', name_missing: 'Ketik nama layar ini.',
    wrong_code: 'Kode ini salah atau sudah kedaluwarsa. Lihat kode yang sekarang tampil di layar.',
    wrong_role: { display: 'Kode ini milik layar panggilan. Pilih nama layar panggilan.', kiosk: 'Kode ini milik kios. Pilih nama kios.' },
    taken: 'Nama {name} sudah dipakai perangkat lain. Pilih nama lain, atau cabut perangkat itu dahulu.',
  },
  en: {
    pair: 'Pair a screen', title: 'Pair a screen', more: 'A new screen or kiosk shows a code. Type that code, then choose its name.',
    code: 'Code on the screen', name: 'Name', other: 'Other name', other_hint: 'A name that config.yaml does not have yet: the screen will say what to add.',
    roles: { display: 'Display', kiosk: 'Kiosk' }, other_of: { display: 'Display with another name', kiosk: 'Kiosk with another name' },
    online: 'connected', replaced: 'The name {name} is in use. The device that has it now will be cut off.',
    confirm: 'Pair', cancel: 'Cancel', close: 'Close', done: '{name} is paired', done_more: 'The screen goes on by itself in a few seconds.',
    asking: 'Waiting to be paired', nobody: 'No screen shows a code yet.', from: '{role} at {address}, since {at}', wish: 'would like to be {wish}', refuse: 'Send away',
    code_short: 'A code has 8 letters and digits, like K7F2-93MD.', name_missing: 'Type the name of this screen.',
    wrong_code: 'This code is wrong or has expired. Look at the code that the screen shows now.',
    wrong_role: { display: 'This code is of a display. Choose the name of a display.', kiosk: 'This code is of a kiosk. Choose the name of a kiosk.' },
    taken: 'Another device has the name {name}. Choose another one, or revoke that device first.',
  },
}
