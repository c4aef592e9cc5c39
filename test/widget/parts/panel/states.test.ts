import { expect } from '@open-wc/testing'
import { openPanel, SOME_SNAPSHOT, said } from '../../panel.ts'

const routed = (data: Failed) => ({
  ...SOME_SNAPSHOT,
  routing: { ...SOME_SNAPSHOT.routing, data },
})
type Failed = { outcome: 'failed'; skill: string; reason: 'credentials' | 'timeout' }

describe('how the panel stands', () => {
  it('<cx-assist> asks for what the page has not given it', async () => {
    expect(await (await openPanel({ bff: '' })).text()).to.include('Not set up')
    expect(await (await openPanel({ token: '' })).text()).to.include('Waiting for your desktop')
  })

  it('<cx-assist> asks for a conversation while none is selected', async () => {
    const panel = await openPanel({ conversation: null })
    expect(await panel.text()).to.include('No conversation selected')
  })

  it('<cx-assist> tells connecting from slow', async () => {
    const panel = await openPanel()
    expect(await panel.text()).to.include('Connecting')
    panel.clock.pass(3_000)
    expect(await panel.text()).to.include('This takes longer than usual')
  })

  it('<cx-assist> says that a conversation is still empty', async () => {
    const panel = await openPanel()
    panel.link().join()
    expect(await panel.text())
      .to.include('Live')
      .and.to.include('Nothing yet')
  })

  it('<cx-assist> shows what the customer wants, where it went and what was said', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    const text = await panel.text()
    expect(text).to.include('Billing inquiry').and.to.include('Strong match').and.to.include('Billing Support')
    expect(text).to.include('Customer').and.to.include('I was charged twice').and.to.include('Bot')
  })

  it('<cx-assist> shows the figure only when asked', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).not.to.include('92%')
    ;(await panel.one('summary')).click()
    expect(await panel.text()).to.include('92% sure, 85% needed to route')
  })

  it('<cx-assist> counts the seconds while reconnecting and keeps what it shows', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().says.connection('reconnecting')
    panel.clock.pass(12_000)
    expect(await panel.text())
      .to.include('Reconnecting since 12 s')
      .and.to.include('I was charged twice')
  })

  it('<cx-assist> is offline after half a minute, says since when, and lets the agent try', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().says.connection('reconnecting')
    panel.clock.pass(31_000)
    expect(await panel.text()).to.match(/Offline, as of \d\d:\d\d/u)
    ;(await panel.button('Try now')).click()
    expect(panel.link().calls).to.include('retryNow')
  })

  it('<cx-assist> tells what came in meanwhile, and stops telling', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().says.connection('reconnecting')
    panel.link().rejoin(said('a', 'hello?'), said('b', 'anyone?'))
    expect(await panel.text())
      .to.include('2 messages while you were away')
      .and.to.include('anyone?')
    panel.clock.pass(20_000)
    expect(await panel.text()).not.to.include('while you were away')
  })

  it('<cx-assist> opens by itself once the conversation is the agent’s', async () => {
    const panel = await openPanel()
    panel.link().says.refused({ code: 'forbidden', message: 'not yours', retryInMs: 2_000 })
    expect(await panel.text())
      .to.include('Not your conversation')
      .and.to.include('Code: forbidden')
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include('Billing inquiry')
  })

  it('<cx-assist> quotes a code when the token is refused', async () => {
    const panel = await openPanel()
    panel.link().says.connection('unauthorized')
    expect(await panel.text())
      .to.include('Signed out')
      .and.to.include('Code: unauthorized')
  })

  it('<cx-assist> says why it was not routed, what to do, and a code to quote', async () => {
    const panel = await openPanel()
    panel.link().join(routed({ outcome: 'failed', skill: 'Billing Support', reason: 'credentials' }))
    const text = await panel.text()
    expect(text).to.include('Not routed to Billing Support').and.to.include('Transfer it by hand')
    expect(text).to.include('routing/credentials')
  })

  it('<cx-assist> does not say that it was not routed where it may have been', async () => {
    const panel = await openPanel()
    panel.link().join(routed({ outcome: 'failed', skill: 'Billing Support', reason: 'timeout' }))
    expect(await panel.text())
      .to.include('Unclear whether routed to Billing Support')
      .and.not.to.include('Not routed to')
  })

  it('<cx-assist> shows an escalation before a handover of earlier', async () => {
    const panel = await openPanel()
    panel.link().join({
      ...SOME_SNAPSHOT,
      handover: { seq: 2, at: '2026-01-31T09:19:00Z', data: { collected: {}, warnings: [], customerName: 'Jo' } },
    })
    panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'frustration' } })
    expect(await panel.text()).to.match(/Escalated to a manager.*Handed over by the bot/u)
  })

  it('<cx-assist> says nothing of a score that will never come', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include('No score yet')
    panel.link().push({ type: 'status', data: { state: 'ended', since: '2026-01-31T09:29:00Z' } })
    expect(await panel.text()).not.to.include('Frustration')
  })

  it('<cx-assist> says that an overflow group took over', async () => {
    const panel = await openPanel()
    panel.link().join({
      ...SOME_SNAPSHOT,
      routing: {
        ...SOME_SNAPSHOT.routing,
        data: { outcome: 'routed', skill: 'General Inquiry', overflowFrom: 'Billing Support' },
      },
    })
    expect(await panel.text()).to.include('Nobody in Billing Support was available: sent to General Inquiry.')
  })

  it('<cx-assist> says calmly that the bot cannot be told', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    const since = '2026-01-31T09:02:00Z'
    panel.link().push({ type: 'status', data: { state: 'degraded', since, reason: 'sessions' } })
    expect(await panel.text())
      .to.match(/Live. The bot cannot be kept up to date since \d\d:\d\d; your work is not affected/u)
      .and.not.to.include('generic')
  })

  it('<cx-assist> says that the bot was not sure enough', async () => {
    const panel = await openPanel()
    panel.link().join({
      ...SOME_SNAPSHOT,
      intent: { ...SOME_SNAPSHOT.intent, data: { ...SOME_SNAPSHOT.intent.data, score: 0.5, accepted: false } },
      routing: { ...SOME_SNAPSHOT.routing, data: { outcome: 'bot_fallback', reason: 'low_confidence' } },
    })
    expect(await panel.text())
      .to.include('Weak match')
      .and.to.include('Still with the bot')
  })
})
