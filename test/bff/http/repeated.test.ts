/** A delivery that comes again gets the first answer again and acts once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const ROUTE = '/api/v2/conversations/conv_abc123/routing'

let cxone: CxoneStandIn
let bff: RunningBff
beforeEach(async () => {
  cxone = await startCxone()
  cxone.seedConversation({ id: 'conv_abc123' })
  bff = await startBff(cxone)
})
afterEach(async () => {
  await bff.stop()
  await cxone.close()
})

const post = (headers: Readonly<Record<string, string>>, body: unknown = EXAMPLE_ROUTING, path = '/webhook/cognigy') =>
  sendJson(bff.url, path, body, headers)
const effects = (): number => cxone.journal.entries(ROUTE).length
const SOME_KEY = { status: 200, body: { status: 'routed', skill: 'Billing Support' } }

describe.each(['webhook-id', 'idempotency-key'])('by %s', (name) => {
  const delivery = (id = 'delivery-1') => ({ [name]: id })

  it('a repeated delivery acts once, one after the other', async () => {
    for (const _again of [1, 2, 3]) expect(await post(delivery())).toMatchObject(SOME_KEY)
    expect(effects()).toBe(1)
  })

  it('a repeated delivery acts once when twenty arrive together, and gives all of them the same answer', async () => {
    cxone.faults.add({ kind: 'delay', ms: 100, path: ROUTE })
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(delivery())))
    expect(effects()).toBe(1)
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    for (const reply of replies) expect(reply).toMatchObject(SOME_KEY)
  })

  it('a repeated delivery is refused with 409 when it has another body, and does nothing', async () => {
    await post(delivery())
    const reply = await post(delivery(), routingBody({ text: 'something else' }))
    expect(reply.status).toBe(409)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(effects()).toBe(1)
    expect(await post(delivery())).toMatchObject(SOME_KEY)
  })

  it('a repeated delivery is refused with 409 when the other body arrives while the first is at work', async () => {
    cxone.faults.add({ kind: 'delay', ms: 150, path: ROUTE })
    const first = post(delivery())
    await expect.poll(() => cxone.journal.entries().length).toBeGreaterThan(0)
    expect((await post(delivery(), routingBody({ text: 'something else' }))).status).toBe(409)
    expect(await first).toMatchObject(SOME_KEY)
  })

  it.each([
    [404, () => cxone.forgetConversation('conv_abc123')],
    [409, () => cxone.endConversation('conv_abc123')],
  ])('a repeated delivery gives a %d again too', async (status, arrange) => {
    arrange()
    const first = await post(delivery())
    expect(first.status).toBe(status)
    cxone.faults.clear()
    cxone.seedConversation({ id: 'conv_abc123' })
    const again = await post(delivery())
    expect(again.text).toBe(first.text)
    expect(again.status).toBe(status)
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect(effects()).toBe(1)
  })

  it('a delivery under another id is another one', async () => {
    await post(delivery('delivery-1'))
    cxone.seedConversation({ id: 'conv_abc123' })
    await post(delivery('delivery-2'))
    expect(effects()).toBe(2)
  })

  it.each(['__proto__', 'constructor', 'a b', 'ü'.normalize('NFC'), '"quoted"'])(
    'the id of a delivery may be %j',
    async (id) => {
      expect(await post(delivery(Buffer.from(id).toString('latin1')))).toMatchObject(SOME_KEY)
      expect(await post(delivery(Buffer.from(id).toString('latin1')))).toMatchObject(SOME_KEY)
      expect(effects()).toBe(1)
    },
  )

  it('an id of a delivery is refused with 400 where it is longer than anybody’s', async () => {
    expect((await post(delivery('x'.repeat(257)))).status).toBe(400)
    expect((await post(delivery('x'.repeat(256)))).status).toBe(200)
  })

  it('a repeated delivery gets the 400 of a body that was refused again, to twenty at once', async () => {
    const body = routingBody({ conversationId: '' })
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(delivery(), body)))
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 400))
  })
})

describe('deliveries', () => {
  it('deliveries without an id are each a first one', async () => {
    await post({})
    cxone.seedConversation({ id: 'conv_abc123' })
    await post({})
    expect(effects()).toBe(2)
  })

  it('deliveries without an id count as repeats within the window of the rules, where there is one', async () => {
    bff.setRules({ routing: { repeatWindowSeconds: 60 } })
    await post({})
    expect(await post({})).toMatchObject(SOME_KEY)
    expect(effects()).toBe(1)
    await post({}, routingBody({ text: 'something else' }))
    expect(effects()).toBe(2)
  })

  it('deliveries are counted when they are answered from memory', async () => {
    await post({ 'webhook-id': 'delivery-1' })
    await post({ 'webhook-id': 'delivery-1' })
    expect(await bff.metrics.render()).toContain('cx_assist_webhook_repeated_total{path="/webhook/cognigy"} 1')
  })

  it('deliveries that are not signed do not use up the id of one that is', async () => {
    const guarded = await startBff(cxone, { webhookSecrets: [SOME_SECRET] })
    const body = JSON.stringify(EXAMPLE_ROUTING)
    const forged = { ...signed(body, { id: 'msg_9' }), 'webhook-signature': 'v1,AAAA' }
    expect((await sendJson(guarded.url, '/webhook/cognigy', { text: 'forged' }, forged)).status).toBe(401)
    expect(
      (await sendJson(guarded.url, '/webhook/cognigy', EXAMPLE_ROUTING, signed(body, { id: 'msg_9' }))).status,
    ).toBe(200)
    await guarded.stop()
  })
})
