// @ts-check
// What becomes of the paper of a number: what the print agent's words mean, who can print, where it comes out. Pure.

/** printing: no end is known; take: it is there; trouble: it did not come; silent: nobody says anything; paperless: none was asked for.
 * @typedef {'printing' | 'take' | 'trouble' | 'silent' | 'paperless'} Print */
/** `where`: the printer that has the paper; `sent`: it has begun.
 * @typedef {{print: Print, where: string | null, sent: boolean}} Paper */
/** A printer as the hall tells of it; `goes_to`: who takes its tickets now, null when nobody can.
 * @typedef {{name: string, label: Record<string, string>, ready: boolean, why: string, goes_to: string | null}} Printer */

/** What the word about a job means on the screen; `cancelled` is no fault that staff was told of.
 * @type {Record<string, Print>} */
const MEANS = { printed: 'take', unknown: 'trouble', expired: 'trouble', cancelled: 'silent' }

/** @param {readonly Printer[] | undefined} printers @param {string | null} name */
const one = (printers, name) => printers?.find((printer) => printer.name === name)

/** Paper that nobody can print and that has not begun does not come: the visitor need not wait for the silence.
 * @param {Paper} paper @param {readonly Printer[] | undefined} printers @returns {Paper} */
export function look(paper, printers) {
  const lost = paper.print === 'printing' && !paper.sent && one(printers, paper.where)?.goes_to === null
  return lost ? { ...paper, print: 'trouble' } : paper
}

/** The paper of a number just given. @param {{state: string, printer: string} | null} job @param {readonly Printer[] | undefined} printers @returns {Paper} */
export function begin(job, printers) {
  if (!job) return { print: 'paperless', where: null, sent: false }
  return look(hear({ print: 'printing', where: job.printer, sent: false }, { said: job.state }), printers)
}

/** What a word of the job changes. Paper that lies there is believed whatever was said before; nothing takes it away again.
 * @param {Paper} paper @param {{said: string, printer?: string | null}} word @returns {Paper} */
export function hear(paper, { said, printer }) {
  if (paper.print === 'take') return paper
  return { print: MEANS[said] ?? paper.print, where: printer ?? paper.where, sent: paper.sent || said === 'sending' }
}

/** The name of the other printer that has the paper, or null when it is this kiosk's own.
 * @param {{where: string | null, own: string | null}} state */
export const elsewhere = ({ where, own }) => (where && own && where !== own ? where : null)

/** Whether visitors should know before the touch that no paper will come. A kiosk that is meant to be paperless has no fault.
 * @param {readonly Printer[] | undefined} printers @param {string | null} own */
export const unprinted = (printers, own) => one(printers, own)?.goes_to === null

/** What people call a printer. @param {readonly Printer[] | undefined} printers @param {string} name @param {string} language */
export function labelOf(printers, name, language) {
  const label = one(printers, name)?.label
  return label?.[language] ?? label?.id ?? name
}

/** @type {Record<Print, [string, string, string, string]>} look, icon, headline and note of each state */
const SHOWN = {
  printing: ['print', 'i-printer', 'printing', ''],
  take: ['print take', 'i-down', 'take', 'take_note'],
  trouble: ['print bad', 'i-camera', 'trouble', 'trouble_note'],
  silent: ['print bad', 'i-camera', 'trouble', 'silent_note'],
  paperless: ['print', 'i-camera', 'paperless', 'paperless_note'],
}
const AT_ANOTHER = new Set(['printing', 'take'])

/** How the state of the paper looks, and its words. @param {{print: Print, where: string | null, own: string | null}} state
 * @param {readonly Printer[] | undefined} printers @param {string} language @param {import('./closed.mjs').Say} t
 * @param {boolean} [code] whether there is a QR code to scan */
export function shown(state, printers, language, t, code = true) {
  const [look, icon, head, note] = SHOWN[state.print]
  const other = AT_ANOTHER.has(state.print) && elsewhere(state)
  const facts = { label: other ? labelOf(printers, other, language) : '', how: t(code ? 'scan' : 'write_down') }
  const place = (/** @type {string} */ key) => (key ? t(other ? `${key}_at` : key, facts) : '')
  // No arrow to the slot below when the ticket is not there.
  return { look: other ? `${look} there` : look, icon: other ? 'i-printer' : icon, head: place(head), note: place(note) }
}
