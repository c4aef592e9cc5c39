/** What an agent leaves behind once a conversation is over. */
import type { Flow } from '../../ports/flow.ts'
import { refuse } from '../../refusals.ts'

export type WrapUpUseCase = Flow<'conversation:summary' | 'summary:save'>

export const createWrapUp = (): WrapUpUseCase => ({
  webhooks: [],
  requests: {
    'conversation:summary': async () => refuse('unavailable', 'this service sums nothing up'),
    'summary:save': async () => refuse('unavailable', 'this service sums nothing up'),
  },
  settled: async () => undefined,
})
