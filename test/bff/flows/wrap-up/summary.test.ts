/** What an agent is told a conversation came to. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LanguageModel, ModelPrompt } from '../../../../bff/ports/language-model.ts'
import { UpstreamFailure } from '../../../../bff/ports/upstream.ts'
import type { ConversationSummary } from '../../../../shared/wire/wrap-up.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type BffOptions, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { type Agent, agentAt, CONVERSATION, REFUND, say } from './stage.ts'

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone({
    queues: [
      {
        id: 'queue-billing-support',
        name: 'Billing Support',
        active: true,
        wrapupCodes: [
          { id: 'w1', name: 'Refund' },
          { id: 'w2', name: 'Address change' },
        ],
      },
    ],
  })
})
afterAll(() => cxone.close())
beforeEach(() => {
  cxone.faults.clear()
  cxone.seedConversation({ id: CONVERSATION, state: 'active', skillGroup: 'Billing Support' })
})
afterEach(() => bff.stop())

const wrappingUp = async (options: BffOptions = {}, said: Parameters<typeof say>[1] = REFUND): Promise<Agent> => {
  bff = await startBff(cxone, options)
  await say(bff, said)
  return await agentAt(bff)
}

const madeBy = async (agent: Agent, more: object = {}): Promise<ConversationSummary> => {
  const answer = await agent.summary(more)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.summary
}

/** Answers all with this, and remembers what it was asked. */
const modelSaying = (answer: string | UpstreamFailure): LanguageModel & { readonly asked: ModelPrompt[] } => {
  const asked: ModelPrompt[] = []
  return {
    asked,
    timeoutMs: 5000,
    complete: async (prompt) => {
      asked.push(prompt)
      if (typeof answer !== 'string') throw answer
      return answer
    },
  }
}

describe('a summary by rules', () => {
  it('a summary names why the customer came, what they gave, what was done, promised and left open', async () => {
    const { headline, points, engine, redactions } = await madeBy(await wrappingUp())
    expect({ headline, engine, redactions }).toEqual({
      headline: '“I want a refund for my broken kettle.”',
      engine: 'extract',
      redactions: 0,
    })
    expect(points).toEqual([
      { kind: 'reason', text: '“I want a refund for my broken kettle.”', utteranceIds: ['u0'] },
      { kind: 'facts', text: 'order number: “It is 5512.”', utteranceIds: ['u1', 'u2'] },
      { kind: 'done', text: '“I have refunded the kettle.”', utteranceIds: ['u3'] },
      { kind: 'promised', text: '“You will receive an email within 24 hours.”', utteranceIds: ['u3'] },
      { kind: 'open', text: 'The customer asked: “When does the money arrive?”', utteranceIds: ['u4'] },
    ])
  })

  it('a summary speaks the language that is asked for, around what stays as it was said', async () => {
    const { points } = await madeBy(await wrappingUp(), { language: 'de-AT' })
    expect(points.at(-1)?.text).toBe('Kundschaft fragte: „When does the money arrive?“')
  })

  it('a summary of a conversation that has ended is still to be had', async () => {
    const agent = await wrappingUp()
    await sendJson(bff.url, '/webhook/conversation-ended', { conversationId: CONVERSATION })
    expect((await madeBy(agent)).points).toHaveLength(5)
  })

  it('a summary of a conversation in which nobody has spoken is not found', async () => {
    bff = await startBff(cxone)
    await sendJson(bff.url, '/webhook/cognigy', { ...routingBody({ conversationId: CONVERSATION }), text: '' })
    const agent = await agentAt(bff, CONVERSATION)
    expect(await agent.summary()).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })

  it('a summary holds no card number, and counts what was hidden', async () => {
    const agent = await wrappingUp({}, [['customer', 'I want a refund to my card 4242 4242 4242 4242.']])
    const summary = await madeBy(agent)
    expect(summary.redactions).toBe(1)
    expect(JSON.stringify(summary)).not.toContain('4242 4242')
  })

  it('a summary offers the dispositions of the conversation’s skill, and suggests the one that its reason names', async () => {
    const { disposition, dispositions } = await madeBy(await wrappingUp())
    expect(dispositions?.map(({ id }) => id)).toEqual(['w1', 'w2'])
    expect(disposition).toEqual({ id: 'w1', name: 'Refund', confidence: 0.75 })
  })

  it('a summary asks CXone for the dispositions of a skill once', async () => {
    const agent = await wrappingUp()
    const asked = () => cxone.journal.entries().filter(({ path }) => path.endsWith('/wrapupcodes')).length
    const before = asked()
    for (let n = 0; n < 3; n += 1) await madeBy(agent)
    expect(asked() - before).toBe(1)
  })

  it('a summary goes without dispositions where CXone does not tell them', async () => {
    cxone.faults.add({ kind: 'status', status: 500, path: /wrapupcodes$/ })
    const summary = await madeBy(await wrappingUp())
    expect(summary.points).toHaveLength(5)
    expect(summary).not.toHaveProperty('dispositions')
    expect(summary).not.toHaveProperty('disposition')
  })

  it('summaries of one agent are limited to twenty in a minute', async () => {
    const agent = await wrappingUp()
    for (let n = 0; n < 20; n += 1) expect((await agent.summary()).ok).toBe(true)
    expect(await agent.summary()).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
  })

  it('the widget’s configuration says that this service sums conversations up', async () => {
    bff = await startBff(cxone)
    const config: unknown = await (await globalThis.fetch(`${bff.url}/api/widget/config`)).json()
    expect(config).toMatchObject({ offers: { wrapUp: true } })
  })
})

describe('a summary by a language model', () => {
  const GOOD = JSON.stringify({
    headline: 'Refund for a broken kettle',
    points: [
      { kind: 'reason', text: 'The customer wants a refund for a broken kettle.', utteranceIds: ['u1'] },
      { kind: 'done', text: 'The kettle was refunded.', utteranceIds: ['u4'] },
    ],
  })

  it('a written summary keeps the points that are made of the utterances they name', async () => {
    const summary = await madeBy(await wrappingUp({ languageModel: modelSaying(GOOD) }))
    expect(summary).toMatchObject({
      engine: 'llm',
      headline: 'Refund for a broken kettle',
      points: [
        { kind: 'reason', utteranceIds: ['u0'] },
        { kind: 'done', utteranceIds: ['u3'] },
      ],
    })
    expect(summary).not.toHaveProperty('fallbackReason')
  })

  it.each([
    ['names utterances that are not there', 'The customer wants a refund.', ['u99']],
    ['names none', 'The customer wants a refund.', []],
    ['says what its utterances do not', 'A technician visits the office on Monday.', ['u1']],
    ['gives a number that nobody gave', 'The customer wants a refund of 900.', ['u1']],
  ])('a written point that %s is dropped', async (_what, text, utteranceIds) => {
    const kept = { kind: 'reason', text: 'The customer wants a refund for a broken kettle.', utteranceIds: ['u1'] }
    const answer = JSON.stringify({ headline: '', points: [kept, { kind: 'done', text, utteranceIds }] })
    const { points, engine } = await madeBy(await wrappingUp({ languageModel: modelSaying(answer) }))
    expect(engine).toBe('llm')
    expect(points.map((point) => point.kind)).toEqual(['reason'])
  })

  it.each([
    ['nothing that was said', '{"headline":"x","points":[{"kind":"done","text":"Elephants.","utteranceIds":["u1"]}]}'],
    ['no JSON', 'I would rather not.'],
    ['JSON of another form', '{"points":7}'],
  ])(
    'a summary is written by the rules where a language model answers with %s, and says why',
    async (_what, answer) => {
      const summary = await madeBy(await wrappingUp({ languageModel: modelSaying(answer) }))
      expect(summary).toMatchObject({ engine: 'extract', fallbackReason: expect.stringContaining('language model') })
      expect(summary.points).toHaveLength(5)
    },
  )

  it('a summary is written by the rules where a language model fails, and says why', async () => {
    const failing = modelSaying(new UpstreamFailure({ upstream: 'translator', kind: 'unavailable' }))
    const summary = await madeBy(await wrappingUp({ languageModel: failing }))
    expect(summary).toMatchObject({ engine: 'extract', fallbackReason: 'the language model could not be asked' })
    expect(await bff.metrics.render()).toContain('cx_assist_summaries_total{engine="fallback"} 1')
  })

  it('a summary is written by the rules where a language model does not answer in time, and says so', async () => {
    const hanging: LanguageModel = { timeoutMs: 20, complete: () => new Promise(() => undefined) }
    const summary = await madeBy(await wrappingUp({ languageModel: hanging }))
    expect(summary.fallbackReason).toBe('the language model did not answer in time')
  })

  it('a language model is told masked texts alone, and no id of anybody’s', async () => {
    const model = modelSaying(GOOD)
    await madeBy(await wrappingUp({ languageModel: model }, [['customer', 'A refund to 4242 4242 4242 4242 please']]))
    const material = model.asked[0]?.material ?? ''
    expect(material).toContain('•••• 4242')
    expect(material).not.toContain('4242 4242')
    expect(material).not.toContain('interaction_1')
  })
})
