import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { card, cards, focused, focusedCard, hear, openSuggested, reported, suggested, suggestion } from './suggested.ts'

const earlier = (panel: Panel) => panel.one('.earlier')
const answer = (panel: Panel, id = 'answer'): void => panel.link().push(said(id, 'One charge goes back.', 'agent'))

beforeEach(() => sendMouse({ type: 'move', position: [700, 580] }))

describe('answered suggestions', () => {
  it('suggestions that were answered fold away once the agent wrote, and open again on demand, to be used', async () => {
    const panel = await openSuggested(['a', 'b', 'c'])
    const told = hear(panel)
    expect(await panel.text()).not.to.include('earlier suggestion')
    answer(panel)
    expect(await panel.text())
      .to.include('3 earlier suggestions')
      .and.not.to.include('Text of a')
    const button = await earlier(panel)
    expect(button.getAttribute('aria-expanded')).to.equal('false')
    button.click()
    expect(await panel.text()).to.match(/For “ ?I was charged twice ?” .*Text of a.*Text of c/u)
    expect((await earlier(panel)).getAttribute('aria-expanded')).to.equal('true')
    ;(await panel.button('Insert')).click()
    await panel.text()
    expect(told).to.deep.equal(['insert a: Text of a', 'inserted a'])
    ;(await earlier(panel)).click()
    expect(await cards(panel)).to.have.length(0)
  })

  it('suggestions that were answered do not fold because of what the agent wrote before they came', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    answer(panel)
    panel.link().push(suggested(['late']))
    expect(await panel.text()).to.include('Text of late')
  })

  it('suggestions that were answered do not fold because the customer wrote again', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push(said('x', 'And the fee?'))
    expect(await panel.text())
      .to.include('Text of a')
      .and.to.include('The customer wrote again')
  })

  it('suggestions that were answered stay while the agent points at them, and fold once they left', async () => {
    const panel = await openSuggested(['a', 'b'])
    const second = await card(panel, 1)
    const { x, y } = second.getBoundingClientRect()
    await sendMouse({ type: 'move', position: [Math.round(x + 20), Math.round(y + 8)] })
    answer(panel)
    expect(await panel.text()).to.include('Text of b')
    expect(second.getBoundingClientRect().y).to.equal(y)
    await sendMouse({ type: 'move', position: [700, 580] })
    expect(await panel.text())
      .to.include('2 earlier suggestions')
      .and.not.to.include('Text of b')
  })

  it('suggestions that were answered stay while the focus is in the panel, or a text of them is being changed', async () => {
    const panel = await openSuggested(['a'])
    await sendKeys({ press: 'Tab' })
    answer(panel)
    expect(await panel.text()).to.include('Text of a')
    expect(focusedCard()).to.equal('0')
    await sendKeys({ press: 'e' })
    ;(await panel.one('textarea')).blur()
    expect(await panel.all('textarea')).to.have.length(1)
    ;(await panel.button('Cancel')).click()
    await panel.text()
    const active = focused()
    if (active instanceof HTMLElement) active.blur()
    await panel.text()
    expect(await panel.text()).to.include('1 earlier suggestion')
  })

  it('suggestions that were answered make room for newer ones, though the agent is in the panel', async () => {
    const panel = await openSuggested(['a'])
    answer(panel)
    await panel.text()
    ;(await panel.one('.scroller')).focus()
    panel.link().push(suggested(['b']))
    expect(await panel.text())
      .to.include('Text of b')
      .and.to.include('1 earlier suggestion')
  })

  it('suggestions that were answered can be taken back by key though they are folded', async () => {
    const panel = await openSuggested(['a'])
    panel.element.addEventListener('cx-assist-insert', (event) =>
      event.respondWith({ outcome: 'inserted', undo: true }),
    )
    panel.element.addEventListener('cx-assist-undo', (event) => event.respondWith({ outcome: 'undone' }))
    ;(await panel.button('Insert')).click()
    await panel.text()
    answer(panel)
    await panel.text()
    ;(await earlier(panel)).focus()
    await sendKeys({ press: 'z' })
    expect(await panel.text()).to.include('Taken back')
  })
})

describe('earlier sets', () => {
  it('earlier sets of a conversation can be opened again below the current one, newest first, and worked by keys', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push(suggested(['b', 'c']))
    panel.link().push(suggested(['d']))
    expect(await panel.text())
      .to.include('Text of d')
      .and.to.include('3 earlier suggestions')
    ;(await earlier(panel)).click()
    expect(await panel.text()).to.match(/Text of d.*Text of b.*Text of c.*Text of a/u)
    ;(await card(panel, 0)).focus()
    await sendKeys({ press: 'ArrowDown' })
    expect(focusedCard()).to.equal('1')
    await sendKeys({ press: 'c' })
    await sendKeys({ press: 'End' })
    await sendKeys({ press: '+' })
    await panel.text()
    expect(reported(panel)).to.include('helpful a')
  })

  it('earlier sets of a conversation are of this conversation only', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push(suggested(['b']))
    await panel.text()
    panel.element.conversation = 'conv_def456'
    await panel.text()
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: 'conv_def456' })
    panel.link().push(suggested(['z']))
    expect(await panel.text())
      .to.include('Text of z')
      .and.not.to.include('earlier suggestion')
  })
})

describe('equal suggestions', () => {
  it('equal suggestions are one card', async () => {
    const same = ['a', 'b', 'c'].map((id) => suggestion(id, { text: 'One moment, please.' }))
    const panel = await openSuggested([], { suggestions: [...same, suggestion('d')] })
    expect((await cards(panel)).map((each) => each.querySelector('.text')?.textContent)).to.deep.equal([
      'One moment, please.',
      'Text of d',
    ])
  })

  it('equal suggestions are one card across sets: the newest, and those that the agent did something with', async () => {
    const same = (id: string) => suggestion(id, { text: 'One moment, please.' })
    const panel = await openSuggested([], { suggestions: [same('a1'), suggestion('b1', { text: 'I am sorry.' })] })
    ;(await panel.button('Insert')).click()
    await panel.text()
    panel.link().push(suggested([], { suggestions: [same('a2'), suggestion('b2', { text: 'I am  sorry.' })] }))
    panel.link().push(suggested([], { suggestions: [same('a3'), suggestion('c3')] }))
    expect(await panel.text()).to.include('2 earlier suggestions')
    ;(await earlier(panel)).click()
    const texts = (await cards(panel)).map((each) => each.querySelector('.text')?.textContent)
    expect(texts).to.deep.equal(['One moment, please.', 'Text of c3', 'I am  sorry.', 'One moment, please.'])
    expect(await (await card(panel, 3)).textContent).to.include('Inserted')
  })

  it('equal suggestions leave no heading of an earlier set that says nothing else', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push(suggested([], { suggestions: [suggestion('again', { text: 'Text of a' })] }))
    expect(await panel.text())
      .to.include('Text of a')
      .and.not.to.include('earlier')
  })
})

describe('the button', () => {
  it('the button that asks for suggestions is always there, looks while it looks, and says why there are none', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    ;(await panel.button('Suggest now')).click()
    await panel.text()
    expect(panel.link().asked('suggestion:request')).to.deep.equal([{ conversationId: 'conv_abc123' }])
    const looking = await panel.button('Looking…')
    expect(looking.getAttribute('aria-disabled')).to.equal('true')
    looking.click()
    expect(panel.link().asked('suggestion:request')).to.have.length(1)
    panel.link().push(suggested(['a'], { requested: true }))
    expect(await panel.text())
      .to.include('Text of a')
      .and.to.include('Suggest now')
    answer(panel)
    panel.link().outcome = { refused: 'unavailable' }
    ;(await panel.button('Suggest now')).click()
    await panel.text()
    await new Promise((resolve) => setTimeout(resolve))
    expect(await panel.text()).to.include('No new suggestions')
    expect((await panel.button('Suggest now')).title).to.include('No new suggestions')
  })

  it('the button that asks for suggestions moves nothing while it looks', async () => {
    const panel = await openSuggested(['a', 'b'])
    const tops = async () => (await cards(panel)).map((each) => each.getBoundingClientRect().top)
    const before = await tops()
    ;(await panel.button('Suggest now')).click()
    await panel.text()
    expect(await tops()).to.deep.equal(before)
  })
})
