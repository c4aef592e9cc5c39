/** Long messages, thousands of them, to a service that has little memory: it lives on what it says that it keeps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../simulator/cxone/server.ts'
import { buildBff, startBffProcess } from '../support/bff-process.ts'
import { send, sendJson } from '../support/http-client.ts'
import { routingBody } from '../support/routing-webhook.ts'

const WEBHOOKS = 2100
const AT_ONCE = 10
const CHARACTERS = 250_000
/** Megabytes of old space. Uncut, the messages alone would be twice as much. */
const HEAP = 256

let cxone: CxoneStandIn
beforeAll(async () => {
  buildBff()
  cxone = await startCxone()
})
afterAll(() => cxone.close())

describe('2,100 webhooks of 250 KB', () => {
  it(`are answered by a process with ${HEAP} MB of heap`, async () => {
    const bff = await startBffProcess({
      CXONE_API_URL: cxone.url,
      CXONE_CLIENT_ID: cxone.clientId,
      CXONE_CLIENT_SECRET: cxone.clientSecret,
      NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
    })
    const line = 'My parcel has not come and nobody answers me. '
    const long = line.repeat(CHARACTERS / line.length)
    let next = 0
    const statuses = new Set<number>()
    const work = async (): Promise<void> => {
      while (next < WEBHOOKS) {
        const n = next++
        const body = routingBody({
          conversationId: `conv_${n}`,
          sessionId: `sess_${n}`,
          text: `${n} ${long}`,
          score: 0.1,
        })
        statuses.add((await sendJson(bff.url, '/webhook/cognigy', body)).status)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect([...statuses]).toEqual([200])
    expect((await send(bff.url, '/healthz')).status).toBe(200)
    expect((await bff.stop()).code).toBe(0)
  }, 240_000)
})
