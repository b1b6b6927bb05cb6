// @ts-check
// A screen of the hall: finds out what it is, and becomes the TV of a zone or the small screen above a desk.
import { deviceToken } from '/static/device.mjs'
import { missingFonts } from './fonts.mjs'
import { registration } from './registration.mjs'
import { zoneTv } from './zone-tv.mjs'

async function start() {
  const token = deviceToken()
  const fontsMissing = await missingFonts()
  document.documentElement.classList.remove('is-loading')
  const registered = registration(token, new URLSearchParams(location.search).get('zone'))
  const settings = await registered()
  if (settings.counter) {
    const desk = await import('./desk.mjs')
    await desk.start({ token, settings })
  } else zoneTv({ token, settings, fontsMissing, registered })
}

void start()
