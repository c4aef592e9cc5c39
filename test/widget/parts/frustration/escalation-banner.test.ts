import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import type { EscalationData } from '../../../../shared/wire/assist.ts'
import type { EscalationLevel } from '../../../../shared/wire/vocabulary.ts'
import { press } from '../../desktop.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, utterance } from '../../panel.ts'
import { SOME_EPOCH } from '../../scripted-link.ts'
import { card, focusedCard, suggested } from '../suggestions/suggested.ts'

/** Each of a conversation of its own: the page remembers which were put away. */
let opened = 0
const open = async (agentId?: string): Promise<Panel> => {
  opened += 1
  const panel = await openPanel({ conversation: `conv_escalated_${opened}` })
  const snapshot = {
    intent: null,
    routing: SOME_SNAPSHOT.routing,
    fallback: null,
    suggestions: null,
    frustration: null,
    escalation: null,
    handover: null,
    status: null,
    conversationId: `conv_escalated_${opened}`,
    seq: 5,
    transcript: SOME_SNAPSHOT.transcript,
  }
  panel.link().join(snapshot)
  panel.link().says.joined({
    ok: true,
    conversationId: snapshot.conversationId,
    seq: 5,
    epoch: SOME_EPOCH,
    ...(agentId === undefined ? {} : { agentId }),
  })
  await panel.text()
  return panel
}
const escalate = (panel: Panel, data: Partial<EscalationData> = {}): void =>
  panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'frustration', score: 0.8, ...data } })
const feel = (panel: Panel, score: number, level: EscalationLevel): void =>
  panel.link().push({ type: 'frustration', data: { score, level } })
const banner = async (panel: Panel): Promise<string> =>
  (await panel.all('cx-assist-escalation'))
    .map((each) => (each.shadowRoot?.querySelector('section')?.innerText ?? '').replace(/\s+/gu, ' ').trim())
    .join()
const isLoud = async (panel: Panel): Promise<boolean> => (await panel.all('section.notice.act')).length > 0
/** As a panel looks again, once so much time went by. */
const wait = async (panel: Panel, ms: number): Promise<void> => {
  await panel.text()
  panel.clock.pass(ms)
  await panel.text()
}

beforeEach(() => sendMouse({ type: 'move', position: [700, 580] }))

describe('the escalation banner', () => {
  it('the escalation banner says to whom, when and why', async () => {
    const panel = await open()
    escalate(panel)
    const text = await banner(panel)
    expect(text).to.match(/^Escalated to a manager now \d\d:30 The customer was frustrated: 80 of 100\.$/u)
    expect((await panel.one('cx-assist-escalation')).shadowRoot?.querySelector('time')?.dateTime).to.equal(
      '2026-01-31T09:30:06.000Z',
    )
    expect(await isLoud(panel)).to.equal(true)
  })

  it('the escalation banner says who: you, where it was you, and then quietly', async () => {
    const panel = await open('agent_7')
    escalate(panel, { cause: 'agent', by: 'agent_7', reason: 'asks for a superior' })
    expect(await banner(panel)).to.include('You asked for it. “asks for a superior”')
    expect(await isLoud(panel)).to.equal(false)
  })

  it('the escalation banner says who: another agent by name, and somebody where there is none', async () => {
    const panel = await open('agent_7')
    escalate(panel, { cause: 'agent', by: 'agent_8' })
    expect(await banner(panel)).to.include('agent_8 asked for it.')
    escalate(panel, { cause: 'agent', level: 'supervisor' })
    expect(await banner(panel)).to.include('An agent asked for it.')
  })

  it('the escalation banner goes once the level fell back and the agent saw it', async () => {
    const panel = await open()
    feel(panel, 0.82, 'manager')
    escalate(panel)
    await wait(panel, 10_000)
    expect(await isLoud(panel)).to.equal(true)
    feel(panel, 0.18, 'standard')
    expect(await banner(panel)).to.equal('')
    expect((await panel.one('cx-assist-escalation')).hidden).to.equal(true)
  })

  it('the escalation banner is told quietly to whoever did not see it before the level fell back, and then goes', async () => {
    const panel = await open()
    escalate(panel)
    feel(panel, 0.18, 'standard')
    expect(await banner(panel)).to.include('The customer has calmed down since.')
    expect(await isLoud(panel)).to.equal(false)
    await wait(panel, 10_000)
    await wait(panel, 10_000)
    expect(await banner(panel)).to.equal('')
  })

  it('the escalation banner never stands loud above a calm customer', async () => {
    const panel = await open()
    feel(panel, 0.18, 'standard')
    escalate(panel, { cause: 'agent', by: 'agent_8' })
    expect(await panel.text()).to.match(/Escalated to a manager.*Calm/u)
    expect(await isLoud(panel)).to.equal(false)
  })

  it('the escalation banner comes back where the customer gets angry again and it is escalated again', async () => {
    const panel = await open()
    escalate(panel)
    await wait(panel, 10_000)
    feel(panel, 0.18, 'standard')
    await panel.text()
    feel(panel, 0.9, 'manager')
    escalate(panel, { score: 0.9 })
    expect(await isLoud(panel)).to.equal(true)
  })

  it('the escalation banner can be put away by a click, and stays away', async () => {
    const panel = await open()
    escalate(panel)
    await panel.text()
    ;(await panel.button('Put away')).click()
    expect(await banner(panel)).to.equal('')
    feel(panel, 0.9, 'manager')
    await wait(panel, 60_000)
    expect(await banner(panel)).to.equal('')
  })

  it('the escalation banner can be put away by one key from anywhere in the panel', async () => {
    const panel = await open()
    escalate(panel)
    panel.link().push(suggested(['a']))
    await panel.text()
    ;(await card(panel, 0)).focus()
    await press('h')
    expect(await banner(panel)).to.equal('')
    expect(focusedCard()).to.equal('0')
  })

  it('the escalation banner can be put away by Escape where the focus is in it, and the focus stays in the panel', async () => {
    const panel = await open()
    escalate(panel)
    panel.link().push(suggested(['a']))
    await panel.text()
    ;(await panel.button('Put away')).focus()
    await sendKeys({ press: 'Escape' })
    expect(await banner(panel)).to.equal('')
    expect(focusedCard()).to.equal('0')
  })

  it('the escalation banner pushes nothing that the agent is at: it waits behind a button, and is shown by it or once they left', async () => {
    const panel = await open()
    panel.link().push(suggested(['a']))
    await panel.text()
    const first = await card(panel, 0)
    first.focus()
    const before = first.getBoundingClientRect().top
    escalate(panel)
    expect(await banner(panel)).to.equal('')
    expect(await panel.text()).to.include('Escalated to a manager')
    expect(first.getBoundingClientRect().top).to.equal(before)
    ;(await panel.button('Escalated to a manager')).click()
    expect(await banner(panel)).to.include('The customer was frustrated')
  })

  it('the escalation banner does not go from above what the agent is at', async () => {
    const panel = await open()
    escalate(panel)
    panel.link().push(suggested(['a']))
    await wait(panel, 10_000)
    const first = await card(panel, 0)
    first.focus()
    const before = first.getBoundingClientRect().top
    feel(panel, 0.18, 'standard')
    await panel.text()
    expect(first.getBoundingClientRect().top).to.equal(before)
    first.blur()
    expect(await banner(panel)).to.equal('')
  })

  it('the escalation banner of a conversation that is opened later is told by what holds then', async () => {
    const panel = await openPanel({ conversation: 'conv_opened_later' })
    panel.link().join({
      ...SOME_SNAPSHOT,
      conversationId: 'conv_opened_later',
      transcript: [utterance(1, 'customer', 'hello')],
      escalation: { seq: 2, at: '2026-01-31T09:20:00Z', data: { level: 'manager', cause: 'frustration', score: 0.8 } },
      frustration: { seq: 3, at: '2026-01-31T09:25:00Z', data: { score: 0.18, level: 'standard' } },
    })
    expect(await banner(panel)).to.include('The customer has calmed down since.')
    expect(await isLoud(panel)).to.equal(false)
  })
})
