/** What a real flow's nodes would post, word by word. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { UpdatePayload } from '../../simulator/cognigy/tutorial/server.ts'
import type { LiveFacts, SaidLine } from '../../simulator/replay/events.ts'
import type { FlowState } from '../../simulator/replay/flow.ts'
import { createVendorFlow } from '../../simulator/replay/vendor-flow.ts'
import type { WebhookNode } from '../../simulator/replay/webhook-node.ts'

const endpoint = { URLToken: 'url-token', endpointType: 'webchat3' }
const facts: LiveFacts = {
  conversationId: '4711',
  interactionId: 'int_1',
  sessionId: 'sess_1',
  customerName: 'Ana Ruiz',
  channel: 'webchat',
  startedAt: '2026-01-31T09:30:00.000Z',
  status: 'bot',
  skill: undefined,
  agentId: undefined,
  escalation: undefined,
}
const ids = { conversationId: '4711', contactNumber: '4711', contactId: '84711' }
const state: FlowState = { facts, ids, userId: 'user_1', number: 0, language: 'en' }
const line: SaidLine = { id: 'int_1-u1', speaker: 'customer', text: 'Why was I charged twice?', at: '' }
const heard = { ...state, line }
const intent = { name: 'billing_inquiry', score: 0.92 }
const origin = {
  ...endpoint,
  ...ids,
  userId: 'user_1',
  sessionId: 'sess_1',
  channel: 'webchat',
  utteranceId: 'int_1-u1',
}

let posts: { path: string; body: unknown }[]
/** Resolves each post in turn. */
let answer: (() => void)[]
const node: WebhookNode = {
  post: (path, body) => {
    posts.push({ path, body })
    return new Promise((resolve) => {
      answer.push(() => resolve({ status: 202, body: { accepted: 1 }, attempts: 1 }))
    })
  },
}
const cxone = { handoverTo: () => ({ transferTo: { type: 'queue' as const, id: '104' } }) }
const flow = createVendorFlow(cxone, { endpoint }, node)
beforeEach(() => {
  posts = []
  answer = []
})

describe('a flow at a vendor’s platform', () => {
  it('a flow at a vendor’s platform sends where the session comes from along with the intent', () => {
    expect(flow.routing(heard, intent)).toEqual({
      path: '/webhook/cognigy',
      body: { session: { id: 'sess_1', user: { id: 'user_1' }, cxone: origin }, intent, text: line.text },
    })
  })

  it('a flow at a vendor’s platform sends it along with what was not understood', () => {
    const body = {
      sessionId: 'sess_1',
      input: line.text,
      intent: { name: 'Fallback', confidence: 0.4 },
      previousIntents: [],
    }
    expect(flow.fallback(heard, body)).toEqual({
      path: '/webhook/fallback',
      body: { ...body, context: {}, origin },
    })
  })

  it('a flow at a vendor’s platform sends it along with the mood, and the last twenty things that were written', () => {
    const history = Array.from({ length: 25 }, (_, n) => ({ userInput: `Utterance ${n}` }))
    const body = { session: { id: 'sess_1', history }, userInput: line.text, platform: 'webchat', language: 'en' }
    expect(flow.sentiment(heard, body)).toEqual({
      path: '/webhook/sentiment-escalation',
      body: { ...body, session: { id: 'sess_1', history: history.slice(5) }, origin },
    })
  })

  it('a flow at a vendor’s platform hands over to a skill by its id, without a wrap-up code', () => {
    expect(flow.handover(heard, intent, 'General Inquiry')).toEqual({
      path: '/webhook/handover',
      body: {
        conversationId: '4711',
        transferTo: { type: 'queue', id: '104' },
        transferType: 'blind',
        contextData: {
          intent: 'billing_inquiry',
          customerName: 'Ana Ruiz',
          transferReason: 'The bot did not understand',
        },
        origin,
      },
    })
  })

  it('a flow at a vendor’s platform posts what is said, and nothing before the BFF has what was said earlier', async () => {
    const first = flow.tell(state, line, undefined, Promise.resolve())
    const agent: SaidLine = { ...line, id: 'int_1-u2', speaker: 'agent', text: 'Let me see.' }
    const second = flow.tell({ ...state, facts: { ...facts, agentId: 'agent-7' } }, agent, undefined, first)
    await expect.poll(() => posts.length).toBe(1)
    expect(posts[0]).toEqual({
      path: '/webhook/transcript',
      body: { interactionId: 'sess_1', transcript: line.text, speaker: 'customer', origin },
    })
    answer[0]?.()
    await first
    await expect.poll(() => posts.length).toBe(2)
    expect(posts[1]?.body).toMatchObject({
      speaker: 'agent',
      agentId: 'agent-7',
      transcript: 'Let me see.',
      origin: { utteranceId: 'int_1-u2' },
    })
    answer[1]?.()
    await second
  })

  it('a flow at a vendor’s CXone tells of what is said over the stream where Cognigy has one', async () => {
    const sent: UpdatePayload[] = []
    const streaming = createVendorFlow(cxone, { endpoint, sendUpdate: (payload) => void sent.push(payload) }, node)
    await streaming.tell(state, line, -0.4, Promise.resolve())
    expect(posts).toEqual([])
    expect(sent).toEqual([
      {
        interactionId: 'int_1',
        conversationId: '4711',
        transcript: line.text,
        speaker: 'customer',
        utteranceId: 'int_1-u1',
        sentimentScore: -0.4,
      },
    ])
  })
})
