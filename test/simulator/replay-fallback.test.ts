/** What the replayed bot does about an utterance that it did not understand. */
import { describe, expect, it } from 'vitest'
import type { FallbackAnswer } from '../../shared/wire/webhooks.ts'
import { SENTIMENT_PATH } from '../../simulator/replay/answers.ts'
import type { Dialogue, DialogueTurn } from '../../simulator/replay/dialogues.ts'
import { createNarrator } from '../../simulator/replay/narrator.ts'
import type { WebhookNode, WebhookResult } from '../../simulator/replay/webhook-node.ts'
import { dialogue, once, says, setUp } from './replay-stage.ts'

const answer = (nextNode: string, output: string, ...names: readonly string[]): FallbackAnswer => ({
  context: {
    fallbackAnalysis: {
      originalInput: '',
      suggestedIntents: names.map((intent) => ({ intent, score: 0.8, semantic: 0.8, historical: 0.8 })),
      highestScore: 0.8,
      escalationTriggered: nextNode === 'HumanTransferNode',
    },
  },
  nextNode,
  output,
})
const ASK = answer('SuggestionRouterNode', 'Did you mean one of these?', 'login_issue', 'product_bug')
const HAND_OVER = answer('HumanTransferNode', 'Would you like a person?')

const CALM: WebhookResult = {
  status: 200,
  body: {
    status: 'success',
    escalationLevel: 'standard',
    frustrationScore: 0.1,
    targetFlow: 'main_flow',
    targetNode: 'continue',
    cognigyApiResult: null,
  },
  attempts: 1,
}

const misunderstood = (t: number, text: string, name: string, score: number): DialogueTurn => ({
  ...says('customer', t, text),
  intent: { name, score },
  misunderstood: true,
})
/** The dialogue has a line for the bot after each misunderstanding. */
const SCRIPTED = dialogue(
  'scripted',
  says('customer', 0, 'it says no', 0.3),
  says('bot', 2, 'pardon?'),
  says('customer', 5, 'the page says no', 0.5),
  says('bot', 7, 'is it a bill?'),
  says('customer', 10, 'my bill is wrong', 0.93),
  says('agent', 20, 'let me see'),
)
/** The dialogue leaves it to the flow what the bot says. */
const LEFT_TO_FLOW = dialogue(
  'left',
  misunderstood(0, 'will it snow', 'flight_change', 0.3),
  says('customer', 5, 'yes, a person'),
  says('agent', 15, 'hello, a person here'),
)

type Post = { readonly path: string; readonly body: unknown }
const NOT_SERVED: WebhookResult = { status: 404, body: {}, attempts: 1 }
const TRANSFERRED: WebhookResult = { status: 200, body: { status: 'transferred' }, attempts: 1 }

const play = async (
  scripts: Dialogue | readonly Dialogue[],
  given: FallbackAnswer | WebhookResult,
  handover = NOT_SERVED,
) => {
  const posts: Post[] = []
  const lines: string[] = []
  const fallback = 'attempts' in given ? given : { status: 200, body: given, attempts: 1 }
  const node: WebhookNode = {
    post: async (path, body) => {
      if (path === SENTIMENT_PATH) return CALM
      posts.push({ path, body })
      if (path === '/webhook/fallback') return fallback
      if (path === '/webhook/handover') return handover
      const isUnderstood = JSON.stringify(body).includes('"score":0.93')
      const low = path === '/webhook/cognigy' ? { status: 'fallback' } : { status: 'low_confidence' }
      return { status: 200, attempts: 1, body: isUnderstood ? { routedTo: 'Billing Support' } : low }
    },
  }
  const stage = setUp(once(...[scripts].flat()), {
    node,
    observers: [createNarrator((line) => lines.push(line)).observer],
  })
  await stage.clock.pass(60_000)
  const fallbacks = posts.filter(({ path }) => path === '/webhook/fallback').map(({ body }) => body)
  const said = stage.frames.map(({ speaker, transcript }) => `${speaker}: ${transcript}`)
  return { ...stage, posts, fallbacks, said, lines }
}

describe('a misunderstood utterance', () => {
  it('a misunderstood utterance goes to the fallback webhook right after the routing webhook, as Cognigy’s fallback intent sends it', async () => {
    const { posts, fallbacks } = await play(SCRIPTED, ASK)
    expect(posts.map(({ path }) => path.split('/').at(-1))).toEqual([
      'routing',
      'fallback',
      'routing',
      'fallback',
      'routing',
    ])
    expect(fallbacks[0]).toEqual({
      sessionId: 'sess_0001',
      input: 'it says no',
      intent: { name: 'Fallback', confidence: 0.3 },
      context: { channel: 'webchat', language: 'en' },
      previousIntents: [{ name: 'billing_inquiry', confidence: 0.3 }],
    })
  })

  it('a misunderstood utterance brings along what the bot took the earlier ones for, its own first', async () => {
    const { fallbacks } = await play(SCRIPTED, ASK)
    expect(fallbacks[1]).toMatchObject({
      input: 'the page says no',
      previousIntents: [{ confidence: 0.5 }, { confidence: 0.3 }],
    })
  })

  it('a misunderstood utterance changes nothing in a dialogue that goes on with the bot, whatever the answer', async () => {
    for (const given of [ASK, HAND_OVER]) {
      const { said, world } = await play(SCRIPTED, given)
      expect(said).toEqual(SCRIPTED.turns.map(({ speaker, text }) => `${speaker}: ${text}`))
      expect(world.filter((entry) => entry.includes('queued'))).toEqual([])
    }
  })

  it('a misunderstood utterance is answered by the bot with what the webhook says, where the dialogue leaves it to the flow', async () => {
    const { frames, said } = await play(LEFT_TO_FLOW, ASK)
    expect(said.slice(0, 3)).toEqual([
      'customer: will it snow',
      'bot: Did you mean one of these?',
      'customer: yes, a person',
    ])
    expect(new Set(frames.map(({ utteranceId }) => utteranceId)).size).toBe(frames.length)
  })

  it('a misunderstood utterance ends with a person where the answer says so', async () => {
    const { said, world } = await play(LEFT_TO_FLOW, HAND_OVER)
    expect(said).toEqual([
      'customer: will it snow',
      'bot: Would you like a person?',
      'customer: yes, a person',
      'agent: hello, a person here',
    ])
    expect(world.slice(2)).toEqual(['conv_0001 queued for General Inquiry', 'conv_0001 to Robin', 'conv_0001 ended'])
  })

  it('a misunderstood utterance hands over by the BFF, with what the bot knows, and leaves the transfer to it', async () => {
    const { posts, world } = await play(LEFT_TO_FLOW, HAND_OVER, TRANSFERRED)
    expect(posts.at(-1)).toEqual({
      path: '/webhook/handover',
      body: {
        conversationId: 'conv_0001',
        transferTo: { type: 'queue', id: 'queue-general-inquiry' },
        transferType: 'blind',
        wrapupCode: { id: 'wrapup-transferred' },
        contextData: {
          intent: 'flight_change',
          customerName: 'Customer left',
          transferReason: 'The bot did not understand',
          botSummary: 'The bot could not tell what the customer wants. Their last words: will it snow',
          channel: 'webchat',
          language: 'en',
        },
      },
    })
    expect(world.slice(2)).toEqual(['conv_0001 to Robin', 'conv_0001 ended'])
  })

  it('a misunderstood utterance is the last one that the bot looks at, once a person is to take over', async () => {
    const script = dialogue('two', says('customer', 0, 'hm', 0.3), says('customer', 5, 'my bill is wrong', 0.93))
    const { posts } = await play(script, HAND_OVER)
    expect(posts.map(({ path }) => path)).toEqual([
      '/webhook/cognigy/routing',
      '/webhook/fallback',
      '/webhook/handover',
    ])
  })

  it('a misunderstood utterance is told by either of the two routing webhooks', async () => {
    const { posts } = await play([LEFT_TO_FLOW, LEFT_TO_FLOW, LEFT_TO_FLOW], ASK)
    expect(posts.map(({ path }) => path)).toEqual([
      '/webhook/cognigy/routing',
      '/webhook/fallback',
      '/webhook/cognigy/routing',
      '/webhook/fallback',
      '/webhook/cognigy',
      '/webhook/fallback',
    ])
  })

  it.each([
    [404, 'the fallback webhook got 404'],
    [200, 'the fallback webhook got 200'],
    [undefined, 'the fallback webhook got no answer'],
  ])(
    'a misunderstood utterance leaves the dialogue as it is when the webhook gets %s, and it is said',
    async (status, told) => {
      const { said, lines } = await play(SCRIPTED, { status, body: { title: 'no' }, attempts: 1 })
      expect(said).toHaveLength(SCRIPTED.turns.length)
      expect(lines[0]).toBe(`Customer scripted: not understood (billing_inquiry, 0.3), and ${told}`)
    },
  )

  it('a misunderstood utterance is told in one line, with the best guess or without any', async () => {
    expect((await play(SCRIPTED, ASK)).lines).toEqual([
      'Customer scripted: not understood (billing_inquiry, 0.3), probably login_issue',
      'Customer scripted: not understood (billing_inquiry, 0.5), probably login_issue',
      'Customer scripted: billing_inquiry → Billing Support',
    ])
    expect((await play(LEFT_TO_FLOW, HAND_OVER)).lines).toEqual([
      'Customer left: not understood (flight_change, 0.3), no good guess: a person should take over',
    ])
  })
})

describe('an unanswered fallback webhook', () => {
  const late = (script: Dialogue) => {
    const paths: string[] = []
    let answer: (given: FallbackAnswer) => void = () => undefined
    const node: WebhookNode = {
      post: (path) => {
        if (path === SENTIMENT_PATH) return Promise.resolve(CALM)
        paths.push(path)
        if (path !== '/webhook/fallback') {
          return Promise.resolve({ status: 200, body: { status: 'low_confidence' }, attempts: 1 })
        }
        return new Promise((resolve) => {
          answer = (body) => resolve({ status: 200, body, attempts: 1 })
        })
      },
    }
    return { ...setUp(once(script), { node }), paths, answer: (given: FallbackAnswer) => answer(given) }
  }

  it('nobody answers the question that the bot has not asked yet', async () => {
    const { clock, frames, answer } = late(LEFT_TO_FLOW)
    await clock.pass(30_000)
    expect(frames.map(({ transcript }) => transcript)).toEqual(['will it snow'])
    answer(ASK)
    await clock.pass(10_000)
    expect(frames.map(({ transcript }) => transcript).slice(1)).toEqual(['Did you mean one of these?', 'yes, a person'])
  })

  it('the bot looks at nothing else while the fallback webhook is not answered, and never does once a person is to take over', async () => {
    const script = dialogue('two', says('customer', 0, 'hm', 0.3), says('customer', 5, 'my bill is wrong', 0.93))
    const { clock, frames, paths, answer } = late(script)
    await clock.pass(10_000)
    expect(frames).toHaveLength(2)
    answer(HAND_OVER)
    await clock.pass(10_000)
    expect(paths).toEqual(['/webhook/cognigy/routing', '/webhook/fallback', '/webhook/handover'])
  })
})
