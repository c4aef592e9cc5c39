import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { ANOTHER_CONVERSATION } from '../../scripted-link.ts'
import { focused, suggested } from '../suggestions/suggested.ts'
import {
  awayFromPanel,
  cardText,
  click,
  foldOf,
  handedOver,
  handedOverWith,
  openHandedOver,
  SOME_HANDOVER,
  someTime,
} from './handed-over.ts'

const middleOf = (element: Element): [number, number] => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return [Math.round(x + width / 2), Math.round(y + height / 2)]
}
const isOpen = async (panel: Panel): Promise<boolean> =>
  (await foldOf(panel)).getAttribute('aria-expanded') === 'true' &&
  (await panel.all('#card:not([hidden])')).length === 1

beforeEach(awayFromPanel)

describe('folding', () => {
  it('folding the handover card leaves one line with the name, done by keys alone and kept when it is opened again', async () => {
    const at = someTime()
    const panel = await openHandedOver(SOME_HANDOVER, {}, at)
    await sendKeys({ press: 'Tab' })
    expect(focused() === (await foldOf(panel))).to.equal(true)
    await sendKeys({ press: 'Enter' })
    expect(await cardText(panel)).to.equal('Handed over · John Doe 4 min 09:25')
    expect(focused()?.getAttribute('aria-expanded')).to.equal('false')
    panel.element.remove()
    const again = await openHandedOver(SOME_HANDOVER, {}, at)
    expect(await isOpen(again)).to.equal(false)
    await click(again, 'Handed over')
    expect(await isOpen(again)).to.equal(true)
  })

  it('folding the handover card is of one conversation only', async () => {
    const at = someTime()
    const panel = await openHandedOver(SOME_HANDOVER, {}, at)
    await click(panel, 'Handed over')
    expect(await isOpen(panel)).to.equal(false)
    const handover = { seq: 2, at, data: SOME_HANDOVER }
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION, handover })
    expect(await isOpen(panel)).to.equal(true)
  })

  it('folding the handover card ends with a newer handover', async () => {
    const panel = await openHandedOver()
    await click(panel, 'Handed over')
    panel.link().push(handedOver({ customerName: 'Jane Roe' }))
    expect(await isOpen(panel)).to.equal(true)
    expect(await cardText(panel)).to.include('Jane Roe')
  })
})

describe('an arriving handover', () => {
  for (const width of [320, 440]) {
    it(`a handover that arrives while the agent is at the panel waits and moves nothing below the pointer until the agent left, at ${width} px`, async () => {
      const panel = await openHandedOver(SOME_HANDOVER, { width })
      await click(panel, 'Handed over')
      panel.link().push(suggested(['a']))
      await panel.text()
      const insert = await panel.button('Insert')
      await sendMouse({ type: 'move', position: middleOf(insert) })
      const before = insert.getBoundingClientRect().top
      panel.link().push(handedOver({ customerName: 'Jane Roe' }))
      expect(await cardText(panel))
        .to.include('1 newer')
        .and.not.to.include('Jane Roe')
      expect(insert.getBoundingClientRect().top).to.equal(before)
      await awayFromPanel()
      expect(await cardText(panel))
        .to.include('Jane Roe')
        .and.not.to.include('newer')
    })
  }

  it('a handover that arrives while the agent is at the panel waits as the first one too, taking no room, and is asked for by key', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    const scroller = await panel.one('.scroller')
    scroller.focus()
    const before = scroller.getBoundingClientRect().top
    panel.link().push(handedOver())
    await panel.text()
    expect(scroller.getBoundingClientRect().top).to.equal(before)
    expect(await panel.all('section[part=handover]')).to.have.length(0)
    const arrived = await panel.button('Handed over by the bot')
    expect(arrived.getBoundingClientRect().height).to.be.at.least(24)
    await expect(panel.element).to.be.accessible()
    arrived.focus()
    await sendKeys({ press: 'Enter' })
    expect(await cardText(panel)).to.include('John Doe')
    expect(focused() === (await foldOf(panel))).to.equal(true)
  })

  it('a handover that arrives while the agent is at the panel waits while the focus is in the card, which stays as it is', async () => {
    const panel = await openHandedOver()
    ;(await panel.button('Copy')).focus()
    panel.link().push(handedOver({ customerName: 'Jane Roe' }))
    expect(await cardText(panel))
      .to.include('John Doe')
      .and.to.include('1 newer')
    expect(focused()?.textContent).to.include('Copy')
    await click(panel, '1 newer')
    expect(await cardText(panel)).to.include('Jane Roe')
  })
})

describe('the announcement of a handover', () => {
  const polite = async (panel: Panel): Promise<string> => (await panel.one('[role=status]')).textContent.trim()

  it('a handover is announced once, politely, in a sentence, and not when the conversation is opened', async () => {
    const panel = await openHandedOver()
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live')
    panel.clock.pass(10_000)
    panel.link().push(handedOver())
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Handed over by the bot: John Doe, billing inquiry')
    panel.clock.pass(10_000)
    panel.link().says.connection('reconnecting')
    panel.link().rejoin()
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live again')
  })

  it('a handover is announced without what is not known', async () => {
    const panel = await openHandedOver()
    panel.clock.pass(10_000)
    panel.link().push(handedOverWith({ intent: 'undefined' }))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Handed over by the bot')
  })
})
