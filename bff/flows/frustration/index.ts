/** Frustration: scored, shown to agents, told to Cognigy, and escalated by hand. */
import { sentimentAnswer, sentimentWebhook } from '../../../shared/wire/webhooks.ts'
import { defineWebhook } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import { answerSentiment } from './answers.ts'
import type { EscalationRequestParts } from './escalation-request.ts'
import { createEscalations, type EscalationsParts } from './escalations.ts'
import { createSentimentEscalationFlow, type SentimentParts } from './frustration.ts'
import { createSentimentFlow, type SentimentFlowParts } from './reported-scores.ts'
import { createFrustrationRequests } from './requests.ts'

export type FrustrationParts = EscalationsParts &
  Omit<SentimentParts & SentimentFlowParts & EscalationRequestParts, 'escalations' | 'isToldByAnswers'>

export const createFrustration = (
  parts: FrustrationParts,
): Flow<'sentiment:report' | 'sentiment:score' | 'escalation:request'> => {
  const { sessions, scoring, conversations, suggestions, hear, mask, rules, clock, log, metrics } = parts
  const escalations = createEscalations({ sessions, conversations, rules, clock, log, metrics })
  const isToldByAnswers = sessions.learnsFromAnswers !== undefined
  const weigh = createSentimentEscalationFlow({
    scoring,
    escalations,
    isToldByAnswers,
    conversations,
    hear,
    mask,
    rules,
    log,
    metrics,
  })
  const sentiment = createSentimentFlow({
    scoring,
    escalations,
    conversations,
    suggestions,
    rules,
    clock,
    log,
    metrics,
  })
  return {
    webhooks: [
      defineWebhook({
        path: '/webhook/sentiment-escalation',
        schema: sentimentWebhook,
        description: {
          operationId: 'sentimentEscalation',
          summary: 'How frustrated the customer is, and where the flow goes on',
          answer: { text: 'The level, or why Cognigy could not be told of it', schema: sentimentAnswer },
          asksCxone: false,
        },
        changesFirst: true,
        handle: async (body, deadline, delivery) => answerSentiment(await weigh(body, deadline, delivery)),
      }),
    ],
    requests: createFrustrationRequests({ escalations, scoring, conversations, sentiment, mask, rules, clock }),
    settled: sentiment.settled,
  }
}
