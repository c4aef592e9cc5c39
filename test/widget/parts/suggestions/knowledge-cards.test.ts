import { expect } from '@open-wc/testing'
import { sendMouse } from '@web/test-runner-commands'
import { chord, openDesktop, press, settled } from '../../desktop.ts'
import { type Panel, said } from '../../panel.ts'
import { card, cards, focused, focusedCard, hear, openSuggested, suggested, suggestion } from './suggested.ts'

const PAGE = 'https://help.example.com/articles/double-charges'
const INTERNAL = [suggestion('i', { engine: 'knowledge', internal: true }), suggestion('o')]
const QUESTION = 'For agents only. Insert anyway?'

const polite = async (panel: Panel): Promise<string> => (await panel.one('[role=status]')).textContent.trim()
const texts = async (panel: Panel): Promise<(string | undefined)[]> =>
  (await cards(panel)).map((each) => each.querySelector('.text')?.textContent ?? undefined)
/** The agent on the first card, which is for agents only, with a reply beside the panel. */
const openInternal = async () => {
  const desktop = await openDesktop([], { suggestions: INTERNAL })
  await press('F8')
  return { ...desktop, told: hear(desktop.panel) }
}
const pressWithMouse = async (element: Element, clicks: number): Promise<void> => {
  const { left, top, width, height } = element.getBoundingClientRect()
  const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)]
  for (let n = 0; n < clicks; n += 1) await sendMouse({ type: 'click', position })
}

describe('where a suggestion comes from', () => {
  it('a suggestion says in words where it comes from, as far as that is told', async () => {
    const panel = await openSuggested([], {
      suggestions: [
        suggestion('k', { engine: 'knowledge', source: 'FAQ' }),
        suggestion('c', { engine: 'cognigy', source: '' }),
        suggestion('n', { source: 'refund-policy' }),
      ],
    })
    const origins = (await panel.all('.source')).map((each) => each.textContent?.trim())
    expect(origins).to.deep.equal(['Knowledge: FAQ', 'Cognigy', 'Refund policy'])
  })

  it('a suggestion that is generic says so, and nothing else', async () => {
    const panel = await openSuggested([], {
      suggestions: [suggestion('g', { engine: 'generic', fallback: true, source: 'fallback' })],
    })
    expect((await panel.one('.origin')).textContent).to.equal('Generic reply')
  })

  it('a suggestion leads to its page in a new tab that knows nothing of this one, by keyboard too', async () => {
    const panel = await openSuggested([], {
      suggestions: [suggestion('k', { engine: 'knowledge', source: 'Double charges', sourceUrl: PAGE })],
    })
    const link = await panel.one('a.source')
    expect([link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]).to.deep.equal([
      PAGE,
      '_blank',
      'noopener noreferrer',
    ])
    let opened = 0
    link.addEventListener('click', (event) => {
      event.preventDefault()
      opened += 1
    })
    link.focus()
    await press('Enter')
    ;(await card(panel, 0)).focus()
    await press('ArrowUp', 'o')
    expect(opened).to.equal(2)
  })

  it('a suggestion leads nowhere but to pages of the web', async () => {
    const panel = await openSuggested([], {
      suggestions: [
        suggestion('s', { engine: 'knowledge', source: 'A title', sourceUrl: 'https://name:secret@help.example.com/' }),
      ],
    })
    expect(await panel.all('a.source')).to.have.length(0)
    expect(await panel.text()).to.include('Knowledge: A title')
  })
})

describe('a suggestion for agents only', () => {
  it('a suggestion for agents only says so before its text, to screen readers too', async () => {
    const { panel } = await openInternal()
    expect(await panel.text()).to.match(/Internal Text of i/u)
    expect((await card(panel, 0)).getAttribute('aria-labelledby')).to.equal('internal-0 text-0')
    expect((await card(panel, 1)).getAttribute('aria-labelledby')).to.equal('text-1')
  })

  it('a suggestion for agents only is inserted by a second Enter, and not by a first', async () => {
    const { panel, reply, told } = await openInternal()
    await press('Enter')
    expect(await settled(panel)).to.include(QUESTION)
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.include(QUESTION.slice(0, -1))
    expect([reply.value, told, focusedCard()]).to.deep.equal(['', [], '0'])
    await press('Enter')
    await settled(panel)
    expect(reply.value).to.equal('Text of i')
    expect(await panel.text()).not.to.include(QUESTION)
  })

  for (const [name, keys] of [
    ['Escape', ['Escape']],
    ['another card', ['ArrowDown', 'ArrowUp']],
    ['a judgement', ['+']],
    ['the list of keys', ['?', 'Escape']],
    ['leaving the panel', ['F8', 'F8']],
  ] as const) {
    it(`a suggestion for agents only stays out after ${name}, and is asked about anew`, async () => {
      const { panel, reply } = await openInternal()
      await press('Enter')
      expect(await settled(panel)).to.include(QUESTION)
      for (const key of keys) {
        await press(key)
        if (key === '?') await import('../../../../widget/parts/panel/key-list.ts')
        await settled(panel)
      }
      expect(await panel.text()).not.to.include(QUESTION)
      expect(focusedCard()).to.equal('0')
      await press('Enter')
      expect(await settled(panel)).to.include(QUESTION)
      expect(reply.value).to.equal('')
    })
  }

  it('a suggestion for agents only is asked about on its button as well, and a double click is no yes', async () => {
    const { panel, reply } = await openInternal()
    await pressWithMouse(await panel.button('Insert'), 2)
    expect(await settled(panel)).to.include(QUESTION)
    expect(reply.value).to.equal('')
    await pressWithMouse(await panel.button('Insert anyway'), 1)
    await settled(panel)
    expect(reply.value).to.equal('Text of i')
  })

  it('a suggestion for agents only is left alone by a press on Cancel', async () => {
    const { panel, reply } = await openInternal()
    ;(await panel.button('Insert')).click()
    await settled(panel)
    ;(await panel.button('Cancel')).click()
    expect(await settled(panel)).not.to.include(QUESTION)
    expect(reply.value).to.equal('')
  })

  it('a suggestion for agents only is not copied or put over the draft by one key either', async () => {
    const { panel, reply, told } = await openInternal()
    await press('c')
    expect(await settled(panel)).to.include('For agents only. Copy anyway?')
    await chord('Shift', 'Enter')
    expect(await settled(panel)).to.include('Replace the draft with it anyway?')
    expect([reply.value, told]).to.deep.equal(['', []])
  })

  it('a suggestion for agents only is asked about when it was changed, and what was written stays', async () => {
    const { panel, reply } = await openInternal()
    await press('e')
    await settled(panel)
    await press('!')
    await chord('Control', 'Enter')
    expect(await settled(panel)).to.include(QUESTION)
    await press('Escape')
    expect(await settled(panel)).not.to.include(QUESTION)
    expect(focused()).to.be.instanceOf(HTMLTextAreaElement)
    await chord('Control', 'Enter')
    await chord('Control', 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('Text of i!')
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`a suggestion for agents only is accessible, before and while it is asked about, ${theme}`, async () => {
      const panel = await openSuggested([], { suggestions: INTERNAL }, { theme })
      await expect(panel.element).to.be.accessible()
      ;(await panel.button('Insert')).click()
      await settled(panel)
      await expect(panel.element).to.be.accessible()
      for (const target of await panel.all('button, summary')) {
        const { width, height } = target.getBoundingClientRect()
        expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
      }
    })
  }
})

describe('suggestions that go on', () => {
  it('suggestions that go on keep their places while others come in after them', async () => {
    const panel = await openSuggested(['k1', 'k2'])
    const [first] = await cards(panel)
    panel.link().push(suggested(['c1', 'k1', 'k2']))
    expect(await texts(panel)).to.deep.equal(['Text of k1', 'Text of k2', 'Text of c1'])
    expect((await cards(panel))[0] === first).to.equal(true)
    expect(await panel.text()).not.to.include('earlier suggestion')
  })

  it('suggestions that go on hide nothing that is shown, and nothing that is new', async () => {
    const panel = await openSuggested(['k1', 'k2', 'k3'])
    panel.link().push(suggested(['c1', 'k1', 'k2', 'k3']))
    expect(await texts(panel)).to.deep.equal(['Text of k1', 'Text of k2', 'Text of k3', 'Text of c1'])
  })

  it('suggestions that go on wait while the agent is at a card, say how many they are, and lead to the first of them', async () => {
    const panel = await openSuggested(['k1', 'k2'])
    ;(await card(panel, 1)).focus()
    panel.link().push(suggested(['c1', 'k1', 'k2']))
    expect(await texts(panel)).to.deep.equal(['Text of k1', 'Text of k2'])
    expect(focusedCard()).to.equal('1')
    ;(await panel.button('1 new suggestion')).click()
    await panel.text()
    expect(await texts(panel)).to.deep.equal(['Text of k1', 'Text of k2', 'Text of c1'])
    expect(focusedCard()).to.equal('2')
  })

  it('suggestions that go on with nothing new change nothing for who is at them', async () => {
    const panel = await openSuggested(['k1', 'k2'])
    ;(await card(panel, 1)).focus()
    panel.link().push(suggested(['k2', 'k1']))
    expect(await texts(panel)).to.deep.equal(['Text of k1', 'Text of k2'])
    expect(focusedCard()).to.equal('1')
    expect(await panel.text()).not.to.include('new suggestion')
  })

  it('suggestions that go on leave what the agent writes and has selected', async () => {
    const panel = await openSuggested(['k1', 'k2'])
    ;(await card(panel, 0)).focus()
    await press('ArrowDown', 'e')
    await panel.text()
    await press('!')
    const draft = focused()
    if (draft instanceof HTMLTextAreaElement) draft.setSelectionRange(0, 4)
    panel.link().push(suggested(['c1', 'k1', 'k2']))
    ;(await panel.button('1 new suggestion')).click()
    await panel.text()
    expect(draft).to.be.instanceOf(HTMLTextAreaElement)
    expect(draft?.isConnected).to.equal(true)
    if (draft instanceof HTMLTextAreaElement) {
      expect([draft.value, draft.selectionStart, draft.selectionEnd]).to.deep.equal(['Text of k2!', 0, 4])
    }
  })

  it('suggestions that go on are told to screen readers as what is new, and not at all where nothing is', async () => {
    const panel = await openSuggested(['k1'])
    panel.clock.pass(10_000)
    panel.link().push(suggested(['c1', 'k1', 'c2']))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('2 more suggestions')
    panel.clock.pass(10_000)
    panel.link().push(suggested(['k1', 'c2', 'c1']))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('')
  })

  it('suggestions that go on in the same breath are told together', async () => {
    const panel = await openSuggested([])
    panel.clock.pass(10_000)
    panel.link().push(said('z', 'And the fee?'))
    panel.link().push(suggested(['k1'], { basedOn: 'z' }))
    panel.link().push(suggested(['c1', 'k1'], { basedOn: 'z' }))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('2 suggestions for: And the fee?')
  })
})
