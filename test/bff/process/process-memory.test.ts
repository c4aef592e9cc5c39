/** Long messages, thousands of them, to a service that has little memory: it lives on what it says that it keeps. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'

const WEBHOOKS = 1200
const AT_ONCE = 4
const CHARACTERS = 250_000
/** Megabytes of old space. Uncut, the messages alone would be more. */
const HEAP = 256

let cxone: CxoneStandIn
beforeAll(async () => {
  buildBff()
  cxone = await startCxone()
})
afterAll(() => cxone.close())

describe('large webhooks', () => {
  it(`${WEBHOOKS} webhooks of 250 KB are answered by a process with ${HEAP} MB of heap`, async () => {
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
        let { status } = await sendJson(bff.url, '/webhook/cognigy', body)
        // On a busy machine the service sheds load, and senders come again.
        while (status === 503) {
          await sleep(50)
          status = (await sendJson(bff.url, '/webhook/cognigy', body)).status
        }
        statuses.add(status)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect([...statuses]).toEqual([200])
    expect((await send(bff.url, '/healthz')).status).toBe(200)
    expect((await bff.stop()).code).toBe(0)
  }, 240_000)
})
