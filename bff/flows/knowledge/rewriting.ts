/** An agent wants a text said in other words. What comes back is untrusted, and for the agent to read before anybody else does. */
import { type Rewriting, rewriteFault, rewritePrompt } from '../../../shared/domain/language-model/rewriting.ts'
import { judgeWords, type Policy } from '../../../shared/domain/policy/policy.ts'
import type { RewriteRequest } from '../../../shared/wire/knowledge.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Rate } from '../../rate.ts'
import type { AskModel, ModelFailure } from './asking-model.ts'
import { customerLanguage, customerWords } from './customer.ts'

/**
 * `no_language`: it is not known what the customer speaks. `altered`: it brought along what was not there, or became too
 * long. `withheld`: the policy stopped it.
 */
export type RewriteRefusal = 'rate_limited' | 'no_language' | 'altered' | 'withheld' | ModelFailure
type RewriteOutcome = { readonly text: string } | RewriteRefusal

export interface RewritingParts {
  readonly conversations: Pick<Conversations, 'find'>
  readonly mask: Pick<Masking, 'text'>
  readonly policy: () => Policy
  readonly ask: AskModel
  readonly isWithinRate: Rate
  readonly metrics: Metrics
}

export type Rewrite = (request: RewriteRequest, agentId: string) => Promise<RewriteOutcome>

export const createRewriting = (parts: RewritingParts): Rewrite => {
  const { conversations, mask, policy, ask, isWithinRate, metrics } = parts

  const targetOf = async ({
    conversationId,
    as,
    language,
  }: RewriteRequest): Promise<Pick<Rewriting, 'into' | 'customer'> | undefined> => {
    if (as !== 'translate') return {}
    if (language !== undefined) return { into: language }
    const record = await conversations.find(conversationId)
    const into = customerLanguage(record)
    if (into !== undefined) return { into }
    // Masked when they were heard, by the rules of then.
    const customer = customerWords(record).map((text) => mask.text(text).text)
    return customer.length === 0 ? undefined : { customer }
  }

  const rewrite: Rewrite = async (request, agentId) => {
    if (!(await isWithinRate(agentId))) return 'rate_limited'
    const target = await targetOf(request)
    if (target === undefined) return 'no_language'
    const rewriting = { text: mask.text(request.text.trim()).text, as: request.as, ...target }
    const answer = await ask(rewritePrompt(rewriting), 'rewrite')
    if (!answer.ok) return answer.failure
    if (rewriteFault(rewriting, answer.text) !== undefined) return 'altered'
    const { text } = mask.text(answer.text)
    return judgeWords(policy(), { text, source: '' }) === undefined ? { text } : 'withheld'
  }

  return async (request, agentId) => {
    const outcome = await rewrite(request, agentId)
    metrics.languageModelUsed('rewrite', typeof outcome === 'string' ? outcome : 'ok')
    return outcome
  }
}
