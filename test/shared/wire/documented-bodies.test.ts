/** What docs/cognigy.md has for people to copy into a flow is run as Cognigy runs it, and fits what the service takes. */
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readHandover } from '../../../shared/wire/handover.ts'
import { fallbackWebhook, routingWebhook, sentimentWebhook, transcriptWebhook } from '../../../shared/wire/webhooks.ts'

const PAGE = readFileSync(new URL('../../../docs/cognigy.md', import.meta.url), 'utf8')
const blocksOf = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^\`]*)\`\`\`$`, 'gm'))].map(([, text = '']) => text)

/** As the vendor's platform hands it to a flow. */
const INPUT = {
  userId: 'visitor-1',
  URLToken: 'token-of-the-endpoint',
  sessionId: 'session-0001',
  endpointType: 'webchat3',
  channel: 'webchat3',
  inputId: 'input-7',
  language: 'en-US',
  text: 'my bill is "wrong"',
  intent: 'billing_inquiry',
  intentScore: 0.92,
  nlu: { intentMapperResults: { scores: [{ name: 'login_issue', score: 0.3, negated: false }] } },
  transcript: [
    { role: 'assistant', payload: { text: 'Hello' } },
    { role: 'user', payload: { text: 'hi' } },
  ],
}

/** The Code node, then one HTTP node: expressions in braces are texts, scripts are values. */
const bodiesFor = (data: Readonly<Record<string, unknown>> | undefined): readonly unknown[] => {
  const context: Record<string, unknown> = data === undefined ? {} : { data }
  const scope = {
    input: INPUT,
    context,
    api: { addToContext: (key: string, value: unknown) => (context[key] = value) },
  }
  for (const code of blocksOf('js')) runInNewContext(code, scope)
  const textOf = (expression: string): string => {
    try {
      return String(runInNewContext(expression, scope))
    } catch {
      return 'undefined'
    }
  }
  const script = z.strictObject({ $cs: z.strictObject({ script: z.string(), type: z.literal('object') }) })
  const filled = (_key: string, value: unknown): unknown => {
    const asked = script.safeParse(value)
    if (asked.success) return JSON.parse(JSON.stringify(runInNewContext(asked.data.$cs.script, scope)))
    return typeof value === 'string' ? value.replaceAll(/\{\{(.+?)\}\}/g, (_, expression) => textOf(expression)) : value
  }
  return blocksOf('json').map((body): unknown => JSON.parse(body, filled))
}

const ORIGIN = { userId: 'visitor-1', URLToken: 'token-of-the-endpoint', channel: 'webchat3', utteranceId: 'input-7' }

describe('the bodies of the Cognigy page', () => {
  const [routing, fallback, sentiment, handover, transcript, ...more] = bodiesFor({
    contactNumber: 4711,
    contactId: '900',
    customerName: 'Maya',
  })

  it('the bodies of the Cognigy page are one for each webhook', () => {
    expect(more).toEqual([])
    expect(transcript).toBeDefined()
  })

  it('the bodies of the Cognigy page route by the intent, and tell who the customer is', () => {
    expect(routingWebhook.parse(routing)).toMatchObject({
      session: { id: 'session-0001', cxone: { ...ORIGIN, contactNumber: 4711 } },
      intent: { name: 'billing_inquiry', score: 0.92 },
      text: 'my bill is "wrong"',
    })
  })

  it('the bodies of the Cognigy page tell what was not understood, and what else it may be', () => {
    expect(fallbackWebhook.parse(fallback)).toMatchObject({
      sessionId: 'session-0001',
      previousIntents: [{ name: 'login_issue', confidence: 0.3 }],
      origin: { ...ORIGIN, contactNumber: '4711', contactId: '900' },
    })
  })

  it('the bodies of the Cognigy page tell a mood by what the customer said, and by nothing of the bot', () => {
    expect(sentimentWebhook.parse(sentiment)).toMatchObject({
      session: { id: 'session-0001', history: [{ userInput: 'hi' }] },
      language: 'en-US',
      origin: ORIGIN,
    })
  })

  it('the bodies of the Cognigy page hand over without a finding in their form', () => {
    const { draft, findings } = readHandover(handover)
    expect(findings).toEqual([])
    expect(draft).toMatchObject({
      conversationId: '4711',
      transferTo: { type: 'queue', id: '101' },
      contextData: { customerName: 'Maya', intent: 'billing_inquiry' },
    })
  })

  it('the bodies of the Cognigy page tell what was said', () => {
    expect(transcriptWebhook.parse(transcript)).toMatchObject({ speaker: 'customer', origin: ORIGIN })
  })

  it('the bodies of the Cognigy page fit also where the channel passes no contact in', () => {
    const [route, , , , say] = bodiesFor(undefined)
    expect(routingWebhook.safeParse(route).success).toBe(true)
    expect(transcriptWebhook.parse(say)).toMatchObject({ origin: ORIGIN })
  })
})
