/** LibreTranslate's API, which others speak too: `POST /translate`, several texts at once where that is taken. */
import * as z from 'zod/mini'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import type { LanguagePair, Translator } from '../../ports/translator.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { createHttpCall, type HttpCall, type HttpCallParts } from '../http/http-call.ts'
import type { ProxyOf } from '../http/proxies.ts'

export interface LibreTranslateParts {
  readonly url: string
  /** Sent in the body alone, never in an address. */
  readonly apiKey: string | undefined
  readonly clock: Clock
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

const upstream = 'translator'
const translated = z.object({ translatedText: z.union([z.string(), z.array(z.string())]) })
const languageList = z.array(z.object({ code: z.string(), targets: z.optional(z.array(z.string())) }))
export type TranslatorLanguages = z.infer<typeof languageList>

const badAnswer = (): UpstreamFailure => new UpstreamFailure({ upstream, kind: 'bad_answer', status: 200 })

export interface LibreTranslate extends Translator {
  /** What it translates from, and into what. Rejects with {@link UpstreamFailure}. */
  languages(deadline: Deadline): Promise<TranslatorLanguages>
}

/** That several texts came at once may be all that was wrong with them. */
const mayBeForTheArray = (error: unknown): boolean =>
  error instanceof UpstreamFailure && (error.facts.kind === 'refused' || error.facts.kind === 'bad_answer')

export const createLibreTranslate = ({ url, apiKey, ...parts }: LibreTranslateParts): LibreTranslate => {
  const call: HttpCall = createHttpCall({ ...parts, upstream, baseUrl: url })
  let takesArrays = true

  const ask = async (
    q: string | readonly string[],
    { source, target }: LanguagePair,
    deadline: Deadline,
  ): Promise<readonly string[]> => {
    const key = apiKey === undefined ? {} : { api_key: apiKey }
    const { json } = await call({
      operation: 'translate',
      method: 'POST',
      path: '/translate',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ q, source, target, format: 'text', ...key }),
      deadline,
    })
    const read = translated.safeParse(json)
    if (!read.success) throw badAnswer()
    const texts = [read.data.translatedText].flat()
    // Of another number nobody knows which is whose.
    if (texts.length !== (typeof q === 'string' ? 1 : q.length)) throw badAnswer()
    return texts
  }

  const askEach = async (
    texts: readonly string[],
    pair: LanguagePair,
    deadline: Deadline,
  ): Promise<readonly string[]> => {
    const [first, ...others] = texts
    if (first === undefined) return []
    // If it does not take this one either, the others are spared.
    const begun = await ask(first, pair, deadline)
    const rest = await Promise.all(others.map((text) => ask(text, pair, deadline)))
    return [...begun, ...rest.flat()]
  }

  return {
    translate: async (texts, pair, deadline) => {
      if (texts.length < 2 || !takesArrays) return await askEach(texts, pair, deadline)
      try {
        return await ask(texts, pair, deadline)
      } catch (error) {
        if (!mayBeForTheArray(error)) throw error
        const each = await askEach(texts, pair, deadline)
        takesArrays = false
        return each
      }
    },
    languages: async (deadline) => {
      const { json } = await call({ operation: 'languages', method: 'GET', path: '/languages', deadline })
      const read = languageList.safeParse(json)
      if (!read.success) throw badAnswer()
      return read.data
    },
  }
}
