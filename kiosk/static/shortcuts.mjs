// @ts-check
// Keys with which a keyboard that somebody plugged in would lead the browser away: they do nothing.

const LONE = /^(F\d{1,2}|Browser\w*|Launch\w*|Help|ContextMenu|Print|PrintScreen|Find|Open|Save|ZoomIn|ZoomOut)$/

/** Whether a key is meant for the browser, not for the page: F1 to F24, those of a media keyboard, anything with Ctrl, Alt or Meta.
 * @param {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, getModifierState?: (name: string) => boolean}} press  @returns {boolean} */
export function ofTheBrowser(press) {
  if (LONE.test(press.key)) return true
  // The right Alt of many keyboards is Ctrl and Alt at once, and writes letters.
  return (press.ctrlKey || press.altKey || press.metaKey) && !press.getModifierState?.('AltGraph')
}
