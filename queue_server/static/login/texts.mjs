// @ts-check
// Words of the log-in form.

export const TEXTS = {
  id: {
    title: 'Masuk', counter: 'Konsol loket', admin: 'Aula dan pengelolaan', reception: 'Meja penerimaan', name: 'Nama', password: 'Kata sandi', enter: 'Masuk', busy: 'Sebentar',
    expired: 'Sesi berakhir. Masuk lagi untuk melanjutkan.', empty: 'Isi nama dan kata sandi.', other: 'English',
    away: 'Server tidak menjawab. Mencoba lagi sendiri.', starting: 'Menyambung', role: 'Halaman ini untuk penyelia dan pengelola.',
    to_counter: 'Ke konsol loket', leave: 'Keluar',
    locked: 'Layar terkunci', locked_more: 'Masukkan kata sandi {name} untuk melanjutkan. Loket tetap seperti semula.', unlock: 'Buka layar', other_person: 'Bukan {name}? Keluar',
    empty_password: 'Isi kata sandi.', wrong_password: 'Kata sandi salah.', lock: 'Kunci layar',
  },
  en: {
    title: 'Log in', counter: 'Counter console', admin: 'Hall and administration', reception: 'Reception desk', name: 'Name', password: 'Password', enter: 'Log in', busy: 'One moment',
    expired: 'The session has ended. Log in again to continue.', empty: 'Enter name and password.', other: 'Bahasa Indonesia',
    away: 'The server does not answer. Trying again by itself.', starting: 'Connecting', role: 'This page is for supervisors and administrators.',
    to_counter: 'To the counter console', leave: 'Log out',
    locked: 'Screen locked', locked_more: 'Enter the password of {name} to go on. The counter stays as it is.', unlock: 'Unlock', other_person: 'Not {name}? Log out',
    empty_password: 'Enter the password.', wrong_password: 'The password is wrong.', lock: 'Lock the screen',
  },
}
