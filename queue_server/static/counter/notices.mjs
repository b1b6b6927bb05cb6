// @ts-check
// News about machines: one chip for each that needs somebody, gone when it is well again. No DOM.

/** @typedef {{level: string, code: string, seq?: number, [fact: string]: any}} Notice
 * @typedef {{key: string, level: string, code: string, name: string, notice: Notice}} Standing */

const WELL = new Set(['ok', 'info', 'good', 'resolved'])

/** Which machine a notice is about. @param {Notice} notice */
export const subject = (notice) => String(notice.printer ?? notice.display ?? notice.device ?? notice.kiosk ?? notice.name ?? '')

/** What stands after one more notice: a machine that is well leaves the list, one with a new fault shows only that.
 * @param {readonly Standing[]} standing @param {Notice} notice @returns {Standing[]} */
export function after(standing, notice) {
  const name = subject(notice)
  const key = name || notice.code
  const rest = standing.filter((one) => one.key !== key)
  return WELL.has(notice.level) ? rest : [...rest, { key, level: notice.level, code: notice.code, name, notice }]
}

/** The icon for a machine's fault. @param {Standing} one */
export function noticeIcon(one) {
  if (/paper/.test(one.code)) return 'i-roll'
  if (one.notice.printer !== undefined || /print/.test(one.code)) return 'i-printer'
  if (one.notice.display !== undefined || /display|screen/.test(one.code)) return 'i-tv'
  if (/kiosk/.test(one.code)) return 'i-kiosk'
  if (/sound|announce|speech/.test(one.code)) return 'i-sound'
  return 'i-alert'
}
