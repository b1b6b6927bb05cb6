// @ts-check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { SPOKEN } from '../../kiosk/static/sayings.mjs'
import { pieces, sayable } from '../../kiosk/static/voice-words.mjs'
import { everyView } from './every-view.mjs'

test('each view that the kiosk can show has words to be heard', () => {
  const shown = /const VIEWS = \{(.*?)\n\}/s.exec(readFileSync(new URL('../../kiosk/static/views.mjs', import.meta.url), 'utf8'))?.[1] ?? ''
  const names = [...shown.matchAll(/^ {2}(\w+):|, (\w+): \w+View/gm)].map((found) => found[1] ?? found[2])
  assert.ok(names.length >= 12, names.join())
  assert.deepEqual(names.filter((name) => !SPOKEN.includes(name)), [])
})

for (const language of ['id', 'en']) {
  test(`each of them says something whole in ${language}, in pieces that can be made`, () => {
    for (const { view, text } of everyView(language)) {
      assert.ok(text.length > 10 && !/undefined|null|NaN|\[object|[{}]/.test(text), `${view}: ${text}`)
      const parts = pieces(sayable(text, language))
      assert.ok(parts.length > 0 && parts.every((part) => part.length <= 600 && /^[\p{L}\p{M}\p{N}\p{P}\s+%/=]+$/u.test(part)), `${view}: ${text}`)
    }
  })
}

test('the two languages never say the same, and no two views do', () => {
  const [id, en] = ['id', 'en'].map(everyView)
  id.forEach(({ view, text }, at) => assert.notEqual(en[at].text, text, view))
  const one = (/** @type {string} */ view) => id.find((said) => said.view.startsWith(view))?.text
  const texts = SPOKEN.filter((view) => view !== 'revoked').map((view) => one(view))
  assert.equal(new Set(texts).size, texts.length)
})
