/** The answer to a delivery is kept in the step that tells of its effect, and not a moment later. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import type { StoredChange } from '../../../bff/ports/store.ts'
import { createMemoryStore } from '../../../bff/store/memory/store.ts'
import { kindedIds } from '../../../shared/domain/conversation/conversation-ids.ts'
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

describe('the claim of a delivery', () => {
  it.each([
    ['/webhook/cognigy', EXAMPLE_ROUTING],
    ['/webhook/fallback', fallbackBody()],
    [
      '/webhook/sentiment-escalation',
      { session: { id: 'sess_abc123' }, conversationId: 'conv_abc123', userInput: 'hm' },
    ],
  ])('the claim of a delivery to %s names all ids that its first change asks for', async (path, body) => {
    const store = createMemoryStore({ newId: randomUUID, clock: systemClock })
    const claimed: string[] = []
    const changed: string[][] = []
    const stage = await startBff(cxone, {
      store: {
        ...store,
        deliveries: {
          ...store.deliveries,
          claim: (key, print, seconds, about) => {
            claimed.push(...(about?.() ?? []))
            return store.deliveries.claim(key, print, seconds)
          },
        },
        conversations: {
          ...store.conversations,
          change: (place, decide) => {
            if (!('bareId' in place)) changed.push(kindedIds(place).map(({ id }) => id))
            return store.conversations.change(place, decide)
          },
        },
      },
    })
    try {
      await sendJson(stage.url, path, body, { 'idempotency-key': 'once' })
    } finally {
      await stage.stop()
    }
    expect(claimed.length).toBeGreaterThan(0)
    expect(claimed.toSorted()).toEqual(changed[0]?.toSorted())
  })
})
