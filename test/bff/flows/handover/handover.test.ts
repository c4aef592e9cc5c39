/** docs/contract.md 1.4 and 7.3: what is wrong with a handover is found before CXone is asked to transfer, and said with its mend. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { handoverFinding } from '../../../../shared/wire/vocabulary.ts'
import type { CxoneStandIn } from '../../../../simulator/cxone/tutorial/server.ts'
import {
  CONVERSATION,
  GOOD_HANDOVER,
  handover,
  handoverTo,
  handoverWith,
  QUEUE,
  startHandoverCxone,
  TRANSFER,
} from '../../../support/handover-stage.ts'
import { type Reply, sendJson } from '../../../support/http-client.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startHandoverCxone()
  bff = await startBff(cxone, { rules: { handover: { queues: { Claims: 'queue-claims' } } } })
})
beforeEach(() => {
  cxone.faults.clear()
  cxone.seedConversation({ id: CONVERSATION, customerName: 'John Doe' })
  cxone.setAgentStatus('Billing Support', 'available')
  cxone.journal.clear()
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const post = (body: unknown) => sendJson(bff.url, '/webhook/handover', body)
const transfers = () => cxone.journal.entries(TRANSFER)
const answered = z.object({ detail: z.string(), errors: z.array(handoverFinding) })
const findingsOf = (reply: Reply) => answered.parse(reply.body).errors
const errorsOf = (reply: Reply) => findingsOf(reply).filter(({ severity }) => severity === 'error')

describe('a sound handover', () => {
  it('a handover that passes every check is transferred with the body that CXone takes, and answered so', async () => {
    const reply = await post(GOOD_HANDOVER)
    expect([reply.status, reply.body]).toEqual([200, { status: 'transferred' }])
    const { conversationId: _, ...body } = GOOD_HANDOVER
    expect(transfers().map((call) => call.body)).toEqual([body])
    expect(cxone.conversation(CONVERSATION)).toMatchObject({ state: 'queued', queueId: QUEUE })
  })

  it.each([
    ['without available agents', () => cxone.setAgentStatus('Billing Support', 'busy'), GOOD_HANDOVER],
    ['without a reason', () => undefined, handoverWith({ transferReason: undefined })],
    ['to an agent', () => undefined, handoverTo({ type: 'agent', id: 'agent-billing-support-1' })],
  ])('a handover that passes every check is transferred %s: a warning stops nothing', async (_name, arrange, body) => {
    arrange()
    expect((await post(body)).body).toEqual({ status: 'transferred' })
    expect(transfers()).toHaveLength(1)
  })

  it('a handover that passes every check costs three questions and one transfer', async () => {
    await post(GOOD_HANDOVER)
    expect(cxone.journal.entries().filter(({ path }) => path !== '/oauth/token')).toHaveLength(4)
  })
})

/** Each check: the payload, what is arranged, the code, the path, what the message and the mend say. */
const CHECKS: readonly {
  readonly name: string
  readonly body: Record<string, unknown>
  readonly arrange?: () => void
  readonly code: string
  readonly path: string
  readonly says: RegExp
}[] = [
  {
    name: 'a conversation that CXone does not know',
    body: handover({ conversationId: 'sess_12345' }),
    code: 'conversation_not_found',
    path: 'conversationId',
    says: /no conversation with this id \(10 characters\).*session\.cxone\.conversationId/s,
  },
  {
    name: 'a conversation that has ended',
    body: handover(),
    arrange: () => cxone.endConversation(CONVERSATION),
    code: 'conversation_not_live',
    path: 'conversationId',
    says: /is ended: active or queued.*before the conversation ends/s,
  },
  {
    name: 'a conversation that is wrapped up',
    body: handover(),
    arrange: () => void cxone.seedConversation({ id: CONVERSATION, state: 'active', wrapupCode: 'wrapup-resolved' }),
    code: 'already_wrapped_up',
    path: 'conversationId',
    says: /already wrapped up/,
  },
  {
    name: 'no conversation id',
    body: handover({ conversationId: undefined }),
    code: 'missing',
    path: 'conversationId',
    says: /is missing.*session\.cxone/s,
  },
  {
    name: 'an unknown kind of target',
    body: handoverTo({ type: 'Queue' }),
    code: 'target_type_unknown',
    path: 'transferTo.type',
    says: /“Queue”.*send "queue"/s,
  },
  {
    name: 'no target',
    body: handover({ transferTo: undefined }),
    code: 'missing',
    path: 'transferTo',
    says: /missing/,
  },
  {
    name: 'a target whose id is null',
    body: handoverTo({ id: null }),
    code: 'target_missing',
    path: 'transferTo.id',
    says: /variable/,
  },
  {
    name: 'a target whose id is no text',
    body: handoverTo({ id: ['queue-1'] }),
    code: 'wrong_type',
    path: 'transferTo.id',
    says: /string.*id of the queue/s,
  },
  {
    name: 'the name of a queue that the rules list',
    body: { ...handoverTo({ id: 'claims' }), wrapupCode: { id: 'wrapup-claim' } },
    code: 'target_is_name',
    path: 'transferTo.id',
    says: /“[Cc]laims” is the name of queue queue-claims.*send its id: "queue-claims"/s,
  },
  {
    name: 'the name of a queue in which somebody waits',
    body: handoverTo({ id: 'Billing Support' }),
    arrange: () => void cxone.seedConversation({ id: 'conv_other', state: 'queued', skillGroup: 'Billing Support' }),
    code: 'target_is_name',
    path: 'transferTo.id',
    says: /send its id: "queue-billing-support"/,
  },
  {
    name: 'a name that nothing is known of',
    body: handoverTo({ id: 'Our nicest people' }),
    code: 'target_not_an_id',
    path: 'transferTo.id',
    says: /looks like a name/,
  },
  {
    name: 'a queue that CXone does not know',
    body: handoverTo({ id: 'queue-nowhere' }),
    code: 'queue_not_found',
    path: 'transferTo.id',
    says: /no queue with this id \(13 characters\)/,
  },
  {
    name: 'a queue that is not active',
    body: handoverTo({ id: 'queue-closed' }),
    code: 'queue_inactive',
    path: 'transferTo.id',
    says: /“Night desk” is not active.*activate/s,
  },
  {
    name: 'an unknown kind of transfer',
    body: handover({ transferType: 'warm' }),
    code: 'transfer_type_unknown',
    path: 'transferType',
    says: /\(4 characters\).*"blind" or "consult"/s,
  },
  {
    name: 'no wrap-up code',
    body: handover({ wrapupCode: undefined }),
    code: 'wrapup_missing',
    path: 'wrapupCode.id',
    says: /wrapup-resolved \(Resolved\)/,
  },
  {
    name: 'a wrap-up code whose id is null',
    body: handover({ wrapupCode: { id: null } }),
    code: 'wrapup_missing',
    path: 'wrapupCode.id',
    says: /is missing/,
  },
  {
    name: 'a wrap-up code that does not exist',
    body: handover({ wrapupCode: { id: 'wrapup-none' } }),
    code: 'wrapup_not_found',
    path: 'wrapupCode.id',
    says: /is no wrap-up code of the queue \(11 characters\).*wrapup-transferred/s,
  },
  {
    name: 'a wrap-up code of another queue',
    body: handover({ wrapupCode: { id: 'wrapup-claim' } }),
    code: 'wrapup_of_other_queue',
    path: 'wrapupCode.id',
    says: /queue “Claims”, not of the target queue/,
  },
  {
    name: 'the name of a wrap-up code',
    body: handover({ wrapupCode: { id: 'transferred' } }),
    code: 'wrapup_is_name',
    path: 'wrapupCode.id',
    says: /send its id: "wrapup-transferred"/,
  },
  {
    name: 'no context',
    body: handover({ contextData: undefined }),
    code: 'missing',
    path: 'contextData',
    says: /is missing/,
  },
  {
    name: 'a context without the intent',
    body: handoverWith({ intent: undefined }),
    code: 'context_missing',
    path: 'contextData.intent',
    says: /set intent in the flow/,
  },
  {
    name: 'a context with the customer’s name under another key',
    body: handover({ contextData: { intent: 'x', customer_name: 'Jo', transferReason: 'r' } }),
    code: 'context_missing',
    path: 'contextData.customerName',
    says: /rename “customer_name” to "customerName"/,
  },
  {
    name: 'a context with a name that is no text',
    body: handoverWith({ customerName: { first: 'John' } }),
    code: 'context_wrong_type',
    path: 'contextData.customerName',
    says: /of type object, not string/,
  },
  {
    name: 'a context with an empty name',
    body: handoverWith({ customerName: '  ' }),
    code: 'context_empty',
    path: 'contextData.customerName',
    says: /is empty/,
  },
]

describe('the checks of docs/contract.md 7.3', () => {
  it.each(CHECKS)(
    'checking finds $name before CXone is asked to transfer',
    async ({ body, arrange, code, path, says }) => {
      arrange?.()
      const reply = await post(body)
      expect(reply.status).toBe(422)
      expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
      const errors = errorsOf(reply)
      expect(errors.map((each) => [each.path, each.code])).toEqual([[path, code]])
      expect(errors.map(({ message, fix }) => `${message}\n${fix}`).join()).toMatch(says)
      expect(transfers()).toEqual([])
    },
  )

  it('checking holds the wrap-up code against the queue that a name stands for', async () => {
    const reply = await post(handoverTo({ id: 'Claims' }))
    expect(errorsOf(reply).map(({ code }) => code)).toEqual(['target_is_name', 'wrapup_not_found'])
  })

  it('checking tells all that is wrong at once, in the order of the fields', async () => {
    cxone.endConversation(CONVERSATION)
    const reply = await post({
      conversationId: CONVERSATION,
      transferTo: { type: 'user', id: 'queue-nowhere' },
      wrapupCode: {},
      contextData: { customerName: 7 },
    })
    expect(reply.status).toBe(422)
    expect(findingsOf(reply).map(({ path, severity }) => [path, severity])).toEqual([
      ['conversationId', 'error'],
      ['transferTo.type', 'error'],
      ['transferTo.id', 'error'],
      ['transferType', 'error'],
      ['wrapupCode.id', 'error'],
      ['contextData.intent', 'error'],
      ['contextData.customerName', 'error'],
      ['contextData.transferReason', 'warning'],
    ])
    expect(transfers()).toEqual([])
  })

  it.each([['[]'], ['"text"'], ['null'], ['7'], ['{}']])('the webhook answers 422 to %s', async (text) => {
    const reply = await sendJson(bff.url, '/webhook/handover', JSON.parse(text))
    expect(reply.status).toBe(422)
    expect(findingsOf(reply).length).toBeGreaterThan(0)
  })

  it('checking names nothing of what the customer wrote in log or metrics', async () => {
    await post(handoverTo({ id: 'please call Jane Roe at home' }))
    await post(handoverWith({ customerName: 5, botSummary: 'Jane Roe was charged twice' }))
    await post(handoverWith({ botSummary: 'Jane Roe was charged twice' }))
    expect(`${bff.logged()}${await bff.metrics.render()}`).not.toMatch(/Jane Roe|John Doe/)
  })
})

describe('the rules', () => {
  const withRules = async (rules: Parameters<typeof bff.setRules>[0], body: unknown): Promise<Reply> => {
    bff.setRules(rules)
    try {
      return await post(body)
    } finally {
      bff.setRules({ handover: { queues: { Claims: 'queue-claims' } } })
    }
  }

  it('the rules may demand other keys of the context', async () => {
    const reply = await withRules({ handover: { requiredContext: ['orderId'] } }, GOOD_HANDOVER)
    expect(errorsOf(reply).map(({ path }) => path)).toEqual(['contextData.orderId'])
  })

  it('the rules may do without a wrap-up code', async () => {
    const body = handover({ wrapupCode: undefined })
    expect((await withRules({ handover: { requireWrapupCode: false } }, body)).body).toEqual({ status: 'transferred' })
    expect(transfers()[0]?.body).not.toHaveProperty('wrapupCode')
  })
})
