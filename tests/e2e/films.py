"""A short film, made by the browser itself: none is kept in the repository."""

from __future__ import annotations

import base64

from playwright.sync_api import Page

RECORD = """async () => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 160, height: 90 })
  const draw = canvas.getContext('2d'), parts = []
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp9' })
  recorder.ondataavailable = (event) => parts.push(event.data)
  const ended = new Promise((resolve) => { recorder.onstop = resolve })
  recorder.start()
  for (let n = 0; n < 12; n += 1) {
    draw.fillStyle = `hsl(${n * 30} 90% 50%)`
    draw.fillRect(0, 0, 160, 90)
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  recorder.stop()
  await ended
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}"""


def recorded(page: Page) -> bytes:
    """Half a second of changing colours, 160 x 90, as WebM. The page may show anything."""
    return base64.b64decode(page.evaluate(RECORD))
