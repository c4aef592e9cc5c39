/** Webhooks whose claim may be kept as late as their first change: before that is kept, nobody outside is asked for anything. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import { createMemoryStore } from '../../../bff/store/memory/store.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { fallbackBody } from '../../support/fallback-stage.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

let cxone: CxoneStandIn
let bff: RunningBff
const told: string[] = []
const mayWait: (boolean | undefined)[] = []
let changing = 0
let keep: () => void = () => undefined
beforeEach(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  const kept = new Promise<void>((resolve) => {
    keep = resolve
  })
  told.length = 0
  mayWait.length = 0
  changing = 0
  const store = createMemoryStore({ newId: randomUUID, clock: systemClock })
  bff = await startBff(cxone, {
    store: {
      ...store,
      deliveries: {
        ...store.deliveries,
        claim: (...claim) => {
          mayWait.push(claim[4])
          return store.deliveries.claim(...claim)
        },
      },
      conversations: {
        ...store.conversations,
        change: async (...change) => {
          changing += 1
          await kept
          return await store.conversations.change(...change)
        },
      },
    },
    sessions: {
      mergeContext: async () => void told.push('context'),
      triggerNode: async () => void told.push('trigger'),
      escalate: async () => void told.push('level'),
      explain: ({ kind }) => kind,
    },
  })
})
afterEach(async () => {
  await bff.stop()
  await cxone.close()
})

const asked = (): readonly string[] => [...told, ...cxone.journal.entries(/./).map(({ path }) => path)]
const SAID = { conversationId: 'conv_1', interactionId: 'int_1', speaker: 'customer', transcript: 'hm' }

describe('a webhook whose claim may wait for its first change', () => {
  it.each([
    ['/webhook/cognigy', EXAMPLE_ROUTING, true],
    ['/webhook/cognigy/routing', EXAMPLE_ROUTING, true],
    ['/webhook/fallback', fallbackBody(), true],
    ['/webhook/sentiment-escalation', { session: { id: 'sess_1' }, conversationId: 'conv_1', userInput: 'hm' }, true],
    ['/webhook/transcript', SAID, false],
  ])('%s asks nobody outside for anything before its first change is kept', async (path, body, asksLater) => {
    const answer = sendJson(bff.url, path, body, { 'idempotency-key': 'once' })
    await expect.poll(() => changing).toBe(1)
    expect(asked()).toEqual([])
    expect(mayWait).toEqual([true])
    keep()
    expect((await answer).status).toBeLessThan(300)
    expect(asked().length > 0).toBe(asksLater)
  })

  it('/webhook/handover is none of them: what it is to do is looked up outside', async () => {
    await sendJson(bff.url, '/webhook/handover', {}, { 'idempotency-key': 'once' })
    expect(mayWait).toEqual([false])
  })
})
