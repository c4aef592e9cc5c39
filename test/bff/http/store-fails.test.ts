/** While nothing can be kept, nothing is promised: senders come again, widgets are told, and nothing is shown. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import { storeCheck } from '../../../bff/health/readiness.ts'
import { type Store, StoreUnavailable } from '../../../bff/ports/store.ts'
import { createMemoryStore } from '../../../bff/store/memory/store.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { accepted, connectWidget } from '../../support/widget-client.ts'

const CONTACT = 'conv_abc123'

let cxone: CxoneStandIn
let bff: RunningBff
let fails: 'nothing' | 'conversations' | 'deliveries'
/** Since when the store says that it fails. */
let failingSince: string | undefined
let isStuck: boolean
beforeEach(async () => {
  fails = 'nothing'
  failingSince = undefined
  isStuck = false
  cxone = await startCxone({ acceptUnknownConversations: true })
  bff = await startBff(cxone, { store: failing() })
})
afterEach(async () => {
  await bff.stop()
  await cxone.close()
})

/** In place of giving up a claim. */
let releasing: ((release: () => Promise<void>) => Promise<void>) | undefined
const failing = (): Store => {
  const store = createMemoryStore({ newId: randomUUID, clock: systemClock })
  const orFail = async <T>(part: typeof fails, act: () => Promise<T>): Promise<T> => {
    if (isStuck) return await new Promise<never>(() => undefined)
    if (fails === part) throw new StoreUnavailable('SQLITE_FULL')
    return await act()
  }
  return {
    ...store,
    health: () =>
      failingSince === undefined ? { state: 'ok' } : { state: 'failing', since: failingSince, cause: 'SQLITE_FULL' },
    deliveries: {
      ...store.deliveries,
      claim: (...claim) => orFail('deliveries', () => store.deliveries.claim(...claim)),
      release: (...released) =>
        releasing === undefined
          ? store.deliveries.release(...released)
          : releasing(() => store.deliveries.release(...released)),
    },
    conversations: {
      ...store.conversations,
      change: (place, decide) => orFail('conversations', () => store.conversations.change(place, decide)),
    },
  }
}

const route = () => sendJson(bff.url, '/webhook/cognigy', routingBody(), { 'webhook-id': 'once' })

describe('a store that fails', () => {
  it.each(['conversations', 'deliveries'] as const)(
    'a store that fails lets webhooks be sent again, where it is the %s',
    async (part) => {
      fails = part
      const refused = await route()
      expect(refused.status).toBe(503)
      expect(refused.headers['retry-after']).toBe('1')
      expect(refused.body).toMatchObject({ detail: 'nothing can be kept right now; send it again' })
      expect(cxone.journal.entries(/routing$/)).toEqual([])
      fails = 'nothing'
      expect((await route()).status).toBe(200)
      expect(bff.logged()).not.toContain('a fault of ours')
    },
  )

  it('a store that failed for more than five seconds begins nothing, though the sender gave no id', async () => {
    failingSince = new Date(Date.now() - 5001).toISOString()
    const refused = await sendJson(bff.url, '/webhook/cognigy', routingBody())
    expect(refused.status).toBe(503)
    expect(refused.headers['retry-after']).toBe('1')
    expect(cxone.journal.entries(/routing$/)).toEqual([])
    failingSince = new Date().toISOString()
    expect((await sendJson(bff.url, '/webhook/cognigy', routingBody())).status).toBe(200)
  })

  it('a store that never answers has a webhook answered within six seconds, to be sent again', async () => {
    isStuck = true
    failingSince = new Date().toISOString()
    const since = performance.now()
    const refused = await route()
    expect(performance.now() - since).toBeLessThan(6000)
    expect(refused.status).toBe(503)
    expect(refused.headers['retry-after']).toBe('1')
  })

  it('a store that fails lets nobody wait until the claim is given up, which is done as soon as it can', async () => {
    let tries = 0
    releasing = async (release) => {
      tries += 1
      if (tries < 3) throw new StoreUnavailable('SQLITE_FULL')
      await release()
    }
    fails = 'conversations'
    expect((await route()).status).toBe(503)
    await expect.poll(() => tries).toBe(3)
    releasing = undefined
    fails = 'nothing'
    expect((await route()).status).toBe(200)
    expect(bff.logged()).not.toContain('a fault of ours')
  })

  it('a store that fails is told to widgets, who may ask again', async () => {
    const widget = await connectWidget(bff.url, await bff.token({ agentId: 'a', conversations: [CONTACT] }))
    fails = 'conversations'
    expect(await widget.join(CONTACT)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    fails = 'nothing'
    accepted(await widget.join(CONTACT))
    widget.close()
    expect(bff.logged()).not.toContain('a fault of ours')
  })

  it('a store that fails makes the service unready after five seconds, and tells at once why', () => {
    const since = '2026-01-31T09:30:00.000Z'
    const checkAfter = (ms: number) =>
      storeCheck({ state: 'failing', since, cause: 'SQLITE_FULL' }, Date.parse(since) + ms)
    const detail = `nothing can be kept since ${since}: SQLITE_FULL`
    expect(checkAfter(5000)).toEqual({ name: 'store', state: 'degraded', detail })
    expect(checkAfter(5001)).toEqual({ name: 'store', state: 'failed', detail })
    expect(storeCheck({ state: 'ok' }, 0)).toEqual({ name: 'store', state: 'ok' })
  })
})
