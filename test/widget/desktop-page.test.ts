import { expect } from '@open-wc/testing'
import { initialState, replaceAll, select, upsert } from '../../simulator/desktop/page/state.ts'
import type { ConversationStatus, ConversationSummary } from '../../simulator/desktop/wire.ts'

const summary = (id: string, status: ConversationStatus, minute = 0): ConversationSummary => ({
  id,
  interactionId: `int_${id}`,
  customerName: id,
  channel: 'webchat',
  startedAt: new Date(Date.UTC(2026, 0, 31, 9, minute)).toISOString(),
  status,
})

describe('the conversation opened by the desktop', () => {
  it('the conversation that the desktop opens by itself is the newest that is the agent’s, never one that ended, is queued or with the bot', () => {
    const all = [
      summary('ended', 'ended', 9),
      summary('old', 'active', 1),
      summary('new', 'active', 5),
      summary('queued', 'queued', 8),
      summary('bot', 'bot', 7),
    ]
    expect(replaceAll(initialState, all).selectedId).to.equal('new')
    expect(
      replaceAll(
        initialState,
        all.filter(({ status }) => status !== 'active'),
      ).selectedId,
    ).to.equal(null)
  })

  it('the conversation that the desktop opens by itself is the first that becomes the agent’s', () => {
    const waiting = replaceAll(initialState, [summary('a', 'ended'), summary('b', 'queued')])
    expect(upsert(waiting, summary('b', 'active')).selectedId).to.equal('b')
  })

  it('the conversation that the desktop opens by itself is another one where that ended while the desktop was cut off', () => {
    const open = replaceAll(initialState, [summary('a', 'active'), summary('b', 'active', 3)])
    expect(open.selectedId).to.equal('b')
    expect(replaceAll(open, [summary('a', 'active'), summary('b', 'ended', 3)]).selectedId).to.equal('a')
  })

  it('the conversation that the desktop opens by itself stays what the agent chose, and what ended before their eyes', () => {
    const chosen = select(replaceAll(initialState, [summary('a', 'ended'), summary('b', 'active')]), 'a')
    expect(replaceAll(chosen, [summary('a', 'ended'), summary('b', 'active')]).selectedId).to.equal('a')
    const open = replaceAll(initialState, [summary('b', 'active')])
    expect(upsert(open, summary('b', 'ended')).selectedId).to.equal('b')
  })
})
