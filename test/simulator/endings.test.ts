/** The demo tells the BFF that a conversation ended, a moment after its last word. */
import { describe, expect, it } from 'vitest'
import { createEndings, ENDED_PATH } from '../../simulator/endings.ts'
import type { LiveFacts } from '../../simulator/replay/events.ts'

const FACTS: LiveFacts = {
  conversationId: 'conv_1',
  interactionId: 'int_1',
  sessionId: 'sess_1',
  customerName: 'Ada',
  channel: 'webchat',
  startedAt: '2026-01-01T00:00:00.000Z',
  status: 'ended',
  skill: undefined,
  agentId: undefined,
  escalation: undefined,
}

describe('the end of a conversation', () => {
  it('is told by both its ids, once it was closed, and waited for', async () => {
    const posted: unknown[] = []
    let pass = (): void => undefined
    const clock = {
      now: () => 0,
      sleep: () =>
        new Promise<void>((resolve) => {
          pass = resolve
        }),
    }
    const node = {
      post: async (path: string, body: unknown) => {
        posted.push([path, body])
        return { status: 200, body: { status: 'ended' }, attempts: 1 }
      },
    }
    const endings = createEndings({ node, clock })
    endings.observer.ended?.(FACTS)
    let isSettled = false
    const settled = endings.settled().then(() => {
      isSettled = true
    })
    await Promise.resolve()
    expect([posted, isSettled]).toEqual([[], false])
    pass()
    await settled
    expect(posted).toEqual([[ENDED_PATH, { conversationId: 'conv_1', sessionId: 'sess_1', reason: 'resolved' }]])
  })
})
