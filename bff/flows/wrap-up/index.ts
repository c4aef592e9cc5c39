/** What an agent leaves behind once a conversation is over: a summary to correct, and where it goes. */
import { nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import { createWrapUpMemory } from './memory.ts'
import { createWrapUpRequests, type WrapUpRequestsParts } from './requests.ts'

export type WrapUpUseCase = Flow<'conversation:summary' | 'summary:save'>

export const createWrapUp = (parts: Omit<WrapUpRequestsParts, 'memory'>): WrapUpUseCase => {
  const memory = createWrapUpMemory()
  return {
    webhooks: [],
    requests: createWrapUpRequests({ ...parts, memory }),
    settled: nothingLeft,
    forget: ({ conversationId }) => memory.forget(conversationId),
  }
}
