import { describe, expect, it } from 'vitest'
import { htmlOf } from '../../../../widget/composer/pasted.ts'

describe('pasted HTML', () => {
  it('the HTML that goes with a pasted text is none for one line, and none for editors that keep lines by the text alone', () => {
    for (const kind of ['text', 'breaks', 'paragraphs', 'slice'] as const) expect(htmlOf('one', kind)).toBeUndefined()
    expect(htmlOf('one\n\ntwo', 'text')).toBeUndefined()
  })

  it('the HTML that goes with a pasted text keeps blank lines, and is of the kind that the editor understands', () => {
    expect(htmlOf('one\n\ntwo', 'paragraphs')).toBe('<p>one</p><p><br></p><p>two</p>')
    expect(htmlOf('one\n\ntwo', 'slice')).toBe('<p data-pm-slice="1 1 []">one</p><p><br></p><p>two</p>')
    expect(htmlOf('one\n\ntwo', 'breaks')).toMatch(/>one<br><br>two$/u)
  })

  it('the HTML that goes with a pasted text holds what looks like HTML as text', () => {
    expect(htmlOf('<b>&amp;"\nx', 'paragraphs')).toBe('<p>&lt;b&gt;&amp;amp;&quot;</p><p>x</p>')
  })

  it('the HTML that goes with a pasted text keeps the spaces that HTML would drop', () => {
    expect(htmlOf(' one\ntwo  three ', 'paragraphs')).toBe('<p>&nbsp;one</p><p>two&nbsp; three&nbsp;</p>')
    expect(htmlOf(' one\ntwo  three ', 'slice')).toBe('<p data-pm-slice="1 1 []"> one</p><p>two  three </p>')
  })
})
