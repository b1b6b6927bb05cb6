// What the kiosk really plays, told to the test: the text that stands in the line at that moment, and of a number its samples, too.
(() => {
  const asBase64 = (buffer) => {
    const from = buffer.getChannelData(0)
    const to = new Int16Array(from.length)
    for (let n = 0; n < from.length; n += 1) to[n] = Math.max(-32768, Math.min(32767, Math.round(from[n] * 32767)))
    const bytes = new Uint8Array(to.buffer)
    let text = ''
    for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192))
    return btoa(text)
  }
  const line = () => document.querySelector('#voice-line p')?.textContent ?? ''
  const start = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (...when) {
    const text = line()
    const number = /^(Nomor Anda|Your number)/.test(text)
    tellSaid({ text, at: performance.now(), key: window.lastKey ?? 0, state: this.context.state, seconds: this.buffer.duration, rate: this.buffer.sampleRate,
      lang: document.documentElement.lang, samples: number ? asBase64(this.buffer) : '' })
    return start.apply(this, when)
  }
  const beep = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...when) {
    tellSaid({ text: `(tone) ${line()}`, at: performance.now(), key: window.lastKey ?? 0, state: this.context.state, seconds: 0, rate: 0, lang: '', samples: '' })
    return beep.apply(this, when)
  }
  addEventListener('keydown', () => { window.lastKey = performance.now() }, true)
})()
