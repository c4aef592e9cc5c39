import { expect } from '@open-wc/testing'
import { press } from '../../desktop.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { misunderstood } from '../fallback/misunderstood.ts'
import { handedOver } from '../handover/handed-over.ts'
import { card, cards, focusedCard, hear, openSuggested, suggested } from '../suggestions/suggested.ts'

const end = (panel: Panel, reason?: string): void =>
  panel.link().push({
    type: 'status',
    data: { state: 'ended', since: '2026-01-31T09:29:00Z', ...(reason === undefined ? {} : { reason }) },
  })

describe('an ended conversation', () => {
  it('a conversation that ended says when it ended', async () => {
    const panel = await openSuggested(['a'])
    end(panel)
    expect(await panel.text()).to.match(/^Conversation ended \d\d:29 Suggestions/u)
  })

  for (const [reason, words] of [
    ['silence', /Conversation ended \d\d:29: nobody wrote any more/u],
    ['cxone', /Conversation ended \d\d:29: closed in CXone/u],
    ['The customer left the chat', /Conversation ended \d\d:29: The customer left the chat/u],
    ['deleted', /Conversation ended \d\d:29: deleted/u],
    ['  ', /Conversation ended \d\d:29 Suggestions/u],
  ] as const) {
    it(`a conversation that ended says why it ended: "${reason}"`, async () => {
      const panel = await openSuggested(['a'])
      end(panel, reason)
      expect(await panel.text()).to.match(words)
    })
  }

  it('a conversation that ended because it was deleted shows nothing of it, and still why where the panel may not come back', async () => {
    const panel = await openSuggested(['a'])
    end(panel, 'deleted')
    expect(await panel.text()).not.to.match(/Text of a|Let me look at it/u)
    panel.link().says.refused({ code: 'forbidden', message: 'not yours', retryInMs: 2_000 })
    expect(await panel.text())
      .to.match(/Conversation ended \d\d:29: deleted/u)
      .and.not.include('Not your conversation')
  })

  it('a conversation that ended is a record: nothing to insert, to ask for or to escalate, and the transcript stays', async () => {
    const panel = await openSuggested(['a', 'b'])
    end(panel)
    const text = await panel.text()
    for (const gone of ['Insert', 'Escalate', 'Suggest now', 'Text of a', 'Score frustration']) {
      expect(text, gone).not.to.include(gone)
    }
    expect(text).to.include('2 earlier suggestions').and.to.include('Let me look at it')
  })

  it('a conversation that ended shows its cards on demand, with what became of them, and nothing can be done with them', async () => {
    const panel = await openSuggested(['a', 'b'])
    const told = hear(panel)
    ;(await panel.button('Insert')).click()
    await panel.text()
    end(panel)
    await panel.text()
    ;(await panel.button('2 earlier suggestions')).click()
    const text = await panel.text()
    expect(text).to.match(/Text of a.*Inserted.*Text of b/u)
    expect(await panel.all('.card .acts')).to.have.length(0)
    ;(await card(panel, 1)).focus()
    for (const key of ['Enter', 'c', 'x', 'g', '!', 'e', '+', 'z']) await press(key)
    await panel.text()
    expect(told).to.deep.equal(['insert a: Text of a', 'inserted a'])
    expect(panel.link().asked('suggestion:request')).to.deep.equal([])
    expect(await panel.all('form, textarea')).to.have.length(0)
  })

  it('a conversation that ended leaves nothing to insert on cards that the agent is at, though these stay where they are', async () => {
    const panel = await openSuggested(['a', 'b'])
    const told = hear(panel)
    ;(await card(panel, 0)).focus()
    const before = (await card(panel, 1)).getBoundingClientRect().top
    end(panel)
    await panel.text()
    expect(focusedCard()).to.equal('0')
    expect((await card(panel, 1)).getBoundingClientRect().top).to.equal(before)
    await press('Enter')
    expect(told).to.deep.equal([])
    const buttons = await panel.all('.card button')
    expect(buttons.filter((each) => each.checkVisibility({ visibilityProperty: true }))).to.deep.equal([])
  })

  it('a conversation that ended asks nothing any more of what the bot did not understand, and folds what it handed over', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push(handedOver())
    panel.link().push(misunderstood(['billing_inquiry']))
    expect(await panel.text()).to.include('The bot did not understand')
    end(panel)
    expect(await panel.text())
      .to.include('Handed over · John Doe')
      .and.not.to.include('The bot did not understand')
      .and.not.to.include('Was charged twice for the January invoice')
    ;(await panel.button('Handed over')).click()
    expect(await panel.text()).to.include('Was charged twice for the January invoice')
  })

  it('a conversation that ended keeps quiet of an escalation, and does not forget it', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'misunderstood' } })
    end(panel)
    expect(await panel.text()).to.include('Escalated to a manager')
    expect(await panel.all('.act, [aria-label="Put away"]')).to.have.length(0)
  })

  it('a conversation that ended brings no escalation as news that was over before, though the agent is in the panel', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'frustration', score: 0.8 } })
    await panel.text()
    panel.clock.pass(10_000)
    await panel.text()
    panel.link().push({ type: 'frustration', data: { score: 0.1, level: 'standard' } })
    expect(await panel.text()).not.to.include('Escalated to a manager')
    ;(await card(panel, 0)).focus()
    end(panel)
    expect(await panel.text()).not.to.include('Escalated to a manager')
    ;(await card(panel, 0)).blur()
    expect(await panel.text()).to.include('Escalated to a manager')
  })

  it('a conversation that ended is opened as a record too', async () => {
    const panel = await openPanel()
    panel.link().join({
      ...SOME_SNAPSHOT,
      suggestions: { seq: 4, at: '2026-01-31T09:28:00Z', data: suggested(['a']).data },
      status: { seq: 5, at: '2026-01-31T09:29:00Z', data: { state: 'ended', since: '2026-01-31T09:29:00Z' } },
    })
    expect(await cards(panel)).to.have.length(0)
    expect(await panel.text()).to.include('1 earlier suggestion')
  })
})
