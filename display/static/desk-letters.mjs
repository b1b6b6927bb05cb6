// @ts-check
// How large the letters of a counter's screen are: from its size, its distance and its shape. 1rem = 1/108 of the short side.

/** 0.7 degree: what a number needs so that people with low vision read it. */
const MM_PER_METRE = 12.22
/** 20 and 16 minutes of arc against those 42. */
const WORDS = 20 / 42
const LEAST = 16 / 42
/** Capital height of the letters of numbers and of words, as shares of their font size. */
const CAP_NUM = 0.75
const CAP_UI = 0.668
/** A narrow number of four: its letter, the gap, three digits, in font sizes. */
const FOUR_WIDE = 2.62
/** Capital heights in rem: words with service and foot below them, the foot itself, and the most when both are left away. */
const WORD = 9.2
const FOOT = 7.4
const WORD_ALONE = 11.4
/** Margins of the part with the number, both sides together, in rem; and the share of the width that the sign takes in landscape. */
const MARGINS = 9
export const SIGN_SHARE = 0.35

/** The letters of a screen of so many pixels, `inches` across, read from `metres` away. `number`, `word`, `foot` are capital heights in
 * rem; `foot` is null when it would be too fine to read: it and the service are then left away for larger words. `needs` has what the
 * eye asks for, in px; `enough` whether this screen gives it. The remedy is a larger screen.
 * @param {{inches: number, metres: number, width: number, height: number}} screen */
export function letters({ inches, metres, width, height }) {
  const rem = Math.min(width, height) / 108
  const pxPerMm = Math.hypot(width, height) / (inches * 25.4)
  const needs = { number: MM_PER_METRE * metres * pxPerMm, word: MM_PER_METRE * metres * pxPerMm * WORDS, least: MM_PER_METRE * metres * pxPerMm * LEAST }
  const room = (width > height ? width * (1 - SIGN_SHARE) : width) / rem - MARGINS
  const number = (room / FOUR_WIDE) * CAP_NUM
  const isFar = needs.word / rem > WORD || needs.least / rem > FOOT
  const word = isFar ? Math.min(WORD_ALONE, needs.word / rem) : WORD
  return { rem, number, word, foot: isFar ? null : FOOT, needs, enough: number * rem >= needs.number && word * rem >= needs.least }
}

/** Font sizes in rem of those capital heights. @param {{number: number, word: number, foot: number | null}} capitals */
export const fonts = ({ number, word, foot }) => ({ number: number / CAP_NUM, word: word / CAP_UI, foot: (foot ?? FOOT) / CAP_UI, clock: (foot ?? FOOT) / CAP_NUM })
