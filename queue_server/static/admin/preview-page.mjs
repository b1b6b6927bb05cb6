// @ts-check
// The ticket as it will come out: exactly the dots, for every service, language, paper and kind of printer.
import { el, icon, say } from '/static/dom.mjs'
import { language } from '../login/language.mjs'
import { refusal } from '../login/refusals.mjs'
import { checkSession, here } from '../login/session.mjs'
import { asked, DOTS, faults, inWords, paperOf, told } from './preview-form.mjs'
import { TEXTS } from './texts.mjs'

const PATIENCE_MS = 30000

/** @param {any} hall @param {{name: string, label: Record<string, string>}[]} printers @param {Record<string, string>} form what was chosen; kept by the caller
 * @returns {HTMLElement} */
export function previewPage(hall, printers, form) {
  const t = TEXTS[language()]
  let running = false
  let again = false
  const picture = /** @type {HTMLImageElement} */ (el('img', { class: 'dots', alt: t.preview_alt, hidden: true }))
  const facts = el('p', { class: 'facts', role: 'status' })
  const wrong = el('div', { class: 'told bad', role: 'alert', hidden: true })

  const choose = (/** @type {string} */ name, /** @type {[string, string][]} */ options) => {
    if (!options.some(([value]) => value === form[name])) form[name] = options[0]?.[0] ?? ''
    const select = /** @type {HTMLSelectElement} */ (el('select', { id: `p-${name}`, 'data-id': `p-${name}`, onchange: () => { form[name] = select.value; settle(); void draw() } },
      ...options.map(([value, words]) => el('option', { value, selected: form[name] === value }, words))))
    return el('div', { class: 'field' }, el('label', { for: `p-${name}` }, /** @type {Record<string, string>} */ (t.fields)[name]), select)
  }
  /** Bare paper has dots to choose; a printer of config.yaml has its own, and its own way to print. */
  function settle() {
    const paper = paperOf(form.on)
    const how = /** @type {[string, string][]} */ ([['raster', t.raster], ['text', t.text_mode]])
    ofPaper.replaceChildren(...(paper ? [choose('dots', DOTS[paper].map((one) => [one, one]))] : []), choose('mode', paper ? how : [['', t.as_printer], ...how]))
  }
  const ofPaper = el('div', { class: 'of-paper' })
  const left = el('form', { class: 'card options', onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    choose('service', hall.services.map((/** @type {any} */ one) => [one.code, say(one.name, language())])),
    choose('language', hall.site.languages.map((/** @type {string} */ code) => [code, /** @type {Record<string, string>} */ (t.tongues)[code] ?? code])),
    choose('on', [...printers.map((one) => /** @type {[string, string]} */ ([`printer:${one.name}`, say(one.label, language())])), ['paper:80', t.paper_80], ['paper:58', t.paper_58]]), ofPaper,
    choose('template', [['', t.as_configured], ['standard', t.standard], ['short', t.short]]),
    choose('copy', [['0', t.first_print], ['1', t.second_print]]))
  settle()

  const zooms = ['1', '2'].map((zoom) => el('button', { class: 'btn', type: 'button', 'data-id': `zoom-${zoom}`, 'aria-pressed': String((form.zoom ?? '1') === zoom), onclick: () => { form.zoom = zoom; size() } }, `${zoom}x`))
  function size() {
    const zoom = Number(form.zoom ?? '1')
    picture.style.width = `${picture.naturalWidth * zoom}px`
    for (const [index, button] of zooms.entries()) button.setAttribute('aria-pressed', String(index + 1 === zoom))
  }
  picture.addEventListener('load', () => { size(); picture.hidden = false })

  /** Fetches the picture; what is chosen meanwhile is fetched after it. */
  async function draw() {
    if (running) { again = true; return }
    running = true
    node.setAttribute('aria-busy', 'true')
    try {
      const answer = await fetch('/api/v1/ticket-preview', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': here.csrf ?? '' },
        body: JSON.stringify(asked(/** @type {any} */ (form))), cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
      if (answer.ok) await show(await answer.blob(), answer.headers)
      else refuse(await answer.json().catch(() => ({ code: 'unexpected' })), answer.status)
    } catch {
      refuse({ code: 'unreachable' }, 0)
    }
    running = false
    node.removeAttribute('aria-busy')
    if (again) { again = false; void draw() }
  }

  /** @param {Blob} blob @param {Headers} headers */
  async function show(blob, headers) {
    // A data address: pictures from blobs are not allowed here.
    picture.src = await new Promise((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve(String(reader.result))
      reader.readAsDataURL(blob)
    })
    wrong.hidden = true
    facts.replaceChildren(...inWords(told(headers), language()).map((words) => el('span', {}, words)))
  }

  /** @param {any} problem @param {number} status */
  function refuse(problem, status) {
    if (status === 401 || status === 403) void checkSession().catch(() => null)
    const lines = faults(problem, language())
    wrong.replaceChildren(icon('i-alert'), lines.length ? el('ul', {}, ...lines.map((line) => el('li', {}, line))) : el('span', {}, refusal({ code: problem.code ?? 'unexpected', facts: problem }, language())))
    wrong.hidden = false
    picture.hidden = true
    facts.replaceChildren()
  }

  const node = el('section', { class: 'page preview' }, el('div', { class: 'bar' }, el('h1', {}, t.preview_title), el('div', { class: 'zoom', role: 'group', 'aria-label': t.zoom }, ...zooms)),
    left, el('div', { class: 'card shown' }, facts, wrong, el('div', { class: 'scroll desk-mat', tabindex: '0', role: 'group', 'aria-label': t.preview_alt }, picture)))
  void draw()
  return node
}
