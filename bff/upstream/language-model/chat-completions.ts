/** The API of chat completions, as OpenAI has it and others speak it too: one question, one answer, nothing kept there. */
import { BulkheadRejectedError, bulkhead, TaskCancelledError } from 'cockatiel'
import * as z from 'zod/mini'
import type { LanguageModel, ModelPrompt } from '../../ports/language-model.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { createHttpCall, type HttpCallParts } from '../http/http-call.ts'
import { orDeadline } from '../http/or-deadline.ts'
import type { ProxyOf } from '../http/proxies.ts'

export interface ChatCompletionsParts {
  readonly url: string
  /** Sent as `Authorization: Bearer` and nowhere else. */
  readonly apiKey: string | undefined
  readonly model: string
  /** Of one answer, waiting for its turn and second tries included, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: Clock
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

const upstream = 'language-model'
/** Answers that are waited for at once. */
const AT_ONCE = 4
/** Questions that wait for their turn: more would not be answered in time. */
const MOST_WAITING = 32
/** In UTF-16 code units; nothing that is asked for is nearly as long. */
const LONGEST_ANSWER = 40_000

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.nullish(z.string()),
        message: z.object({
          role: z.literal('assistant'),
          content: z.nullish(z.string()),
          refusal: z.nullish(z.string()),
          tool_calls: z.nullish(z.array(z.unknown()).check(z.maxLength(0))),
        }),
      }),
    )
    .check(z.length(1)),
})

/** Why an answer that has the right form cannot be used. */
type UselessAnswer = 'cut' | 'refusal' | 'empty' | 'too_long'
const USELESS: ReadonlySet<string | undefined> = new Set<UselessAnswer>(['cut', 'refusal', 'empty', 'too_long'])

/** The model is well, and has nothing to say to this one question. */
export const isUseless = ({ facts }: UpstreamFailure): boolean => USELESS.has(facts.code)

const badAnswer = (code?: UselessAnswer): UpstreamFailure =>
  new UpstreamFailure({ upstream, kind: 'bad_answer', status: 200, code })

const readAnswer = (json: unknown): string => {
  const read = completion.safeParse(json)
  const choice = read.data?.choices[0]
  if (choice === undefined) throw badAnswer()
  const { finish_reason: reason, message } = choice
  if (reason === 'content_filter' || (message.refusal ?? '') !== '') throw badAnswer('refusal')
  if (reason === 'length') throw badAnswer('cut')
  const text = message.content?.trim() ?? ''
  if (text === '') throw badAnswer('empty')
  if (text.length > LONGEST_ANSWER) throw badAnswer('too_long')
  return text
}

/** How the bound and the chance of an answer are named: models that think first refuse the older names. */
const bounded = (mostTokens: number, isNewer: boolean) =>
  isNewer ? { max_completion_tokens: mostTokens } : { max_tokens: mostTokens, temperature: 0 }

export const createChatCompletions = (parts: ChatCompletionsParts): LanguageModel => {
  const { url, apiKey, model, timeoutMs } = parts
  const call = createHttpCall({ ...parts, upstream, baseUrl: url })
  const turns = bulkhead(AT_ONCE, MOST_WAITING)
  let isNewer = false

  const ask = async (prompt: ModelPrompt, deadline: Deadline, asNewer: boolean): Promise<string> => {
    const { json } = await call({
      operation: 'complete',
      method: 'POST',
      path: '/chat/completions',
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        messages: [
          { role: 'system', content: prompt.instructions },
          { role: 'user', content: prompt.material },
        ],
        ...bounded(prompt.mostTokens, asNewer),
        ...(prompt.isJson === true ? { response_format: { type: 'json_object' } } : {}),
        stream: false,
      }),
      deadline,
      attemptMs: timeoutMs,
    })
    return readAnswer(json)
  }

  const askEitherWay = async (prompt: ModelPrompt, deadline: Deadline): Promise<string> => {
    const asNewer = isNewer
    try {
      return await ask(prompt, deadline, asNewer)
    } catch (error) {
      // The names may be all that was wrong with it.
      if (asNewer || !(error instanceof UpstreamFailure) || error.facts.status !== 400) throw error
      const answer = await ask(prompt, deadline, true)
      isNewer = true
      return answer
    }
  }

  return {
    timeoutMs,
    complete: async (prompt, deadline) => {
      const limit = deadline.within(timeoutMs)
      try {
        const work = turns.execute(() => askEitherWay(prompt, limit), limit.signal)
        return await orDeadline(work, limit, upstream)
      } catch (error) {
        if (error instanceof BulkheadRejectedError) throw new UpstreamFailure({ upstream, kind: 'rate_limited' })
        if (error instanceof TaskCancelledError) throw new UpstreamFailure({ upstream, kind: 'timeout' })
        throw error
      } finally {
        limit.release()
      }
    },
  }
}
