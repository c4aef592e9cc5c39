import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { SOME_SNAPSHOT } from '../../panel.ts'
import { suggested } from '../suggestions/suggested.ts'
import { focusedText, GUESSES, misunderstood, noticeText, openMisunderstood, radios } from './misunderstood.ts'

const middleOf = (element: Element): [number, number] => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return [Math.round(x + width / 2), Math.round(y + height / 2)]
}
const pointAt = (element: Element): Promise<void> => sendMouse({ type: 'move', position: middleOf(element) })

const newer = misunderstood(['password_reset'], { utteranceId: 'utt_10', text: 'let me in', escalated: true })
const understood = { type: 'intent', data: SOME_SNAPSHOT.intent.data } as const

describe('a newer message', () => {
  beforeEach(() => sendMouse({ type: 'move', position: [700, 580] }))

  for (const width of [320, 380]) {
    it(`a newer misunderstood message waits while the agent points at the one shown, and moves nothing, at ${width} px`, async () => {
      const panel = await openMisunderstood(GUESSES, {}, { width })
      const guess = await panel.button('Refund request')
      await pointAt(guess)
      const before = guess.getBoundingClientRect().top
      panel.link().push(newer)
      expect(await noticeText(panel)).to.include('1 newer')
      expect(guess.getBoundingClientRect().top).to.equal(before)
      await pointAt(await panel.one('.scroller'))
      expect(await radios(panel)).to.deep.equal(['Password reset'])
    })
  }

  it('a newer misunderstood message waits while the focus is in the one shown, and is asked for by key', async () => {
    const panel = await openMisunderstood()
    await sendKeys({ press: 'Tab' })
    panel.link().push(newer)
    await panel.text()
    panel.link().push({ ...newer, data: { ...newer.data, utteranceId: 'utt_11' } })
    expect(await noticeText(panel)).to.include('2 newer')
    expect(focusedText()).to.equal('Billing inquiry')
    await sendKeys({ down: 'Shift' })
    await sendKeys({ press: 'Tab' })
    await sendKeys({ up: 'Shift' })
    await sendKeys({ press: 'Enter' })
    expect(await radios(panel)).to.deep.equal(['Password reset'])
    expect(focusedText()).to.equal('Password reset')
  })

  it('a newer misunderstood message waits also to be gone', async () => {
    const panel = await openMisunderstood()
    await sendKeys({ press: 'Tab' })
    panel.link().push(understood)
    expect(await noticeText(panel)).to.include('understood since')
    expect(focusedText()).to.equal('Billing inquiry')
    ;(await panel.one('.scroller')).focus()
    expect(await panel.text()).not.to.include('did not understand')
  })

  it('a newer misunderstood message does not wait in another conversation', async () => {
    const panel = await openMisunderstood()
    await sendKeys({ press: 'Tab' })
    panel.link().join({ conversationId: 'another', seq: 7, fallback: { seq: 7, at: '2026-01-31T09:30:00Z', ...newer } })
    expect(await radios(panel)).to.deep.equal(['Password reset'])
  })

  it('a newer misunderstood message lets a choice by someone else through: that moves nothing', async () => {
    const panel = await openMisunderstood()
    const guess = await panel.button('Refund request')
    await pointAt(guess)
    const before = guess.getBoundingClientRect().top
    panel.link().push(misunderstood(GUESSES, { confirmed: 'refund_request' }))
    expect(await radios(panel)).to.include('*Refund request')
    expect(guess.getBoundingClientRect().top).to.equal(before)
  })

  it('a newer misunderstood message does not move away what is being pressed elsewhere', async () => {
    const panel = await openMisunderstood()
    panel.link().push(suggested(['a']))
    const told: string[] = []
    panel.element.addEventListener('cx-assist-insert', ({ detail }) => told.push(detail.suggestionId))
    await sendMouse({ type: 'click', position: middleOf(await panel.button('Billing inquiry')) })
    panel.link().push(newer)
    await panel.text()
    const insert = await panel.button('Insert')
    await pointAt(insert)
    await sendMouse({ type: 'down' })
    expect(await noticeText(panel)).to.include('1 newer')
    await sendMouse({ type: 'up' })
    expect(told).to.deep.equal(['a'])
    await new Promise((later) => setTimeout(later))
    expect(await radios(panel)).to.deep.equal(['Password reset'])
  })
})
