/** Where the language model is, if there is one. */
import * as z from 'zod/mini'
import { upstreamBase } from './urls.ts'

/** A widget waits for half a minute. */
const LONGEST_MS = 25_000
const SHORTEST_MS = 100
const DEFAULT_MS = '8000'

const timeout = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) >= SHORTEST_MS && Number(text) <= LONGEST_MS,
      `must be a whole number of milliseconds, ${SHORTEST_MS} to ${LONGEST_MS}`,
    ),
  )

export const languageModelVariables = {
  LLM_URL: z.optional(upstreamBase),
  LLM_API_KEY: z.optional(z.string()),
  LLM_MODEL: z.optional(z.string()),
  LLM_TIMEOUT_MS: z.optional(timeout),
}

export interface LanguageModelConfig {
  /** Below it is `/chat/completions`. */
  readonly url: string
  readonly apiKey: string | undefined
  /** As the server calls it. */
  readonly model: string
  readonly timeoutMs: number
}

interface LanguageModelVariables {
  readonly LLM_URL?: string | undefined
  readonly LLM_API_KEY?: string | undefined
  readonly LLM_MODEL?: string | undefined
  readonly LLM_TIMEOUT_MS?: string | undefined
}

/** `undefined`: there is none, and nothing that needs one is offered. */
export const languageModelOf = ({
  LLM_URL,
  LLM_API_KEY,
  LLM_MODEL,
  LLM_TIMEOUT_MS,
}: LanguageModelVariables): LanguageModelConfig | undefined =>
  LLM_URL === undefined || LLM_MODEL === undefined
    ? undefined
    : { url: LLM_URL, apiKey: LLM_API_KEY, model: LLM_MODEL, timeoutMs: Number(LLM_TIMEOUT_MS ?? DEFAULT_MS) }

const OFF = 'there is no language model'

/** What was set for a language model and is of no use. */
export const languageModelWarnings = (env: LanguageModelVariables): readonly string[] => {
  if (env.LLM_URL !== undefined) {
    return env.LLM_MODEL === undefined ? [`LLM_URL is set, but no LLM_MODEL: ${OFF}`] : []
  }
  const inVain = (['LLM_MODEL', 'LLM_API_KEY', 'LLM_TIMEOUT_MS'] as const).filter((name) => env[name] !== undefined)
  return inVain.map((name) => `${name} is set, but no LLM_URL: ${OFF}`)
}
