/** Misunderstood utterances: what was probably meant, and what agents say was meant. */
import { kindedIds, withOrigin } from '../../../shared/domain/conversation/conversation-ids.ts'
import { fallbackAnswer, fallbackWebhook } from '../../../shared/wire/webhooks.ts'
import { sessionAddress } from '../../conversations/addresses.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { defineWebhook } from '../../define-webhook.ts'
import { describeFault } from '../../fault.ts'
import type { SessionAddress } from '../../ports/cognigy.ts'
import type { Flow } from '../../ports/flow.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import { answerFallback } from './answers.ts'
import { createFallbackFlow, type FallbackOutcome, type FallbackParts } from './fallback.ts'
import type { ConfirmationFlowParts } from './intent-confirmation.ts'
import { createFallbackRequests } from './requests.ts'
import { createSessionWrites, type SessionWritesParts } from './session-writes.ts'

export type FallbackUseCaseParts = Omit<FallbackParts, 'writes'> &
  ConfirmationFlowParts &
  Omit<SessionWritesParts, 'addressOf'> & {
    readonly conversations: FallbackParts['conversations'] &
      ConfirmationFlowParts['conversations'] &
      Pick<Conversations, 'findTold'>
  }

export interface FallbackUseCase extends Flow<'intent:confirm'> {
  /** Leaves everything that sessions were not told yet to whoever comes after. For the end of the process. */
  abandon(): void
}

export const createFallback = (parts: FallbackUseCaseParts): FallbackUseCase => {
  const { ranker, conversations, hear, mask, rules, metrics, confirmedIntents, clock, log } = parts
  const { sessions, duties, pausesMs, newId } = parts
  const addressOf = async (sessionId: string): Promise<SessionAddress> =>
    sessionAddress(sessionId, (await conversations.findTold({ sessionId })) ?? { origin: {} })
  const writes = createSessionWrites({ sessions, duties, addressOf, pausesMs, newId, clock, log, metrics })
  writes.resume().catch((error: unknown) => log.error(describeFault(error), 'the outbox could not be read'))
  const fallBack = createFallbackFlow({ ranker, writes, conversations, hear, mask, rules, metrics })
  return {
    webhooks: [
      defineWebhook({
        path: '/webhook/fallback',
        schema: fallbackWebhook,
        description: {
          operationId: 'fallback',
          summary: 'What a misunderstood utterance probably meant',
          answer: { text: 'What was probably meant, and where the flow goes on', schema: fallbackAnswer },
          asksCxone: false,
        },
        changesFirst: true,
        handle: async (body, deadline, delivery) => {
          const answerOf = (outcome: FallbackOutcome): HttpAnswer => ({
            ...answerFallback(outcome),
            about: kindedIds(withOrigin(body, body.origin)),
          })
          return answerOf(await fallBack(body, deadline, delivery, answerOf))
        },
      }),
    ],
    requests: createFallbackRequests({ confirmedIntents, conversations, clock, log, metrics }),
    settled: writes.settled,
    abandon: writes.abandon,
    forget: ({ ids }) => writes.forget(ids.flatMap(({ kind, id }) => (kind === 'session' ? [id] : []))),
  }
}
