// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { prompts } from '../../kiosk/static/prompts.mjs'

/** A server that makes sounds: `refuse` and `silent` say what is wrong with it. */
function hall() {
  const here = { asked: /** @type {string[]} */ ([]), fetched: /** @type {string[]} */ ([]), refuse: false, silent: false, forgets: false }
  const server = {
    post: async (/** @type {string} */ language, /** @type {string} */ text) => {
      here.asked.push(text)
      if (here.refuse) throw new Error('away')
      return { id: `${language}-${text}`, ready: false, voice: !here.silent }
    },
    get: async (/** @type {string} */ id) => {
      here.fetched.push(id)
      if (here.forgets) { here.forgets = false; throw new Error('404') }
      return new TextEncoder().encode(id).buffer
    },
  }
  return { here, sounds: prompts(/** @type {any} */ (server)) }
}

/** @param {string[]} texts */
const said = (texts) => texts.map((text) => ({ language: 'id', text }))
/** @param {ArrayBuffer | null} sound */
const text = (sound) => sound && new TextDecoder().decode(sound)
const settle = async () => { for (let n = 0; n < 30; n += 1) await turn() }

test('a text is asked for and fetched once, however often it is heard', async () => {
  const { here, sounds } = hall()
  const [one, two] = await Promise.all([sounds.sound('id', 'Kembali.'), sounds.sound('id', 'Kembali.')])
  assert.equal(text(one), 'id-Kembali.')
  assert.equal(text(two), text(await sounds.sound('id', 'Kembali.')))
  assert.deepEqual([here.asked.length, here.fetched.length], [1, 1])
  await sounds.sound('en', 'Kembali.')
  assert.equal(here.asked.length, 2)
})

test('what may be wanted next is made before it is wanted, and fetched only when it is', async () => {
  const { here, sounds } = hall()
  sounds.ahead(said(['A.', 'B.', 'C.', 'D.', 'E.', 'B.']))
  await settle()
  assert.deepEqual([here.asked.length, here.fetched.length], [5, 0])
  await sounds.sound('id', 'D.')
  assert.deepEqual([here.asked.length, here.fetched], [5, ['id-D.']])
  sounds.ahead(said(['A.', 'D.']))
  await settle()
  assert.equal(here.asked.length, 5)
})

test('who has gone on does not wait for what the last view might have wanted', async () => {
  const { here, sounds } = hall()
  sounds.ahead(said(Array.from({ length: 50 }, (_, n) => `Lama ${n}.`)))
  sounds.ahead(said(['Baru.']))
  await settle()
  assert.ok(here.asked.length < 6 && here.asked.includes('Baru.'), here.asked.join())
})

test('a server that has forgotten a text is asked once more', async () => {
  const { here, sounds } = hall()
  sounds.ahead(said(['A.']))
  await settle()
  here.forgets = true
  assert.equal(text(await sounds.sound('id', 'A.')), 'id-A.')
  assert.equal(here.asked.length, 2)
})

test('without a voice there is no sound and no waiting, and later there may be one', async () => {
  const { here, sounds } = hall()
  for (const trouble of /** @type {const} */ (['silent', 'refuse'])) {
    here[trouble] = true
    sounds.ahead(said(Array.from({ length: 20 }, (_, n) => `Nanti ${n}.`)))
    await settle()
    assert.equal(await sounds.sound('id', `Sekarang ${trouble}.`), null)
    here[trouble] = false
    assert.equal(text(await sounds.sound('id', `Sekarang ${trouble}.`)), `id-Sekarang ${trouble}.`)
  }
  assert.ok(here.asked.length < 12)
})
