/** An utterance is scored where it was said, and a conversation by what the model knows of conversations. */
import { afterEach, describe, expect, it } from 'vitest'
import {
  frustrationSeen,
  mood,
  openSentimentStage,
  SESSION,
  type SentimentStage,
} from '../../../support/sentiment-stage.ts'

const CONTACT = 'conv_abc123'
const FIGURES = {
  cues: { apology: 1, inability: 0, negation: 0, insistence: 0 },
  prior: 2,
  decay: 0.5,
  points: [
    [0, 0],
    [0.4, 0.35],
    [0.7, 0.65],
    [1, 1],
  ] as const,
}

let stage: SentimentStage
afterEach(() => stage.close())

const hear = (speaker: 'customer' | 'agent' | 'bot', transcript: string, utteranceId: string) =>
  stage.bff.app.hearStream({
    interactionId: 'int_1',
    conversationId: CONTACT,
    agentId: 'agent_1',
    transcript,
    speaker,
    utteranceId,
  })
const post = (...said: readonly string[]) => stage.turn(said, { conversationId: CONTACT })

describe('what the scorer is told', () => {
  it('the scorer is told what agents and bots said before each utterance of a webhook, as the transcript has it', async () => {
    stage = await openSentimentStage()
    await hear('bot', 'hello', 'b1')
    await hear('customer', mood(0.1), 'c1')
    await hear('bot', 'sorry?', 'b2')
    await hear('agent', 'let me look', 'a1')
    await post(mood(0.1), mood(0.6))
    expect(stage.scorer.asked.at(-1)).toEqual([mood(0.1), mood(0.6)])
    expect(stage.scorer.askedAfter.at(-1)).toEqual(['hello', 'sorry?\nlet me look'])
  })

  it('the scorer is told the same where a browser asks the service to score', async () => {
    stage = await openSentimentStage()
    const widget = await stage.watch(CONTACT)
    await hear('bot', 'sorry?', 'b1')
    await hear('customer', mood(0.1), 'c1')
    await expect.poll(() => widget.events.length).toBeGreaterThan(1)
    const utteranceIds = widget.events.flatMap(({ type, data }) =>
      type === 'transcript' && data.speaker === 'customer' ? [data.utteranceId] : [],
    )
    await widget.ask('sentiment:score', { conversationId: CONTACT, utteranceIds })
    expect(stage.scorer.asked.at(-1)).toEqual([mood(0.1)])
    expect(stage.scorer.askedAfter.at(-1)).toEqual(['sorry?'])
  })
})

describe('a model that knows conversations', () => {
  it('a model that knows conversations makes no verdict of one message, and the widget sees what Cognigy is told', async () => {
    stage = await openSentimentStage({}, FIGURES)
    const widget = await stage.watch(CONTACT)
    // 1 / (1 + 2·.5) is .5, which the curve takes to .45.
    expect((await post(mood(1))).body).toMatchObject({ escalationLevel: 'supervisor', frustrationScore: 0.45 })
    // (1 + .5) / (1 + .5 + 2·.25) is .75.
    const { body } = await post(mood(1), mood(1, 'also'))
    expect(body).toMatchObject({ escalationLevel: 'manager', frustrationScore: 0.7083 })
    await expect.poll(() => frustrationSeen(widget).at(-1)?.score).toBeCloseTo(0.7083, 4)
  })

  it('a model that knows conversations has no say in the rule that is plain arithmetic', async () => {
    stage = await openSentimentStage({ rules: { escalation: { rule: 'expected' } } }, FIGURES)
    // p(neutral) is 0.
    expect((await post(mood(1))).body).toMatchObject({ escalationLevel: 'manager', frustrationScore: 1 })
    expect(stage.updates(SESSION)).toHaveLength(1)
  })
})
