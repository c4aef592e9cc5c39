/** A conversation that was said over webhooks, and an agent who wraps it up. */
import type * as z from 'zod/mini'
import { plainAnswer } from '../../../../shared/wire/socket-events.ts'
import { summaryAnswer } from '../../../../shared/wire/wrap-up.ts'
import { sendJson } from '../../../support/http-client.ts'
import type { RunningBff } from '../../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'

export const CONVERSATION = 'conv_1'

type Speaker = 'customer' | 'agent' | 'bot'

export interface Agent {
  readonly widget: Widget
  summary(more?: object): Promise<z.infer<typeof summaryAnswer>>
  save(more: object): Promise<z.infer<typeof plainAnswer>>
}

/** Says these one after the other; `u0`, `u1` and so on are their ids. */
export const say = async (
  bff: RunningBff,
  said: readonly (readonly [Speaker, string])[],
  more: object = { origin: { conversationId: CONVERSATION } },
): Promise<void> => {
  const updates = said.map(([speaker, transcript], n) => ({
    interactionId: 'interaction_1',
    utteranceId: `u${n}`,
    speaker,
    transcript,
    ...more,
  }))
  await sendJson(bff.url, '/webhook/transcript', { updates })
  const last = `u${said.length - 1}`
  for (;;) {
    const record = await bff.store.conversations.find('interaction_1')
    if (record?.snapshot.transcript.some(({ data }) => data.utteranceId === last) === true) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export const agentAt = async (bff: RunningBff, conversation = 'interaction_1', agentId = 'agent-1'): Promise<Agent> => {
  const widget = await connectWidget(bff.url, await bff.token({ agentId, conversations: [conversation] }))
  const conversationId = conversation
  return {
    widget,
    summary: async (more = {}) =>
      summaryAnswer.parse(await widget.ask('conversation:summary', { conversationId, ...more })),
    save: async (more) => plainAnswer.parse(await widget.ask('summary:save', { conversationId, ...more })),
  }
}

export const REFUND = [
  ['customer', 'Hi, I want a refund for my broken kettle.'],
  ['agent', 'May I have your order number, please?'],
  ['customer', 'It is 5512.'],
  ['agent', 'I have refunded the kettle. You will receive an email within 24 hours.'],
  ['customer', 'When does the money arrive?'],
] as const
