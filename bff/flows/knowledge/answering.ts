/** A question answered by the language model from what the search finds, and from nothing else. */
import * as z from 'zod/mini'
import { answerFault, answerPrompt, type CitedAnswer } from '../../../shared/domain/language-model/grounded-answer.ts'
import { judgeWords, type Policy } from '../../../shared/domain/policy/policy.ts'
import { DEFAULT_RESULTS, type KnowledgeQuestion, type KnowledgeResult } from '../../../shared/wire/knowledge.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Rate } from '../../rate.ts'
import type { AskModel, ModelFailure } from './asking-model.ts'
import { customerLanguage } from './customer.ts'
import type { SearchRecords } from './search-records.ts'
import type { Searching } from './searching.ts'

/**
 * `nothing_found`: the search finds nothing that may be told on. `unanswered`: what it finds does not answer it, says the
 * model. `ungrounded`: what the model says is not in what it cites. `withheld`: the policy stopped it. `no_search`: knowledge
 * could not be asked.
 */
export type AnswerRefusal =
  | 'rate_limited'
  | 'no_search'
  | 'nothing_found'
  | 'unanswered'
  | 'ungrounded'
  | 'withheld'
  | ModelFailure

interface Answered {
  readonly text: string
  /** Each that it cites, once. */
  readonly results: readonly KnowledgeResult[]
}

export interface AnsweringParts {
  readonly conversations: Pick<Conversations, 'find'>
  readonly mask: Pick<Masking, 'text'>
  readonly policy: () => Policy
  readonly search: Searching
  readonly records: Pick<SearchRecords, 'note'>
  readonly ask: AskModel
  readonly isWithinRate: Rate
  readonly metrics: Metrics
}

export type Answer = (question: KnowledgeQuestion, agentId: string) => Promise<Answered | AnswerRefusal>

const citedAnswer = z.object({ text: z.string(), citations: z.array(z.int()).check(z.maxLength(100)) })

/** Models are fond of a fence around what they were asked to give alone. */
const FENCE = '```'
const unfenced = (text: string): string => {
  if (!text.startsWith(FENCE) || !text.endsWith(FENCE)) return text
  return text.slice(FENCE.length, -FENCE.length).replace(/^json\b/iu, '')
}

const readAnswer = (text: string): CitedAnswer | undefined => {
  try {
    return citedAnswer.safeParse(JSON.parse(unfenced(text))).data
  } catch {
    return undefined
  }
}

export const createAnswering = (parts: AnsweringParts): Answer => {
  const { conversations, mask, policy, search, records, ask, isWithinRate, metrics } = parts

  const masked = (text: string): string => mask.text(text).text

  const answer: Answer = async ({ conversationId: alias, query }, agentId) => {
    if (!(await isWithinRate(agentId))) return 'rate_limited'
    const record = await conversations.find(alias)
    const found = await search(query, { most: DEFAULT_RESULTS, language: customerLanguage(record) })
    if (found === undefined) return 'no_search'
    records.note({ agentId, conversationId: record?.conversationId ?? alias, query, found })
    // What is for agents' eyes alone must not come to a customer by way of an answer that looks like any other.
    const results = found.results.filter(({ internal }) => internal !== true)
    if (results.length === 0) return 'nothing_found'
    const question = masked(query.trim())
    const passages = results.map(({ title, text }) => ({ title: masked(title), text: masked(text) }))
    const said = await ask(answerPrompt(question, passages), 'answer')
    if (!said.ok) return said.failure
    const cited = readAnswer(said.text)
    if (cited === undefined) return 'useless'
    const fault = answerFault(cited, question, passages)
    if (fault !== undefined) return fault === 'none' ? 'unanswered' : 'ungrounded'
    const text = masked(cited.text.trim())
    if (judgeWords(policy(), { text, source: '' }) !== undefined) return 'withheld'
    return { text, results: [...new Set(cited.citations)].flatMap((n) => results[n - 1] ?? []) }
  }

  return async (question, agentId) => {
    const outcome = await answer(question, agentId)
    metrics.languageModelUsed('answer', typeof outcome === 'string' ? outcome : 'ok')
    return outcome
  }
}
