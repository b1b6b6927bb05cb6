// @ts-check
// Today's figures of a counter, below its buttons.
import { el } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { short } from './durations.mjs'
import { RULE } from './rule-texts.mjs'
import { TEXTS } from './texts.mjs'

/** @param {any} today @returns {HTMLElement[]} */
export function figures(today) {
  if (!today) return []
  const t = TEXTS[language()]
  const r = RULE[language()]
  const rows = [[today.served, t.served], [short(today.service_s), t.mean_service], [today.wait_s === null ? '–' : Math.round(today.wait_s / 60), t.mean_wait], [today.no_shows, t.no_shows]]
  if (today.out_of_order !== undefined) rows.push([today.out_of_order, r.out_of_order], [today.urgent ?? 0, r.urgent_today])
  return rows.map(([value, label]) => el('div', {}, el('b', {}, String(value)), String(label)))
}
