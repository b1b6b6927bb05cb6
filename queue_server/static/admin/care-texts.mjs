// @ts-check
// Words for what is done to devices, and for a flood of numbers that leaves the line again.

const id = {
  of: '{act}: {role} {name}',
  rotate: 'Token baru', rotate_title: 'Token baru untuk {role} {name}?', yes_rotate: 'Buat token baru',
  rotate_more: 'Token lama langsung tidak berlaku dan perangkatnya terputus, sampai token baru diberikan kepadanya. Token baru tampil satu kali.',
  revoke: 'Cabut', revoke_title: 'Cabut {role} {name}?', yes_revoke: 'Cabut perangkat',
  revoke_more: 'Perangkat langsung terputus dan tokennya tidak berlaku lagi. Namanya hilang dari daftar ini; nomor antrean tidak berubah.',
  revoked: '{role} {name} sudah dicabut.',
  flood: 'Batalkan nomor banjir', flood_title: 'Batalkan nomor banjir dari {kiosk}',
  flood_more: 'Nomor yang diambil di kios ini, masih menunggu, dan kertasnya tidak pernah keluar. Nomor yang sudah di atas kertas tetap menunggu.',
  minutes: 'Diambil dalam', minutes_n: '{n} menit terakhir', reason: 'Alasan', reason_hint: 'Tercatat pada setiap nomor, misalnya: anak bermain di kios',
  counting: 'Sedang dihitung', found_none: 'Tidak ada nomor tanpa kertas dari {kiosk} dalam {n} menit terakhir.',
  found_one: '1 nomor akan dibatalkan.', found: '{n} nomor akan dibatalkan.', found_most: '{n} nomor akan dibatalkan, sebanyak-banyaknya sekali tekan. Ulangi sesudahnya.',
  yes_flood: 'Batalkan {n} nomor', yes_none: 'Batalkan nomor', short: 'Tulis alasan, paling sedikit tiga huruf.',
  ended: '{n} nomor dari {kiosk} sudah dibatalkan.', ended_none: 'Tidak ada nomor yang dibatalkan: semuanya sudah dipanggil atau dibatalkan.',
}

/** @type {typeof id} */
const en = {
  of: '{act}: {role} {name}',
  rotate: 'New token', rotate_title: 'New token for {role} {name}?', yes_rotate: 'Make a new token',
  rotate_more: 'The old token stops working at once and the device is cut off, until it is given the new one. The new token is shown once.',
  revoke: 'Revoke', revoke_title: 'Revoke {role} {name}?', yes_revoke: 'Revoke device',
  revoke_more: 'The device is cut off at once and its token stops working. Its name leaves this list; numbers stay as they are.',
  revoked: '{role} {name} is revoked.',
  flood: 'Cancel a flood', flood_title: 'Cancel a flood of numbers from {kiosk}',
  flood_more: 'Numbers taken at this kiosk that still wait and whose paper never came out. Numbers on paper stay in line.',
  minutes: 'Taken within', minutes_n: 'the last {n} minutes', reason: 'Reason', reason_hint: 'Recorded with each number, for example: children at the kiosk',
  counting: 'Counting', found_none: 'No number without paper from {kiosk} in the last {n} minutes.',
  found_one: '1 number will be cancelled.', found: '{n} numbers will be cancelled.', found_most: '{n} numbers will be cancelled, as many as at once. Do it again afterwards.',
  yes_flood: 'Cancel {n} numbers', yes_none: 'Cancel numbers', short: 'Write a reason of at least three letters.',
  ended: '{n} numbers from {kiosk} are cancelled.', ended_none: 'No number was cancelled: all were called or cancelled already.',
}

export const CARE = { id, en }
