/** The answer to a delivery is kept in the step that tells of its effect, and not a moment later. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredChange } from '../../../bff/ports/store.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { fallbackBody } from '../../support/fallback-stage.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

let cxone: CxoneStandIn
let bff: RunningBff
const settled: StoredChange['settles'][] = []
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  bff = await startBff(cxone, { onChange: ({ settles }) => void settled.push(settles) })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

describe('the change that tells of a webhook’s effect', () => {
  it.each([
    ['/webhook/cognigy', EXAMPLE_ROUTING, { status: 'routed' }],
    ['/webhook/fallback', fallbackBody(), { nextNode: expect.any(String) }],
  ])('the change that tells of the effect of %s keeps its answer', async (path, body, answer) => {
    settled.length = 0
    const reply = await sendJson(bff.url, path, body, { 'idempotency-key': `key of ${path}` })
    expect(reply.status).toBe(200)
    expect(settled.filter((each) => each !== undefined)).toEqual([
      {
        token: expect.anything(),
        answer: expect.objectContaining({ status: 200, body: expect.objectContaining(answer) }),
      },
    ])
  })
})
