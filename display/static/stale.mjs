// @ts-check
// How much a board may still be believed when the server is silent.

/** Three heartbeats of 5 s or one and a half boards of 10 s. */
export const STALE_S = 15
export const OLD_S = 60

/** `stale` says so in the foot, `old` dims the numbers too. @param {number} silentS seconds since the server was heard
 * @returns {'fresh' | 'stale' | 'old'} */
export function trust(silentS) {
  if (silentS >= OLD_S) return 'old'
  return silentS >= STALE_S ? 'stale' : 'fresh'
}
