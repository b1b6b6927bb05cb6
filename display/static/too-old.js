// For browsers that do not understand the page: a classic script, in the oldest language, that says what they need. It also loads the
// page anew when it did not come whole, for instance because the server went away in the middle.
(function () {
  'use strict'
  var PATIENCE_MS = 20000
  var NEEDS = 'Peramban TV ini terlalu lama. Layar panggilan memerlukan Chromium 80 atau yang lebih baru (Chrome, Edge, Android TV WebView dari tahun 2020).'
  var root = document.documentElement

  function isOld() {
    return !('noModule' in document.createElement('script')) || !window.fetch || !window.AbortController || !window.WebSocket || !Array.prototype.flatMap ||
      !Object.fromEntries || !window.CSS || !CSS.supports('display', 'grid') || !CSS.supports('overflow-wrap', 'anywhere')
  }

  function say(text) {
    if (!document.body || document.getElementById('too-old')) return
    var note = document.createElement('p')
    note.id = 'too-old'
    note.className = 'too-old'
    note.textContent = text
    root.className = ''
    document.body.appendChild(note)
  }

  /** Only when the server answers: an error page of the browser would never load anything again. */
  function again() {
    var asked = new XMLHttpRequest()
    asked.open('HEAD', location.pathname, true)
    asked.onload = function () { if (asked.status === 200) location.reload() }
    asked.send()
  }

  var isTooOld = isOld()
  // A module in words that the browser does not know ends with this.
  window.addEventListener('error', function (event) {
    if (root.className.indexOf('is-loading') >= 0 && event.error instanceof SyntaxError) { isTooOld = true; say(NEEDS) }
  }, true)
  document.addEventListener('DOMContentLoaded', function () { if (isTooOld) say(NEEDS) })
  setInterval(function () { if (!isTooOld && root.className.indexOf('is-loading') >= 0) again() }, PATIENCE_MS)
}())
