import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { SOME_SNAPSHOT } from '../../panel.ts'
import { card, focused, focusedCard, openSuggested, suggested } from './suggested.ts'

const pointAt = async (element: Element): Promise<void> => {
  const { x, y, width, height } = element.getBoundingClientRect()
  await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] })
}

describe('a newer set', () => {
  beforeEach(() => sendMouse({ type: 'move', position: [700, 580] }))

  it('a newer set of suggestions is shown at once while the agent is elsewhere', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push(suggested(['b']))
    expect(await panel.text())
      .to.include('Text of b')
      .and.not.to.include('Text of a')
  })

  it('a newer set of suggestions waits while the agent points at the ones shown, and moves nothing', async () => {
    const panel = await openSuggested(['a', 'b'])
    const second = await card(panel, 1)
    await pointAt(second)
    const before = second.getBoundingClientRect().top
    panel.link().push(suggested(['c']))
    await panel.text()
    panel.link().push(suggested(['d']))
    expect(await panel.text())
      .to.include('2 new suggestion sets')
      .and.to.include('Text of b')
    expect(second.getBoundingClientRect().top).to.equal(before)
    await pointAt(await panel.one('.scroller'))
    expect(await panel.text())
      .to.include('Text of d')
      .and.not.to.include('new suggestion set')
  })

  it('a newer set of suggestions waits while the focus is in the ones shown, and is asked for by key', async () => {
    const panel = await openSuggested(['a'])
    await sendKeys({ press: 'Tab' })
    panel.link().push(suggested(['b', 'c']))
    expect(await panel.text())
      .to.include('1 new suggestion set')
      .and.to.include('Text of a')
    expect(focusedCard()).to.equal('0')
    await sendKeys({ down: 'Shift' })
    await sendKeys({ press: 'Tab' })
    await sendKeys({ up: 'Shift' })
    expect(focused()?.textContent).to.include('1 new suggestion set')
    await sendKeys({ press: 'Enter' })
    expect(await panel.text())
      .to.include('Text of b')
      .and.not.to.include('Text of a')
    expect(focusedCard()).to.equal('0')
  })

  it('a newer set of suggestions waits while the focus is elsewhere in the panel, where keys act on the ones shown, until it leaves', async () => {
    const panel = await openSuggested(['a'])
    ;(await panel.one('.scroller')).focus()
    panel.link().push(suggested(['b']))
    expect(await panel.text()).to.include('Text of a')
    ;(await panel.one('.scroller')).blur()
    expect(await panel.text()).to.include('Text of b')
  })

  it('a newer set of suggestions does not wait behind nothing', async () => {
    const panel = await openSuggested([])
    await pointAt(await panel.one('cx-assist-suggestions'))
    panel.link().push(suggested(['b']))
    expect(await panel.text()).to.include('Text of b')
  })

  it('a set that arrives once more is no newer set of suggestions', async () => {
    const panel = await openSuggested(['a'])
    ;(await card(panel, 0)).focus()
    panel.link().says.connection('reconnecting')
    const again = { seq: 6, at: new Date(Date.UTC(2026, 0, 31, 9, 30, 6)).toISOString(), data: suggested(['a']).data }
    panel.link().join({ ...SOME_SNAPSHOT, seq: 6, suggestions: again })
    expect(await panel.text()).not.to.include('new suggestion set')
  })
})
