/** The route of chat completions, as OpenAI's description has it, and no more lenient than it is. */
import * as z from 'zod/mini'
import { Refused, type Route, readJson } from '../http/answer.ts'
import { honestAnswer } from './completions.ts'
import { type ContentLie, type FormLie, type Lie, lyingAnswer } from './lies.ts'

/** One question, as it came. */
export interface AskedCompletion {
  readonly instructions: string
  readonly material: string
}

export interface LanguageModelParts {
  readonly model: string
  readonly apiKey: string | undefined
  /** Whether it takes `max_completion_tokens` alone, and no temperature, as models that think first do. */
  readonly thinksFirst: boolean
  readonly lie: () => Lie | undefined
  /** What it answers instead of its own; `undefined`: its own. */
  readonly script: (asked: AskedCompletion) => string | undefined
}

const content = z.string().check(z.refine((said) => said.trim() !== '', 'must hold text'))
const tokens = z.int().check(z.minimum(1), z.maximum(16_000))
const request = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content }),
    z.strictObject({ role: z.literal('user'), content }),
  ]),
  max_tokens: z.optional(tokens),
  max_completion_tokens: z.optional(tokens),
  temperature: z.optional(z.number().check(z.minimum(0), z.maximum(2))),
  response_format: z.optional(z.strictObject({ type: z.literal('json_object') })),
  stream: z.literal(false),
})

const refuse = (status: number, code: string, message: string): Refused =>
  new Refused(status, message, { body: { error: { message, type: 'invalid_request_error', param: null, code } } })

const checkBound = (body: z.infer<typeof request>, thinksFirst: boolean): void => {
  if ((body.max_tokens === undefined) === (body.max_completion_tokens === undefined)) {
    throw refuse(400, 'invalid_request', 'one of max_tokens and max_completion_tokens is needed')
  }
  if (thinksFirst && (body.max_tokens !== undefined || body.temperature !== undefined)) {
    throw refuse(400, 'unsupported_parameter', 'use max_completion_tokens, and no temperature')
  }
}

const isForm = (lie: Lie | undefined): lie is FormLie =>
  lie === 'shape' || lie === 'empty' || lie === 'cut' || lie === 'refusal' || lie === 'two-choices'

const choice = (text: string, lie: FormLie | undefined) => ({
  index: 0,
  message: {
    role: 'assistant',
    content: lie === 'empty' ? '' : lie === 'refusal' ? null : text,
    refusal: lie === 'refusal' ? 'I cannot help with that.' : null,
  },
  logprobs: null,
  finish_reason: lie === 'cut' ? 'length' : 'stop',
})

const completionOf = (model: string, text: string, lie: FormLie | undefined): unknown => {
  if (lie === 'shape') return { result: text }
  const choices = [choice(text, lie), ...(lie === 'two-choices' ? [choice(text, lie)] : [])]
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
  return { id: 'chatcmpl-simulated', object: 'chat.completion', created: 0, model, choices, usage }
}

const contentOf = (asked: AskedCompletion, lie: ContentLie | undefined, script: string | undefined): string => {
  const honest = script ?? honestAnswer(asked.material)
  return lie === undefined ? honest : lyingAnswer(lie, honest, asked.material)
}

export const languageModelRoutes = (parts: LanguageModelParts): readonly Route[] => [
  {
    method: 'post',
    path: '/v1/chat/completions',
    handle: (call) => {
      if (call.query.size > 0) throw refuse(400, 'invalid_request', 'everything belongs in the body')
      if (parts.apiKey !== undefined && call.authorization !== `Bearer ${parts.apiKey}`) {
        throw refuse(401, 'invalid_api_key', 'Incorrect API key provided')
      }
      const body = readJson(call, request)
      if (body.model !== parts.model) throw refuse(404, 'model_not_found', 'the model does not exist')
      checkBound(body, parts.thinksFirst)
      const [system, user] = body.messages
      const asked = { instructions: system.content, material: user.content }
      if (body.response_format !== undefined && !/json/i.test(`${asked.instructions} ${asked.material}`)) {
        throw refuse(400, 'invalid_request', "messages must contain the word 'json' to use json_object")
      }
      const lie = parts.lie()
      const form = isForm(lie) ? lie : undefined
      const text = contentOf(asked, isForm(lie) ? undefined : lie, parts.script(asked))
      return { status: 200, body: completionOf(parts.model, text, form) }
    },
  },
]
