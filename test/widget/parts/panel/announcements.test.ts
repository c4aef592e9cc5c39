import { expect } from '@open-wc/testing'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { misunderstood, openMisunderstood } from '../fallback/misunderstood.ts'
import { openSuggested, suggested } from '../suggestions/suggested.ts'

const polite = async (panel: Panel): Promise<string> => (await panel.one('[role=status]')).textContent.trim()
const assertive = async (panel: Panel): Promise<string> => (await panel.one('[role=alert]')).textContent.trim()

const openLive = async (): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(SOME_SNAPSHOT)
  panel.clock.pass(10_000)
  return panel
}

describe('what screen readers hear', () => {
  it('<cx-assist> does not read out what a conversation holds when it is opened', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live')
  })

  it('<cx-assist> says one message of the customer, and no word of others', async () => {
    const panel = await openLive()
    panel.link().push(said('a', 'One moment', 'agent'))
    panel.link().push(said('b', 'Are you there?'))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Customer: Are you there?')
  })

  it('<cx-assist> makes one sentence of a burst', async () => {
    const panel = await openLive()
    for (const id of ['a', 'b', 'c']) panel.link().push(said(id, 'hello?'))
    expect(await polite(panel)).to.equal('')
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('3 new messages')
  })

  it('<cx-assist> forgets what it said, so that it is not found later', async () => {
    const panel = await openLive()
    panel.link().push(said('a', 'hello?'))
    panel.clock.pass(10_000)
    expect(await polite(panel)).to.equal('')
  })

  it('<cx-assist> says at once that it was escalated', async () => {
    const panel = await openLive()
    panel.link().push({ type: 'escalation', data: { level: 'supervisor', cause: 'frustration' } })
    expect(await assertive(panel)).to.equal('Escalated: supervisor')
  })

  it('<cx-assist> says how the connection stands in the end, not each second of it', async () => {
    const panel = await openLive()
    panel.link().says.connection('reconnecting')
    panel.link().rejoin(said('a', 'hello?'))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live again. Customer: hello?')
  })

  it('<cx-assist> counts what was missed where there is nothing to read out', async () => {
    const panel = await openLive()
    panel.link().says.connection('reconnecting')
    panel.link().rejoin(said('a', 'I am back', 'agent'), said('b', 'One moment', 'agent'))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live again. 2 messages while you were away')
  })

  it('<cx-assist> says each failure once, however often it is met until all is well again', async () => {
    const panel = await openLive()
    const heard: string[] = []
    const { says } = panel.link()
    const refuse = (): void => says.refused({ code: 'unavailable', message: 'later', retryInMs: 2_000 })
    const met = [
      () => says.connection('reconnecting'),
      () => says.connection('open'),
      refuse,
      () => says.connection('reconnecting'),
      () => says.connection('open'),
      refuse,
    ]
    for (const each of met) {
      each()
      panel.clock.pass(1_500)
      heard.push(await polite(panel))
      panel.clock.pass(6_000)
    }
    expect(heard.filter((sentence) => sentence !== '')).to.deep.equal([
      'Connection lost, reconnecting',
      'Agent assist is not available for this conversation',
    ])
    panel.link().rejoin()
    panel.clock.pass(10_000)
    says.connection('reconnecting')
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Connection lost, reconnecting')
  })

  it('<cx-assist> says that the conversation has ended', async () => {
    const panel = await openLive()
    panel.link().push({ type: 'status', data: { state: 'ended', since: '2026-01-31T09:30:00Z' } })
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('The conversation has ended')
  })

  it('<cx-assist> says once that suggestions came, and for what', async () => {
    const panel = await openLive()
    panel.link().push(said('a', 'I want to cancel'))
    panel.link().push(suggested(['x'], { basedOn: 'a' }))
    panel.link().push(suggested(['x', 'y', 'z'], { basedOn: 'a' }))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('3 suggestions for: I want to cancel')
  })

  it('<cx-assist> calls generic replies generic', async () => {
    const panel = await openLive()
    panel.link().push(suggested(['x', 'y'], { fallback: true }))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('2 generic replies for: I was charged twice')
  })

  it('<cx-assist> says once that the bot did not understand, and what it guesses first', async () => {
    const panel = await openLive()
    panel.link().push(misunderstood(['billing_inquiry', 'refund_request', 'FAQ']))
    panel.link().push(misunderstood(['billing_inquiry', 'refund_request', 'FAQ'], { confirmed: 'FAQ' }))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('The bot did not understand. 3 guesses, the first is billing inquiry')
  })

  it('<cx-assist> says that the bot has no guess', async () => {
    const panel = await openLive()
    panel.link().push(misunderstood([]))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('The bot did not understand, and has no guess')
  })

  it('<cx-assist> says what came of a choice', async () => {
    const panel = await openMisunderstood(['billing_inquiry'])
    panel.clock.pass(10_000)
    panel.link().outcome = { refused: 'forbidden' }
    ;(await panel.button('Billing inquiry')).click()
    await panel.text()
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Not saved: this conversation is not yours.')
    panel.link().outcome = 'recorded'
    ;(await panel.button('Billing inquiry')).click()
    await panel.text()
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Noted: the customer meant billing inquiry')
  })

  it('<cx-assist> ends no sentence twice', async () => {
    const panel = await openMisunderstood(['billing_inquiry'])
    panel.clock.pass(10_000)
    panel.link().outcome = { refused: 'forbidden' }
    ;(await panel.button('Billing inquiry')).click()
    await panel.text()
    panel.link().push(said('a', 'hello?'))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Not saved: this conversation is not yours. Customer: hello?')
  })

  it('<cx-assist> says what came of a key', async () => {
    const panel = await openSuggested(['a'])
    panel.clock.pass(10_000)
    ;(await panel.button('Insert')).click()
    await panel.text()
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Inserted')
  })

  it('<cx-assist> keeps everything that can be pressed out of its live regions', async () => {
    const panel = await openLive()
    for (const region of await panel.all('[role=status], [role=alert]')) expect(region.childElementCount).to.equal(0)
  })
})
