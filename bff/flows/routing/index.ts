/** Routing: a recognised intent, and where CXone is to send the conversation. */
import { routingAnswer, routingAnswerDetailed, routingWebhook } from '../../../shared/wire/webhooks.ts'
import { defineWebhook, nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import { answerRouting } from './answers.ts'
import { createRoutingFlow, type RoutingOutcome, type RoutingParts } from './routing.ts'

const TEXT = 'Routed, or left to the bot'

const PATHS = {
  '/webhook/cognigy': {
    operationId: 'route',
    summary: 'Route a conversation by its intent',
    answer: { text: TEXT, schema: routingAnswer },
    asksCxone: true,
  },
  '/webhook/cognigy/routing': {
    operationId: 'routeDetailed',
    summary: 'The same, answered with what CXone said',
    answer: { text: TEXT, schema: routingAnswerDetailed },
    asksCxone: true,
  },
} as const

export const createRouting = (parts: RoutingParts): Flow => {
  const route = createRoutingFlow(parts)
  return {
    webhooks: Object.entries(PATHS).map(([path, description]) =>
      defineWebhook({
        path,
        family: 'routing',
        schema: routingWebhook,
        description,
        changesFirst: true,
        handle: async (body, deadline, delivery) => {
          const answerOf = (outcome: RoutingOutcome): HttpAnswer => answerRouting(path, outcome)
          return answerOf(await route(body, deadline, delivery, answerOf))
        },
      }),
    ),
    requests: {},
    settled: nothingLeft,
  }
}
