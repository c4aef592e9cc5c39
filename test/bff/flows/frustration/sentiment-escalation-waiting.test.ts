/** Cognigy may take its time: nobody waits for it longer than he has, and nothing waits that has nothing to do with it. */
import { afterEach, describe, expect, it } from 'vitest'
import { createConversations } from '../../../../bff/conversations/conversations.ts'
import { startDeadline, systemClock } from '../../../../bff/deadline.ts'
import { createEscalations, type Escalation } from '../../../../bff/flows/frustration/escalations.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import type { SessionEscalation } from '../../../../bff/ports/cognigy.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import { defaultRules } from '../../../../shared/rules.ts'
import type { AssistEvent } from '../../../../shared/wire/assist.ts'
import { createAloneStatus } from '../../../support/alone-status.ts'
import { mood, openSentimentStage, SESSION, type SentimentStage } from '../../../support/sentiment-stage.ts'

/** Escalations of a Cognigy that answers when the test lets it. */
const openEscalations = () => {
  const answers: (() => void)[] = []
  const updates: SessionEscalation[] = []
  const published: AssistEvent[] = []
  let ids = 0
  const newId = (): string => `id-${ids++}`
  const store = createMemoryStore({ newId, clock: systemClock }).conversations
  store.onCommit(({ envelopes }) => void published.push(...envelopes))
  const conversations = createConversations({
    store,
    push: { followed: () => [] },
    status: createAloneStatus(),
    clock: systemClock,
    metrics: createMetrics(),
    newId,
  })
  const escalations = createEscalations({
    sessions: {
      escalate: (_session, update) =>
        new Promise((resolve) => {
          updates.push(update)
          answers.push(() => resolve({ updated: true }))
        }),
      explain: ({ kind }) => kind,
    },
    conversations,
    rules: () => defaultRules,
    clock: systemClock,
    log: createLog('silent', { write: () => undefined }),
    metrics: createMetrics(),
  })
  const tell = (budgetMs: number, more: Partial<Escalation> = {}) => {
    const deadline = startDeadline(budgetMs)
    const facts = { sessionId: SESSION, level: 'manager', score: 0.9, cause: 'frustration', deadline } as const
    return escalations.tell({ ...facts, ...more }).finally(deadline.release)
  }
  return { tell, updates, published, answers }
}

describe('a waiting level', () => {
  it('a level that waits behind another one of its session is given up with its own deadline, told to nobody, and leaves no cool-down behind', async () => {
    const { tell, updates, published, answers } = openEscalations()
    const first = tell(10_000, { level: 'supervisor', score: 0.5 })
    expect(await tell(20)).toEqual({ kind: 'failed', explanation: 'timeout' })
    answers[0]?.()
    expect(await first).toMatchObject({ kind: 'told' })
    expect(updates).toHaveLength(1)
    expect(published).toHaveLength(1)
    const next = tell(10_000)
    await expect.poll(() => answers).toHaveLength(2)
    answers[1]?.()
    expect(await next).toMatchObject({ kind: 'told', telling: 'trigger' })
  })

  it('a level that waits behind another one of its session is not held up by another session', async () => {
    const { tell, answers } = openEscalations()
    const stuck = tell(10_000)
    const other = tell(10_000, { sessionId: 'sess_other_1' })
    await expect.poll(() => answers).toHaveLength(2)
    answers[1]?.()
    expect(await other).toMatchObject({ kind: 'told' })
    answers[0]?.()
    await stuck
  })
})

describe('a widget', () => {
  let stage: SentimentStage
  afterEach(() => stage.close())

  it('a widget joins and reports while its agent’s escalation is still on the way', async () => {
    stage = await openSentimentStage()
    await stage.turn([mood(0.1)])
    const widget = await stage.watch(SESSION, 'conv_other')
    stage.cognigy.faults.add({ method: 'POST', path: /\/update$/, kind: 'hang' })
    const order: string[] = []
    const escalated = widget.ask('escalation:request', { conversationId: SESSION, level: 'manager' }).then(
      () => order.push('escalated'),
      () => order.push('escalated'),
    )
    await widget.join('conv_other')
    order.push('joined')
    const scores = { negative: 0.9, neutral: 0.1, positive: 0, frustration: 0.9, backend: 'wasm' }
    await widget.ask('sentiment:report', { conversationId: SESSION, utteranceId: 'u1', ...scores })
    order.push('reported')
    await escalated
    expect(order).toEqual(['joined', 'reported', 'escalated'])
  })
})
