/** Who may call the webhooks, header by header (docs/contract.md 6). */
import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { ANOTHER_SECRET, EXAMPLE_ROUTING, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const BODY = JSON.stringify(EXAMPLE_ROUTING)
const UNKNOWN_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000)

let cxone: CxoneStandIn
let bff: RunningBff
let nextId = 1
beforeAll(async () => {
  cxone = await startCxone()
})
beforeEach(async () => {
  // A new one each: whoever shows wrong secrets again and again is slowed.
  bff = await startBff(cxone, { webhookSecrets: [SOME_SECRET, ANOTHER_SECRET] })
  cxone.journal.clear()
  cxone.seedConversation({ id: 'conv_abc123' })
})
afterEach(() => bff.stop())
afterAll(() => cxone.close())

const post = (headers: Readonly<Record<string, string>>, body: string | Buffer = BODY) =>
  send(bff.url, '/webhook/cognigy', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

const expectRefused = async (headers: Readonly<Record<string, string>>, body?: string | Buffer): Promise<void> => {
  const reply = await post(headers, body)
  expect(reply.status).toBe(401)
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(cxone.journal.entries()).toEqual([])
}
const fresh = (more: Parameters<typeof signed>[1] = {}) => signed(BODY, { id: `msg_${nextId++}`, ...more })

describe('a signature', () => {
  it.each([SOME_SECRET, ANOTHER_SECRET])('a signature by either secret lets in while they rotate', async (secret) => {
    expect((await post(fresh({ secret }))).status).toBe(200)
  })

  it('a signature by another secret is refused', () => expectRefused(fresh({ secret: UNKNOWN_SECRET })))

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)(
    'a signature without %s is refused',
    async (name) => {
      const { [name]: _left, ...headers } = fresh()
      await expectRefused(headers)
      await expectRefused({ ...headers, [name]: '' })
    },
  )

  it.each(['not a number', '-1', '0', '99999999999999999999', 'NaN'])(
    'a signature at the moment "%s" is refused',
    (timestamp) => expectRefused({ ...fresh(), 'webhook-timestamp': timestamp }),
  )

  it.each([290, -290])('a signature of %d seconds ago is in time', async (seconds) => {
    expect((await post(fresh({ at: secondsAgo(seconds) }))).status).toBe(200)
  })

  it.each([310, -310, 86_400])('a signature of %d seconds ago is refused', (seconds) =>
    expectRefused(fresh({ at: secondsAgo(seconds) })),
  )

  it.each(['v1', 'v1,', ',', 'v2,abc', 'abc', 'v1;abc', 'v1,!!!!'])(
    'a signature malformed as "%s" is refused',
    (signature) => expectRefused({ ...fresh(), 'webhook-signature': signature }),
  )

  it('a signature cut short or stretched is refused', async () => {
    const headers = fresh()
    const whole = headers['webhook-signature']
    await expectRefused({ ...headers, 'webhook-signature': whole.slice(0, -1) })
    await expectRefused({ ...headers, 'webhook-signature': `${whole}=` })
  })

  it('a signature of a version we do not speak is refused, however right it is', async () => {
    const headers = fresh()
    const asymmetric = headers['webhook-signature'].replace('v1,', 'v1a,')
    await expectRefused({ ...headers, 'webhook-signature': asymmetric })
  })

  it('a signature among several lets in, wherever it stands', async () => {
    for (const before of ['v1,AAAA ', 'v2,AAAA v1a,BBBB ', '']) {
      const headers = fresh()
      const several = `${before}${headers['webhook-signature']} v1,CCCC`
      expect((await post({ ...headers, 'webhook-signature': several })).status).not.toBe(401)
    }
  })

  it.each([
    ['behind', 400],
    ['ahead of', -400],
    ['behind', 86_400],
  ])('a signature %s the clock by more than five minutes is told so, and by how much', async (side, seconds) => {
    const reply = await post(fresh({ at: secondsAgo(seconds) }))
    expect(reply.status).toBe(401)
    const told = /is (\d+) s (behind|ahead of) the clock/.exec(reply.text)
    expect(told?.[2]).toBe(side)
    expect(Math.abs(Number(told?.[1]) - Math.abs(seconds))).toBeLessThanOrEqual(2)
    expect(bff.logged()).toContain(' the clock of this service')
  })

  it('a signature in milliseconds, as some send them, is told to be no time of the clock', async () => {
    const reply = await post({ ...fresh(), 'webhook-timestamp': String(Date.now()) })
    expect(reply.status).toBe(401)
    expect(reply.text).toContain('ahead of the clock')
  })

  it('a signature in the headers that Svix sends lets in', async () => {
    const asSvix = (headers: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace('webhook', 'svix'), value]))
    await expectRefused(asSvix(fresh({ secret: UNKNOWN_SECRET })))
    const { 'webhook-id': _left, ...incomplete } = fresh()
    await expectRefused(asSvix(incomplete))
    expect((await post(asSvix(fresh()))).status).toBe(200)
    expect((await post({ ...fresh({ secret: UNKNOWN_SECRET }), ...asSvix(fresh()) })).status).not.toBe(401)
  })

  it('a signature of another id or another moment is refused', async () => {
    await expectRefused({ ...fresh(), 'webhook-id': 'msg_of_somebody_else' })
    const timestamp = String(Math.floor(Date.now() / 1000) + 1)
    await expectRefused({ ...fresh({ at: secondsAgo(10) }), 'webhook-timestamp': timestamp })
  })

  it('a signature is over every byte of the body', async () => {
    for (const at of [0, 1, BODY.indexOf('billing'), BODY.length - 1]) {
      const bytes = Buffer.from(BODY)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      await expectRefused(fresh(), bytes)
    }
    await expectRefused(fresh(), `${BODY} `)
  })

  it('a signature is over the bytes as they came, also where they are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff]), Buffer.from('"}')])
    const overText = signed(bytes.toString(), { id: 'msg_bytes' })
    await expectRefused(overText, bytes)
    const signature = createHmac('sha256', Buffer.from(SOME_SECRET.replace('whsec_', ''), 'base64'))
      .update(`msg_bytes.${overText['webhook-timestamp']}.`)
      .update(bytes)
      .digest('base64')
    expect((await post({ ...overText, 'webhook-signature': `v1,${signature}` }, bytes)).status).toBe(400)
  })

  it('a signature over a body that is no JSON is right all the same, and then the body is the problem', async () => {
    expect((await post(signed('{', { id: 'msg_broken' }), '{')).status).toBe(400)
  })
})

describe('bearer tokens', () => {
  it.each([SOME_SECRET, ANOTHER_SECRET])('the secret as a bearer token lets in, each of the two', async (secret) => {
    expect((await post({ authorization: `Bearer ${secret}` })).status).toBe(200)
  })

  it('the secret as a bearer token is as good in small letters of the scheme', async () => {
    expect((await post({ authorization: `bearer ${SOME_SECRET}` })).status).toBe(200)
  })

  it.each([
    `Bearer ${UNKNOWN_SECRET}`,
    `Bearer ${SOME_SECRET}x`,
    `Bearer ${SOME_SECRET.slice(0, -1)}`,
    `Bearer ${SOME_SECRET.replace('whsec_', '')}`,
    `Bearer ${SOME_SECRET},${ANOTHER_SECRET}`,
    `Bearer ${SOME_SECRET} ${ANOTHER_SECRET}`,
    'Bearer ',
    'Bearer',
    SOME_SECRET,
    `Basic ${Buffer.from(`x:${SOME_SECRET}`).toString('base64')}`,
  ])('the secret as a bearer token is not "%s"', (authorization) => expectRefused({ authorization }))

  it('the secret as a bearer token beside a wrong signature lets in: any one of the two is enough', async () => {
    const headers = { ...fresh({ secret: UNKNOWN_SECRET }), authorization: `Bearer ${SOME_SECRET}` }
    expect((await post(headers)).status).toBe(200)
  })
})

describe('API keys', () => {
  it.each([
    ['Authorization: ApiKey', { authorization: `ApiKey ${SOME_SECRET}` }],
    ['Authorization: apikey', { authorization: `apikey   ${ANOTHER_SECRET}` }],
    ['X-API-Key', { 'x-api-key': SOME_SECRET }],
    [
      'X-API-Key beside an Authorization of a gateway',
      { 'x-api-key': SOME_SECRET, authorization: 'Basic Z2F0ZTp3YXk=' },
    ],
  ])('the secret as an API key in %s lets in', async (_where, headers) => {
    expect((await post(headers)).status).toBe(200)
  })

  it.each([
    { 'x-api-key': UNKNOWN_SECRET },
    { 'x-api-key': `Bearer ${SOME_SECRET}` },
    { 'x-api-key': `${SOME_SECRET},${ANOTHER_SECRET}` },
    { authorization: `ApiKey ${SOME_SECRET}x` },
    { authorization: `ApiKey${SOME_SECRET}` },
    { authorization: `Token ${SOME_SECRET}` },
  ])('the secret as an API key as %j is refused', (headers) => expectRefused(headers))
})

describe('nobody', () => {
  it('nobody gets in without a secret, a key or a signature', () => expectRefused({}))

  it('nobody learns from a 401 whether the body was any good', async () => {
    await expectRefused({}, '{')
    await expectRefused({}, '{}')
  })

  it('nobody may read from the log which secret it was', async () => {
    await post({ authorization: `Bearer ${SOME_SECRET}` })
    await post({ authorization: `Bearer ${UNKNOWN_SECRET}` })
    expect(bff.logged()).not.toMatch(/whsec_|Bearer/)
  })
})

describe('a BFF without a secret', () => {
  it('a BFF without a secret lets everybody in, whatever they send along', async () => {
    const open = await startBff(cxone)
    const headers = { 'content-type': 'application/json', authorization: 'Bearer anything' }
    expect((await send(open.url, '/webhook/cognigy', { method: 'POST', headers, body: BODY })).status).toBe(200)
    await open.stop()
  })
})
