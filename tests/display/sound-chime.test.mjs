// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHIME_S, chimeSamples } from '../../display/static/chime.mjs'

test('the page\'s own chime is the announcer\'s, sample by sample', () => {
  const samples = chimeSamples(22_050)
  // From display/announcer/sound.py: chime()[n].
  const known = { 100: -1641, 1000: -2540, 5000: -6438, 10_000: 5833, 15_000: 7026, 20_000: 3210, 29_000: 833, 29_700: -47 }
  assert.equal(samples.length, 29_767)
  for (const [n, value] of Object.entries(known)) assert.ok(Math.abs(samples[Number(n)] * 32_767 - value) < 1.5, `sample ${n}`)
})

test('it is as long and as loud at every rate a loudspeaker may have', () => {
  for (const rate of [16_000, 44_100, 48_000, 96_000]) {
    const samples = chimeSamples(rate)
    assert.equal(samples.length, Math.floor(CHIME_S * rate))
    assert.ok(Math.abs(samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0) - 0.55) < 0.001)
    assert.ok(Math.abs(samples[samples.length - 1]) < 0.001)
  }
})
