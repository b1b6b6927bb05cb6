// @ts-check
// TVs bring the browser of the year they were built in: everything that a screen loads must be understood by Chromium 80.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
const DISPLAY = join(ROOT, 'display/static')
const STATIC = join(ROOT, 'queue_server/static')

/** Methods by name that Chromium 80 lacks, with the version that brought them. Words that are only new on one object stand below. */
const NEW_METHODS = { at: 92, replaceAll: 85, replaceChildren: 86, toSpliced: 110, toReversed: 110, toSorted: 110, with: 110, findLast: 97, findLastIndex: 97,
  hasOwn: 93, groupBy: 117, randomUUID: 92, checkVisibility: 105 }
const NEW_STATIC = ['AbortSignal.timeout', 'AbortSignal.any', 'Promise.any', 'Promise.withResolvers', 'Array.fromAsync', 'Object.groupBy', 'URL.canParse', 'Intl.ListFormat']
const NEW_GLOBALS = ['structuredClone', 'WeakRef', 'FinalizationRegistry', 'AggregateError', 'CSSStyleSheet', 'navigation', 'scheduler']

/** @param {string} from @param {string} wanted */
function resolved(from, wanted) {
  if (wanted.startsWith('/static/')) return join(STATIC, wanted.slice('/static/'.length))
  if (wanted.startsWith('/display/')) return join(DISPLAY, wanted.slice('/display/'.length))
  return normalize(join(dirname(from), wanted))
}

/** Every node of a program. @param {any} node @returns {Iterable<any>} */
function* nodes(node) {
  if (Array.isArray(node)) for (const one of node) yield* nodes(one)
  else if (node && typeof node.type === 'string') {
    yield node
    for (const value of Object.values(node)) if (value && typeof value === 'object') yield* nodes(value)
  }
}

/** What is too new in a program, and what it imports. @param {string} source @param {string} name */
function examined(source, name) {
  const faults = []
  const imports = []
  let program
  try {
    // Chromium 80 has the language of 2020 and, of 2021, the underscores in numbers.
    program = parse(source, { ecmaVersion: 2021, sourceType: 'module', locations: true })
  } catch (error) {
    return { faults: [`${name}: syntax newer than 2020: ${/** @type {Error} */ (error).message}`], imports }
  }
  for (const node of nodes(program)) {
    const line = `${name}:${node.loc.start.line}`
    if (/^(\|\||&&|\?\?)=$/.test(node.operator)) faults.push(`${line}: ${node.operator}`)
    if (/^(Import|Export.*)Declaration$|^ImportExpression$/.test(node.type) && node.source?.value) imports.push(node.source.value)
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed) {
      const { object, property } = node.callee
      if (Object.keys(NEW_METHODS).includes(property.name)) faults.push(`${line}: .${property.name}()`)
      if (NEW_STATIC.includes(`${object.name}.${property.name}`)) faults.push(`${line}: ${object.name}.${property.name}()`)
    }
    if (/^(Call|New)Expression$/.test(node.type) && NEW_GLOBALS.includes(node.callee.name)) faults.push(`${line}: ${node.callee.name}`)
  }
  return { faults, imports }
}

/** The modules that a page loads, beginning with one. @param {string} first @returns {Map<string, {faults: string[], imports: string[]}>} */
function loaded(first) {
  const seen = new Map()
  const todo = [first]
  for (let file = todo.pop(); file; file = todo.pop()) {
    if (seen.has(file)) continue
    const found = examined(readFileSync(file, 'utf8'), file.slice(ROOT.length + 1))
    seen.set(file, found)
    for (const wanted of found.imports) todo.push(resolved(file, wanted))
  }
  return seen
}

const NEW_CSS = /** @type {[string, RegExp][]} */ ([['inset', /(^|[;{\s])inset(-\w+)*\s*:/], ['aspect-ratio', /aspect-ratio\s*:/], [':has()', /:has\(/], [':is()', /:is\(/],
  [':where()', /:where\(/], [':not() with a list', /:not\([^()]*,/], ['logical shorthand', /(padding|margin|border)-(inline|block)\s*:/], ['small and large viewport', /\d[dsl]v[hw]\b/],
  ['a newer at-rule', /@(layer|container|property|scope)\b/], ['a colour function', /(color-mix|oklch|oklab|lab|lch)\(/], ['media range', /@media[^{]*[<>]=?/],
  ['individual transforms', /(^|[;{\s])(translate|rotate|scale)\s*:/], ['nesting', /[{;]\s*&/]])

/** @param {string} css @param {string} name */
function examinedCss(css, name) {
  const faults = []
  for (const [, selector, rules] of css.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const rule = `${selector.trim()} { ${rules.trim()} }`
    for (const [what, pattern] of NEW_CSS) if (pattern.test(rule)) faults.push(`${name}: ${what}: ${selector.trim()}`)
    if (/(^|[;\s])(row-|column-)?gap\s*:/.test(rules) && !/grid/.test(rules)) faults.push(`${name}: gap outside a grid: ${selector.trim()}`)
    if (/:focus-visible/.test(selector) && selector.includes(',')) faults.push(`${name}: one unknown selector spoils its list: ${selector.trim()}`)
  }
  return faults
}

test('every program that a TV loads is understood by a browser of 2020', () => {
  const pages = loaded(join(DISPLAY, 'display.mjs'))
  assert.ok(pages.size > 20 && [...pages.keys()].some((file) => file.endsWith('socket.io.esm.min.js')), `${pages.size} modules`)
  assert.deepEqual([...pages.values()].flatMap((page) => page.faults), [])
})

test('every style sheet of the TV is understood by a browser of 2020', () => {
  const sheets = [join(STATIC, 'tokens.css'), ...readdirSync(DISPLAY).filter((name) => name.endsWith('.css')).map((name) => join(DISPLAY, name))]
  assert.ok(sheets.length >= 4 && sheets.every(existsSync))
  assert.deepEqual(sheets.flatMap((file) => examinedCss(readFileSync(file, 'utf8'), file.slice(ROOT.length + 1))), [])
})

test('the page\'s own note for older browsers is written in the language of 2009', () => {
  const source = readFileSync(join(DISPLAY, 'too-old.js'), 'utf8')
  assert.doesNotThrow(() => parse(source, { ecmaVersion: 5 }))
})

test('the examination finds what it looks for', () => {
  const news = ['a ||= b', 'class A { #b = 1 }', 'await x', 'a.at(-1)', 'AbortSignal.timeout(5)', 'structuredClone(a)', 'a.replaceChildren()', 'a?.b.toSpliced(0)', 'class A { static { b() } }']
  for (const source of news) assert.equal(examined(source, 'x').faults.length, 1, source)
  for (const source of ['a?.b ?? c', 'import(`./a`)', 'const at = call.at', 'a.flatMap(b)']) assert.deepEqual(examined(source, 'x').faults, [], source)
  const sheets = ['a { inset: 0 }', 'a{position:absolute;inset:0}', 'a { display: flex; gap: 1rem }', 'a:not(b, c) { top: 0 }', '@media print { a:has(b) { top: 0 } }', 'a { aspect-ratio: 1 }', 'a, b:focus-visible { top: 0 }']
  for (const css of sheets) assert.equal(examinedCss(css, 'x').length, 1, css)
  for (const css of ['a { clip-path: inset(50%) }', 'a { display: grid; gap: 1rem }', 'a:not(b):not(c) { transform: translate(0, 0) }']) assert.deepEqual(examinedCss(css, 'x'), [], css)
})
