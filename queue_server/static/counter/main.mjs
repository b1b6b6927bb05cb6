// @ts-check
// The counter console: log in, choose a counter, call.
import { el, say } from '/static/dom.mjs'
import { carryIcons } from '/static/icons.mjs'
import { Refused } from '/static/api.mjs'
import { hallNow, learn } from '/static/hall-time.mjs'
import { person } from '../login/form.mjs'
import { choose, language } from '../login/language.mjs'
import { refusal } from '../login/refusals.mjs'
import { ownCounters } from '../login/reach.mjs'
import { ask, here as whoIs } from '../login/session.mjs'
import { buttonsSign, mainButtons, quietButtons } from './actions.mjs'
import { aloudDesk } from './aloud-desk.mjs'
import { chime } from './chime.mjs'
import { chooseCounter, forget, remember, remembered } from './choose.mjs'
import { askNarrow, askWalkIn } from './desk-questions.mjs'
import * as dialogs from './dialogs.mjs'
import { doneInWords } from './done.mjs'
import { askMove } from './elsewhere.mjs'
import { figures } from './figures.mjs'
import { fingers } from './fingers.mjs'
import { closeMenu, headView } from './head.mjs'
import { askHold } from './hold.mjs'
import { shortcut } from './keys.mjs'
import { lineView } from './line.mjs'
import { newsLine } from './news-line.mjs'
import { askOutcome, outcomeRow, outcomeSign } from './outcome.mjs'
import { outcomeOf, sent } from './outcomes.mjs'
import { panel, panelSign, showAloud, tick } from './panel.mjs'
import { paperDesk } from './paper-desk.mjs'
import { part } from './part.mjs'
import { LOCK_MS } from './presses.mjs'
import { askLeave, askPause, askUrgent } from './questions.mjs'
import { isAnswered } from './requests.mjs'
import { spaced } from './rows.mjs'
import { undoOf } from './rules.mjs'
import { concerns } from './screens.mjs'
import { actionOf, look } from './states.mjs'
import { watch, zoneOf } from './store.mjs'
import { TEXTS } from './texts.mjs'
import { askTransfer } from './transfer.mjs'
import { saidOnce, subjectOf } from './troubles.mjs'
import { countDown, undoView } from './undo.mjs'
import { showKeys, showWhy } from './why.mjs'

/** How long a sentence about the last press stays. */
const TOLD_MS = 8000
/** What ends the service of the number at the counter. */
const ENDINGS = new Set(['finish', 'finishNext', 'pause'])

/** @param {HTMLElement} root */
async function start(root) {
  choose(language())
  await Promise.all([document.fonts.ready, carryIcons()])
  await person(root, 'counter')
  const hall = await hallWhenItAnswers()
  learn(hall.now)
  const known = remembered()
  const here = ownCounters(hall.counters, hall.services, whoIs.person?.agencies ?? []).some((/** @type {any} */ one) => one.code === known)
  const code = known && here ? known : await chooseCounter(root, hall, known)
  remember(code)
  run(root, code, hall)
}

/** @returns {Promise<any>} */
async function hallWhenItAnswers() {
  for (;;) {
    try {
      return await ask('GET', '/api/v1/hall')
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw error
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
  }
}

/** @param {HTMLElement} root @param {string} code @param {any} hall */
function run(root, code, hall) {
  const [head, news, line] = ['header', 'div', 'section'].map((tag) => el(tag))
  const [stagePanel, outcome, main, quiet, today, undo] = ['panel', 'outcome', 'main', 'quiet', 'today', 'undo'].map((name) => el('div', { class: name }))
  line.className = 'line'
  const stage = el('section', { class: 'stage' }, stagePanel, el('div', {}, outcome, main), quiet, today)
  const spoken = el('p', { class: 'sr', role: 'status', 'aria-live': 'polite' })
  const page = el('div', { class: 'console' }, head, news, el('main', {}, stage, line), undo, spoken)
  const [showPanel, showOutcome, showMain, showQuiet, showToday] = [stagePanel, outcome, main, quiet, today].map(part)
  const isSlip = fingers()
  /** @type {{level: string, words: string, of?: string} | null} */
  let told = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let forgetting
  /** @type {ReturnType<typeof setTimeout> | undefined} while a press by the same finger counts as a slip */
  let settling

  const tell = (/** @type {string} */ level, /** @type {string} */ words, of = '') => {
    told = { level, words, of }
    clearTimeout(forgetting)
    forgetting = setTimeout(() => { told = null; show() }, TOLD_MS)
    show()
  }

  const { state, perform, refresh } = watch(code, hall, show, (what, notice) => {
    if (what === 'gone') forget()
    if (what === 'first') chime()
    if (what === 'healed') tell('good', TEXTS[language()].healed)
    if (what === 'notice') hear(notice)
  })
  const papers = paperDesk(state, perform, tell)
  const aloud = aloudDesk(state, { changed: show, speak })

  /** What stands is shown as a chip and a line for as long as it is true; here it is said once, and its end once. */
  function hear(/** @type {any} */ notice) {
    if (!concerns(notice, zoneOf(state))) return
    const known = state.screens.find((one) => one.role === notice.role && one.name === notice.name)
    const words = saidOnce({ ...notice, label: known?.label ?? notice.label }, language())
    if (notice.level === 'ok') { tell('good', words, subjectOf(notice)); return }
    if (notice.words) { tell('bad', words, subjectOf(notice)); return } // of the house itself: no chip stands for it
    speak(words)
    if (told?.of === subjectOf(notice)) { told = null; show() }
  }

  /** For screen readers alone. @param {string} words */
  function speak(words) {
    spoken.replaceChildren(...[...spoken.children].slice(-3), el('span', {}, `${words} `))
  }

  /** What is asked, shown or chosen before anything is done. @type {Record<string, (extra: import('./requests.mjs').Extra) => void>} */
  const questions = {
    pause: () => askPause(state, act), hold: () => askHold(state, act), walkIn: () => askWalkIn(state, act), narrow: () => askNarrow(state, act),
    transfer: () => { void refresh(true); askTransfer(state, act) },
    urgent: ({ ticket }) => { const found = ticketOf(ticket); if (found) askUrgent(state, found, act) },
    reprint: ({ ticket }) => { const found = ticketOf(ticket ?? state.desk?.ticket?.id); if (found) papers.reprint(found) },
    outcome: () => askOutcome(state, show),
    why: () => { const found = state.desk?.ticket ?? state.desk?.line[0]; if (found) showWhy(state, found) },
    keys: showKeys,
  }
  const OPEN_ALWAYS = new Set(['reprint', 'outcome', 'why', 'keys'])

  /** Does what a button or key stands for; answers whether it is done. */
  const act = async (/** @type {string} */ name, /** @type {import('./requests.mjs').Extra} */ extra = {}) => {
    if (isSlip() || name === 'wait' || (state.lost && !['why', 'keys'].includes(name))) return false
    if (OPEN_ALWAYS.has(name) || !isAnswered(name, extra)) { questions[name](extra); return false }
    const { desk } = state
    const last = undoOf(desk, hallNow())
    try {
      told = null
      settle()
      const answer = await perform(name, { ...extra, ticket: extra.ticket ?? desk?.ticket?.id, ...(ENDINGS.has(name) ? sent(outcomeOf(state.outcome, desk?.ticket)) : {}) })
      if (answer === undefined) return false
      const sentence = doneInWords(state, name, answer, last)
      if (sentence) tell('good', sentence)
      return true
    } catch (error) {
      if (error instanceof Refused && error.code === 'officer_elsewhere') { askMove(state, error.facts, act); return false }
      tell('bad', refusal(error instanceof Refused ? error : { code: 'unexpected' }, language()))
      return false
    }
  }

  /** A second press of the same finger does nothing for a while; the page says so to whoever looks. */
  function settle() {
    clearTimeout(settling)
    settling = setTimeout(() => { settling = undefined; show() }, LOCK_MS)
  }

  /** @param {number | undefined} id */
  const ticketOf = (id) => [state.desk?.ticket, ...state.desk?.line ?? [], ...state.desk?.held ?? [], ...state.desk?.missed ?? []].find((one) => one?.id === id)

  const showHead = headView(head, { papers: papers.open, pause: () => { void act('pause') }, close: () => { void act('close') }, change: forget, leave: (then) => askLeave(state, act, then), redraw: () => { told = null; show() },
    rest: () => { void act('pause', state.desk?.ticket ? {} : { reason: 'istirahat' }) }, narrow: () => { void act('narrow') }, keys: () => { void act('keys') } })
  const showLine = lineView(line, act)
  const showUndo = undoView(undo, () => { void act('undo') })
  const showNews = newsLine(news, { newRoll: papers.newRoll, papers: papers.open, redraw: show })

  function show() {
    const { desk } = state
    const t = TEXTS[language()]
    page.className = `console${desk ? ` s-${look(desk, state.lost)}` : ''}`
    page.dataset.busy = state.busy ?? (settling === undefined ? '' : 'settling')
    for (const [node, label] of /** @type {[HTMLElement, string][]} */ ([[stage, t.now], [today, t.mine], [line, t.line]])) node.setAttribute('aria-label', label)
    showHead(state)
    showNews(state, told)
    showPanel(panelSign(state), () => panel(state))
    showAloud(state, stagePanel, aloud())
    tick(state, stagePanel)
    const marks = buttonsSign(state)
    showOutcome(outcomeSign(state), () => outcomeRow(state, show))
    outcome.hidden = outcome.childElementCount === 0
    showMain(marks, () => mainButtons(state, act))
    showQuiet(marks, () => quietButtons(state, act))
    quiet.className = quiet.childElementCount > 4 ? 'quiet' : 'quiet four'
    quiet.hidden = quiet.childElementCount === 0
    showToday([language(), desk?.today], () => figures(desk?.today))
    showUndo(state)
    page.classList.toggle('undoing', !undo.hidden)
    countDown(main)
    countDown(quiet)
    showLine(state)
    papers.show(told)
    dialogs.settle()
    document.title = [say(desk?.counter.name, language()), desk?.ticket ? spaced(desk.ticket) : null, say(hall.site.name, language())].filter(Boolean).join(' · ')
  }

  document.addEventListener('keydown', (event) => {
    const focus = document.activeElement
    const name = shortcut(event, { tag: focus?.tagName ?? 'BODY', editable: focus instanceof HTMLElement && focus.isContentEditable })
    if (!name) return
    if (name === 'esc') { closeMenu(); return }
    if (dialogs.isOpen()) { if (name.length === 1) { event.preventDefault(); dialogs.pick(name) } return }
    if (!state.desk) return
    if (name === 'l') { if (state.papers && !state.lost) papers.open(); return }
    const wanted = actionOf(state.desk, state.lost, name, hallNow())
    if (!wanted) return
    event.preventDefault()
    closeMenu()
    void act(wanted)
  })

  // A click with the mouse leaves the focus behind; Space would then press that button instead of the loud one.
  page.addEventListener('click', (event) => {
    if (event.detail > 0 && document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }, true)
  root.replaceChildren(page)
  stagePanel.setAttribute('aria-live', 'polite')
  show()
}

const root = document.getElementById('app')
if (root) void start(root)
