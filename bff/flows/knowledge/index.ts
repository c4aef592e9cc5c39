/** The operator's own knowledge and a language model, where agents ask them (docs/contract.md 8 and 9). */
import type { Rules } from '../../../shared/rules.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { createCurrentPolicy } from '../../current-policy.ts'
import type { Flow } from '../../ports/flow.ts'
import type { KnowledgeSource } from '../../ports/knowledge.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Log, Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock, Timer } from '../../ports/time.ts'
import { createRatePerMinute } from '../../rate.ts'
import { createAnswering } from './answering.ts'
import { createAskModel } from './asking-model.ts'
import { createKnowledgeTakers, type KnowledgeRequestName } from './requests.ts'
import { createRewriting } from './rewriting.ts'
import { createSearchRecords } from './search-records.ts'
import { createSearching } from './searching.ts'

export type KnowledgeUseCase = Flow<KnowledgeRequestName>

export interface KnowledgeUseCaseParts {
  /** `undefined`: there is none. */
  readonly knowledge: KnowledgeSource | undefined
  /** `undefined`: there is none. */
  readonly languageModel: LanguageModel | undefined
  readonly conversations: Pick<Conversations, 'find'>
  readonly mask: Pick<Masking, 'text'>
  readonly rules: () => Rules
  readonly queryLog: Pick<QueryLog, 'search'>
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Log
  readonly metrics: Metrics
  readonly newId: () => string
}

/** A quick typist searches five times a second, and not all the time. */
const SEARCHES_PER_MINUTE = 300
/** Nobody reads more, and each of them may cost something. */
const MODEL_QUESTIONS_PER_MINUTE = 20

export const createKnowledgeRequests = (parts: KnowledgeUseCaseParts): KnowledgeUseCase => {
  const { knowledge: source, languageModel: model, conversations, mask, rules, metrics } = parts
  const policy = createCurrentPolicy(rules)
  const records = createSearchRecords(parts)
  const search = source === undefined ? undefined : createSearching({ ...parts, source, policy })
  const common = { conversations, mask, policy, metrics, isWithinRate: createRatePerMinute(MODEL_QUESTIONS_PER_MINUTE) }
  const ask = model === undefined ? undefined : createAskModel({ ...parts, model })
  return {
    webhooks: [],
    requests: createKnowledgeTakers({
      conversations,
      records,
      isWithinRate: createRatePerMinute(SEARCHES_PER_MINUTE),
      search,
      answer:
        ask === undefined || search === undefined ? undefined : createAnswering({ ...common, ask, search, records }),
      rewrite: ask === undefined ? undefined : createRewriting({ ...common, ask }),
    }),
    settled: async () => records.close(),
    forget: ({ conversationId, aliases }) => {
      for (const id of [conversationId, ...aliases]) records.forget(id)
    },
  }
}
