import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofTheBrowser } from '../../kiosk/static/shortcuts.mjs'

const press = (key, ...held) => ({ key, ctrlKey: held.includes('ctrl'), altKey: held.includes('alt'), metaKey: held.includes('meta') })

test('a keyboard that was plugged in leads the browser nowhere', () => {
  for (const key of ['F1', 'F3', 'F5', 'F7', 'F11', 'F12', 'BrowserBack', 'BrowserHome', 'LaunchMail', 'ContextMenu', 'PrintScreen']) assert.ok(ofTheBrowser(press(key)), key)
  for (const key of ['p', 'P', 's', 'o', 'f', 'u', 'j', 'l', '+', '0', 'I']) assert.ok(ofTheBrowser(press(key, 'ctrl')), key)
  for (const key of ['ArrowLeft', 'Home', 'd', 'F4']) assert.ok(ofTheBrowser(press(key, 'alt')), key)
  assert.ok(ofTheBrowser(press('r', 'meta')))
})

test('letters, digits and the keys that move and press stay the page\'s', () => {
  for (const key of ['a', 'F', 'f', '7', ' ', 'Enter', 'Tab', 'Backspace', 'Escape', 'ArrowDown', 'Shift']) assert.ok(!ofTheBrowser(press(key)), key)
})

test('a letter written with the right Alt is a letter', () => {
  assert.ok(!ofTheBrowser({ ...press('@', 'ctrl', 'alt'), getModifierState: (name) => name === 'AltGraph' }))
})
