// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, FRESH, isFresh, screen } from '../../kiosk/static/flow.mjs'
import { elsewhere } from '../../kiosk/static/paper.mjs'

const hall = { agencies: [{ code: 'DUKCAPIL' }], services: [{ code: 'KTP', agency: 'DUKCAPIL', open: true }] }
const ticket = { number: 'A062', prefix: 'A', print: { job: 7, state: 'queued', printer: 'kiosk-1' } }
/** @typedef {import('../../kiosk/static/flow.mjs').State} State */
const walk = (/** @type {any[]} */ ...events) => events.reduce((/** @type {State} */ state, event) => after(state, event), FRESH)
const agency = { type: 'agency', code: 'DUKCAPIL' }
const service = { type: 'service', code: 'KTP', agency: 'DUKCAPIL' }
const regular = { type: 'person', priority: null }
const given = { type: 'ticket', ticket }

test('three touches lead from home to a number', () => {
  const asked = walk(agency, service, regular)
  assert.deepEqual(asked.asking, { service: 'KTP', priority: null, language: 'id' })
  const done = after(asked, given)
  assert.equal(done.view, 'done')
  assert.equal(done.ticket.number, 'A062')
  assert.equal(done.asking, null)
})

test('a popular service skips the agency, and back leads where one came from', () => {
  const popular = walk({ ...service, popular: true })
  assert.equal(popular.view, 'for')
  assert.equal(after(popular, { type: 'back' }).view, 'home')
  assert.equal(after(walk(agency, service), { type: 'back' }).view, 'services')
  assert.equal(walk(agency, { type: 'back' }).view, 'home')
})

test('while a number is asked for, no touch moves the screen and no second number is asked for', () => {
  const asking = walk(agency, service, regular)
  for (const event of [agency, service, { type: 'back' }, { type: 'page', page: 1 }, { type: 'person', priority: 'lansia' }, { type: 'finish' }, { type: 'another' }]) {
    assert.equal(after(asking, event), asking, event.type)
  }
})

const word = (/** @type {State} */ state, /** @type {string} */ said, job = 7, printer = 'kiosk-1') => after(state, { type: 'print', job, said, printer })

test('the printer\'s word moves the ticket view, and a late printed still helps', () => {
  const done = walk(agency, service, regular, given)
  assert.equal(done.print, 'printing')
  assert.equal(word(done, 'sending').print, 'printing')
  assert.equal(word(done, 'printed').print, 'take')
  assert.equal(word(done, 'unknown').print, 'trouble')
  assert.equal(word(after(done, { type: 'silence' }), 'printed').print, 'take')
  assert.equal(word(word(done, 'expired'), 'printed').print, 'take')
  assert.equal(after(word(done, 'printed'), { type: 'silence' }).print, 'take')
})

test('words about other papers move nothing: another visitor\'s, or a copy that staff prints', () => {
  const done = walk(agency, service, regular, given)
  for (const said of ['queued', 'sending', 'printed', 'unknown', 'expired']) {
    assert.deepEqual(word(done, said, 8, 'kiosk-2'), done, said)
    const trouble = after(done, { type: 'silence' })
    assert.deepEqual(word(trouble, said, 8), trouble, said)
    const home = after(done, { type: 'finish' })
    assert.equal(word(home, said), home, 'the visitor has left')
  }
})

test('a paper that moves to the spare is followed there', () => {
  const ours = walk({ type: 'device', printer: 'kiosk-1' }, agency, service, regular, given)
  assert.equal(elsewhere(ours), null)
  assert.equal(elsewhere(word(ours, 'queued', 7, 'kiosk-2')), 'kiosk-2')
})

test('a printer that fails while its paper waits is told of at once, one whose paper has begun is waited for', () => {
  const printers = [{ name: 'kiosk-1', goes_to: null }]
  const done = walk(agency, service, regular, given)
  assert.equal(after(done, { type: 'hall', hall: { ...hall, printers } }).print, 'trouble')
  const begun = word(done, 'sending')
  assert.equal(after(begun, { type: 'hall', hall: { ...hall, printers } }), begun)
  const well = { ...hall, printers: [{ name: 'kiosk-1', goes_to: 'kiosk-1' }] }
  assert.equal(after(done, { type: 'hall', hall: well }), done)
  const asking = walk(agency, service, regular)
  assert.equal(after(asking, { ...given, printers }).print, 'trouble', 'known before the number')
})

test('which printer is its own outlives the visitor', () => {
  const known = walk({ type: 'device', printer: 'kiosk-1' }, agency, service, regular)
  assert.deepEqual(after(after(known, given), { type: 'finish' }), { ...FRESH, own: 'kiosk-1' })
  assert.deepEqual(after(known, { type: 'gave_up' }), { ...FRESH, own: 'kiosk-1' })
})

test('a ticket without paper says so, one that was printed meanwhile is to be taken', () => {
  const asking = walk(agency, service, regular)
  assert.equal(after(asking, { type: 'ticket', ticket: { ...ticket, print: null } }).print, 'paperless')
  assert.equal(after(asking, { type: 'ticket', ticket: { ...ticket, print: { job: 7, state: 'printed' } } }).print, 'take')
})

test('another number keeps how the visitor set the screen, finishing clears everything', () => {
  const done = walk({ type: 'language', language: 'en' }, { type: 'toggle', flag: 'contrast' }, { type: 'toggle', flag: 'low' }, agency, service, regular, given)
  const again = after(done, { type: 'another' })
  assert.deepEqual([again.view, again.language, again.contrast, again.low, again.ticket], ['home', 'en', true, true, null])
  assert.deepEqual(after(done, { type: 'finish' }), FRESH)
})

test('a service that closes is told of, wherever the visitor stands', () => {
  const closed = { ...hall, services: [{ ...hall.services[0], open: false }] }
  const standing = after(walk(agency, service), { type: 'hall', hall: closed })
  assert.deepEqual([standing.view, standing.notice], ['services', { text: 'just_closed', service: 'KTP' }])
  const refused = walk(agency, service, regular, { type: 'refused', code: 'quota_reached' })
  assert.deepEqual([refused.view, refused.asking, refused.notice?.text], ['services', null, 'just_closed'])
  const broken = walk(agency, service, regular, { type: 'refused', code: 'invalid_input' })
  assert.deepEqual([broken.view, broken.asking, broken.notice?.text], ['for', null, 'lost_request'])
})

test('an agency that is gone leads home, an unchanged hall changes nothing', () => {
  assert.equal(after(walk(agency), { type: 'hall', hall: { agencies: [], services: [] } }).view, 'home')
  const standing = walk(agency, service)
  assert.equal(after(standing, { type: 'hall', hall }), standing)
  const asking = after(standing, regular)
  assert.equal(after(asking, { type: 'hall', hall: { agencies: [], services: [] } }), asking)
})

test('a ticket that comes after the visitor was given up changes nothing', () => {
  const gone = walk(agency, service, regular, { type: 'gave_up' })
  assert.deepEqual(gone, FRESH)
  assert.deepEqual(after(gone, given), FRESH)
})

test('only the untouched home counts as fresh', () => {
  assert.ok(isFresh(FRESH))
  for (const event of [agency, { type: 'language', language: 'en' }, { type: 'toggle', flag: 'low' }, { type: 'page', page: 1 }]) assert.ok(!isFresh(after(FRESH, event)))
})

test('an event nobody knows is a bug', () => assert.throws(() => after(FRESH, { type: 'dance' }), /dance/))

test('what is wrong around the kiosk is shown, but never over a number just given', () => {
  const well = /** @type {const} */ ({ paired: 'yes', away: false, known: true, closed: null })
  assert.equal(screen(FRESH, well), 'home')
  assert.equal(screen(FRESH, { ...well, known: false }), 'starting')
  assert.equal(screen(FRESH, { ...well, away: true }), 'down')
  assert.equal(screen(FRESH, { ...well, away: true, paired: 'no' }), 'unpaired')
  assert.equal(screen(FRESH, { ...well, paired: 'revoked' }), 'revoked')
  assert.equal(screen(FRESH, { ...well, closed: 'pause' }), 'closed')
  const done = walk(agency, service, regular, given)
  assert.equal(screen(done, { paired: 'revoked', away: true, known: false, closed: 'pause' }), 'done')
})
