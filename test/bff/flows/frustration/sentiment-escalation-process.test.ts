/** The process and Cognigy's organisation: the key from the environment reaches it, and its absence is said. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import { startTranslate } from '../../../../simulator/translate/server.ts'
import { type BffProcess, buildBff, type Environment, startBffProcess } from '../../../support/bff-process.ts'
import { send, sendJson } from '../../../support/http-client.ts'
import { TINY_ROBERTA } from '../../../support/model-folder.ts'

const SESSION = 'sess_12345'
const EARLIER_SESSION = 'sess_earlier'
const KEY = 'cognigy-api-key-of-this-test'

let cognigy: CognigyStandIn
let bff: BffProcess
beforeAll(buildBff)
beforeEach(async () => {
  cognigy = await startCognigy({ apiKey: KEY })
  for (const id of [SESSION, EARLIER_SESSION, 'sess_another']) cognigy.seedSession(id)
})
afterEach(async () => {
  await bff.stop()
  await cognigy.close()
})

const start = async (more: Environment): Promise<void> => {
  bff = await startBffProcess({ COGNIGY_ORG_URL: cognigy.url, SENTIMENT_MODEL: TINY_ROBERTA, ...more })
}
const weigh = (session = SESSION, told: { history?: object[]; userInput?: string; language?: string } = {}) =>
  sendJson(bff.url, '/webhook/sentiment-escalation', {
    session: { id: session, history: told.history ?? [{ userInput: 'where is my order' }] },
    userInput: told.userInput ?? 'this is the third time I ask',
    platform: 'webchat',
    language: told.language ?? 'en',
  })
const readiness = async (): Promise<unknown> => Reflect.get(Object((await send(bff.url, '/readyz')).body), 'checks')

describe('the process', () => {
  it('the process tells Cognigy’s session what the model made of it, with the key without the spaces around it', async () => {
    await start({ COGNIGY_API_KEY: ` ${KEY} ` })
    // The very first scores may come too late on a busy machine, and the answer says so then.
    await expect.poll(async () => (await weigh(EARLIER_SESSION)).body).not.toHaveProperty('scored')
    const { status, body } = await weigh()
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'success', cognigyApiResult: { updated: true } })
    expect(body).not.toHaveProperty('scored')
    const level: unknown = Reflect.get(Object(body), 'escalationLevel')
    const score: unknown = Reflect.get(Object(body), 'frustrationScore')
    expect(cognigy.session(SESSION)?.updates).toMatchObject([
      {
        sessionData: { escalationLevel: level, frustrationScore: score, escalationTriggered: level !== 'standard' },
      },
    ])
    await bff.stop()
    expect(bff.output()).not.toContain(KEY)
    expect(bff.output()).not.toContain('third time')
  })

  it('the process warns at the start that there is no key, and says so in each answer', async () => {
    await start({})
    expect(await weigh()).toMatchObject({
      status: 200,
      body: { status: 'error', message: expect.stringContaining('COGNIGY_API_KEY'), escalationLevel: 'standard' },
    })
    expect(cognigy.session(SESSION)?.updates).toEqual([])
    const { output } = await bff.stop()
    expect(output.match(/COGNIGY_API_KEY is not set/g)).toHaveLength(1)
  })

  it('the process scores in translation where a translator is named, and says how that is', async () => {
    const translate = await startTranslate({ apiKey: 'translate-key-of-this-test' })
    translate.teach('de', 'das ist das dritte Mal', 'en', 'this is the third time')
    try {
      await start({
        COGNIGY_API_KEY: KEY,
        TRANSLATE_URL: translate.url,
        TRANSLATE_API_KEY: 'translate-key-of-this-test',
      })
      const german = { history: [], userInput: 'das ist das dritte Mal', language: 'de' }
      await expect.poll(async () => (await weigh(EARLIER_SESSION, german)).body).not.toHaveProperty('scored')
      expect(translate.asked()).toContain('das ist das dritte Mal')
      expect((await weigh(SESSION, german)).body).toMatchObject({ status: 'success' })
      expect(await readiness()).toContainEqual({ name: 'translator', state: 'ok' })
      translate.faults.add({ kind: 'status', status: 403 })
      const other = { ...german, userInput: 'noch einmal' }
      expect((await weigh('sess_another', other)).body).toMatchObject({ scored: false })
      expect(await readiness()).toContainEqual({
        name: 'translator',
        state: 'degraded',
        detail: expect.stringContaining('the API key is not accepted (403)'),
      })
      const { output } = await bff.stop()
      expect(output).not.toMatch(/translate-key|dritte|noch einmal/)
    } finally {
      await translate.close()
    }
  })

  it('the process speaks of no translator where none is named, and asks none where it scores nothing', async () => {
    const translate = await startTranslate()
    try {
      await start({ COGNIGY_API_KEY: KEY })
      expect(JSON.stringify(await readiness())).not.toMatch(/translat/i)
      await bff.stop()
      expect(bff.output()).not.toMatch(/translat/i)
      await start({ COGNIGY_API_KEY: KEY, TRANSLATE_URL: translate.url, SENTIMENT_MODEL: 'off' })
      expect((await weigh(SESSION, { userInput: 'nein', language: 'de' })).body).toMatchObject({ scored: false })
      expect(translate.asked()).toEqual([])
      expect(JSON.stringify(await readiness())).not.toMatch(/translat/i)
    } finally {
      await translate.close()
    }
  })
})
