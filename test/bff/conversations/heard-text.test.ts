/** One channel escapes what customers write, another does not: agents read it as it was written. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText, textKey } from '../../../bff/conversations/heard-text.ts'

const escaping = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

describe('escaped text', () => {
  it.each([
    ['I&#39;m here', "I'm here"],
    ['I&#x27;m here', "I'm here"],
    ['I&apos;m here', "I'm here"],
    ['you &amp; me', 'you & me'],
    ['5 &lt; 6 &gt; 4', '5 < 6 > 4'],
    ['&quot;now&quot;', '"now"'],
    ['caf&eacute;', 'café'],
    ['10 &euro;', '10 €'],
    ['one&nbsp;two', 'one\u00a0two'],
    ['&#128512;', '😀'],
  ])('%s is read as it was written', (escaped, written) => {
    expect(readText(escaped)).toMatchObject({ text: written, isCut: false })
    expect(textKey(escaped)).toBe(textKey(written))
  })

  it.each(['AT&T', 'R&D; and more', 'a=1&copy=2', '&', '&;', '&#;', '&#xyz;', 'fish &chips', '&unheardof;'])(
    '%s is no reference, and stays as it is',
    (text) => {
      expect(readText(text).text).toBe(text)
    },
  )

  it('a text that a channel escaped is the same text whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(textKey(escaping(text))).toBe(textKey(text))
        expect(textKey(escaping(escaping(text)))).toBe(textKey(text))
        if (!text.includes('&')) expect(readText(escaping(text)).text).toBe(text)
      }),
    )
  })

  it('a text that was escaped once more than need be loses one level only, since a customer may write of references', () => {
    expect(readText('write &amp;lt;b&amp;gt;').text).toBe('write &lt;b&gt;')
  })
})

describe('a long text', () => {
  it('a long text is cut for keeping once its references are undone', () => {
    expect(readText('&amp;'.repeat(5000))).toMatchObject({ text: '&'.repeat(5000), isCut: false })
    expect(readText('&amp;'.repeat(20_000))).toMatchObject({ isCut: true })
    expect(readText('x'.repeat(10_001))).toMatchObject({ text: 'x'.repeat(10_000), isCut: true })
  })

  it('a long text has a short key', () => {
    expect(readText('x'.repeat(250_000)).key).toMatch(/^[\w-]{22}$/)
  })
})
