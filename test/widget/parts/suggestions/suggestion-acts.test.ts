import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { UNDONE_WITHIN_MS } from '../../../../widget/desk/suggestion-desk.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../../scripted-link.ts'
import { cards, focused, focusedCard, hear, openSuggested, pressMore, reported, suggested } from './suggested.ts'

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key })
}

describe('acts on suggestions', () => {
  let copied: string[]
  let isClipboardOpen: boolean
  const { clipboard } = navigator

  beforeEach(() => {
    copied = []
    isClipboardOpen = true
    // The older way to copy, which no permission stands before.
    Object.defineProperty(document, 'execCommand', { configurable: true, value: () => false })
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: {
        writeText: async (text: string) => {
          if (!isClipboardOpen) throw new DOMException('no', 'NotAllowedError')
          copied.push(text)
        },
      },
    })
  })
  afterEach(() => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    Reflect.deleteProperty(document, 'execCommand')
  })

  it('what the agent does with suggestions is done with keys alone, from the first to the last', async () => {
    const panel = await openSuggested(['a', 'b', 'c'])
    const told = hear(panel)
    await press('Tab')
    expect(focusedCard()).to.equal('0')
    await press('ArrowDown')
    expect(focusedCard()).to.equal('1')
    await press('Enter', 'c', '+', 'ArrowDown', '-', 'ArrowDown', 'x')
    expect(await panel.text()).to.include('Dismissed')
    expect(focusedCard()).to.equal('2')
    await press('z')
    expect(await panel.text()).not.to.include('Dismissed')
    await press('Home')
    expect(focusedCard()).to.equal('0')
    expect(told).to.deep.equal([
      'insert b: Text of b',
      'inserted b',
      'copy b: Text of b',
      'copied b',
      'helpful b',
      'unhelpful c',
    ])
    expect(reported(panel)).to.deep.equal(['inserted b', 'copied b', 'helpful b', 'unhelpful c'])
    expect(copied).to.deep.equal(['Text of b'])
    expect(await panel.text())
      .to.include('Inserted')
      .and.to.include('Copied')
  })

  it('a set of suggestions has one stop for Tab, then what is on the current card', async () => {
    const panel = await openSuggested(['a', 'b'])
    expect((await cards(panel)).map((each) => each.tabIndex)).to.deep.equal([0, -1])
    await press('Tab', 'ArrowDown')
    expect((await cards(panel)).map((each) => each.tabIndex)).to.deep.equal([-1, 0])
    await press('Tab', 'Tab')
    expect(focused()?.textContent?.trim()).to.equal('Insert')
    await press('Tab')
    const told = hear(panel)
    // On a button Enter presses it, whatever it means on the card.
    await press('Enter')
    await panel.text()
    expect(told).to.deep.equal(['copy b: Text of b', 'copied b'])
  })

  it('the panel leaves keys alone that are meant for others', async () => {
    const panel = await openSuggested(['a'])
    const told = hear(panel)
    await press('Tab', 'q')
    for (const [modifier, key] of [
      ['Control', 'c'],
      ['Alt', 'x'],
    ] as const) {
      await sendKeys({ down: modifier })
      await press(key)
      await sendKeys({ up: modifier })
    }
    expect(told).to.deep.equal([])
  })

  it('the panel says that the host could not take a suggestion, and does not count it as inserted', async () => {
    const panel = await openSuggested(['a'])
    panel.element.addEventListener('cx-assist-insert', (event) => event.preventDefault())
    ;(await panel.button('Insert')).click()
    expect(await panel.text()).to.include('Not inserted: the reply cannot be written now.')
    expect(reported(panel)).to.deep.equal([])
  })

  it('the panel says that the browser refused to copy', async () => {
    isClipboardOpen = false
    const panel = await openSuggested(['a'])
    const told = hear(panel)
    ;(await panel.button('Copy')).click()
    await panel.text()
    expect(await panel.text()).to.include('Not copied: the browser refused.')
    expect(told).to.deep.equal([])
    expect(reported(panel)).to.deep.equal([])
  })

  it('the panel reports a dismissal once it is not taken back', async () => {
    const panel = await openSuggested(['a', 'b'])
    await pressMore(panel, 'Dismiss')
    ;(await panel.button('Undo')).click()
    panel.clock.pass(UNDONE_WITHIN_MS)
    expect(reported(panel)).to.deep.equal([])
    await pressMore(panel, 'Dismiss')
    panel.clock.pass(UNDONE_WITHIN_MS)
    expect(reported(panel)).to.deep.equal(['dismissed a'])
    expect((await panel.button('Undo')).checkVisibility()).to.equal(true)
  })

  it('the panel keeps the focus where it was when what was pressed goes away', async () => {
    const panel = await openSuggested(['a', 'b'])
    ;(await panel.button('More')).click()
    for (const name of ['Dismiss', 'Undo']) {
      ;(await panel.button(name)).focus()
      await press('Enter')
      await panel.text()
      expect(focusedCard(), name).to.equal('0')
    }
  })

  it('the panel reports what was dismissed before another conversation is followed', async () => {
    const panel = await openSuggested(['a'])
    await pressMore(panel, 'Dismiss')
    panel.element.conversation = ANOTHER_CONVERSATION
    await panel.text()
    expect(panel.link().asked('suggestion:feedback')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'dismissed' },
    ])
  })

  it('the panel reports what was sent in the end where it was changed', async () => {
    const panel = await openSuggested(['a', 'b'])
    panel.element.reportSent('a', 'Never inserted')
    ;(await panel.button('Insert')).click()
    await panel.text()
    panel.element.reportSent('a', ' Text of a\n')
    expect(reported(panel)).to.deep.equal(['inserted a'])
    ;(await panel.button('Insert')).click()
    await panel.text()
    panel.element.reportSent('a', 'Text of a, dear Ada')
    panel.element.reportSent('a', 'Told twice')
    expect(panel.link().asked('suggestion:feedback').slice(2)).to.deep.equal([
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'edited', text: 'Text of a, dear Ada' },
    ])
  })

  it('the panel says that feedback is not recorded yet, and sends it again when it is back', async () => {
    const panel = await openSuggested(['a'])
    panel.link().outcome = { refused: 'no_answer' }
    ;(await panel.button('Helpful')).click()
    await panel.text()
    expect(await panel.text()).to.include('Your feedback is not recorded yet.')
    panel.link().outcome = 'recorded'
    panel.link().says.connection('reconnecting')
    panel.link().rejoin()
    await panel.text()
    expect(await panel.text()).not.to.include('recorded')
    expect(reported(panel)).to.deep.equal(['helpful a', 'helpful a'])
  })

  it('the panel remembers what was done with a suggestion in a conversation that is opened again', async () => {
    const panel = await openSuggested(['a'])
    ;(await panel.button('Insert')).click()
    panel.element.remove()
    document.body.append(panel.element)
    await panel.text()
    panel.link().join({ suggestions: { seq: 1, at: new Date(0).toISOString(), data: suggested(['a']).data }, seq: 1 })
    expect(await panel.text()).to.include('Inserted')
    panel.element.remove()
  })
})
