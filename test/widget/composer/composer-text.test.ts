import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { html, type TemplateResult } from 'lit'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../scripted-link.ts'
import { openComposer, undo, wordOf } from './composer-stage.ts'

type Reply = HTMLTextAreaElement | HTMLInputElement

const KINDS: readonly (readonly [string, TemplateResult, new () => Reply])[] = [
  ['a textarea', html`<textarea class="reply"></textarea>`, HTMLTextAreaElement],
  ['an input', html`<input class="reply" />`, HTMLInputElement],
]

for (const [name, template, kind] of KINDS) {
  describe(`a reply in ${name}`, () => {
    const open = async (draft: string, start = draft.length, end = start) => {
      const stage = await openComposer(template)
      const reply = stage.find('.reply', kind)
      reply.value = draft
      reply.setSelectionRange(start, end)
      return { ...stage, reply }
    }

    it(`a reply in ${name} takes the text at the cursor, and the focus`, async () => {
      const { reply, insert } = await open('Dear Ada, bye', 9)
      expect(wordOf(await insert('we are sorry,'))).to.equal('inserted')
      expect(reply.value).to.equal('Dear Ada, we are sorry, bye')
      expect(document.activeElement === reply).to.equal(true)
      expect(reply.selectionStart).to.equal('Dear Ada, we are sorry,'.length)
      expect(reply.selectionEnd).to.equal(reply.selectionStart)
    })

    it(`a reply in ${name} keeps what is selected`, async () => {
      const { reply, insert } = await open('keep this', 5, 9)
      await insert('too')
      expect(reply.value).to.equal('keep this too')
    })

    it(`a reply in ${name} is told apart where the same text stands before the cursor`, async () => {
      const { reply, insert } = await open('aa', 1)
      await insert('aa')
      expect(reply.value).to.equal('a aa a')
      expect(reply.selectionStart).to.equal(5)
    })

    it(`a reply in ${name} is replaced only where that is asked for`, async () => {
      const { reply, replace } = await open('all of this')
      const outcome = await replace('new')
      expect(reply.value).to.equal('new')
      expect(await undo(outcome)).to.equal('undone')
      expect(reply.value).to.equal('all of this')
    })

    it(`a reply in ${name} can be replaced by what it holds already`, async () => {
      const { reply, replace } = await open('same')
      expect(wordOf(await replace('same'))).to.equal('inserted')
      expect(reply.value).to.equal('same')
    })

    it(`a reply in ${name} is again exactly what it was, cursor and all`, async () => {
      const { reply, insert } = await open('one three', 0, 3)
      const outcome = await insert('two')
      expect(await undo(outcome)).to.equal('undone')
      expect([reply.value, reply.selectionStart, reply.selectionEnd]).to.deep.equal(['one three', 0, 3])
    })

    it(`a reply in ${name} is left alone once the agent went on writing`, async () => {
      const { reply, insert } = await open('')
      const outcome = await insert('Hello')
      await sendKeys({ type: '!' })
      expect(await undo(outcome)).to.equal('refused: changed_since')
      expect(reply.value).to.equal('Hello!')
    })

    it(`a reply in ${name} remembers the insertion in its own undo`, async () => {
      const { reply, insert } = await open('')
      await sendKeys({ press: 'Tab' })
      reply.focus()
      await sendKeys({ type: 'mine' })
      await insert('theirs')
      await sendKeys({ down: 'Control' })
      await sendKeys({ press: 'z' })
      await sendKeys({ up: 'Control' })
      expect(reply.value).to.equal('mine')
    })

    it(`a reply in ${name} tells whoever listens, as if the agent typed`, async () => {
      const { reply, insert } = await open('')
      const heard: string[] = []
      const hear = (event: Event): void => {
        if (event instanceof InputEvent) heard.push(`${event.type} ${event.inputType} ${event.data}`)
      }
      for (const type of ['beforeinput', 'input']) reply.addEventListener(type, hear)
      await insert('Hello')
      expect(heard).to.deep.equal(['beforeinput insertText Hello', 'input insertText Hello'])
    })

    it(`a reply in ${name} that takes no input says so`, async () => {
      const { reply, insert } = await open('mine')
      reply.addEventListener('beforeinput', (event) => event.preventDefault())
      expect(wordOf(await insert('theirs'))).to.equal('refused: refused')
      expect(reply.value).to.equal('mine')
    })

    it(`a reply in ${name} whose host puts back what was there says so`, async () => {
      const { reply, insert } = await open('mine')
      reply.addEventListener('input', () => {
        reply.value = 'mine'
      })
      expect(wordOf(await insert('theirs'))).to.equal('refused: refused')
    })

    it(`a reply in ${name} whose host makes something else of it is taken back all the same`, async () => {
      const { reply, insert } = await open('mine ')
      let isStrict = true
      reply.addEventListener('input', () => {
        if (isStrict) reply.value = reply.value.toUpperCase()
        isStrict = false
      })
      const outcome = await insert('theirs')
      expect(reply.value).to.equal('MINE THEIRS')
      expect(await undo(outcome)).to.equal('undone')
      expect(reply.value).to.equal('mine ')
    })

    it(`a reply in ${name} is not cut short: a text that is too long is refused`, async () => {
      const { reply, insert } = await open('mine')
      reply.maxLength = 8
      expect(wordOf(await insert('theirs'))).to.equal('refused: too_long')
      expect(reply.value).to.equal('mine')
    })

    it(`a reply in ${name} is written in where browsers know no command for it`, async () => {
      const { reply, insert } = await open('mine')
      const { execCommand } = document
      document.execCommand = () => false
      const heard: string[] = []
      reply.addEventListener('input', (event) => heard.push(event instanceof InputEvent ? `${event.data}` : ''))
      const outcome = await insert('theirs')
      expect([reply.value, heard.join()]).to.deep.equal(['mine theirs', ' theirs'])
      expect(await undo(outcome)).to.equal('undone')
      expect(reply.value).to.equal('mine')
      document.execCommand = execCommand
    })

    it(`a reply in ${name} is not written in while it must not be`, async () => {
      const { reply, insert } = await open('mine')
      const obstacles: readonly (readonly [string, string, string])[] = [
        ['disabled', '', 'not_writable'],
        ['readonly', '', 'not_writable'],
        ['aria-disabled', 'true', 'not_writable'],
        ['inert', '', 'not_writable'],
        ['hidden', '', 'not_visible'],
        ['style', 'visibility: hidden', 'not_visible'],
        ['type', 'checkbox', kind === HTMLInputElement ? 'no_composer' : ''],
        ['data-cx-assist-conversation', ANOTHER_CONVERSATION, 'other_conversation'],
        ['data-cx-assist-conversation', '', 'other_conversation'],
        ['data-cx-assist-conversation', SOME_CONVERSATION, ''],
      ]
      for (const [attribute, value, reason] of obstacles) {
        reply.value = 'mine'
        reply.setAttribute(attribute, value)
        const word = wordOf(await insert('theirs'))
        expect(word, `${attribute}="${value}"`).to.equal(reason === '' ? 'inserted' : `refused: ${reason}`)
        if (reason !== '') expect(reply.value).to.equal('mine')
        reply.removeAttribute(attribute)
      }
    })

    it(`a reply in ${name} is not taken back in once it belongs to another conversation, or is gone`, async () => {
      const { reply, insert } = await open('')
      reply.dataset['cxAssistConversation'] = SOME_CONVERSATION
      const outcome = await insert('Hello')
      reply.dataset['cxAssistConversation'] = ANOTHER_CONVERSATION
      expect(await undo(outcome)).to.equal('refused: other_conversation')
      reply.dataset['cxAssistConversation'] = SOME_CONVERSATION
      reply.remove()
      expect(await undo(outcome)).to.equal('refused: changed_since')
      expect(reply.value).to.equal('Hello')
    })
  })
}

describe('a reply of several lines', () => {
  it('a reply of several lines keeps them in a textarea', async () => {
    const { insert, find } = await openComposer(html`<textarea class="reply"></textarea>`)
    const outcome = await insert('Hello\r\nAda\rBye\n')
    const reply = find('textarea', HTMLTextAreaElement)
    expect(reply.value).to.equal('Hello\nAda\nBye\n')
    expect(await undo(outcome)).to.equal('undone')
    expect(reply.value).to.equal('')
  })

  it('a reply of several lines is one line in an input, which the agent is told', async () => {
    const { insert, find } = await openComposer(html`<input class="reply" />`)
    expect(wordOf(await insert('Hello'))).to.equal('inserted')
    find('input', HTMLInputElement).value = ''
    expect(wordOf(await insert('Hello\n  Ada'))).to.equal('inserted: altered')
    expect(find('input', HTMLInputElement).value).to.equal('Hello Ada')
  })
})

describe('a reply of a framework', () => {
  it('a reply that a framework makes something else of is said to hold something else than what was inserted', async () => {
    const { insert, find } = await openComposer(html`<textarea class="reply"></textarea>`)
    const reply = find('textarea', HTMLTextAreaElement)
    reply.addEventListener('input', () => {
      reply.value = reply.value.slice(0, 5)
    })
    const outcome = await insert('Hello Ada')
    expect([wordOf(outcome), reply.value]).to.deep.equal(['inserted: altered', 'Hello'])
    expect(await undo(outcome)).to.equal('undone')
    expect(reply.value).to.equal('')
  })
})

describe('the selected reply', () => {
  it('the reply that the selector names may be the element that an editor took the place of', async () => {
    const { insert, find } = await openComposer(html`
      <textarea class="reply" hidden></textarea>
      <div class="tox"><div contenteditable="true"></div></div>
    `)
    expect(wordOf(await insert('Hello'))).to.equal('inserted')
    expect(find('.tox div', HTMLElement).innerText).to.equal('Hello')
    expect(find('textarea', HTMLTextAreaElement).value).to.equal('')
  })

  it('the reply that the selector names may be around an editor that has fields of its own, hidden ones before it', async () => {
    const { insert, find } = await openComposer(html`
      <div class="reply"><input hidden /><div contenteditable="false">Bold</div><div contenteditable="true"></div></div>
    `)
    expect(wordOf(await insert('Hello'))).to.equal('inserted')
    expect(find('[contenteditable=true]', HTMLElement).innerText).to.equal('Hello')
  })

  const inserted = async (template: TemplateResult, selector = '.reply') => {
    const stage = await openComposer(template, selector)
    return { word: wordOf(await stage.insert('Hello')), stage }
  }

  it('the reply that the selector names may be what is around it', async () => {
    const { word, stage } = await inserted(html`<div class="reply"><input type="file" /><textarea></textarea></div>`)
    expect(word).to.equal('inserted')
    expect(stage.find('textarea', HTMLTextAreaElement).value).to.equal('Hello')
  })

  it('the reply that the selector names may be a component with an open shadow', async () => {
    const stage = await openComposer(html`<div class="reply"></div>`)
    const shadow = stage.find('.reply', HTMLElement).attachShadow({ mode: 'open' })
    const reply = document.createElement('textarea')
    shadow.append(reply)
    expect(wordOf(await stage.insert('Hello'))).to.equal('inserted')
    expect(reply.value).to.equal('Hello')
    expect(shadow.activeElement === reply).to.equal(true)
  })

  it('the reply that the selector names is the one of the conversation where there are several', async () => {
    const { word, stage } = await inserted(html`
      <div data-cx-assist-conversation=${ANOTHER_CONVERSATION}><textarea class="reply one"></textarea></div>
      <div data-cx-assist-conversation=${SOME_CONVERSATION}><textarea class="reply two"></textarea></div>
    `)
    expect(word).to.equal('inserted')
    expect(stage.find('.one', HTMLTextAreaElement).value).to.equal('')
    expect(stage.find('.two', HTMLTextAreaElement).value).to.equal('Hello')
  })

  it('the reply that the selector names says why it cannot be written in by the one that is on screen', async () => {
    const { word } = await inserted(html`
      <textarea class="reply" hidden></textarea>
      <div data-cx-assist-conversation=${ANOTHER_CONVERSATION}><textarea class="reply"></textarea></div>
    `)
    expect(word).to.equal('refused: other_conversation')
  })

  it('the reply that the selector names may name the conversation by its other id', async () => {
    const { insert } = await openComposer(
      html`<textarea class="reply" data-cx-assist-conversation="its-own"></textarea>`,
    )
    expect(wordOf(await insert('Hello', { conversation: 'by-the-host', conversationId: 'its-own' }))).to.equal(
      'inserted',
    )
  })

  for (const selector of ['.nothing', '#panel p', ':::', '', 'button']) {
    it(`the reply that the selector names is not there by "${selector}"`, async () => {
      const { word } = await inserted(html`<textarea class="reply"></textarea>`, selector)
      expect(word).to.equal('refused: no_composer')
    })
  }

  it('the reply that the selector names is found in the closed shadow that the panel is in, before any further out', async () => {
    const { find } = await openComposer(html`<textarea class="reply"></textarea><div id="app"></div>`)
    const shadow = find('#app', HTMLElement).attachShadow({ mode: 'closed' })
    const reply = document.createElement('textarea')
    reply.className = 'reply'
    const panel = document.createElement('section')
    shadow.append(reply, panel)
    const { fieldComposer } = await import('../../../widget/composer/field.ts')
    const { insertion } = await import('./composer-stage.ts')
    const composer = fieldComposer({ near: panel, selector: '.reply' })
    const outcome = await composer.insert(insertion('Hello'))
    expect(reply.value).to.equal('Hello')
    expect(await undo(outcome)).to.equal('undone')
    reply.remove()
    await composer.insert(insertion('Out here'))
    expect(find('.reply', HTMLTextAreaElement).value).to.equal('Out here')
  })
})
