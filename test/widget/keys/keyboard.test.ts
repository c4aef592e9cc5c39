/** All of it with keys alone, from the host's reply and back. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { chord, openDesktop, press, settled } from '../desktop.ts'
import { openPanel, SOME_SNAPSHOT } from '../panel.ts'
import { focused, focusedCard, hear, openSuggested, reported, suggested } from '../parts/suggestions/suggested.ts'

const describeFocus = (): string => {
  const element = focused()
  return element instanceof HTMLElement ? (element.dataset['index'] ?? (element.className || element.localName)) : ''
}

describe('the way to the panel', () => {
  it('the way to the panel is one key from the reply, and the same key or Escape leads back to the very place', async () => {
    const { reply } = await openDesktop(['a', 'b'])
    reply.value = 'one two'
    reply.setSelectionRange(3, 3)
    for (const back of ['F8', 'Escape']) {
      await press('F8')
      expect(focusedCard(), back).to.equal('0')
      await press(back)
      expect(document.activeElement === reply, back).to.equal(true)
      expect([reply.selectionStart, reply.selectionEnd]).to.deep.equal([3, 3])
    }
  })

  it('the way to the panel leads back although what had the focus in the panel has gone meanwhile', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8', '!')
    await panel.text()
    expect(describeFocus()).to.equal('input')
    // The form closes, and the focus goes on to what opened it.
    await press('Escape')
    await panel.text()
    await press('Escape')
    expect(document.activeElement === reply).to.equal(true)
  })

  it('the way to the panel leads to the card where the agent was', async () => {
    await openDesktop(['a', 'b'])
    await press('F8', 'ArrowDown', 'F8', 'F8')
    expect(focusedCard()).to.equal('1')
  })

  it('the way to the panel leads to the panel itself where there is no suggestion, and its keys work there', async () => {
    const panel = await openPanel()
    await press('F8')
    expect(describeFocus()).to.equal('panel')
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    await press('!')
    await panel.text()
    expect(describeFocus()).to.equal('input')
  })

  it('the way to the panel is what the integrator says, nothing where nothing is said, and never a key that somebody types', async () => {
    const { panel, reply } = await openDesktop(['a'])
    for (const [shortcut, keys, isReached] of [
      ['Control+Shift+K', ['Control', 'Shift', 'K'], true],
      ['Control+Shift+K', ['F8'], false],
      ['', ['F8'], false],
      ['k', ['k'], false],
    ] as const) {
      panel.element.setAttribute('shortcut', shortcut)
      await panel.text()
      reply.focus()
      await chord(...keys)
      expect(document.activeElement === panel.element, shortcut).to.equal(isReached)
    }
    expect(reply.value).to.equal('k')
    panel.element.removeAttribute('shortcut')
    await panel.text()
    reply.focus()
    await press('F8')
    expect(document.activeElement === panel.element).to.equal(true)
  })

  it('the way to the panel is left alone where the page uses the key itself', async () => {
    const { panel } = await openDesktop(['a'])
    const used = (event: Event): void => event.preventDefault()
    document.body.addEventListener('keydown', used)
    await press('F8')
    document.body.removeEventListener('keydown', used)
    expect(document.activeElement === panel.element).to.equal(false)
  })

  it('the way to the panel leads back into a shadow, closed or not, that the panel is in as well', async () => {
    for (const mode of ['open', 'closed'] as const) {
      const { panel, reply } = await openDesktop(['a'])
      const app = document.createElement('div')
      panel.element.before(app)
      const shadow = app.attachShadow({ mode })
      shadow.append(reply, panel.element)
      await panel.text()
      panel
        .link()
        .join({ ...SOME_SNAPSHOT, suggestions: { seq: 5, at: '2026-01-31T09:30:00Z', data: suggested(['a']).data } })
      await settled(panel)
      reply.focus()
      await press('F8')
      expect(shadow.activeElement === panel.element, mode).to.equal(true)
      await press('Enter')
      await settled(panel)
      expect([reply.value, shadow.activeElement === reply], mode).to.deep.equal(['Text of a', true])
      await press('F8', 'Escape')
      expect(shadow.activeElement === reply, mode).to.equal(true)
      app.remove()
    }
  })

  it('the way to the panel leads back into a component beside the panel, however deep', async () => {
    const { panel } = await openDesktop(['a'])
    const component = document.createElement('div')
    panel.element.before(component)
    const field = document.createElement('input')
    component.attachShadow({ mode: 'open' }).append(field)
    field.focus()
    await press('F8')
    expect(focusedCard()).to.equal('0')
    await press('Escape')
    expect(focused() === field).to.equal(true)
    component.remove()
  })

  it('the way to the panel is what focus() does too', async () => {
    const { panel, reply } = await openDesktop(['a'])
    panel.element.focus()
    expect(focusedCard()).to.equal('0')
    await press('Escape')
    expect(document.activeElement === reply).to.equal(true)
  })

  it('the way to the panel leads nowhere once the place is gone', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8')
    reply.remove()
    await press('Escape')
    expect(document.activeElement === document.body).to.equal(true)
    await press('F8')
    expect(document.activeElement === panel.element).to.equal(true)
  })

  it('the way to the panel is no way any more once the panel is gone', async () => {
    const { panel } = await openDesktop(['a'])
    const { element } = panel
    element.remove()
    await press('F8')
    expect(document.activeElement === element).to.equal(false)
  })
})

describe('three keys from the reply', () => {
  const acts: readonly (readonly [string, readonly string[], string, string])[] = [
    ['the first one is inserted', ['F8', 'Enter'], 'Text of a', 'inserted a'],
    ['the second one is inserted', ['F8', 'ArrowDown', 'Enter'], 'Text of b', 'inserted b'],
    ['one is copied', ['F8', 'c'], '', 'copied a'],
    ['one is judged helpful', ['F8', '+'], '', 'helpful a'],
    ['one is judged not helpful, and why', ['F8', '-', '2'], '', 'unhelpful a,unhelpful a'],
    ['one is inserted and taken back', ['F8', 'Enter', 'F8', 'z'], '', 'inserted a,inserted a'],
  ]
  for (const [what, keys, value, reports] of acts) {
    it(`${what}, in at most three keys from the reply`, async () => {
      const { panel, reply } = await openDesktop(['a', 'b'])
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async () => undefined } })
      for (const key of keys) {
        await press(key)
        await settled(panel)
      }
      expect([reply.value, reported(panel).join()]).to.deep.equal([value, reports])
    })
  }

  it('the draft is replaced in at most three keys from the reply', async () => {
    const { panel, reply } = await openDesktop(['a'])
    reply.value = 'draft'
    await press('F8')
    await chord('Shift', 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('Text of a')
  })

  it('a suggestion is dismissed, and brought back, each in at most three keys from the reply', async () => {
    const { panel } = await openDesktop(['a', 'b'])
    await press('F8', 'x')
    expect(await panel.text()).to.include('Dismissed')
    await press('ArrowDown', 'z')
    expect(await panel.text()).not.to.include('Dismissed')
  })

  it('the conversation is escalated in at most three keys from the reply', async () => {
    const { panel } = await openDesktop(['a'])
    await press('F8', '!')
    await panel.text()
    await press('Enter')
    await settled(panel)
    expect(
      panel
        .link()
        .asked('escalation:request')
        .map(({ level }) => level),
    ).to.deep.equal(['supervisor'])
  })

  it('everything else that can be done with a suggestion is shown in at most three keys from the reply', async () => {
    const { panel } = await openDesktop(['a'])
    await press('F8', 'm')
    await panel.text()
    expect(focused()?.textContent).to.equal('Replace draft')
    await press('Escape')
    await panel.text()
    expect(focusedCard()).to.equal('0')
    expect(await panel.text()).not.to.include('Replace draft')
  })
})

describe('the keys of the panel', () => {
  it('the keys of the panel work wherever the focus is in it, for the current suggestion', async () => {
    const { panel } = await openDesktop(['a', 'b'])
    const told = hear(panel)
    await press('F8', 'ArrowDown')
    ;(await panel.one('.scroller')).focus()
    await press('+')
    ;(await panel.button('Escalate')).focus()
    await press('x')
    await panel.text()
    expect(told).to.deep.equal(['helpful b'])
    expect(await panel.text()).to.include('Dismissed')
  })

  it('the keys of the panel leave alone what keys do there anyway', async () => {
    const panel = await openSuggested(['a', 'b'])
    const told = hear(panel)
    const scroller = await panel.one('.scroller')
    scroller.focus()
    await press('ArrowDown')
    expect(focused()?.className).to.equal('scroller')
    ;(await panel.button('Escalate')).focus()
    await press('Enter')
    await panel.text()
    await press('ArrowDown')
    expect((await panel.one('input:checked')).matches('label:nth-of-type(2) input')).to.equal(true)
    await press('Tab')
    await sendKeys({ type: 'cxz+-!?m' })
    expect(await panel.text()).not.to.include('Dismissed')
    const reason = focused()
    expect(reason instanceof HTMLTextAreaElement && reason.value).to.equal('cxz+-!?m')
    await press('Escape')
    await panel.text()
    expect(focused()?.textContent).to.include('Escalate')
    expect(told).to.deep.equal([])
  })

  it('the keys of the panel mean nothing outside of it', async () => {
    const { panel, reply } = await openDesktop(['a'])
    const told = hear(panel)
    await sendKeys({ type: 'cxz+-!?m1' })
    expect([reply.value, told.length]).to.deep.equal(['cxz+-!?m1', 0])
  })

  it('the keys of the panel are the integrator’s where there are such', async () => {
    const { panel } = await openDesktop(['a'])
    panel.element.keys = { helpful: 'Y', unhelpful: '' }
    await panel.text()
    const told = hear(panel)
    await press('F8', '-', '+', 'y')
    expect(told).to.deep.equal(['helpful a'])
    expect((await panel.one('.card')).getAttribute('aria-keyshortcuts')).to.equal('Enter Shift+Enter C E X Z Y M')
    expect((await panel.button('Helpful')).title).to.equal('Helpful (Y)')
    expect((await panel.button('Not helpful')).title).to.equal('Not helpful')
  })

  it('the keys of the panel stay with the suggestions that are there, until the agent leaves', async () => {
    const { panel, reply } = await openDesktop(['a'])
    await press('F8')
    ;(await panel.one('.scroller')).focus()
    panel.link().push(suggested(['b']))
    expect(await panel.text()).to.include('1 new suggestion set')
    await press('Enter')
    await settled(panel)
    expect(reply.value).to.equal('Text of a')
    expect(await panel.text()).to.include('Text of b')
  })
})
