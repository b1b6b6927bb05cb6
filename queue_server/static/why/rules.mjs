// @ts-check
// The rule of the hall's order in words and figures, and why a call was next. Pure.

/** @typedef {Record<string, string>} Texts */
/** @typedef {{code: string, name: Texts}} Named */
/** @typedef {{order: 'head_start' | 'weighted' | 'strict', weights: [number, number], max_priority_run: number, calls: number, recycle_after: number,
 *   drop_min: number, hold_min: number, kept_share: number, kept_cap_min: number, early_min: number, late_min: number, call_before_min: number}} Rules */
/** @typedef {{number: string, prefix: string, counter: Named, service: Named, called_at: string, rule: string, counted_at: string | null, used_percent: number | null,
 *   target_min: number, over: {number: string, counted_at: string} | null}} Call */
/** @typedef {{now: string, site: any, zone: Named, zones: Named[], rules: Rules, head_starts: {name: Texts, minutes: number}[],
 *   services: (Named & {target_wait_min: number})[], calls: Call[]}} Order */
/** @typedef {import('./texts.mjs').Say} Say */

const say = (/** @type {Texts} */ texts, /** @type {string} */ language) => texts[language] || texts.id

/** "a, b dan c" @param {readonly string[]} names @param {string} and */
export function listed(names, and) {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names[names.length - 1]}`
}

const small = (/** @type {string} */ name) => name.charAt(0).toLowerCase() + name.slice(1)

/** Names of classes in a sentence, of which they are the beginning. @param {readonly string[]} names @param {string} and */
const classesOf = (names, and) => listed(names.map((name, at) => (at === 0 ? name : small(name))), and)

/** The classes that have the same head start, longest first; those without any are none.
 * @param {Order['head_starts']} all @param {string} language @returns {{minutes: number, names: string[]}[]} */
export function grouped(all, language) {
  /** @type {Map<number, string[]>} */
  const by = new Map()
  for (const one of all) if (one.minutes > 0) by.set(one.minutes, [...(by.get(one.minutes) || []), say(one.name, language)])
  return Array.from(by, ([minutes, names]) => ({ minutes, names })).sort((a, b) => b.minutes - a.minutes)
}

/** Each rule as a short head and a sentence more. @param {Order} order @param {string} language @param {Say} t @returns {{id: string, head: string, more: string}[]} */
export function rulesOf({ rules, head_starts }, language, t) {
  const rule = (/** @type {string} */ id, /** @type {Record<string, string | number>} */ facts = {}) => ({ id, head: t(`${id}_head`, facts), more: t(`${id}_more`, facts) })
  const groups = grouped(head_starts, language)
  const classes = classesOf(groups.flatMap((group) => group.names), t('and'))
  const found = [rule('first')]
  if (rules.order === 'head_start') {
    for (const { minutes, names } of groups) found.push(rule('start', { names: classesOf(names, t('and')), minutes }))
    if (groups.length > 0) found.push(rule('run', { run: rules.max_priority_run }))
  } else if (classes) {
    found.push(rules.order === 'strict' ? rule('strict', { names: classes }) : rule('weighted', { names: classes, priority: rules.weights[0], regular: rules.weights[1] }))
  }
  return [...found, rule('promise'), rule('missed', { others: rules.recycle_after, minutes: rules.drop_min, hold: rules.hold_min }),
    rule('moved', { percent: Math.round(100 * rules.kept_share), cap: rules.kept_cap_min }),
    rule('slot', { early: rules.early_min, late: rules.late_min, before: rules.call_before_min }), rule('urgent')]
}

const clockOf = (/** @type {number} */ minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}.${String(minutes % 60).padStart(2, '0')}`

/** Two visitors, of whom the later one is first; null where no head start does that. @param {Order} order @param {string} language */
export function exampleOf({ rules, head_starts }, language) {
  const [group] = grouped(head_starts, language)
  if (rules.order !== 'head_start' || !group || group.minutes < 2) return null
  const came = 9 * 60 + 40
  const later = came + Math.max(1, Math.floor((group.minutes * 2) / 3))
  return { name: group.names[0], minutes: group.minutes, one: clockOf(came), two: clockOf(later), counted: clockOf(later - group.minutes) }
}

/** Why a call was next, in a few words: for a TV. @param {Call} call @param {Rules} rules @param {Say} t @param {(at: string) => string} clock */
export function brieflyOf(call, rules, t, clock) {
  if (call.rule !== 'order' || !call.counted_at) return t(`by_${call.rule}`, { run: rules.max_priority_run })
  return t('counted', { time: clock(call.counted_at) })
}

/** Why a call was next, in a sentence or three. @param {Call} call @param {Rules} rules @param {Say} t @param {(at: string) => string} clock */
export function whyOf(call, rules, t, clock) {
  const parts = []
  if (call.rule !== 'order') parts.push(t(`by_${call.rule}`, { run: rules.max_priority_run }))
  if (call.counted_at) {
    const used = call.used_percent === null ? '' : t('used', { percent: call.used_percent, target: call.target_min })
    parts.push(t('counted', { time: clock(call.counted_at) }) + used)
  }
  if (call.over) parts.push(t('over', { number: call.over.number, time: clock(call.over.counted_at) }))
  return parts.join(' ')
}
