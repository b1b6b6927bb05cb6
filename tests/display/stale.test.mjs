// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OLD_S, STALE_S, trust } from '../../display/static/stale.mjs'

test('a board is stale after 15 s of silence and old after 60', () => {
  assert.deepEqual([0, STALE_S - 1, STALE_S, OLD_S - 1, OLD_S, 4000].map(trust), ['fresh', 'fresh', 'stale', 'stale', 'old', 'old'])
})
