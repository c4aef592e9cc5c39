import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { parseOrProblem } from '../../../shared/wire/problem.ts'
import { joinRequest } from '../../../shared/wire/socket-events.ts'
import {
  escalationRequest,
  intentConfirmation,
  sentimentReport,
  suggestionFeedback,
} from '../../../shared/wire/socket-reports.ts'
import { interactionUpdate, streamFrame } from '../../../shared/wire/stream.ts'
import { tokenRequest } from '../../../shared/wire/token.ts'

const SOME_REPORT = {
  conversationId: 'conv_1',
  utteranceId: 'u1',
  negative: 0.7,
  neutral: 0.2,
  positive: 0.1,
  backend: 'wasm',
}
const SOME_FEEDBACK = { conversationId: 'conv_1', suggestionId: 's1', action: 'inserted' }
const SOME_UPDATE = { interactionId: 'int_1', agentId: 'agent_1', transcript: 'I want a refund' }

const pathsOf = (schema: z.ZodMiniType, value: unknown): string[] => {
  const parsed = parseOrProblem(schema, value)
  return parsed.ok ? [] : parsed.errors.map(({ path }) => path)
}

describe('what fits', () => {
  const cases: readonly (readonly [string, z.ZodMiniType, unknown])[] = [
    ['a join', joinRequest, { conversationId: 'conv_1' }],
    ['a join after a number', joinRequest, { conversationId: 'conv_1', afterSeq: 0 }],
    ['a report', sentimentReport, SOME_REPORT],
    ['a report with frustration', sentimentReport, { ...SOME_REPORT, frustration: 1 }],
    ['a report that misses the sum by rounding', sentimentReport, { ...SOME_REPORT, positive: 0.115 }],
    ['a feedback', suggestionFeedback, SOME_FEEDBACK],
    ['a feedback with a reason', suggestionFeedback, { ...SOME_FEEDBACK, action: 'unhelpful', reason: 'too_slow' }],
    ['a feedback that takes one back', suggestionFeedback, { ...SOME_FEEDBACK, undone: true }],
    ['a confirmation', intentConfirmation, { conversationId: 'conv_1', actual: 'billing_inquiry' }],
    ['an escalation', escalationRequest, { conversationId: 'conv_1', level: 'manager', reason: 'asked for one' }],
    ['a token request', tokenRequest, { agentId: 'agent_1' }],
    ['a token request with all', tokenRequest, { agentId: 'a', conversations: ['c'], ttlSeconds: 86_400 }],
    ['a frame', streamFrame, { type: 'INTERACTION_UPDATE', payload: {} }],
    ['a heartbeat', streamFrame, { type: 'HEARTBEAT' }],
    ['an update', interactionUpdate, SOME_UPDATE],
    ['an update with all', interactionUpdate, { ...SOME_UPDATE, sentimentScore: -1, speaker: 'bot', context: {} }],
    ['an update with nulls', interactionUpdate, { ...SOME_UPDATE, agentId: null, sentimentScore: null, context: null }],
  ]
  it.each(cases)('what fits is %s', (_name, schema, value) => {
    expect(pathsOf(schema, value)).toEqual([])
  })

  it.each([
    [
      'customer',
      ['user', 'CUSTOMER', 'Customer', 'end-user', 'EndUser', 'visitor', 'client', '', ' ', null, undefined, 7, {}],
    ],
    ['agent', ['AGENT', 'human_agent', 'Operator']],
    ['bot', ['Bot', 'BOT', 'virtual agent', 'assistant', 'SYSTEM']],
  ])('what fits is an update of the %s, however that is written', (expected, spellings) => {
    for (const speaker of spellings) {
      expect([speaker, interactionUpdate.parse({ ...SOME_UPDATE, speaker }).speaker]).toEqual([speaker, expected])
    }
  })

  it.each([
    ['-0.7', -0.7],
    [' 1 ', 1],
    [0, 0],
    [-1.1, undefined],
    [70, undefined],
    ['sad', undefined],
    ['', undefined],
    [{}, undefined],
    [null, undefined],
  ])('what fits is an update whose score %j is %j', (sentimentScore, expected) => {
    expect(interactionUpdate.parse({ ...SOME_UPDATE, sentimentScore }).sentimentScore).toBe(expected)
  })

  it('what fits is an update without what is no id or no object', () => {
    const odd = { agentId: {}, utteranceId: [], conversationId: '..', context: 'none' }
    const { interactionId, transcript, ...rest } = interactionUpdate.parse({ ...SOME_UPDATE, ...odd })
    expect(JSON.parse(JSON.stringify(rest))).toEqual({ speaker: 'customer' })
    expect(interactionUpdate.parse({ ...SOME_UPDATE, context: ['none'] }).context).toBeUndefined()
  })

  it('what fits is an update with ids that are numbers', () => {
    const ids = { interactionId: 1, agentId: 2, utteranceId: 3, conversationId: 4 }
    expect(interactionUpdate.parse({ ...ids, transcript: 5 })).toMatchObject({
      interactionId: '1',
      agentId: '2',
      utteranceId: '3',
      conversationId: '4',
      transcript: '5',
    })
  })

  it('what fits is an update that names no speaker: it was the customer', () => {
    expect(interactionUpdate.parse(SOME_UPDATE).speaker).toBe('customer')
  })
})

describe('what does not fit', () => {
  const cases: readonly (readonly [string, z.ZodMiniType, unknown])[] = [
    ['', joinRequest, 'conv_1'],
    ['', joinRequest, undefined],
    ['conversationId', joinRequest, {}],
    ['conversationId', joinRequest, { conversationId: ['conv_1'] }],
    ['afterSeq', joinRequest, { conversationId: 'c', afterSeq: -1 }],
    ['afterSeq', joinRequest, { conversationId: 'c', afterSeq: 1.5 }],
    ['afterSeq', joinRequest, { conversationId: 'c', afterSeq: '1' }],
    ['negative', sentimentReport, { ...SOME_REPORT, negative: 0.9 }],
    ['negative', sentimentReport, { ...SOME_REPORT, negative: 2 }],
    ['backend', sentimentReport, { ...SOME_REPORT, backend: '' }],
    ['action', suggestionFeedback, { ...SOME_FEEDBACK, action: 'burnt' }],
    ['text', suggestionFeedback, { ...SOME_FEEDBACK, text: 'x'.repeat(10_001) }],
    ['reason', suggestionFeedback, { ...SOME_FEEDBACK, reason: 'slow' }],
    ['undone', suggestionFeedback, { ...SOME_FEEDBACK, undone: false }],
    ['actual', intentConfirmation, { conversationId: 'c' }],
    ['level', escalationRequest, { conversationId: 'c', level: 'director' }],
    ['agentId', tokenRequest, { agentId: '' }],
    ['conversations.1', tokenRequest, { agentId: 'a', conversations: ['c', ''] }],
    ['ttlSeconds', tokenRequest, { agentId: 'a', ttlSeconds: 0 }],
    ['ttlSeconds', tokenRequest, { agentId: 'a', ttlSeconds: 86_401 }],
    ['type', streamFrame, { payload: {} }],
    ['transcript', interactionUpdate, { ...SOME_UPDATE, transcript: ['x'] }],
    ['transcript', interactionUpdate, { interactionId: 'int_1' }],
    ['speaker', interactionUpdate, { ...SOME_UPDATE, speaker: 'nobody' }],
    ['interactionId', interactionUpdate, { transcript: 'x' }],
  ]
  it.each(cases)('what does not fit is named as "%s"', (path, schema, value) => {
    expect(pathsOf(schema, value)).toContain(path)
  })
})
