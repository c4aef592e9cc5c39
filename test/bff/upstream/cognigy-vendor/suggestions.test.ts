/** Suggestions of the vendor's Cognigy: what a flow is asked over its REST endpoint, and what is made of what it outputs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerJson } from '../../../support/scripted-upstream.ts'
import { ASSIST_PATH, failureOf, openVendorStage, type StageOptions, type VendorStage, within } from './stage.ts'

let stage: VendorStage
const open = async (options?: StageOptions): Promise<void> => {
  await stage?.close()
  stage = await openVendorStage(options)
}
beforeEach(() => open())
afterEach(() => stage.close())

const QUERY = {
  conversationId: 'conv_1',
  interactionId: 'int_1',
  transcript: 'I want a refund',
  sentimentScore: -0.6,
  context: { plan: 'gold' },
}
const ask = (query: Partial<typeof QUERY> = {}) =>
  within((deadline) => stage.cognigy.suggestions.suggest({ ...QUERY, ...query }, deadline))
const answers = (body: unknown, code = 200) => stage.answers((_request, response) => answerJson(response, body, code))
const output = (suggestions: unknown, text = '') => ({ text, data: { suggestions }, traceId: 't', source: 'bot' })

describe('the question', () => {
  it('the question goes to the endpoint as it is configured, without a key, in a session of the conversation', async () => {
    answers({ text: '', data: {}, outputStack: [output([{ text: 'Yes' }])] })
    await ask()
    const [request] = stage.upstream.requests
    expect(request).toMatchObject({ method: 'POST', path: ASSIST_PATH })
    expect(request?.body).toEqual({
      userId: 'cx-assist',
      sessionId: 'cx-assist-conv_1',
      text: 'I want a refund',
      data: { cxAssist: { interactionId: 'int_1', sentimentScore: -0.6, context: { plan: 'gold' } } },
    })
    expect(request?.headers.authorization).toBeUndefined()
    expect(request?.headers['x-api-key']).toBeUndefined()
  })

  it('the question leaves out a sentiment that nobody scored, and what is beyond 10,000 characters', async () => {
    answers({ outputStack: [output([{ text: 'Yes' }])] })
    const query = { ...QUERY, transcript: 'x'.repeat(12_000), sentimentScore: undefined }
    await within((deadline) => stage.cognigy.suggestions.suggest(query, deadline))
    const body = stage.upstream.requests[0]?.body
    expect(body).toMatchObject({ text: 'x'.repeat(10_000) })
    expect(JSON.stringify(body)).not.toContain('sentimentScore')
  })

  it('the question of a conversation with a long name has the hash of it for a session', async () => {
    answers({ outputStack: [output([{ text: 'Yes' }])] })
    await ask({ conversationId: 'c'.repeat(256) })
    await ask({ conversationId: 'c'.repeat(246) })
    const ids = stage.upstream.requests.map(({ body }) => Reflect.get(Object(body), 'sessionId'))
    // sha256 of "cx-assist-" and 256 times "c", by sha256sum.
    expect(ids).toEqual([
      'b9fd6f743ddef487350deb509eb7373120d03ffb6e782e3695cd9ca11144d725',
      `cx-assist-${'c'.repeat(246)}`,
    ])
  })

  it('the question is asked once where the flow is down', async () => {
    stage.answers((request) => void request.socket.destroy())
    expect((await failureOf(ask())).kind).toBe('unavailable')
    expect(stage.upstream.asked).toHaveLength(1)
    expect(stage.health.at(-1)).toBe('suggestions false')
  })
})

describe('the outputs of a flow', () => {
  it('the outputs of a flow are read in order, each text once, with what they say of themselves', async () => {
    answers({
      text: 'last',
      data: { suggestions: [{ text: 'one output only' }] },
      outputStack: [
        output([
          { text: 'First', confidence: 0.9, source: 'kb' },
          { text: 'Second', confidence: '92%' },
        ]),
        { text: 'a plain one', data: null },
        output([{ text: 'First', confidence: 0.1 }, { text: 'Third' }]),
      ],
    })
    expect(await ask()).toEqual([
      { text: 'First', confidence: 0.9, source: 'kb' },
      { text: 'Second', confidence: 0.92, source: 'cognigy' },
      { text: 'Third', confidence: 0.75, confidenceSource: 'default', source: 'cognigy' },
    ])
  })

  it('the outputs of a flow leave out what is no suggestion', async () => {
    const bad = [{ text: '' }, { text: '  ' }, { text: 7 }, {}, null, 'text', { text: 'x', confidence: 'sure' }]
    answers({ outputStack: [output([...bad, { text: 'Good' }]), output('none'), 'odd'] })
    expect((await ask()).map(({ text }) => text)).toEqual(['Good'])
  })

  it.each([[undefined], [[]], [[{ text: 'hi', data: {} }]]])(
    'the outputs of a flow are read from the top where the stack (%j) suggests nothing',
    async (outputStack) => {
      answers({ text: '', data: { suggestions: [{ text: 'From the top' }] }, outputStack })
      expect((await ask()).map(({ text }) => text)).toEqual(['From the top'])
    },
  )

  it('the outputs of a flow without a confidence get that of the rules', async () => {
    await open({ rules: { defaultConfidence: 0.8 } })
    answers({ outputStack: [output([{ text: 'Yes', confidence: null }])] })
    expect(await ask()).toEqual([{ text: 'Yes', confidence: 0.8, confidenceSource: 'default', source: 'cognigy' }])
  })

  it('the outputs of a flow are suggestions by their texts only where the rules say so, and none is given as such', async () => {
    const texts = {
      text: 'both',
      outputStack: [{ text: 'We refund it', data: {} }, { text: ' ' }, { text: 'Anything else?' }],
    }
    answers(texts)
    expect(await ask()).toEqual([])
    await open({ rules: { suggestFromText: true } })
    answers(texts)
    expect((await ask()).map(({ text }) => text)).toEqual(['We refund it', 'Anything else?'])
    answers({ ...texts, outputStack: [...texts.outputStack, output([{ text: 'Given' }])] })
    expect((await ask()).map(({ text }) => text)).toEqual(['Given'])
  })

  it('the outputs of a flow that suggest nothing are no failure of Cognigy’s', async () => {
    answers({ outputStack: [] })
    for (let n = 0; n < 5; n += 1) expect(await ask()).toEqual([])
    expect(stage.upstream.asked).toHaveLength(5)
    expect(new Set(stage.health)).toEqual(new Set(['suggestions true']))
  })

  it.each([['[]'], ['"text"'], ['<html>'], ['']])(
    'an answer (%s) that is none of an endpoint is a bad one',
    async (said) => {
      stage.answers((_request, response) => void response.writeHead(200).end(said))
      expect((await failureOf(ask())).kind).toBe('bad_answer')
    },
  )

  it('no flow is asked where none is configured', async () => {
    await open({ vendor: { assistUrl: undefined } })
    expect((await failureOf(ask())).kind).toBe('not_configured')
    expect(stage.cognigy.health()).toContainEqual({
      name: 'cognigy-suggestions',
      state: 'degraded',
      detail: 'off: COGNIGY_ASSIST_URL is not set',
    })
  })
})

describe('readiness of the vendor’s Cognigy', () => {
  it('readiness of the vendor’s Cognigy tells of the transcript instead of a stream', () => {
    expect(stage.cognigy.health().map(({ name, state }) => [name, state])).toEqual([
      ['transcript', 'ok'],
      ['cognigy-suggestions', 'ok'],
      ['cognigy-sessions', 'ok'],
    ])
    const stream = stage.cognigy.openStream({ onUpdate: () => undefined, onState: () => undefined })
    expect(stream.state()).toEqual({ kind: 'off' })
    stream.close()
    expect(stage.upstream.asked).toEqual([])
  })
})
