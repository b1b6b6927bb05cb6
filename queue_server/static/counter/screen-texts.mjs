// @ts-check
// What staff screens say about TVs, loudspeakers and whether a call was heard. Each trouble: a few words, what is so, what to do about it.

/** @typedef {{short: string, what: string, todo: string}} Said */

const id = {
  /** @type {Record<string, Said>} */
  troubles: {
    display_lost: { short: 'tidak tersambung', what: '{label} tidak tersambung.', todo: 'Nyalakan, periksa listrik dan kabelnya. Panggil juga dengan suara.' },
    speaker_lost: { short: 'suara hilang', what: '{label} tidak tersambung, dan suaranya ikut hilang.', todo: 'Nyalakan lagi. Panggil juga dengan suara.' },
    local_lost: { short: 'suara hilang', what: 'Program pengeras suara {zone} tidak menjawab.', todo: 'Nyalakan lagi komputernya. Panggil juga dengan suara.' },
    speaker_blocked: { short: 'suara terkunci', what: 'Suara {label} terkunci.', todo: 'Sentuh layarnya satu kali. Sampai itu panggil dengan suara.' },
    speaker_silent: { short: 'pengeras diam', what: '{label} tidak lagi melaporkan suara.', todo: 'Periksa pengerasnya. Panggil juga dengan suara.' },
    voice_failed: { short: 'hanya bel', what: 'Suara gagal, hanya bel yang berbunyi.', todo: 'Sebut nomor dan loket dengan suara Anda.' },
    announcer_lost: { short: 'hanya bel', what: 'Program suara tidak berjalan, hanya bel yang berbunyi.', todo: 'Sebut nomor dan loket dengan suara Anda.' },
    muted: { short: 'senyap sampai {at}', what: 'Suara {zone} disenyapkan sampai {at}.', todo: 'Panggil dengan suara Anda.' },
    muted_open: { short: 'disenyapkan', what: 'Suara {zone} disenyapkan.', todo: 'Panggil dengan suara Anda sampai penyelia membunyikannya lagi.' },
  },
  /** @type {Record<string, string>} */
  well: { display_back: '{label} tersambung lagi.', speaker_well: 'Suara {label} berbunyi lagi.', voice_well: 'Suara berbunyi lagi dengan kata-kata.', announcer_back: 'Program suara berjalan lagi.', other: '{label} perlu dilihat.' },
  chip: 'Suara',
  /** @type {Record<string, string>} */
  nameless: { display: 'TV {name}', kiosk: 'Kios {name}', announcer: 'Program suara' }, local: 'pengeras di server',
  /** @type {Record<string, {words: string, short: string}>} whether the number at the counter was said */
  aloud: {
    waiting: { words: 'Menunggu giliran suara', short: 'Menunggu giliran' },
    playing: { words: 'Sedang diumumkan', short: 'Sedang diumumkan' },
    spoken: { words: 'Sudah diumumkan {at}', short: 'Diumumkan {at}' },
    chime: { words: 'Hanya bel, tanpa kata', short: 'Hanya bel' },
    unsure: { words: 'Belum tentu terdengar: panggil dengan suara', short: 'Belum tentu terdengar' },
    unheard: { words: 'Tidak terdengar: panggil dengan suara', short: 'Tidak terdengar' },
    muted: { words: 'Disenyapkan: panggil dengan suara', short: 'Disenyapkan' },
  },
  aloud_told: 'Nomor {number}: {words}.',
}

/** @type {typeof id} */
const en = {
  troubles: {
    display_lost: { short: 'not connected', what: '{label} is not connected.', todo: 'Switch it on, check power and cable. Call out loud as well.' },
    speaker_lost: { short: 'no sound', what: '{label} is not connected, and its sound is gone too.', todo: 'Switch it on again. Call out loud as well.' },
    local_lost: { short: 'no sound', what: 'The loudspeaker program of {zone} does not answer.', todo: 'Restart its computer. Call out loud as well.' },
    speaker_blocked: { short: 'sound is locked', what: 'The sound of {label} is locked.', todo: 'Touch its screen once. Until then call out loud.' },
    speaker_silent: { short: 'speaker silent', what: '{label} no longer reports any sound.', todo: 'Check its loudspeaker. Call out loud as well.' },
    voice_failed: { short: 'chime only', what: 'The voice fails, only the chime is heard.', todo: 'Say number and counter out loud.' },
    announcer_lost: { short: 'chime only', what: 'The voice program is not running, only the chime is heard.', todo: 'Say number and counter out loud.' },
    muted: { short: 'muted until {at}', what: 'The sound of {zone} is muted until {at}.', todo: 'Call out loud.' },
    muted_open: { short: 'muted', what: 'The sound of {zone} is muted.', todo: 'Call out loud until a supervisor turns it on again.' },
  },
  well: { display_back: '{label} is connected again.', speaker_well: 'The sound of {label} is back.', voice_well: 'Calls are spoken again.', announcer_back: 'The voice program is running again.', other: '{label} needs a look.' },
  chip: 'Sound',
  nameless: { display: 'TV {name}', kiosk: 'Kiosk {name}', announcer: 'Voice program' }, local: 'loudspeaker at the server',
  aloud: {
    waiting: { words: 'Waiting to be announced', short: 'Not yet announced' },
    playing: { words: 'Being announced', short: 'Being announced' },
    spoken: { words: 'Announced at {at}', short: 'Announced {at}' },
    chime: { words: 'Chime only, no words', short: 'Chime only' },
    unsure: { words: 'Perhaps not heard: call out loud', short: 'Perhaps not heard' },
    unheard: { words: 'Not heard: call out loud', short: 'Not heard' },
    muted: { words: 'Muted: call out loud', short: 'Muted' },
  },
  aloud_told: 'Number {number}: {words}.',
}

export const SCREEN = { id, en }
