/** The panel and the host's reply. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { openDesktop, press, settled } from '../desktop.ts'
import type { Panel } from '../panel.ts'
import { SOME_SNAPSHOT } from '../panel.ts'
import { focusedCard, hear, openSuggested, pressMore, reported, suggested } from '../parts/suggestions/suggested.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION, START } from '../scripted-link.ts'

const click = async (panel: Panel, name: string): Promise<string> => {
  ;(await panel.button(name)).click()
  return settled(panel)
}

describe('a named reply', () => {
  it('a suggestion is inserted at the cursor, and the agent goes on writing', async () => {
    const { panel, reply } = await openDesktop(['a'])
    reply.value = 'Dear Ada, bye'
    reply.setSelectionRange(9, 9)
    expect(await click(panel, 'Insert')).to.match(/Inserted Undo/u)
    expect(reply.value).to.equal('Dear Ada, Text of a bye')
    await sendKeys({ type: '!' })
    expect(reply.value).to.include('!')
    expect(reported(panel)).to.deep.equal(['inserted a'])
  })

  it('a suggestion takes the place of the draft only where that is asked for', async () => {
    const { panel, reply } = await openDesktop(['a'])
    reply.value = 'a long draft'
    await pressMore(panel, 'Replace draft')
    await settled(panel)
    expect(reply.value).to.equal('Text of a')
    expect(await click(panel, 'Undo')).not.to.include('Inserted')
    expect(reply.value).to.equal('a long draft')
  })

  it('a suggestion is taken back exactly, and the agent is still in the panel', async () => {
    const { panel, reply } = await openDesktop(['a'])
    reply.value = 'mine'
    await press('F8', 'Enter')
    await settled(panel)
    expect(document.activeElement === reply).to.equal(true)
    await press('F8', 'z')
    expect(await settled(panel)).not.to.include('Inserted')
    expect(reply.value).to.equal('mine')
    expect(focusedCard()).to.equal('0')
    expect(panel.link().asked('suggestion:feedback')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'inserted' },
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'inserted', undone: true },
    ])
  })

  it('a suggestion is not taken back once the agent went on writing, which the card says', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await click(panel, 'Insert')
    await sendKeys({ type: '!' })
    expect(await click(panel, 'Undo')).to.include('Not taken back: the reply was changed since.')
    expect(reply.value).to.equal('Text of a!')
    reply.value = 'Text of a'
    expect(await click(panel, 'Undo')).not.to.include('Not taken back')
    expect(reply.value).to.equal('')
  })

  it('a suggestion is taken back though newer suggestions took its place', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await click(panel, 'Insert')
    panel.link().push(suggested(['b']))
    expect(await panel.text()).to.include('Text of b')
    await press('F8', 'z')
    expect(await settled(panel)).to.include('Taken back')
    expect([reply.value, focusedCard()]).to.deep.equal(['', '0'])
    await press('z')
    expect(reply.value).to.equal('')
  })

  it('a suggestion says why it is not inserted', async () => {
    const { panel, reply } = await openDesktop(['a'])
    const told: string[] = []
    panel.element.addEventListener('cx-assist-feedback', ({ detail }) => told.push(`${detail.action} ${detail.reason}`))
    for (const [attribute, value, words] of [
      ['disabled', '', 'Not inserted: nothing can be written in the reply field now.'],
      ['hidden', '', 'Not inserted: the reply field is not on screen.'],
      ['data-cx-assist-conversation', ANOTHER_CONVERSATION, 'the reply that is open belongs to another conversation.'],
      ['class', '', 'Not inserted: there is no reply field on this page.'],
    ] as const) {
      const before = reply.getAttribute(attribute)
      reply.setAttribute(attribute, value)
      expect(await click(panel, 'Insert'), attribute).to.include(words)
      if (before === null) reply.removeAttribute(attribute)
      else reply.setAttribute(attribute, before)
    }
    expect([reply.value, reported(panel).join()]).to.deep.equal(['', ''])
    expect(told.join()).to.equal(
      'refused not_writable,refused not_visible,refused other_conversation,refused no_composer',
    )
    await click(panel, 'Insert')
    expect(await panel.text()).not.to.include('Not inserted')
  })

  it('a suggestion is refused where the host went to another conversation, though the card is still there', async () => {
    const { panel, reply } = await openDesktop(['a'])
    const button = await panel.button('Insert')
    panel.element.conversation = ANOTHER_CONVERSATION
    delete reply.dataset['cxAssistConversation']
    button.click()
    await settled(panel)
    expect(reply.value).to.equal('')
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION })
    panel.element.conversation = SOME_CONVERSATION
    await panel.text()
    panel
      .link()
      .join({ seq: 6, suggestions: { seq: 6, at: new Date(START).toISOString(), data: suggested(['a']).data } })
    expect(await settled(panel)).to.include('Not inserted: the reply that is open belongs to another conversation.')
  })

  it('a suggestion shows in another conversation nothing of what was done here, whatever it is called there', async () => {
    const { panel, reply } = await openDesktop(['a'])
    const told = hear(panel)
    await click(panel, 'Insert')
    panel.element.conversation = ANOTHER_CONVERSATION
    reply.dataset['cxAssistConversation'] = ANOTHER_CONVERSATION
    await panel.text()
    const suggestions = { seq: 5, at: new Date(START).toISOString(), data: suggested(['a']).data }
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION, suggestions })
    expect(await panel.text())
      .to.include('Text of a')
      .and.not.to.include('Inserted')
    await press('F8', 'z')
    await settled(panel)
    expect([reply.value, told.length]).to.deep.equal(['Text of a', 2])
  })
})

describe('a changed suggestion', () => {
  it('a suggestion that the agent changes first is inserted as changed, by keys alone', async () => {
    const { panel, reply } = await openDesktop(['a', 'b'])
    await press('F8', 'ArrowDown', 'e')
    await settled(panel)
    await sendKeys({ type: ', dear Ada' })
    await sendKeys({ down: 'Control' })
    await press('Enter')
    await sendKeys({ up: 'Control' })
    expect(await settled(panel)).to.include('Inserted, edited')
    expect(reply.value).to.equal('Text of b, dear Ada')
    expect(panel.link().asked('suggestion:feedback')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, suggestionId: 'b', action: 'inserted', text: 'Text of b, dear Ada' },
    ])
  })

  it('a suggestion that the agent changes first is as it was where the agent cancels', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8', 'e')
    await settled(panel)
    await sendKeys({ type: ' and more' })
    await press('Escape')
    expect(await settled(panel)).to.include('Text of a')
    expect(focusedCard()).to.equal('0')
    await press('Enter')
    await settled(panel)
    expect(reply.value).to.equal('Text of a')
  })

  it('a suggestion that the agent changes first stays as it is while newer ones wait, and while the agent looks something up', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8', 'e')
    await settled(panel)
    await sendKeys({ type: '?' })
    reply.focus()
    panel.link().push(suggested(['b']))
    expect(await panel.text()).to.include('1 new suggestion set')
    const draft = await panel.one('.draft')
    expect(draft instanceof HTMLTextAreaElement && draft.value).to.equal('Text of a?')
    ;(await panel.button('Cancel')).click()
    expect(await panel.text()).to.include('Text of b')
  })

  it('a suggestion that the agent changes first is kept where it cannot be inserted', async () => {
    const { panel, reply } = await openDesktop(['a'])
    reply.disabled = true
    await press('F8', 'e')
    await settled(panel)
    await sendKeys({ type: '!' })
    expect(await click(panel, 'Insert')).to.include('Not inserted')
    const draft = await panel.one('.draft')
    expect(draft instanceof HTMLTextAreaElement && draft.value).to.equal('Text of a!')
  })

  it('a suggestion that the agent changes first leaves all keys to whoever writes', async () => {
    const { panel } = await openDesktop(['a'])
    const told = hear(panel)
    await press('F8', 'e')
    await settled(panel)
    await sendKeys({ type: 'cxz+-!?m1' })
    await press('Enter')
    const draft = await panel.one('.draft')
    expect(draft instanceof HTMLTextAreaElement && draft.value).to.equal('Text of acxz+-!?m1\n')
    expect(told).to.deep.equal([])
  })
})

describe('a late host', () => {
  it('a host that answers later is told once, and the panel believes what it says in the end', async () => {
    const panel = await openSuggested(['a'])
    let asked = 0
    let answer: (value: { outcome: 'refused'; reason: string }) => void = () => undefined
    panel.element.addEventListener('cx-assist-insert', (event) => {
      asked += 1
      event.respondWith(
        new Promise((resolve) => {
          answer = resolve
        }),
      )
    })
    await click(panel, 'Insert')
    await click(panel, 'Insert')
    answer({ outcome: 'refused', reason: 'Ada has left.' })
    expect(await settled(panel)).to.include('Not inserted: Ada has left.')
    expect(asked).to.equal(1)
  })

  it('a host that does not answer is not believed to have done anything', async () => {
    const panel = await openSuggested(['a'])
    panel.element.addEventListener('cx-assist-insert', (event) => event.respondWith(new Promise(() => undefined)))
    await click(panel, 'Insert')
    panel.clock.pass(2_000)
    expect(await settled(panel)).to.include('Perhaps not inserted: your desktop did not answer.')
    expect(reported(panel)).to.deep.equal([])
  })

  it('a host that takes an insertion back itself is offered the undo', async () => {
    const panel = await openSuggested(['a'])
    let undone = 0
    panel.element.addEventListener('cx-assist-insert', (event) =>
      event.respondWith({ outcome: 'inserted', undo: true }),
    )
    panel.element.addEventListener('cx-assist-undo', () => {
      undone += 1
    })
    await click(panel, 'Insert')
    await click(panel, 'Undo')
    expect(undone).to.equal(1)
    expect(reported(panel)).to.deep.equal(['inserted a', 'inserted a'])
  })
})
