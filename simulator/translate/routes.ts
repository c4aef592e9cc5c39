/** LibreTranslate's routes, as its own OpenAPI description has them, and no more lenient than it is. */
import * as z from 'zod/mini'
import { Refused, type Route, readJson } from '../http/answer.ts'
import type { PhraseBook } from './phrase-book.ts'

/**
 * How it lies, each with a 200:
 * - `shape`: another field holds the translation;
 * - `fewer`: a text less than was asked for;
 * - `numbers`: translations that are no text.
 */
export type Lie = 'shape' | 'fewer' | 'numbers'

export interface TranslateParts {
  readonly phrases: PhraseBook
  readonly languages: readonly string[]
  readonly apiKey: string | undefined
  readonly takesArrays: boolean
  readonly mostTexts: number
  readonly lie: () => Lie | undefined
}

const text = z.string().check(z.refine((said) => said.trim() !== '', 'must hold text'))
const languageCode = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z]+)?$/))
const request = z.strictObject({
  q: z.union([text, z.array(text).check(z.minLength(1))]),
  source: languageCode,
  target: languageCode,
  format: z.literal('text'),
  api_key: z.optional(z.string()),
})

/** It says why in a field of its own. */
const refuse = (status: number, error: string): Refused => new Refused(status, error, { body: { error } })

const told = (lie: Lie | undefined, translatedText: string | readonly string[]): unknown => {
  switch (lie) {
    case undefined:
      return { translatedText }
    case 'shape':
      return { translation: translatedText }
    case 'fewer':
      return { translatedText: [translatedText].flat().slice(1) }
    case 'numbers':
      return { translatedText: [translatedText].flat().map((_, i) => i) }
  }
}

export const translateRoutes = (parts: TranslateParts): readonly Route[] => [
  {
    method: 'get',
    path: '/languages',
    handle: () => ({
      status: 200,
      body: parts.languages.map((code) => ({ code, name: code.toUpperCase(), targets: parts.languages })),
    }),
  },
  {
    method: 'post',
    path: '/translate',
    handle: (call) => {
      if (call.query.size > 0) throw refuse(400, 'everything belongs in the body')
      if (call.authorization !== undefined) throw refuse(400, 'the key belongs in the body')
      const { q, source, target, api_key: key } = readJson(call, request)
      if (parts.apiKey !== undefined && key === undefined) throw refuse(400, 'an API key is needed')
      if (key !== parts.apiKey) throw refuse(403, 'Invalid API key')
      for (const code of [source, target]) {
        if (!parts.languages.includes(code)) throw refuse(400, `${code} is not supported`)
      }
      if (typeof q !== 'string' && !parts.takesArrays) throw refuse(400, 'q must be a text')
      if (typeof q !== 'string' && q.length > parts.mostTexts) throw refuse(400, 'too many texts in one request')
      const translate = (said: string): string => parts.phrases.translate(source, said, target)
      return { status: 200, body: told(parts.lie(), typeof q === 'string' ? translate(q) : q.map(translate)) }
    },
  },
]
