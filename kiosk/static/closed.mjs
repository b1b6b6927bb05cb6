// @ts-check
// Why no number can be taken, in words: for one service, and for the whole hall. Never just "closed".

/** `closed_words`: the name of the holiday, or what staff wrote
 * @typedef {{open: boolean, closed_reason: string | null, closed_until: string | null, quota?: number | null, closed_words?: Record<string, string> | null}} Openable */
/** @typedef {(key: string, facts?: Record<string, string | number>) => string} Say */
/** How the hall tells time: `dayKey` names the local day ("2026-11-23"), `day` says it ("Selasa, 24 November"), `short` too ("Sel 24 Nov"), `clock` the hour ("07.30").
 * @typedef {{dayKey: (at: Date) => string, day: (at: Date) => string, short: (at: Date) => string, weekday: (at: Date) => number, clock: (at: Date) => string}} Calendar */

const KNOWN = ['not_open', 'last_ticket_passed', 'day_closed', 'pause', 'holiday', 'date_closed', 'service_closed', 'manual_closed', 'quota_reached']
/** @type {Record<string, string>} */
const ICONS = { not_open: 'i-clock', pause: 'i-pause', holiday: 'i-calendar', date_closed: 'i-calendar', quota_reached: 'i-lock', last_ticket_passed: 'i-moon', day_closed: 'i-moon' }
const FRIDAY = 5

/** @param {string | null} reason a code of the server; one that this page does not know yet is told in general words */
export const known = (reason) => (reason && KNOWN.includes(reason) ? reason : 'other')

/** "pukul 13.00", "besok pukul 07.30", "Senin, 28 Desember pukul 07.30"; "" when nobody knows.
 * @param {string | null} until @param {Date} now @param {Calendar} calendar @param {Say} t @param {boolean} [dated] name the day instead of "besok" */
export function again(until, now, calendar, t, dated = false) {
  if (!until) return ''
  const at = new Date(until)
  const time = calendar.clock(at)
  if (calendar.dayKey(at) === calendar.dayKey(now)) return t('at_time', { time })
  const tomorrow = new Date(now.getTime() + 86_400_000)
  if (!dated && calendar.dayKey(at) === calendar.dayKey(tomorrow)) return t('tomorrow_at', { time })
  return t('day_at', { day: calendar.day(at), time })
}

/** "13.00" today, else "Sel 24 Nov 07.30": for a table. @param {string} until @param {Date} now @param {Calendar} calendar @param {Say} t */
function shortly(until, now, calendar, t) {
  const at = new Date(until)
  const time = calendar.clock(at)
  return calendar.dayKey(at) === calendar.dayKey(now) ? time : t('short_at', { day: calendar.short(at), time })
}

/** "Hari ini libur: Hari Raya Nyepi." The reason with the words of who closed. @param {string} why @param {Record<string, string> | null | undefined} words @param {string} language */
export function because(why, words, language) {
  const said = (words?.[language] ?? words?.id ?? '').trim().replace(/[.\s]+$/, '')
  return said ? `${why.replace(/[.\s]+$/, '')}: ${said}.` : why
}

/** What stands on the card of a service that gives no numbers: tag and its icon, the reason and its sign, and when again.
 * @param {Openable} service @param {Date} now @param {Calendar} calendar @param {Say} t @param {string} [language] of the words of who closed */
export function onCard(service, now, calendar, t, language = 'id') {
  const reason = known(service.closed_reason)
  const when = again(service.closed_until, now, calendar, t)
  const icon = ICONS[reason] === 'i-pause' || ICONS[reason] === 'i-lock' ? ICONS[reason] : 'i-clock'
  if (reason === 'not_open') return { tag: t('not_open_tag'), icon, why: when ? t('not_open_why', { when }) : t('other_why'), more: '', sign: 'i-clock' }
  const plain = reason === 'quota_reached' && service.quota ? t('quota_counted_why', { count: service.quota }) : t(`${reason}_why`)
  const why = because(plain, service.closed_words, language)
  return { tag: t(`${reason}_tag`), icon, why, more: when ? t(`${reason}_again`, { when }) : '',
    sign: when && reason !== 'quota_reached' ? 'i-clock' : 'i-info' }
}

/** The one reason for which the whole hall gives no numbers, or null while any service does.
 * @param {readonly Openable[]} services @returns {string | null} */
export function wholeHall(services) {
  if (services.length === 0 || services.some((service) => service.open)) return null
  const reasons = new Set(services.map((service) => known(service.closed_reason)))
  return reasons.size === 1 ? [...reasons][0] : null
}

/** Headline, lead (with `when` in it), icon and the next opening for a hall that is closed as a whole. The earliest service to open again decides.
 * @param {readonly Openable[]} services @param {string} reason @param {Date} now @param {Calendar} calendar @param {Say} t
 * @param {{language?: string, words?: Record<string, string> | null}} [more] what who closed the hall wrote */
export function ofHall(services, reason, now, calendar, t, { language = 'id', words = null } = {}) {
  const until = services.map((service) => service.closed_until).filter(Boolean).sort()[0] ?? null
  const when = again(until, now, calendar, t, true)
  const friday = reason === 'pause' && calendar.weekday(now) === FRIDAY
  const lead = reason === 'not_open' && !when ? '' : t(`${reason}_lead`, { when })
  const next = when && reason !== 'not_open' ? t(`${reason}_again`, { when }) : ''
  const shared = words ?? (services.every((service) => JSON.stringify(service.closed_words) === JSON.stringify(services[0].closed_words)) ? services[0]?.closed_words : null)
  const said = because('', shared, language).replace(/^: /, '')
  return { head: t(friday ? 'pause_friday_head' : `${reason}_head`), lead: [said, next, lead].filter(Boolean).join(' '),
    icon: ICONS[reason] === 'i-pause' ? 'i-clock' : ICONS[reason] ?? 'i-lock', when, next: until ? shortly(until, now, calendar, t) : '' }
}
