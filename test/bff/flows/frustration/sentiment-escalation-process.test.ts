/** The process and Cognigy's organisation: the key from the environment reaches it, and its absence is said. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import { type BffProcess, buildBff, type Environment, startBffProcess } from '../../../support/bff-process.ts'
import { sendJson } from '../../../support/http-client.ts'
import { TINY_ROBERTA } from '../../../support/model-folder.ts'

const SESSION = 'sess_12345'
const EARLIER_SESSION = 'sess_earlier'
const KEY = 'cognigy-api-key-of-this-test'

let cognigy: CognigyStandIn
let bff: BffProcess
beforeAll(buildBff)
beforeEach(async () => {
  cognigy = await startCognigy({ apiKey: KEY })
  for (const id of [SESSION, EARLIER_SESSION]) cognigy.seedSession(id)
})
afterEach(async () => {
  await bff.stop()
  await cognigy.close()
})

const start = async (more: Environment): Promise<void> => {
  bff = await startBffProcess({ COGNIGY_ORG_URL: cognigy.url, SENTIMENT_MODEL: TINY_ROBERTA, ...more })
}
const weigh = (session = SESSION) =>
  sendJson(bff.url, '/webhook/sentiment-escalation', {
    session: { id: session, history: [{ userInput: 'where is my order' }] },
    userInput: 'this is the third time I ask',
    platform: 'webchat',
    language: 'en',
  })

describe('the process', () => {
  it('tells Cognigy’s session what the model made of it, with the key without the spaces around it', async () => {
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

  it('warns at the start that there is no key, and says so in each answer', async () => {
    await start({})
    expect(await weigh()).toMatchObject({
      status: 200,
      body: { status: 'error', message: expect.stringContaining('COGNIGY_API_KEY'), escalationLevel: 'standard' },
    })
    expect(cognigy.session(SESSION)?.updates).toEqual([])
    const { output } = await bff.stop()
    expect(output.match(/COGNIGY_API_KEY is not set/g)).toHaveLength(1)
  })
})
