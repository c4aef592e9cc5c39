/** What agents ask of knowledge and of the language model, and how each outcome is answered. */
import { DEFAULT_RESULTS } from '../../../shared/wire/knowledge.ts'
import type { RequestRefusal } from '../../../shared/wire/refusal.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Takers } from '../../ports/requests.ts'
import type { Rate } from '../../rate.ts'
import { refuse } from '../../refusals.ts'
import type { Answer, AnswerRefusal } from './answering.ts'
import type { ModelFailure } from './asking-model.ts'
import { customerLanguage } from './customer.ts'
import type { Rewrite, RewriteRefusal } from './rewriting.ts'
import type { SearchRecords } from './search-records.ts'
import type { Searching } from './searching.ts'

export type KnowledgeRequestName = 'knowledge:search' | 'knowledge:answer' | 'suggestion:rewrite'

export interface KnowledgeRequestsParts {
  readonly conversations: Pick<Conversations, 'find'>
  readonly records: Pick<SearchRecords, 'note'>
  readonly isWithinRate: Rate
  /** `undefined`: there is no knowledge. */
  readonly search: Searching | undefined
  /** `undefined`: there is no language model, or no knowledge. */
  readonly answer: Answer | undefined
  /** `undefined`: there is no language model. */
  readonly rewrite: Rewrite | undefined
}

const NO_KNOWLEDGE = refuse('unavailable', 'this service has no knowledge that could be searched')
const NO_MODEL = refuse('unavailable', 'this service has no language model')
const NO_SEARCH = refuse('unavailable', 'knowledge cannot be searched right now; try again')
const TOO_OFTEN = refuse('rate_limited', 'the language model was asked too often; try again in a minute')

const MODEL_FAILURES: Readonly<Record<ModelFailure, RequestRefusal>> = {
  late: refuse('unavailable', 'the language model did not answer in time; try again'),
  busy: refuse('unavailable', 'the language model has too much to do; try again in a moment'),
  useless: refuse('unavailable', 'the language model gave no answer that can be used'),
  down: refuse('unavailable', 'the language model is not available right now'),
}

const REWRITE_REFUSALS: Readonly<Record<RewriteRefusal, RequestRefusal>> = {
  ...MODEL_FAILURES,
  rate_limited: TOO_OFTEN,
  no_language: refuse('not_found', 'the customer’s language is not known yet: name one'),
  altered: refuse('not_found', 'what the language model wrote says more than the text did, so it is not shown'),
  withheld: refuse('not_found', 'what the language model wrote is stopped by the policy'),
}

const NO_ANSWER = 'nothing that was found answers it'
const ANSWER_REFUSALS: Readonly<Record<AnswerRefusal, RequestRefusal>> = {
  ...MODEL_FAILURES,
  rate_limited: TOO_OFTEN,
  no_search: NO_SEARCH,
  nothing_found: refuse('not_found', NO_ANSWER),
  unanswered: refuse('not_found', NO_ANSWER),
  ungrounded: refuse('not_found', 'the language model’s answer is not in what was found, so it is not shown'),
  withheld: refuse('not_found', 'the language model’s answer is stopped by the policy'),
}

export const createKnowledgeTakers = (parts: KnowledgeRequestsParts): Takers<KnowledgeRequestName> => {
  const { conversations, records, isWithinRate, search, answer, rewrite } = parts
  return {
    'knowledge:search': async ({ conversationId: alias, query, limit = DEFAULT_RESULTS }, { claims }) => {
      if (search === undefined) return NO_KNOWLEDGE
      if (!(await isWithinRate(claims.sub))) {
        return refuse('rate_limited', 'knowledge was searched too often; try again in a minute')
      }
      // One that has ended is searched for all the same: agents finish their work then.
      const record = await conversations.find(alias)
      const found = await search(query, { most: limit, language: customerLanguage(record) })
      if (found === undefined) return NO_SEARCH
      records.note({ agentId: claims.sub, conversationId: record?.conversationId ?? alias, query, found })
      const { results, withheld, tookMs } = found
      return { ok: true, results: [...results], ...(withheld > 0 ? { withheld } : {}), tookMs }
    },
    'knowledge:answer': async (question, { claims }) => {
      if (answer === undefined) return rewrite === undefined ? NO_MODEL : NO_KNOWLEDGE
      const outcome = await answer(question, claims.sub)
      if (typeof outcome === 'string') return ANSWER_REFUSALS[outcome]
      const { text, results } = outcome
      return { ok: true, text, citations: results.map(({ id }) => id), results: [...results] }
    },
    'suggestion:rewrite': async (request, { claims }) => {
      if (rewrite === undefined) return NO_MODEL
      const outcome = await rewrite(request, claims.sub)
      return typeof outcome === 'string' ? REWRITE_REFUSALS[outcome] : { ok: true, text: outcome.text }
    },
  }
}
