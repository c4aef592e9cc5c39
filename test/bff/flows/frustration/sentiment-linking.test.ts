/** A flow may ask for frustration before anything links its session to a contact: what was found out must not be lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendJson } from '../../../support/http-client.ts'
import {
  escalationsSeen,
  frustrationSeen,
  mood,
  openSentimentStage,
  SESSION,
  type SentimentStage,
  said,
} from '../../../support/sentiment-stage.ts'

const CONTACT = 'conv_abc123'

let stage: SentimentStage
beforeEach(async () => {
  stage = await openSentimentStage()
})
afterEach(() => stage.close())

const route = (text: string) =>
  sendJson(stage.bff.url, '/webhook/cognigy', {
    session: { id: SESSION, user: {}, cxone: { conversationId: CONTACT } },
    intent: { name: 'billing_inquiry', score: 0.3 },
    text,
  })
const hear = (transcript: string, utteranceId: string) =>
  stage.bff.app.hearStream({
    interactionId: 'int_1',
    conversationId: CONTACT,
    agentId: 'agent_1',
    transcript,
    speaker: 'customer',
    utteranceId,
  })

describe('a session linked later', () => {
  it('a session that is linked to its contact later keeps utterances and frustration, for widgets that follow the contact already', async () => {
    const widget = await stage.watch(CONTACT)
    await stage.turn([mood(0.2)])
    await hear(mood(0.2), 'u1')
    await stage.turn([mood(0.2), mood(0.9)])
    await route(mood(0.9))
    await expect
      .poll(() =>
        frustrationSeen(widget)
          .at(-1)
          ?.recent?.map(({ frustration }) => frustration),
      )
      .toEqual([0.2, 0.9])
    expect(said(widget)).toEqual([mood(0.2), mood(0.9)])
    const ids = widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.utteranceId] : []))
    expect(
      frustrationSeen(widget)
        .at(-1)
        ?.recent?.map(({ utteranceId }) => utteranceId),
    ).toEqual(ids)
    await hear(mood(0.9), 'u2')
    await stage.turn([mood(0.2), mood(0.9), mood(0.4)])
    await expect
      .poll(() =>
        frustrationSeen(widget)
          .at(-1)
          ?.recent?.map(({ frustration }) => frustration),
      )
      .toEqual([0.2, 0.9, 0.4])
    expect(said(widget)).toEqual([mood(0.2), mood(0.9), mood(0.4)])
  })

  it('a session that is linked to its contact later keeps utterances and frustration for widgets that join later', async () => {
    await stage.turn([mood(0.2)])
    await stage.turn([mood(0.2), mood(0.9)])
    await route(mood(0.9))
    const widget = await stage.watch()
    const answer = await stage.watch(CONTACT).then(() => stage.bff.store.conversations.find(CONTACT))
    expect(answer?.snapshot.transcript.map(({ data }) => data.text)).toEqual([mood(0.2), mood(0.9)])
    expect(answer?.scores.map(({ frustration }) => frustration)).toEqual([0.2, 0.9])
    expect(answer?.sessionId).toBe(SESSION)
    widget.close()
  })
})

describe('an escalation before linking', () => {
  it('a session that escalated before it was linked takes its escalation along, and what follows arrives', async () => {
    const widget = await stage.watch(CONTACT)
    await stage.turn([mood(0.9)])
    await route(mood(0.9))
    await hear('thank you', 'u2')
    await expect.poll(() => said(widget)).toEqual([mood(0.9), 'thank you'])
    expect(escalationsSeen(widget)).toHaveLength(1)
    expect(widget.events.map(({ conversationId }) => conversationId)).toEqual(widget.events.map(() => CONTACT))
    expect(widget.seqs(CONTACT)).toEqual(widget.events.map((_, i) => i + 1))
  })
})
