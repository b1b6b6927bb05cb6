// @ts-check
// The switches of the printer's faults, its state, and what a person does to it.

import { length, limits, value_of } from './facts.mjs'
import { CAUSES, FAULTS, GROUPS, READY, USUAL } from './words.mjs'

/** @typedef {import('./facts.mjs').State} State */
/** @typedef {import('./facts.mjs').Kind} Kind */
/** @typedef {import('./words.mjs').Words} Words */
/** `wanted` is what a person last wrote; while the fault is on, the field shows what is left of it.
 * @typedef {{kind: Kind, box: HTMLInputElement, field: HTMLInputElement | null, wanted: string}} Switch */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
/** @type {Map<string, Switch>} */
const switches = new Map()

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {string} [text] @returns {HTMLElementTagNameMap[K]} */
function made(tag, text) {
  const element = document.createElement(tag)
  if (text !== undefined) element.textContent = text
  return element
}

/** @param {HTMLElement} element @param {Words} words */
function say(element, words) {
  const english = made('small', words[1])
  english.lang = 'en'
  element.append(words[0], english)
}

/** Ask for a change; what comes of it is told by the events. Resolves to whether it was granted.
 * @param {string} method @param {string} path @param {unknown} [body] */
async function ask(method, path, body) {
  const refused = byId('refused')
  try {
    const answer = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    refused.textContent = answer.ok ? '' : `Ditolak / refused: ${(await answer.json()).errors?.[0]?.message ?? answer.status}`
    // The answer's state is not shown: events tell it in order, and a late answer would undo a newer one.
    return answer.ok
  } catch {
    refused.textContent = 'Printer tidak menjawab / the printer does not answer'
    return false
  }
}

/** Send what the switch and its field say. @param {Switch} one */
async function send(one) {
  const path = `/api/faults/${one.kind.name}`
  const value = one.field ? value_of(one.kind, one.field.value) : true
  mark(one, value === null && one.box.checked)
  let is_granted = false
  if (!one.box.checked) is_granted = await ask('DELETE', path)
  else if (value !== null) is_granted = await ask('PUT', path, { value })
  else one.field?.focus()
  if (!is_granted) one.box.checked = one.box.defaultChecked
}

/** Say below the field what may stand in it, or no longer. @param {Switch} one @param {boolean} is_wrong */
function mark(one, is_wrong) {
  one.field?.setAttribute('aria-invalid', String(is_wrong))
  const note = one.field && document.getElementById(`${one.box.id}-limits`)
  if (note) note.textContent = is_wrong ? `Isi ${limits(one.kind)}` : ''
}

/** @param {Kind} kind */
function row(kind) {
  const item = made('li')
  const label = made('label')
  const box = made('input')
  box.type = 'checkbox'
  box.setAttribute('role', 'switch')
  box.id = `fault-${kind.name}`
  label.htmlFor = box.id
  say(label, FAULTS[kind.name] ?? [kind.name, kind.name])
  /** @type {Switch} */
  const one = { kind, box, field: null, wanted: '' }
  item.append(box, label)
  if (kind.unit) {
    const field = made('input')
    one.field = field
    one.wanted = field.value = String(USUAL[kind.name] ?? kind.lowest)
    field.inputMode = 'decimal'
    field.autocomplete = 'off'
    field.title = limits(kind)
    field.setAttribute('aria-label', `${(FAULTS[kind.name] ?? [kind.name])[0]}, ${kind.unit}`)
    const note = made('p')
    note.id = `${box.id}-limits`
    note.setAttribute('role', 'alert')
    field.setAttribute('aria-describedby', note.id)
    field.addEventListener('change', () => {
      one.wanted = field.value
      if (box.checked) send(one)
    })
    item.append(field, made('span', kind.unit), note)
  }
  box.addEventListener('change', () => send(one))
  switches.set(kind.name, one)
  return item
}

/** Build the panel of what this printer can have. */
export async function build() {
  const answer = await fetch('/api/faults')
  if (!answer.ok) return // a page that only shows paper
  const kinds = new Map(/** @type {Kind[]} */ ((await answer.json()).faults).map((kind) => [kind.name, kind]))
  for (const group of GROUPS) {
    const set = made('fieldset')
    const legend = made('legend')
    say(legend, group.words)
    const list = made('ul')
    for (const name of group.faults) {
      const kind = kinds.get(name)
      if (kind) list.append(row(kind))
    }
    set.append(legend, list)
    byId('groups').append(set)
  }
  byId('all-well').addEventListener('click', () => ask('DELETE', '/api/faults'))
  byId('new-roll').addEventListener('click', () => ask('POST', '/api/new-roll', {}))
  byId('power-cycle').addEventListener('click', () => ask('POST', '/api/power-cycle', {}))
  byId('panel').hidden = byId('acts').hidden = false
}

/** @param {State} state */
export function show(state) {
  for (const [name, one] of switches) {
    const { box, field } = one
    const value = state.faults?.[name]
    const was_on = box.defaultChecked
    box.checked = box.defaultChecked = value !== undefined
    box.parentElement?.classList.toggle('on', box.checked)
    if (!field || field === document.activeElement || !(box.checked || was_on)) continue
    field.value = typeof value === 'number' ? String(Math.round(value * 100) / 100) : one.wanted
    mark(one, false)
  }
  if (state.causes) show_state(state.causes)
  show_paper(state)
}

/** @param {string[]} causes */
function show_state(causes) {
  const place = byId('state')
  const key = causes.join()
  if (place.dataset.causes === key) return // said once, not at every ticket
  place.dataset.causes = key
  place.hidden = false
  place.classList.toggle('bad', causes.length > 0)
  place.replaceChildren(
    ...(causes.length ? causes.map((cause) => CAUSES[cause] ?? [cause, cause]) : [READY]).map((words) => {
      const line = made('p')
      say(line, words)
      return line
    }),
  )
}

/** @param {State} state */
function show_paper(state) {
  const { roll_mm, left_mm } = state
  byId('left').hidden = roll_mm == null || left_mm == null
  if (roll_mm == null || left_mm == null) return
  const meter = /** @type {HTMLMeterElement} */ (byId('left-meter'))
  meter.max = roll_mm
  meter.low = roll_mm / 10
  meter.optimum = roll_mm
  meter.value = left_mm
  byId('left-mm').textContent = `${length(left_mm)} / ${length(roll_mm)}`
}
