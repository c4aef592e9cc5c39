/** `cx-assist/validate`: the BFF's own verdict on a payload, with mends, and nothing but the payload to go by. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rulesFile } from '../../../shared/rules.ts'
import { EXAMPLES } from '../../../shared/validate/examples.ts'
import { likelyField } from '../../../shared/validate/likely-field.ts'
import { guessWebhook, validate, validateText, type WebhookName } from '../../../shared/validate/validate.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, routingBody } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const FALLBACK = {
  sessionId: 'sess_12345',
  input: 'gibberish',
  intent: { name: 'Fallback', confidence: 0.2 },
  context: {},
  previousIntents: [],
}
const SENTIMENT = {
  session: { id: 'sess_12345', history: [{ userInput: 'one' }, { userInput: 'two' }] },
  userInput: 'three',
  platform: 'webchat',
  language: 'en',
}
const HANDOVER = {
  conversationId: 'conv_abc123',
  transferTo: { type: 'queue', id: 'queue-billing-support' },
  transferType: 'blind',
  wrapupCode: { id: 'wrapup-transferred' },
  contextData: { intent: 'a', customerName: 'b', transferReason: 'c' },
}

const SAID = {
  interactionId: 'int_1',
  transcript: 'Where is my parcel?',
  speaker: 'customer',
  utteranceId: 'u_1',
  conversationId: 'conv_1',
  sentimentScore: 0.1,
}

const without = (body: object, ...keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)))

describe('what is wrong, and its mend', () => {
  const CASES: readonly (readonly [string, WebhookName, unknown, string, RegExp])[] = [
    ['a misspelt id', 'routing', routingBody({ conversationId: undefined }), 'session.cxone.conversationId', /pass on/],
    [
      'a score beyond one',
      'routing',
      { ...EXAMPLE_ROUTING, intent: { name: 'x', score: 92 } },
      'intent.score',
      /bounds/,
    ],
    [
      'snake case',
      'fallback',
      { ...without(FALLBACK, 'sessionId'), session_id: 'sess_12345' },
      'sessionId',
      /rename session_id to sessionId/,
    ],
    ['truth where words belong', 'routing', { ...EXAMPLE_ROUTING, text: true }, 'text', /in quotes/],
    [
      'an id that JSON could not keep whole',
      'routing',
      { ...EXAMPLE_ROUTING, session: { id: 2 ** 60 } },
      'session.id',
      /in quotes/,
    ],
    [
      'a session id beside the session',
      'routing',
      { ...EXAMPLE_ROUTING, session: { user: {} }, sessionId: 's' },
      'session.id',
      /move sessionId to session\.id/,
    ],
    ['nothing at all', 'sentiment-escalation', {}, 'session', /add session/],
    ['a list in place of an object', 'handover', { ...HANDOVER, contextData: [] }, 'contextData', /send an object/],
    [
      'the text of an utterance by another name',
      'transcript',
      { ...without(SAID, 'transcript'), text: 'Where?' },
      'transcript',
      /rename text to transcript/,
    ],
    [
      'an utterance of several',
      'transcript',
      { updates: [SAID, { ...SAID, speaker: 'nobody' }] },
      'updates.1.speaker',
      /./,
    ],
    [
      'an utterance that is none',
      'handover',
      { ...HANDOVER, transferTo: { type: 'queue', id: 'Billing Support' } },
      'transferTo.id',
      /id of a queue/,
    ],
  ]
  it.each(CASES)('the verdict tells what is wrong, and its mend: %s', (_name, webhook, body, path, fix) => {
    const { findings } = validate(webhook, body)
    const found = findings.find((finding) => finding.path === path)
    expect(found?.severity).toBe('error')
    expect(found?.fix).toMatch(fix)
  })

  const OVERLOOKED: readonly (readonly [string, WebhookName, unknown, string, RegExp])[] = [
    [
      'the other webhook’s word for the score',
      'routing',
      { ...EXAMPLE_ROUTING, intent: { name: 'x', confidence: 0.9 } },
      'intent.score',
      /rename intent\.confidence to intent\.score/,
    ],
    [
      'the other webhook’s word for the confidence',
      'fallback',
      { ...FALLBACK, intent: { name: 'Fallback', score: 0.2 } },
      'intent.confidence',
      /rename intent\.score/,
    ],
    [
      'a slip of the pen',
      'fallback',
      { ...without(FALLBACK, 'previousIntents'), previosIntents: [] },
      'previousIntents',
      /rename previosIntents/,
    ],
    [
      'another webhook’s word for the text',
      'fallback',
      { ...without(FALLBACK, 'input'), text: 'a' },
      'input',
      /rename text to input/,
    ],
    [
      'the contact by another name',
      'sentiment-escalation',
      { ...SENTIMENT, contactId: 'conv_1' },
      'conversationId',
      /rename contactId to conversationId/,
    ],
  ]
  it.each(OVERLOOKED)(
    'the verdict warns of what may be missing and seems to be meant: %s',
    (_name, webhook, body, path, fix) => {
      const { status, findings } = validate(webhook, body)
      expect(status).toBe(200)
      expect(findings.filter((finding) => finding.path === path)).toEqual([
        expect.objectContaining({ severity: 'warning', fix: expect.stringMatching(fix) }),
      ])
    },
  )

  it('the verdict says of an id of the session that stands elsewhere where it belongs, and that nothing would be done', () => {
    const { status, findings } = validate('sentiment-escalation', { ...SENTIMENT, session: { session_id: 'sess_1' } })
    expect(status).toBe(400)
    expect(findings).toEqual([
      expect.objectContaining({ path: 'session.id', severity: 'error', fix: expect.stringContaining('session_id') }),
    ])
  })

  it('the verdict says nothing of fields that nobody reads', () => {
    expect(validate('fallback', { ...without(FALLBACK, 'context'), contextData: {} }).findings).toEqual([])
  })

  it('the verdict takes no field that has a meaning of its own for one that is missing', () => {
    expect(likelyField('name', ['intent'], [])).toBe('intent')
    expect(likelyField('name', ['intent'], ['intent'])).toBeUndefined()
  })

  it('the verdict tells where text ceases to be JSON', () => {
    const { status, findings } = validateText('routing', '{\n  "a": 1,\n  oops\n}')
    expect(status).toBe(400)
    expect(findings).toEqual([
      expect.objectContaining({ code: 'not_json', message: expect.stringMatching(/at line 3, column 3$/) }),
    ])
  })
})

describe('what would be decided', () => {
  it.each<[WebhookName, unknown, RegExp]>([
    ['routing', EXAMPLE_ROUTING, /routed to Billing Support\.$/],
    ['routing', routingBody({ intent: 'unheard_of' }), /General Inquiry, the default, since “unheard_of”/],
    ['routing', routingBody({ score: 0.84 }), /0\.84 is below 0\.85/],
    ['routing', { ...EXAMPLE_ROUTING, intent: null }, /recognised no intent\. Agents see the utterance\.$/],
    ['routing', { ...EXAMPLE_ROUTING, intent: {}, text: null }, /recognised no intent\.$/],
    ['fallback', FALLBACK, /up to 3 intents.*below 0\.65/],
    ['fallback', { ...FALLBACK, intent: { name: 'x', confidence: 0.41 } }, /no fallback/],
    ['fallback', { ...FALLBACK, sessionId: 'short' }, /session is not known/],
    ['sentiment-escalation', SENTIMENT, /^3 utterances.*supervisor from 0\.35.*manager from 0\.65/],
    ['sentiment-escalation', { ...SENTIMENT, userInput: 'two' }, /^2 utterances/],
    ['sentiment-escalation', { ...SENTIMENT, language: 'de' }, /“de” is not scored/],
    ['sentiment-escalation', { ...SENTIMENT, session: {} }, /could not be told/],
    ['transcript', SAID, /^Agents would see 1 utterance\.$/],
    ['transcript', { updates: [SAID, SAID, { ...SAID, transcript: ' ' }] }, /^Agents would see 2 utterances\.$/],
    ['handover', HANDOVER, /would be transferred, if CXone agrees/],
    ['handover', { ...HANDOVER, wrapupCode: {} }, /Nothing would be transferred/],
  ])('the verdict tells what would be decided: %s %#', (webhook, body, decision) => {
    expect(validate(webhook, body).decision).toMatch(decision)
  })

  it('the verdict goes by the rules that it is given', () => {
    const rules = rulesFile.parse({
      routing: { confidenceThreshold: 0.95 },
      handover: { requiredContext: ['orderId'] },
    })
    expect(validate('routing', EXAMPLE_ROUTING, rules).decision).toMatch(/below 0\.95/)
    expect(validate('handover', HANDOVER, rules).findings.map(({ path }) => path)).toContain('contextData.orderId')
  })
})

describe('the examples of its page', () => {
  it.each(Object.entries(EXAMPLES))(
    'the examples of %s are one that fits and one that does not, and both are recognised',
    (name, { good, broken }) => {
      const webhook = guessWebhook(good) ?? 'routing'
      expect([guessWebhook(good), guessWebhook(broken)]).toEqual([name, name])
      expect(validate(webhook, good)).toMatchObject({ status: name === 'transcript' ? 202 : 200, findings: [] })
      expect(validate(webhook, broken).status).toBeGreaterThanOrEqual(400)
    },
  )

  it.each([[null], [7], ['text'], [[]], [{}]])('nothing speaks for any webhook in %j', (body) => {
    expect(guessWebhook(body)).toBeUndefined()
  })
})

describe('the status of a verdict', () => {
  let cxone: CxoneStandIn
  let bff: RunningBff
  beforeAll(async () => {
    cxone = await startCxone({ acceptUnknownConversations: true })
    bff = await startBff(cxone)
  })
  afterAll(async () => {
    await bff.stop()
    await cxone.close()
  })

  const PATHS = {
    routing: '/webhook/cognigy',
    fallback: '/webhook/fallback',
    'sentiment-escalation': '/webhook/sentiment-escalation',
    handover: '/webhook/handover',
    'conversation-ended': '/webhook/conversation-ended',
    transcript: '/webhook/transcript',
  } as const
  const WHOLE = {
    routing: routingBody({ score: 0.2 }),
    fallback: FALLBACK,
    'sentiment-escalation': SENTIMENT,
    handover: HANDOVER,
    'conversation-ended': { conversationId: 'conv_1', sessionId: 'sess_1', reason: 'resolved' },
    transcript: SAID,
  }
  const ODD = [undefined, null, 7, '', '  ', 'text', [], {}, true]
  const SEVERAL = [[], [SAID], [SAID, {}], [SAID, 7], Array.from({ length: 101 }, () => SAID), null, 7, {}]
  const broken = (Object.keys(WHOLE) as WebhookName[]).flatMap((webhook) => {
    const body: object = WHOLE[webhook]
    return [
      [webhook, body] as const,
      ...Object.keys(body).flatMap((key) => ODD.map((value) => [webhook, { ...body, [key]: value }] as const)),
      ...[null, [], 7, 'text'].map((other) => [webhook, other] as const),
    ]
  })

  broken.push(...SEVERAL.map((updates) => ['transcript', { updates }] as const))

  it(`the status is the one that the BFF answers for ${broken.length} payloads, whole and broken`, async () => {
    // A conversation is handed over once; what is asked here is what is said of the payload.
    const disagreements: unknown[] = []
    for (const [webhook, body] of broken) {
      cxone.seedConversation({ id: 'conv_abc123' })
      const { status } = await sendJson(bff.url, PATHS[webhook], body)
      const expected = validate(webhook, JSON.parse(JSON.stringify(body))).status
      if (status !== expected) disagreements.push([webhook, body, { bff: status, validator: expected }])
    }
    expect(disagreements).toEqual([])
  })
})
