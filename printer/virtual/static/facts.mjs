// @ts-check
// How the facts of the printer are written. Knows nothing of the page.

/** @typedef {{no: number, at: string, rows: number, length_mm: number, bytes: number, unknown: number, text: string, end: string}} Piece */
/** @typedef {{name: string, dots: number, paper_mm: number, pieces: Piece[], port?: number, faults?: Record<string, true | number>,
 *   ready?: boolean, causes?: string[], roll_mm?: number | null, left_mm?: number | null}} State */
/** @typedef {{name: string, unit: string, lowest: number, highest: number, whole: boolean}} Kind */

const PRINTABLE = /** @type {Record<number, number>} */ ({ 80: 72, 58: 48 })

/** How wide the print head is on paper so wide. @param {number} paper_mm */
export const printable = (paper_mm) => PRINTABLE[paper_mm] ?? paper_mm - 8

/** "000012" @param {number} no */
export const pad = (no) => String(no).padStart(6, '0')

/** "12.345" @param {number} n */
export const thousands = (n) => n.toLocaleString('id-ID')

/** "10.32.07", this computer's time @param {string} at */
export const clock = (at) => new Date(at).toLocaleTimeString('en-GB', { hour12: false }).replaceAll(':', '.')

/** "12,3 m", or "840 mm" below a metre @param {number} mm */
export const length = (mm) =>
  mm < 1000 ? `${Math.round(mm)} mm` : `${(mm / 1000).toLocaleString('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} m`

/** What a picture shows, for who cannot see it. @param {Piece} piece */
export const alternative = (piece) => (piece.text ? `Tiket ${pad(piece.no)}: ${piece.text.replaceAll('\n', '; ')}` : `Tiket ${pad(piece.no)}`)

/** The value of a fault as written in its field, or null when that cannot be. @param {Kind} kind @param {string} written */
export function value_of(kind, written) {
  const text = written.trim().replace(',', '.')
  const number = text === '' ? NaN : Number(text)
  const fits = number >= kind.lowest && number <= kind.highest && (!kind.whole || Number.isInteger(number))
  return fits ? number : null
}

/** "1 – 10.000.000 bytes/s" @param {Kind} kind */
export const limits = (kind) => `${thousands(kind.lowest)} – ${thousands(kind.highest)} ${kind.unit}`
