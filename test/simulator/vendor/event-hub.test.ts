import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { call } from '../calls.ts'
import { asked, passwordToken, textIn } from './calls.ts'

let cxone: CxoneVendorStandIn
let token: string
let socket: WebSocket
let frames: string[]
let now = Date.parse('2026-01-31T09:30:00Z')
beforeEach(async () => {
  cxone = await startCxoneVendor({ now: () => now, subscriptionMs: 60_000 })
  token = await passwordToken(cxone)
  cxone.seedContact({ id: '4711' })
  const url = textIn(await call(`${cxone.url}/dfo/3.0/event-hub-url`, asked(token)), 'websocketUrl')
  socket = new WebSocket(url)
  frames = []
  socket.on('message', (data) => frames.push(String(data)))
  await once(socket, 'open')
})
afterEach(async () => {
  socket.terminate()
  await cxone.close()
})

const send = (frame: unknown): void => socket.send(JSON.stringify(frame))
const register = (): void => send({ action: 'register', payload: { token } })
const subscribe = (relationObjectId: unknown = '4711', subscriptionType = 'contact') =>
  call(`${cxone.url}/dfo/3.0/event-hub-subscriptions`, asked(token, 'POST', { relationObjectId, subscriptionType }))
const framesAre = (expected: readonly unknown[]) => expect.poll(() => frames).toEqual(expected)
const registered = async (): Promise<void> => {
  register()
  await framesAre(['authorized'])
  frames = []
}
const closing = async (): Promise<number> => {
  const [code]: unknown[] = await once(socket, 'close')
  return Number(code)
}

describe('the event hub', () => {
  it('the event hub takes a token in the first frame, and answers heartbeats', async () => {
    register()
    send({ action: 'heartbeat' })
    await framesAre(['authorized', 'pong'])
    expect(cxone.hub.registeredCount).toBe(1)
  })

  it.each([
    ['with a token that is not valid', { action: 'register', payload: { token: 'guess' } }],
    ['with a heartbeat before anything else', { action: 'heartbeat' }],
    ['with an action that does not exist', { action: 'listen' }],
  ])('the event hub closes on whoever begins %s', async (_what, frame) => {
    send(frame)
    expect(await closing()).toBe(1008)
    expect(frames).toEqual([])
  })

  it('the event hub closes on a good token beside which there is a key too many', async () => {
    send({ action: 'register', payload: { token }, tenantId: 'x' })
    expect(await closing()).toBe(1008)
    expect(frames).toEqual([])
  })

  it('the event hub says that somebody registers too often, as many times as it is told to', async () => {
    cxone.hub.limitRate(2)
    register()
    register()
    register()
    await framesAre(['RATE_LIMIT_EXCEEDED', 'RATE_LIMIT_EXCEEDED', 'authorized'])
  })

  it('the event hub tells of messages of contacts that were subscribed to, and of no others', async () => {
    await registered()
    cxone.seedContact({ id: '4712' })
    expect((await subscribe()).status).toBe(201)
    cxone.hub.messageAdded('4712', { id: 'm-0', direction: 'inbound', text: 'Not for you' })
    cxone.hub.messageAdded('4711', { id: 'm-1', direction: 'inbound', text: 'Hello' })
    cxone.hub.messageAdded('4711', {
      id: 'm-2',
      direction: 'outbound',
      text: 'Hi',
      authorUser: { id: 7, firstName: 'Robin' },
    })
    await expect.poll(() => frames.length).toBe(2)
    const [first, second] = frames.map((frame) => JSON.parse(frame))
    expect(first).toMatchObject({
      eventType: 'MessageAddedIntoCase',
      traceId: null,
      data: {
        case: { id: '4711' },
        message: { id: 'm-1', direction: 'inbound', messageContent: { type: 'TEXT', text: 'Hello' }, authorUser: null },
      },
    })
    expect(second.data.message).toMatchObject({ direction: 'outbound', authorUser: { id: 7, firstName: 'Robin' } })
    expect(first.eventId).not.toBe(second.eventId)
  })

  it('the event hub tells of a contact that changes its status, until the subscription has run out', async () => {
    await registered()
    await subscribe()
    cxone.hub.statusChanged('4711', 'closed')
    await expect.poll(() => frames.length).toBe(1)
    expect(JSON.parse(frames[0] ?? '')).toMatchObject({
      eventType: 'CaseStatusChanged',
      data: { case: { id: '4711', status: 'closed' } },
    })
    now += 60_000
    expect(cxone.hub.isSubscribed('4711')).toBe(false)
    cxone.hub.statusChanged('4711', 'open')
    cxone.hub.sendRaw('not JSON')
    await expect.poll(() => frames.at(-1)).toBe('not JSON')
    expect(frames).toHaveLength(2)
    now -= 60_000
  })

  it('the event hub can be dropped in good order or be cut', async () => {
    await registered()
    cxone.hub.drop(1012)
    expect(await closing()).toBe(1012)
    expect(cxone.hub.registeredCount).toBe(0)
  })

  it('the event hub names another host once it is told to', async () => {
    cxone.lie({ eventHubUrl: 'wss://elsewhere.example/' })
    const { body } = await call(`${cxone.url}/dfo/3.0/event-hub-url`, asked(token))
    expect(body).toEqual({ websocketUrl: 'wss://elsewhere.example/' })
  })
})

describe('a subscription', () => {
  it.each([
    ['404 for a contact that nobody knows', 404, '1', 'contact'],
    ['400 for a number that is none', 400, 4711, 'contact'],
    ['400 for another kind', 400, '4711', 'case'],
  ])('a subscription is refused with %s', async (_what, status, id, kind) => {
    expect((await subscribe(id, kind)).status).toBe(status)
    expect(cxone.hub.isSubscribed('4711')).toBe(false)
  })
})

it('the handshake of the event hub is journalled, meets faults, and leads nowhere else', async () => {
  expect(cxone.journal.entries('/event-hub')).toMatchObject([{ outcome: 'applied', status: 101 }])
  cxone.faults.add({ path: '/event-hub', kind: 'status', status: 503, times: 1 })
  const handshake = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const attempt = new WebSocket(`${cxone.url.replace('http', 'ws')}${path}`)
      attempt.on('open', () => reject(new Error('it was let in')))
      attempt.on('error', () => undefined)
      attempt.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0))
    })
  expect(await handshake('/event-hub')).toBe(503)
  expect(await handshake('/elsewhere')).toBe(404)
})
