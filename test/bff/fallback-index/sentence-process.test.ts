/** The sentence encoder of the built service: in a thread of its own, loaded when it is needed, and done without. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type ConvertedEncoder, convertedEncoder } from '../../support/sentence-encoder.ts'
import { buildSmallIndex, createSmallBot, type SmallBot } from '../../support/small-bot.ts'

const MIB = 1024 * 1024
/** The encoder takes some 110 MiB; ratios, since what a bare runtime holds differs by machine. */
const LEAST_OF_LOADING = 1.25
const MOST_OF_LOADING = 3
const UTTERANCES = 200

let encoder: ConvertedEncoder
let bot: SmallBot
let bff: BffProcess
beforeAll(buildBff)
beforeAll(async () => {
  encoder = await convertedEncoder()
  bot = await createSmallBot({ built: false })
  const sentenceEncoder = { folder: encoder.folder, always: true }
  await buildSmallIndex(bot, bot.index, { sentenceEncoder, say: () => undefined })
})
afterEach(() => bff.stop())
afterAll(async () => {
  await bot.remove()
  await encoder.remove()
})

const start = async (index: string): Promise<void> => {
  bff = await startBffProcess({ FALLBACK_INDEX: index, SENTIMENT_MODEL: 'off' })
}
const residentMiB = async (): Promise<number> => {
  const { text } = await send(bff.url, '/metrics')
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / MIB
}
const fallBack = (input: string) =>
  sendJson(bff.url, '/webhook/fallback', {
    sessionId: 'sess_12345',
    input,
    intent: { name: 'Fallback', confidence: 0.1 },
    previousIntents: [],
  })
const semanticOf = async (input: string): Promise<unknown> => {
  const { body } = await fallBack(input)
  const { suggestedIntents } = Object(Object(Object(body).context).fallbackAnalysis)
  return Array.isArray(suggestedIntents) ? Object(suggestedIntents[0]).semantic : undefined
}
const indexCheck = async (): Promise<unknown> => {
  const { checks } = Object((await send(bff.url, '/readyz')).body)
  return Array.isArray(checks) ? checks.find(({ name }: { readonly name?: unknown }) => name === 'fallback-index') : 0
}

describe('a service whose index has a sentence encoder', () => {
  it(`a service whose index has a sentence encoder holds nothing of it until it needs it, and no second one after ${UTTERANCES} utterances`, async () => {
    await start(bot.index)
    const idle = await residentMiB()
    const first = await semanticOf('a thief took away my plastic')
    // The first ones are answered while the encoder is loaded.
    await expect.poll(() => semanticOf('a thief took away my plastic')).not.toBe(first)
    for (let n = 0; n < UTTERANCES; n += 1) await fallBack(`${n}: ${'somebody has my card. '.repeat(n % 20)}`)
    const loaded = (await residentMiB()) / idle
    expect(loaded).toBeGreaterThan(LEAST_OF_LOADING)
    expect(loaded).toBeLessThan(MOST_OF_LOADING)
    expect(await indexCheck()).toEqual({ name: 'fallback-index', state: 'ok', detail: '3 intents' })
  })

  it('a service whose index lost its sentence encoder answers all the same, and says so where operators look', async () => {
    const folder = join(bot.folder, 'lost')
    cpSync(bot.index, folder, { recursive: true })
    await start(folder)
    rmSync(join(folder, 'sentence-model.onnx'))
    expect((await fallBack('a thief took away my plastic')).status).toBe(200)
    await expect.poll(indexCheck).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('the sentence encoder is down since'),
    })
    const { status, body } = await fallBack('please block my card, it was stolen')
    expect(status).toBe(200)
    expect(JSON.stringify(body)).toContain('lost_card')
  })
})
