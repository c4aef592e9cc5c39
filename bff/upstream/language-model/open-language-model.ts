/** The language model, whole: what it answers, how it is, and how it is examined. */
import type { LanguageModelUpstream } from '../../ports/language-model.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { createDownSince } from '../http/down-since.ts'
import { type ChatCompletionsParts, createChatCompletions, isUseless } from './chat-completions.ts'
import { explainLanguageModel } from './explain.ts'
import { languageModelProbes } from './probes.ts'

const NAME = 'language-model'

/** That more was asked of this process than it asks at once says nothing about the model. */
const isOurCrowd = ({ facts }: UpstreamFailure): boolean => facts.kind === 'rate_limited' && facts.status === undefined

/** Nothing is sent until it is asked for. */
export const openLanguageModel = (parts: ChatCompletionsParts): LanguageModelUpstream => {
  const completions = createChatCompletions(parts)
  const down = createDownSince(parts.clock, () => undefined)
  let cause = ''
  return {
    timeoutMs: parts.timeoutMs,
    complete: async (prompt, deadline) => {
      try {
        const text = await completions.complete(prompt, deadline)
        down.tell(true)
        return text
      } catch (error) {
        if (error instanceof UpstreamFailure && !isOurCrowd(error)) {
          cause = explainLanguageModel(error.facts).detail
          down.tell(isUseless(error))
        }
        throw error
      }
    },
    probes: () => languageModelProbes({ url: parts.url, model: parts.model, completions }),
    health: () => {
      const since = down.since()
      if (since === undefined) return [{ name: NAME, state: 'ok' }]
      return [{ name: NAME, state: 'degraded', detail: `down since ${since}: ${cause}` }]
    },
  }
}
