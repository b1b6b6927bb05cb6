// @ts-check
// The letters of the TV must be there before the first picture: with others the numbers do not fit.

const NEEDED = ['500 16px "Atkinson Hyperlegible Next"', '600 16px "Atkinson Hyperlegible Next"', '700 16px "Atkinson Hyperlegible Next"',
  '800 16px "Atkinson Hyperlegible Next"', '700 16px "B612"']
const PATIENCE_MS = 5000

/** Waits for the fonts and gives the names of those that did not come in time. @returns {Promise<string[]>} */
export async function missingFonts() {
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, []) })
  const found = await Promise.all(NEEDED.map((font) => Promise.race([document.fonts.load(font), late]).catch(() => [])))
  return NEEDED.filter((_font, place) => found[place].length === 0).map((font) => font.replace(' 16px', '').replace(/"/g, ''))
}
