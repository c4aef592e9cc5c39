/** What is said, from whichever side it is heard, and that a conversation is over. */
import { conversationEndedAnswer, conversationEndedWebhook } from '../../../shared/wire/webhooks.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { defineWebhook, nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import type { Masking } from '../../ports/masking.ts'
import { answerConversationEnded, createConversationEndedFlow } from './conversation-ended.ts'
import { type EndSilentParts, endSilentConversations } from './end-silent.ts'
import { createHearCustomer, type HearCustomer, type HearCustomerParts } from './hear-customer.ts'
import { createHearStream, type HearContact, type HearStream } from './hear-stream.ts'
import { createOpenContacts, type OpenContacts } from './open-contacts.ts'
import { createTranscriptWebhook } from './transcript-webhook.ts'

export type TranscriptParts = Omit<HearCustomerParts & EndSilentParts, 'conversations'> & {
  readonly conversations: Conversations
  readonly mask: Masking
}

export interface TranscriptUseCase extends Flow {
  /** For flows whose webhook tells what the customer said. */
  readonly hear: HearCustomer
  readonly hearStream: HearStream
  readonly hearContact: HearContact
  readonly openContacts: OpenContacts
  /** Ends no silent conversation any more. */
  stop(): void
}

export const createTranscript = (parts: TranscriptParts): TranscriptUseCase => {
  const { conversations, suggestions, mask, rules, clock, timer, log, metrics } = parts
  const end = createConversationEndedFlow({ conversations, mask, metrics })
  const openContacts = createOpenContacts({ conversations, clock })
  const { hearStream, hearContact } = createHearStream({ conversations, suggestions, mask, clock })
  return {
    hear: createHearCustomer({ conversations, suggestions, rules, clock }),
    hearStream,
    hearContact,
    openContacts,
    forget: openContacts.forget,
    webhooks: [
      createTranscriptWebhook(hearStream),
      defineWebhook({
        path: '/webhook/conversation-ended',
        schema: conversationEndedWebhook,
        description: {
          operationId: 'conversationEnded',
          summary: 'A conversation is over: agents are told, and what comes later begins a new one',
          answer: { text: 'Ended, or not known', schema: conversationEndedAnswer },
          asksCxone: false,
        },
        handle: async (body) => answerConversationEnded(await end(body)),
      }),
    ],
    requests: {},
    settled: nothingLeft,
    stop: endSilentConversations({ conversations, rules, timer, log, metrics }),
  }
}
