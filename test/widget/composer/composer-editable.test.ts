import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { html, type TemplateResult } from 'lit'
import { type ComposerStage, openComposer, undo, wordOf } from './composer-stage.ts'

interface EditorStage extends ComposerStage {
  readonly reply: HTMLElement
}

const open = async (content: string, template?: TemplateResult): Promise<EditorStage> => {
  const stage = await openComposer(template ?? html`<div class="reply" contenteditable="true"></div>`)
  const reply = stage.find('.reply', HTMLElement)
  reply.innerHTML = content
  return { ...stage, reply }
}

/** Puts the cursor at an offset of the text that is in what the selector names. */
const place = ({ reply }: EditorStage, selector: string, from: number, to = from): void => {
  const node = selector === '' ? reply.firstChild : reply.querySelector(selector)?.firstChild
  if (!node) throw new Error(`no text in ${selector}`)
  reply.focus()
  document.getSelection()?.setBaseAndExtent(node, from, node, to)
}

const textOf = ({ reply }: EditorStage): string => reply.innerText.replaceAll('\u00a0', ' ')

const pressOn = async (element: Element): Promise<void> => {
  const { x, y } = element.getBoundingClientRect()
  await sendMouse({ type: 'click', position: [Math.round(x + 8), Math.round(y + 8)] })
}

describe('a reply in an element with contenteditable', () => {
  it('an editable reply takes the text at the cursor, and the focus', async () => {
    const stage = await open('Dear Ada, bye')
    place(stage, '', 9)
    expect(wordOf(await stage.insert('we are sorry,'))).to.equal('inserted')
    expect(textOf(stage)).to.equal('Dear Ada, we are sorry, bye')
    expect(document.activeElement === stage.reply).to.equal(true)
    await sendKeys({ type: '!' })
    expect(textOf(stage)).to.equal('Dear Ada, we are sorry,! bye')
  })

  it('an editable reply takes a text at the end where the agent never was in it', async () => {
    const stage = await open('mine')
    await stage.insert('theirs')
    expect(textOf(stage)).to.equal('mine theirs')
  })

  it('an editable reply keeps what is selected', async () => {
    const stage = await open('keep this')
    place(stage, '', 5, 9)
    await stage.insert('too')
    expect(textOf(stage)).to.equal('keep this too')
  })

  it('an editable reply takes a text where the cursor was when the agent pressed on the panel', async () => {
    const stage = await open('one three')
    place(stage, '', 3)
    // A press on words takes the selection along.
    await pressOn(stage.find('#panel p', HTMLElement))
    document.getSelection()?.selectAllChildren(stage.find('#panel p', HTMLElement))
    await stage.insert('two')
    expect(textOf(stage)).to.equal('one two three')
  })

  it('an editable reply takes a text where the cursor was before the agent wrote something in the panel', async () => {
    const stage = await open('one three')
    place(stage, '', 3)
    await sendKeys({ press: 'Tab' })
    expect(document.activeElement === stage.find('#panel input', HTMLInputElement)).to.equal(true)
    await sendKeys({ type: 'x' })
    await stage.insert('two')
    expect(textOf(stage)).to.equal('one two three')
  })

  it('an editable reply needs no space at the beginning of a paragraph, or after a line break', async () => {
    const stage = await open('<p>one</p><p class="here">three</p>')
    place(stage, '.here', 0)
    await stage.insert('two')
    expect(stage.reply.innerHTML).to.equal('<p>one</p><p class="here">two three</p>')
    const other = await open('one<br><b>three</b>')
    place(other, 'b', 0)
    await other.insert('two')
    expect(textOf(other)).to.equal('one\ntwo three')
  })

  it('an editable reply knows words across bold and plain', async () => {
    const stage = await open('one<b>two</b>')
    place(stage, 'b', 0)
    await stage.insert('and')
    expect(textOf(stage)).to.equal('one and two')
  })

  it('an editable reply is replaced only where that is asked for', async () => {
    const stage = await open('<p>all <b>of</b></p><p>this</p>')
    const outcome = await stage.replace('new')
    expect(textOf(stage).trim()).to.equal('new')
    expect(await undo(outcome)).to.equal('undone')
    expect(stage.reply.innerHTML).to.equal('<p>all <b>of</b></p><p>this</p>')
  })

  it('an editable reply is again exactly what it was', async () => {
    for (const content of ['', 'mine', 'mine<br>', '<p>one</p><p><b>two</b></p>', '<div>one</div><div><br></div>']) {
      const stage = await open(content)
      const outcome = await stage.insert('theirs')
      expect(textOf(stage), content).to.include('theirs')
      expect(await undo(outcome), content).to.equal('undone')
      expect(stage.reply.innerHTML, content).to.equal(content)
    }
  })

  it('an editable reply is again what it was after several lines', async () => {
    const stage = await open('<p>one</p>')
    place(stage, 'p', 3)
    const outcome = await stage.insert('two\n\nthree')
    expect(textOf(stage)).to.match(/^one two\s+three/u)
    expect(await undo(outcome)).to.equal('undone')
    expect(stage.reply.innerHTML).to.equal('<p>one</p>')
  })

  it('an editable reply leaves everything else alone that was written elsewhere since', async () => {
    const stage = await open('mine', html`<div class="reply" contenteditable="true"></div><input class="notes" />`)
    const outcome = await stage.insert('theirs')
    const notes = stage.find('.notes', HTMLInputElement)
    notes.focus()
    await sendKeys({ type: 'call back' })
    expect(await undo(outcome)).to.equal('undone')
    expect([textOf(stage), notes.value]).to.deep.equal(['mine', 'call back'])
  })

  it('an editable reply is left alone once the agent went on writing', async () => {
    const stage = await open('')
    const outcome = await stage.insert('Hello')
    await sendKeys({ type: '!' })
    expect(await undo(outcome)).to.equal('refused: changed_since')
    expect(textOf(stage)).to.equal('Hello!')
  })

  it('an editable reply remembers the insertion in its own undo', async () => {
    const stage = await open('mine')
    await stage.insert('theirs')
    await sendKeys({ down: 'Control' })
    await sendKeys({ press: 'z' })
    await sendKeys({ up: 'Control' })
    expect(textOf(stage)).to.equal('mine')
  })

  it('an editable reply is told as if the agent typed', async () => {
    const stage = await open('')
    const heard: string[] = []
    const hear = (event: Event): void => {
      if (event instanceof InputEvent) heard.push(`${event.type} ${event.inputType} ${event.data}`)
    }
    for (const type of ['beforeinput', 'input']) stage.reply.addEventListener(type, hear)
    await stage.insert('Hello')
    expect(heard).to.deep.equal(['beforeinput insertText Hello', 'input insertText Hello'])
  })

  it('an editable reply may be an editor with a model of its own, which prevents typing and writes by itself', async () => {
    const stage = await open('mine')
    let model = 'mine'
    stage.reply.addEventListener('beforeinput', (event) => {
      event.preventDefault()
      model = event.inputType === 'insertText' ? `${model}${event.data}` : 'mine'
      // As frameworks do: not at once.
      queueMicrotask(() => {
        stage.reply.textContent = model
      })
    })
    const outcome = await stage.insert('theirs')
    expect(wordOf(outcome)).to.equal('inserted')
    expect(textOf(stage)).to.equal('mine theirs')
    expect(await undo(outcome)).to.equal('undone')
    expect([textOf(stage), model]).to.deep.equal(['mine', 'mine'])
  })

  it('an editable reply that takes no input says so', async () => {
    const stage = await open('mine')
    stage.reply.addEventListener('beforeinput', (event) => event.preventDefault())
    expect(wordOf(await stage.insert('theirs'))).to.equal('refused: refused')
    expect(textOf(stage)).to.equal('mine')
  })

  it('an editable reply is written in where browsers know no command for it', async () => {
    const { execCommand } = document
    document.execCommand = () => false
    const stage = await open('<b>mine</b>')
    place(stage, 'b', 4)
    const outcome = await stage.insert('theirs')
    expect(stage.reply.innerHTML).to.equal('<b>mine theirs</b>')
    expect(await undo(outcome)).to.equal('undone')
    expect(stage.reply.innerHTML).to.equal('<b>mine</b>')
    await stage.replace('new')
    expect(stage.reply.innerHTML).to.equal('new')
    document.execCommand = execCommand
  })

  it('an editable reply is not written in while it must not be', async () => {
    const stage = await open('mine')
    for (const [attribute, value, word] of [
      ['contenteditable', 'false', 'refused: not_writable'],
      ['aria-disabled', 'true', 'refused: not_writable'],
      ['aria-readonly', 'true', 'refused: not_writable'],
      ['hidden', '', 'refused: not_visible'],
    ] as const) {
      stage.reply.setAttribute(attribute, value)
      expect(wordOf(await stage.insert('theirs')), attribute).to.equal(word)
      stage.reply.removeAttribute(attribute)
      stage.reply.contentEditable = 'true'
    }
    expect(textOf(stage)).to.equal('mine')
  })

  it('an editable reply is written in inside a shadow as well, at the cursor', async () => {
    const stage = await openComposer(html`<div class="reply"></div>`)
    const shadow = stage.find('.reply', HTMLElement).attachShadow({ mode: 'open' })
    shadow.innerHTML = '<div contenteditable="true">one three</div>'
    const reply = shadow.querySelector('div')
    const text = reply?.firstChild
    if (!reply || !text) throw new Error('there is no reply')
    reply.focus()
    document.getSelection()?.setBaseAndExtent(text, 3, text, 3)
    await pressOn(stage.find('#panel p', HTMLElement))
    const outcome = await stage.insert('two')
    expect(reply.innerText).to.equal('one two three')
    expect(await undo(outcome)).to.equal('undone')
    expect(reply.innerText).to.equal('one three')
  })

  it('an editable reply that keeps a text only otherwise is as it was before, and says so', async () => {
    const stage = await open('<b>mine</b>')
    stage.reply.addEventListener('input', () => {
      if (stage.reply.innerText.includes('\n')) stage.reply.textContent = stage.reply.innerText.replaceAll('\n', ' ')
    })
    place(stage, 'b', 4)
    expect(wordOf(await stage.insert('one\ntwo'))).to.equal('refused: not_kept')
    expect(stage.reply.innerHTML).to.equal('<b>mine</b>')
  })

  it('an editable reply may be an editor that takes pastes, and shows them only after a while', async () => {
    const stage = await open('mine')
    let pastes = 0
    stage.reply.addEventListener('paste', (event) => {
      event.preventDefault()
      pastes += 1
      const text = event.clipboardData?.getData('text/plain') ?? ''
      setTimeout(() => stage.reply.append(text), 300)
    })
    expect(wordOf(await stage.insert('theirs'))).to.equal('inserted')
    expect([textOf(stage), pastes]).to.deep.equal(['mine theirs', 1])
  })

  it('an editable reply that says no to a paste is not written in by force', async () => {
    const stage = await open('mine')
    stage.reply.addEventListener('paste', (event) => event.preventDefault())
    expect(wordOf(await stage.insert('theirs'))).to.equal('refused: refused')
    expect(textOf(stage)).to.equal('mine')
  })

  it('an editable reply may take plain text only, in several lines', async () => {
    const stage = await open('', html`<div class="reply" contenteditable="plaintext-only"></div>`)
    const outcome = await stage.insert('one\n\ntwo')
    expect(wordOf(outcome)).to.equal('inserted')
    expect(stage.reply.innerText).to.match(/^one\n\n+two$/u)
    expect(await undo(outcome)).to.equal('undone')
    expect(stage.reply.innerHTML).to.equal('')
  })

  it('an editable reply is the one that is named, whichever other one the agent was in last', async () => {
    const template = html`<div class="other" contenteditable="true">other</div><div class="reply" contenteditable="true"></div>`
    const stage = await open('mine', template)
    stage.find('.other', HTMLElement).focus()
    await stage.insert('theirs')
    expect([textOf(stage), stage.find('.other', HTMLElement).innerText]).to.deep.equal(['mine theirs', 'other'])
  })
})
