/** The language model as an adapter: bounded, believed only in its own form, and nothing of what it is told told on. */
import { afterEach, describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import type { ModelPrompt } from '../../../bff/ports/language-model.ts'
import type { ProbeFinding } from '../../../bff/ports/upstream.ts'
import { openLanguageModel } from '../../../bff/upstream/language-model/open-language-model.ts'
import {
  type LanguageModelOptions,
  type LanguageModelStandIn,
  startLanguageModel,
} from '../../../simulator/language-model/server.ts'

let standIn: LanguageModelStandIn | undefined
afterEach(() => standIn?.close())

const PROMPT: ModelPrompt = { instructions: 'Answer.', material: 'secret words of a customer', mostTokens: 50 }

const start = async (
  options: LanguageModelOptions = {},
  more: { apiKey?: string; model?: string; timeoutMs?: number; path?: string } = {},
) => {
  const server = await startLanguageModel(options)
  standIn = server
  const metrics = createMetrics()
  const model = openLanguageModel({
    url: `${server.url}${more.path ?? '/v1'}`,
    apiKey: more.apiKey,
    model: more.model ?? server.model,
    timeoutMs: more.timeoutMs ?? 5000,
    clock: systemClock,
    metrics,
    backoffMs: { first: 5, longest: 20 },
  })
  const ask = (prompt: Partial<ModelPrompt> = {}, ms = 5000) => {
    const deadline = startDeadline(ms)
    return model.complete({ ...PROMPT, ...prompt }, deadline).finally(deadline.release)
  }
  const bodies = () => server.journal.entries().map(({ body }) => body)
  return { server, model, ask, bodies, metrics }
}

const questionOf = async ({ model }: Awaited<ReturnType<typeof start>>): Promise<ProbeFinding> => {
  const probe = model.probes().find(({ kind }) => kind === 'question')
  if (probe?.kind !== 'question') throw new Error('nothing can be asked')
  const deadline = startDeadline(5000)
  return await probe.ask(deadline).finally(deadline.release)
}

describe('the language model', () => {
  it('the language model is told instructions and material apart, bounded, with its key in the header alone', async () => {
    const { ask, server } = await start({ apiKey: 'key-1' }, { apiKey: 'key-1' })
    server.answer(() => '  hello \n')
    expect(await ask({ isJson: true, instructions: 'Answer in JSON.' })).toBe('hello')
    expect(server.journal.entries()).toMatchObject([
      {
        path: '/v1/chat/completions',
        query: '',
        authorization: 'Bearer ***',
        body: {
          model: 'simulated-model',
          messages: [
            { role: 'system', content: 'Answer in JSON.' },
            { role: 'user', content: PROMPT.material },
          ],
          temperature: 0,
          response_format: { type: 'json_object' },
          stream: false,
        },
      },
    ])
    expect(JSON.stringify(server.journal.entries())).not.toContain('key-1')
  })

  it('a language model that takes newer names of the bound alone is asked by them, from then on at once', async () => {
    const { ask, bodies } = await start({ thinksFirst: true })
    expect(await ask()).toBe('ok')
    expect(await ask()).toBe('ok')
    expect(bodies()).toHaveLength(3)
    expect(bodies()[2]).not.toHaveProperty('temperature')
    expect(bodies()[2]).toHaveProperty('max_completion_tokens')
  })

  it.each([
    ['shape', undefined],
    ['two-choices', undefined],
    ['empty', 'empty'],
    ['cut', 'cut'],
    ['refusal', 'refusal'],
  ] as const)('a language model whose answer is unusable by %s is not believed', async (lie, code) => {
    const { ask, server, model } = await start()
    server.lie(lie)
    await expect(ask()).rejects.toMatchObject({ facts: { upstream: 'language-model', kind: 'bad_answer', code } })
    // One answer that nobody can use says nothing about the next one; another API does.
    expect(model.health()[0]?.state).toBe(code === undefined ? 'degraded' : 'ok')
  })

  it('a language model’s answer is not taken where it is longer than anything that is asked for', async () => {
    const { ask, server } = await start()
    server.answer(() => 'x'.repeat(40_001))
    await expect(ask()).rejects.toMatchObject({ facts: { kind: 'bad_answer', code: 'too_long' } })
  })

  it('a language model that hiccups is tried again, and each try is counted under its name', async () => {
    const { ask, server, metrics } = await start()
    server.faults.add({ kind: 'status', status: 503, times: 2 })
    expect(await ask()).toBe('ok')
    expect(await metrics.render()).toContain(
      'cx_assist_upstream_retries_total{upstream="language-model",operation="complete"} 2',
    )
  })

  it('a language model that limits the rate for long is left alone, and what it asks for is told', async () => {
    const { ask, server, bodies } = await start()
    server.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '20' } })
    await expect(ask()).rejects.toMatchObject({ facts: { kind: 'rate_limited', retryAfterSeconds: 20 } })
    expect(bodies()).toHaveLength(1)
  })

  it.each([
    ['breaks', { kind: 'status', status: 500 }, 'unavailable'],
    ['is cut off', { kind: 'bad-body', body: 'truncated-json' }, 'bad_answer'],
    ['answers a page', { kind: 'bad-body' }, 'bad_answer'],
  ] as const)('a language model that %s fails so, without a word of the question', async (_, fault, kind) => {
    const { ask, server } = await start()
    server.faults.add(fault)
    const error = await ask().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ facts: { kind } })
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/secret words|Answer\./)
  })

  it('a language model that hangs is left at its own time, however long the caller would wait', async () => {
    const { ask, server } = await start({}, { timeoutMs: 200 })
    server.faults.add({ kind: 'hang' })
    await expect(ask({}, 60_000)).rejects.toMatchObject({ facts: { kind: 'timeout' } })
  })

  it('a language model is asked four questions at once, the others wait for their turn and no longer than their time', async () => {
    const { ask, server, bodies } = await start()
    const undo = server.faults.add({ kind: 'hang' })
    const hanging = Array.from({ length: 4 }, () => ask({}, 1500).catch((error: unknown) => error))
    await expect.poll(bodies).toHaveLength(4)
    undo()
    const waiting = ask({}, 60_000)
    await expect(ask({}, 50)).rejects.toMatchObject({ facts: { kind: 'timeout' } })
    expect(bodies()).toHaveLength(4)
    expect(await Promise.all(hanging)).toMatchObject(Array.from({ length: 4 }, () => ({ facts: { kind: 'timeout' } })))
    expect(await waiting).toBe('ok')
    // What waited for too long was not asked at all.
    expect(bodies()).toHaveLength(5)
  })

  it('a language model for which too many wait already refuses at once, and is none the worse for it', async () => {
    const { ask, server, model } = await start()
    server.faults.add({ kind: 'hang' })
    const asked = Array.from({ length: 36 }, () => ask({}, 1500).catch((error: unknown) => error))
    await expect(ask({}, 60_000)).rejects.toMatchObject({ facts: { kind: 'rate_limited' } })
    expect(model.health()).toEqual([{ name: 'language-model', state: 'ok' }])
    await Promise.all(asked)
  })
})

describe('readiness', () => {
  it('readiness says since when and why the language model fails, never that the service does, until it is well again', async () => {
    const { ask, server, model } = await start()
    expect(model.health()).toEqual([{ name: 'language-model', state: 'ok' }])
    server.faults.add({ kind: 'status', status: 403, times: 1 })
    await expect(ask()).rejects.toThrow()
    expect(model.health()).toEqual([
      {
        name: 'language-model',
        state: 'degraded',
        detail: expect.stringMatching(/^down since \d{4}-.*Z: the API key is not accepted \(403\)$/),
      },
    ])
    await ask()
    expect(model.health()).toEqual([{ name: 'language-model', state: 'ok' }])
  })
})

describe('the doctor’s question to a language model', () => {
  it('the question tells which model answers', async () => {
    const started = await start({ apiKey: 'key-1' }, { apiKey: 'key-1' })
    expect(await questionOf(started)).toEqual({ state: 'ok', detail: 'simulated-model answers' })
  })

  it('the question takes an answer that was cut for an answer', async () => {
    const started = await start()
    started.server.lie('cut')
    expect(await questionOf(started)).toMatchObject({ state: 'ok' })
  })

  it.each<[string, Parameters<typeof start>, RegExp, RegExp]>([
    ['is of another name', [{}, { model: 'other' }], /no such model, or no API \(404\)/, /LLM_MODEL/],
    ['is elsewhere', [{}, { path: '' }], /no such model, or no API \(404\)/, /LLM_URL/],
    ['wants another key', [{ apiKey: 'a' }, { apiKey: 'not-the-key' }], /not accepted \(401\)/, /LLM_API_KEY/],
  ])('the question says what is wrong where the model %s', async (_, args, detail, fix) => {
    const finding = await questionOf(await start(...args))
    expect(finding).toEqual({
      state: 'fail',
      detail: expect.stringMatching(detail),
      fix: expect.stringMatching(fix),
    })
    expect(JSON.stringify(finding)).not.toContain('not-the-key')
  })
})
