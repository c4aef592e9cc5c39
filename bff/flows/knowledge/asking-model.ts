/** One question to the language model, and what is told where nothing comes of it. */
import type { Prompt } from '../../../shared/domain/language-model/material.ts'
import { startDeadline } from '../../deadline.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { LanguageModelUse, Log } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** `useless`: it answered, and nobody can use it. */
export type ModelFailure = 'late' | 'busy' | 'useless' | 'down'

type ModelAnswer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: ModelFailure }

export type AskModel = (prompt: Prompt, use: LanguageModelUse) => Promise<ModelAnswer>

const failureOf = ({ facts }: UpstreamFailure): ModelFailure => {
  switch (facts.kind) {
    case 'timeout':
      return 'late'
    case 'rate_limited':
      return 'busy'
    case 'bad_answer':
      return 'useless'
    default:
      return 'down'
  }
}

export interface AskModelParts {
  readonly model: LanguageModel
  readonly clock: Clock
  readonly log: Log
}

export const createAskModel =
  ({ model, clock, log }: AskModelParts): AskModel =>
  async (prompt, use) => {
    const deadline = startDeadline(model.timeoutMs, clock)
    try {
      return { ok: true, text: await model.complete(prompt, deadline) }
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      const { kind, status, code } = error.facts
      log.warn({ use, cause: kind, status, code }, 'the language model gave no answer that can be used')
      return { ok: false, failure: failureOf(error) }
    } finally {
      deadline.release()
    }
  }
