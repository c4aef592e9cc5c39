import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../../scripted-link.ts'
import { focusedText, GUESSES, misunderstood, noticeText, openMisunderstood, radios } from './misunderstood.ts'

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key })
}
const click = async (panel: Panel, name: string): Promise<void> => {
  const button = await panel.button(name)
  // As a pointer does, and as keys have done.
  button.focus()
  button.click()
  await panel.text()
}

describe('a misunderstood message', () => {
  it('a message that the bot did not understand is quoted, with what it probably means, best first, and how sure that is', async () => {
    const panel = await openMisunderstood()
    expect(await noticeText(panel)).to.match(
      /The bot did not understand “it took the money two times” The customer probably meant Billing inquiry Strong match Refund request Likely match Card blocked Weak match/u,
    )
    expect(await noticeText(panel)).not.to.include('offered')
  })

  it('a message that the bot did not understand shows figures, both signals and the whole message only when asked', async () => {
    const long = `${'it took the money two times and '.repeat(8)}that is all`
    const panel = await openMisunderstood(GUESSES, { text: long })
    const quote = await panel.one('.notice > p')
    expect(quote.title).to.equal(long)
    expect(quote.scrollHeight).to.be.above(quote.clientHeight)
    expect(await noticeText(panel)).not.to.include('%')
    expect((await panel.one('[role=radio]')).title).to.equal('93% sure: wording 77%, history 84%')
    await click(panel, 'Details')
    expect(quote.scrollHeight).to.equal(quote.clientHeight)
    expect(await noticeText(panel)).to.include('93% sure: wording 77%, history 84%')
  })

  it('a message that the bot did not understand says that the customer was offered an agent, and does not make much of its guesses then', async () => {
    expect(await noticeText(await openMisunderstood(GUESSES, { escalated: true }))).to.include(
      'The bot offered the customer an agent. Perhaps the customer meant',
    )
  })

  it('a message that the bot did not understand says honestly that there is no guess', async () => {
    const panel = await openMisunderstood([])
    expect(await noticeText(panel)).to.equal(
      'The bot did not understand “it took the money two times” Nothing the bot knows comes near. Dismiss',
    )
  })

  it('a message that the bot did not understand shows five guesses and the rest when asked', async () => {
    const panel = await openMisunderstood(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    expect(await radios(panel)).to.have.length(5)
    await click(panel, '2 more')
    expect(await radios(panel)).to.have.length(7)
    expect(focusedText()).to.equal('F')
  })

  it('a message that the bot did not understand goes when the bot understood a later one', async () => {
    const panel = await openMisunderstood()
    panel.link().push({ type: 'intent', data: SOME_SNAPSHOT.intent.data })
    expect(await panel.text()).not.to.include('did not understand')
    expect(await panel.all('.block.now:not(:has(> :not([hidden])))')).to.have.length(1)
  })

  it('a message that the bot did not understand is replaced by a later one', async () => {
    const panel = await openMisunderstood()
    panel.link().push(misunderstood(['password_reset'], { utteranceId: 'utt_10', text: 'let me in' }))
    expect(await radios(panel)).to.deep.equal(['Password reset'])
    expect(await noticeText(panel)).to.include('“let me in”')
  })
})

describe('meant, as the agent says', () => {
  it('what the agent says was meant is chosen with keys alone, and told to the server', async () => {
    const panel = await openMisunderstood()
    await press('Tab')
    expect(focusedText()).to.equal('Billing inquiry')
    await press('ArrowDown', 'ArrowDown', 'ArrowDown')
    expect(focusedText()).to.equal('Card blocked')
    await press('Home', 'End', 'ArrowUp')
    expect(panel.link().asked('intent:confirm')).to.deep.equal([])
    await press('Enter')
    expect(await radios(panel)).to.deep.equal(['Billing inquiry', '*Refund request', 'Card blocked'])
    expect(focusedText()).to.equal('Refund request')
    expect(await noticeText(panel)).to.include('Noted: the customer meant refund request')
    await press('ArrowUp', 'Space')
    expect(panel.link().asked('intent:confirm')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, utteranceId: 'utt_9', predicted: 'order_status', actual: 'refund_request' },
      { conversationId: SOME_CONVERSATION, utteranceId: 'utt_9', predicted: 'order_status', actual: 'billing_inquiry' },
    ])
    expect(await noticeText(panel)).to.include('Noted: the customer meant billing inquiry')
  })

  it('what the agent says was meant is one stop for Tab', async () => {
    const panel = await openMisunderstood()
    await press('Tab', 'ArrowDown', 'Tab')
    expect(focusedText()).to.equal('Details')
    await sendKeys({ down: 'Shift' })
    await press('Tab')
    await sendKeys({ up: 'Shift' })
    expect(focusedText()).to.equal('Refund request')
    expect(await panel.text()).to.include('Pick one')
  })

  it('what the agent says was meant is one line once the agent is elsewhere, and can be changed', async () => {
    const panel = await openMisunderstood()
    await press('Tab', 'Enter')
    ;(await panel.one('.scroller')).focus()
    expect(await noticeText(panel)).to.equal('Noted: the customer meant billing inquiry Change')
    await click(panel, 'Change')
    expect(focusedText()).to.equal('Billing inquiry')
    await click(panel, 'Card blocked')
    expect(
      panel
        .link()
        .asked('intent:confirm')
        .map(({ actual }) => actual),
    ).to.deep.equal(['billing_inquiry', 'card_blocked'])
    await click(panel, 'Done')
    expect(await noticeText(panel)).to.equal('Noted: the customer meant card blocked Change')
    expect(focusedText()).to.equal('Change')
  })

  it('what the agent says was meant is told once, however often it is picked', async () => {
    const panel = await openMisunderstood()
    await click(panel, 'Billing inquiry')
    await click(panel, 'Billing inquiry')
    expect(panel.link().asked('intent:confirm')).to.have.length(1)
  })

  it('what the agent says was meant is only called slow when it is', async () => {
    const panel = await openMisunderstood()
    let answer: (outcome: ReportOutcome) => void = () => undefined
    panel.link().outcome = new Promise((resolve) => {
      answer = resolve
    })
    await click(panel, 'Billing inquiry')
    ;(await panel.one('.scroller')).focus()
    expect(await noticeText(panel)).not.to.match(/Saving|Noted|Pick/u)
    expect(await radios(panel)).to.include('*Billing inquiry')
    panel.clock.pass(1_000)
    expect(await noticeText(panel)).to.include('Saving…')
    answer('recorded')
    await panel.text()
    expect(await radios(panel)).to.have.length(3)
    expect(await noticeText(panel)).to.include('Noted')
  })

  it('what the agent says was meant is said not to be saved, and why, until it is sent again', async () => {
    const panel = await openMisunderstood()
    panel.link().outcome = { refused: 'unavailable' }
    await press('Tab', 'Enter')
    await panel.text()
    ;(await panel.one('.scroller')).focus()
    expect(await noticeText(panel)).to.include('Not saved yet: the server cannot keep it now (unavailable).')
    panel.link().outcome = 'recorded'
    await click(panel, 'Try again')
    expect(await noticeText(panel)).to.include('Noted: the customer meant billing inquiry')
    expect(focusedText()).to.equal('Billing inquiry')
    expect(panel.link().asked('intent:confirm')).to.have.length(2)
  })

  it('what the agent says was meant is sent again by itself when the connection is back', async () => {
    const panel = await openMisunderstood()
    panel.link().outcome = { refused: 'no_answer' }
    await click(panel, 'Billing inquiry')
    expect(await noticeText(panel)).to.include('Not saved yet: the server does not answer.')
    panel.link().outcome = 'recorded'
    panel.link().says.connection('reconnecting')
    panel.link().rejoin()
    await panel.text()
    expect(await noticeText(panel)).to.include('Noted')
    expect(panel.link().asked('intent:confirm')).to.have.length(2)
  })

  it('what the agent says was meant offers no second try where that is in vain', async () => {
    const panel = await openMisunderstood()
    panel.link().outcome = { refused: 'forbidden' }
    await click(panel, 'Billing inquiry')
    expect(await noticeText(panel))
      .to.include('Not saved: this conversation is not yours.')
      .and.not.to.include('Try again')
  })

  it('what the agent says was meant may be said by someone else, before or meanwhile', async () => {
    const panel = await openMisunderstood(GUESSES, { confirmed: 'refund_request' })
    expect(await noticeText(panel)).to.equal('Noted by someone else: the customer meant refund request Change')
    await click(panel, 'Change')
    expect(await radios(panel)).to.include('*Refund request')
    panel.link().push(misunderstood(GUESSES, { confirmed: 'not_listed' }))
    expect(await noticeText(panel)).to.include('Noted by someone else: the customer meant not listed')
    expect(focusedText()).to.equal('Billing inquiry')
  })

  it('what the agent says was meant stays the agent’s own when the server tells it again, until someone else chooses', async () => {
    const panel = await openMisunderstood()
    await click(panel, 'Billing inquiry')
    panel.link().push(misunderstood(GUESSES, { confirmed: 'billing_inquiry' }))
    expect(await noticeText(panel)).to.include('Noted: the customer meant billing inquiry')
    panel.link().push(misunderstood(GUESSES, { confirmed: 'card_blocked' }))
    expect(await noticeText(panel)).to.include('Noted by someone else: the customer meant card blocked')
  })

  it('what the agent says was meant may be none of the guesses: that is told to nobody, and can be taken back', async () => {
    const panel = await openMisunderstood()
    await press('Tab', 'Tab', 'Tab', 'Enter')
    expect(await noticeText(panel)).to.equal('None of the guesses fits Undo')
    expect(focusedText()).to.equal('Undo')
    await press('Enter')
    expect(await radios(panel)).to.have.length(3)
    await panel.text()
    expect(focusedText()).to.equal('Billing inquiry')
    expect(panel.link().asked('intent:confirm')).to.deep.equal([])
    await click(panel, 'None of these')
    panel.link().push(misunderstood(['x'], { utteranceId: 'utt_10' }))
    ;(await panel.one('.scroller')).focus()
    expect(await radios(panel)).to.deep.equal(['X'])
  })

  it('what the agent says was meant is remembered while another conversation is followed', async () => {
    const panel = await openMisunderstood()
    await click(panel, 'None of these')
    panel.element.conversation = ANOTHER_CONVERSATION
    await panel.text()
    const fallback = { seq: 6, at: new Date(0).toISOString(), data: misunderstood(GUESSES).data }
    panel.link().join({ conversationId: ANOTHER_CONVERSATION, fallback, seq: 6 })
    expect(await radios(panel)).to.have.length(3)
    panel.element.conversation = SOME_CONVERSATION
    await panel.text()
    panel.link().join({ fallback, seq: 6 })
    expect(await panel.text()).to.include('None of the guesses fits')
  })

  it('what the agent says was meant disturbs nobody when it is answered after the panel was taken out and put back', async () => {
    const panel = await openMisunderstood()
    let answer: (outcome: ReportOutcome) => void = () => undefined
    panel.link().outcome = new Promise((resolve) => {
      answer = resolve
    })
    await click(panel, 'Billing inquiry')
    panel.element.remove()
    document.body.append(panel.element)
    await panel.text()
    panel.link().join(SOME_SNAPSHOT)
    const told: string[] = []
    panel.element.addEventListener('cx-assist-status', ({ detail }) => told.push(detail.status))
    answer('recorded')
    panel.clock.pass(1_000)
    await panel.text()
    expect(told).to.deep.equal([])
    panel.element.remove()
  })

  it('what the agent says was meant is not sent to another server', async () => {
    const panel = await openMisunderstood()
    panel.link().outcome = { refused: 'no_answer' }
    await click(panel, 'Billing inquiry')
    panel.element.bff = 'https://another.example'
    await panel.text()
    panel.link().join(SOME_SNAPSHOT)
    await panel.text()
    expect(panel.link().asked('intent:confirm')).to.deep.equal([])
  })
})

describe('the notice', () => {
  it('the notice of a misunderstood message needs no sideways scrolling at 320 px', async () => {
    const panel = await openMisunderstood(['x'.repeat(120), 'y'], { text: 'z'.repeat(300) }, { width: 320 })
    await click(panel, 'Details')
    for (const box of await panel.all('.body, .block, .notice, .candidate, .foot')) {
      expect(box.scrollWidth, box.className).to.be.at.most(box.clientWidth)
    }
  })

  it('the notice of a misunderstood message takes no room where there is nothing to tell', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    const block = await panel.one('.block.now')
    expect(block.getBoundingClientRect().height).to.equal(0)
  })
})
