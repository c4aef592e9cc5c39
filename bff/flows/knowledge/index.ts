/** The operator's own knowledge and a language model, where agents ask them. */
import type { Flow } from '../../ports/flow.ts'
import { refuse } from '../../refusals.ts'

export type KnowledgeUseCase = Flow<'knowledge:search' | 'knowledge:answer' | 'suggestion:rewrite'>

export const createKnowledgeRequests = (): KnowledgeUseCase => ({
  webhooks: [],
  requests: {
    'knowledge:search': async () => refuse('unavailable', 'this service has no knowledge'),
    'knowledge:answer': async () => refuse('unavailable', 'this service has no language model'),
    'suggestion:rewrite': async () => refuse('unavailable', 'this service has no language model'),
  },
  settled: async () => undefined,
})
