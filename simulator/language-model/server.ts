/** A stand-in for a language model over real HTTP: strict about what it is asked, journalled, with faults and lies on demand. */
import * as z from 'zod/mini'
import { type StandIn, type StandInOptions, startStandIn } from '../http/stand-in.ts'
import type { Lie } from './lies.ts'
import { type AskedCompletion, languageModelRoutes } from './routes.ts'

export interface LanguageModelOptions extends StandInOptions {
  /** Demanded in `Authorization`, where one is given. */
  readonly apiKey?: string | undefined
  /** The one model that there is. Default `simulated-model`. */
  readonly model?: string | undefined
  /** Takes the newer names of the bound alone, and no temperature. Default false. */
  readonly thinksFirst?: boolean | undefined
}

export interface LanguageModelStandIn extends StandIn {
  /** What `LLM_URL` is to be. */
  readonly apiUrl: string
  readonly model: string
  /** Whether and how it lies, until told otherwise; a hang or a failure is one of `faults`. */
  lie(lie: Lie | undefined): void
  /** It answers so, until told otherwise; `undefined` from the function: what it makes of it itself. */
  answer(script: ((asked: AskedCompletion) => string | undefined) | undefined): void
  /** All that it was asked, in order, whatever became of it. */
  asked(): readonly AskedCompletion[]
}

const DEFAULT_MODEL = 'simulated-model'

const message = z.object({ content: z.string() })
const askedBody = z.object({ messages: z.tuple([message, message]) })

/** Starts the stand-in on a free port of the loopback interface unless told otherwise. */
export const startLanguageModel = async (options: LanguageModelOptions = {}): Promise<LanguageModelStandIn> => {
  let lying: Lie | undefined
  let script: ((asked: AskedCompletion) => string | undefined) | undefined
  const model = options.model ?? DEFAULT_MODEL
  const routes = languageModelRoutes({
    model,
    apiKey: options.apiKey,
    thinksFirst: options.thinksFirst ?? false,
    lie: () => lying,
    script: (asked) => script?.(asked),
  })
  const standIn = await startStandIn(routes, options)
  return {
    ...standIn,
    apiUrl: `${standIn.url}/v1`,
    model,
    lie: (lie) => {
      lying = lie
    },
    answer: (given) => {
      script = given
    },
    asked: () =>
      standIn.journal.entries(/\/chat\/completions$/).flatMap(({ body }) => {
        const read = askedBody.safeParse(body)
        if (!read.success) return []
        const [system, user] = read.data.messages
        return [{ instructions: system.content, material: user.content }]
      }),
  }
}
