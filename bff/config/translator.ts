/** Where the translator is, if there is one. */
import * as z from 'zod/mini'
import { NO_MODEL } from '../scoring/model-choice.ts'
import { upstreamBase } from './urls.ts'

export const translatorVariables = {
  TRANSLATE_URL: z.optional(upstreamBase),
  TRANSLATE_API_KEY: z.optional(z.string()),
}

export interface TranslatorConfig {
  readonly url: string
  readonly apiKey: string | undefined
}

interface TranslatorVariables {
  readonly TRANSLATE_URL?: string | undefined
  readonly TRANSLATE_API_KEY?: string | undefined
  readonly SENTIMENT_MODEL?: string | undefined
}

/** `undefined`: what the model does not speak is not scored. */
export const translatorOf = ({
  TRANSLATE_URL,
  TRANSLATE_API_KEY,
}: TranslatorVariables): TranslatorConfig | undefined =>
  TRANSLATE_URL === undefined ? undefined : { url: TRANSLATE_URL, apiKey: TRANSLATE_API_KEY }

/** What was set for a translator and is of no use. */
export const translatorWarnings = (env: TranslatorVariables): readonly string[] => {
  if (env.TRANSLATE_URL === undefined) {
    return env.TRANSLATE_API_KEY === undefined
      ? []
      : ['TRANSLATE_API_KEY is set, but no TRANSLATE_URL: nothing is translated']
  }
  return env.SENTIMENT_MODEL === NO_MODEL
    ? ['TRANSLATE_URL is set, but SENTIMENT_MODEL is off: nothing is scored here, so nothing is translated']
    : []
}
