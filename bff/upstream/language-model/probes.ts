/** What an operator can have examined of the language model: the address, and that it answers a word. */
import type { LanguageModel } from '../../ports/language-model.ts'
import type { Deadline } from '../../ports/time.ts'
import { type Probe, type ProbeFinding, UpstreamFailure } from '../../ports/upstream.ts'
import { isUseless } from './chat-completions.ts'
import { explainLanguageModel } from './explain.ts'

const NAME = 'language model'
/** Says nothing about anybody. Models that think first need room for it. */
const WORD = { instructions: 'Answer with the word "ok" and nothing else.', material: 'ok', mostTokens: 64 } as const

interface ProbeParts {
  readonly url: string
  readonly model: string
  readonly completions: Pick<LanguageModel, 'complete'>
}

export const languageModelProbes = ({ url, model, completions }: ProbeParts): readonly Probe[] => [
  { kind: 'address', name: NAME, url, variables: 'LLM_URL' },
  {
    kind: 'question',
    name: `${NAME}: answer`,
    needs: { probe: NAME, otherwise: `the ${NAME} cannot be reached` },
    ask: (deadline) => examine(model, completions, deadline),
  },
]

const examine = async (
  model: string,
  completions: ProbeParts['completions'],
  deadline: Deadline,
): Promise<ProbeFinding> => {
  try {
    await completions.complete(WORD, deadline)
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    if (!isUseless(error)) return { state: 'fail', ...explainLanguageModel(error.facts) }
  }
  return { state: 'ok', detail: `${model} answers` }
}
