/** What the service holds, as it is built: with its model, and where an operator wants none. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type BffProcess, buildBff, type Environment, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'

const MIB = 1024 * 1024
/** Ratios, since what a bare runtime holds differs by machine: 2.2 here, 4.2 compiled twice. The memory benchmark has the figures. */
const LEAST_TIMES = 1.4
const MOST_TIMES = 3.2
/** Enough that whatever is called often in the runtime would be compiled for speed. */
const UTTERANCES = 300
const SESSION = 'sess_12345'
const KEY = 'cognigy-api-key-of-this-test'

let cognigy: CognigyStandIn
let bff: BffProcess
beforeAll(buildBff)
beforeAll(async () => {
  cognigy = await startCognigy({ apiKey: KEY })
})
beforeEach(() => cognigy.seedSession(SESSION))
afterEach(async () => {
  await bff.stop()
})
afterAll(() => cognigy.close())

const start = async (more: Environment = {}): Promise<void> => {
  bff = await startBffProcess({ COGNIGY_ORG_URL: cognigy.url, COGNIGY_API_KEY: KEY, ...more })
}
const sentiment = async (): Promise<unknown> => {
  const { checks } = Object((await send(bff.url, '/readyz')).body)
  return Array.isArray(checks)
    ? checks.find(({ name }: { readonly name?: unknown }) => name === 'sentiment')
    : undefined
}
const residentMiB = async (): Promise<number> => {
  const { text } = await send(bff.url, '/metrics')
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / MIB
}
const weigh = (userInput: string) =>
  sendJson(bff.url, '/webhook/sentiment-escalation', {
    session: { id: SESSION, history: [] },
    userInput,
    platform: 'webchat',
    language: 'en',
  })

describe('a service without a model', () => {
  beforeEach(() => start({ SENTIMENT_MODEL: 'off' }))

  it('a service without a model is no less ready for it, and says that nothing is scored', async () => {
    expect(await sentiment()).toEqual({
      name: 'sentiment',
      state: 'ok',
      detail: 'off: nothing is scored on this side',
    })
  })

  it('a service without a model says in each answer that it did not score, and not in its log', async () => {
    const { status, body } = await weigh('this is the third time I ask and I am furious')
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'success', escalationLevel: 'standard', frustrationScore: 0, scored: false })
    await bff.stop()
    expect(bff.output()).not.toMatch(/scored|sentiment model/)
  })
})

describe('a service with the shipped model', () => {
  it(`a service with the shipped model holds the runtime that one without has not, and not compiled twice, after ${UTTERANCES} utterances`, async () => {
    await start({ SENTIMENT_MODEL: 'off' })
    const without = await residentMiB()
    await bff.stop()
    await start()
    await expect.poll(sentiment).toEqual({ name: 'sentiment', state: 'ok' })
    for (let n = 0; n < UTTERANCES; n += 1) await weigh(`${n}: ${'it is broken, again. '.repeat(n % 20)}`)
    const times = (await residentMiB()) / without
    expect(times).toBeGreaterThan(LEAST_TIMES)
    expect(times).toBeLessThan(MOST_TIMES)
  })
})
