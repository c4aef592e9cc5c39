/** The event hub of CXone as the adapter listens to it, in front of the stand-in's; time passes when a test says so. */
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import type { ContactAddress, ContactMessage, ContactStream } from '../../../../bff/ports/cxone.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { createManualTimes, type ManualTimes } from '../../../support/manual-times.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import type { RulesInput } from '../../../support/start-bff.ts'
import { CASE, digital, type OpenedCxone, openVendor, voice, within } from '../../../support/vendor-cxone.ts'

const SUBSCRIPTIONS = '/dfo/3.0/event-hub-subscriptions'
const HEARTBEAT_MS = 30_000
const RATE_LIMIT_MS = 30_000
const LOOK_MS = 10_000
const AUTHORIZED_WITHIN_MS = 10_000
/** Of reconnecting: at most this long, and nothing else waits so short. */
const RECONNECT_MS = 7

let cxone: CxoneVendorStandIn
let clock: ShiftingClock
let times: ManualTimes
let open: ContactAddress[]
let heard: ContactMessage[]
let opened: OpenedCxone
let stream: ContactStream | undefined
beforeEach(async () => {
  clock = createShiftingClock()
  times = createManualTimes()
  cxone = await startCxoneVendor({ now: clock.now })
  cxone.seedContact({ id: CASE })
  open = [digital()]
  heard = []
})
afterEach(async () => {
  stream?.close()
  stream = undefined
  await cxone.close()
})

const listen = (rules: RulesInput = {}): ContactStream => {
  const reconnectMs = { first: RECONNECT_MS, longest: RECONNECT_MS }
  opened = openVendor(cxone, {
    settings: { eventHub: true },
    rules,
    clock,
    hubTimes: { timer: times.timer, pauses: times.pauses, reconnectMs },
  })
  const { openMessages } = opened
  if (openMessages === undefined) throw new Error('it does not listen')
  const listener = {
    openContacts: () => Promise.resolve(open),
    onMessage: (message: ContactMessage) => void heard.push(message),
  }
  stream = openMessages(listener)
  return stream
}
const subscribed = (): readonly unknown[] => cxone.journal.entries(SUBSCRIPTIONS).map(({ body }) => body)
const asked = (relationObjectId: string) => ({ relationObjectId, subscriptionType: 'contact' })
const registered = () => expect.poll(() => cxone.hub.registeredCount).toBe(1)
const countOf = async (outcome: string): Promise<number> => {
  const found = new RegExp(`cx_assist_event_hub_frames_total\\{outcome="${outcome}"\\} (\\d+)`)
  return Number(found.exec(await opened.renderMetrics())?.[1] ?? 0)
}
/** The link was lost: it is tried again. */
const reconnect = async (): Promise<void> => {
  await expect.poll(() => times.waiting().some((ms) => ms <= RECONNECT_MS)).toBe(true)
  for (const ms of times.waiting()) if (ms <= RECONNECT_MS) times.pass(ms)
}
const says = (id: string, text: string, contact = CASE): void =>
  cxone.hub.messageAdded(contact, { id, direction: 'inbound', text })

describe('the event hub', () => {
  it('the event hub is told the token first, then each open digital contact is subscribed to once', async () => {
    cxone.seedContact({ id: '4712' })
    open = [digital(), digital({ contactNumber: '4712' }, 'conv_2'), voice(), digital({}, '100000000000')]
    const listening = listen()
    await registered()
    await expect.poll(subscribed).toHaveLength(2)
    expect(subscribed()).toEqual([asked(CASE), asked('4712')])
    expect(listening.health()).toEqual({ name: 'event-hub', state: 'ok', detail: 'listening to 2 contacts' })
  })

  it('the event hub tells who wrote: customer, agent, bot, and a user that the rules know as a bot', async () => {
    listen({ vendor: { botUserIds: [9] } })
    await expect.poll(() => cxone.hub.isSubscribed(CASE)).toBe(true)
    says('m-1', 'Hello')
    cxone.hub.messageAdded(CASE, { id: 'm-2', direction: 'outbound', text: 'I am a bot' })
    cxone.hub.messageAdded(CASE, {
      id: 'm-3',
      direction: 'outbound',
      text: 'Hi',
      authorUser: { id: 7, firstName: 'Robin' },
    })
    cxone.hub.messageAdded(CASE, {
      id: 'm-4',
      direction: 'outbound',
      text: 'Beep',
      authorUser: { id: 9, firstName: 'Bot' },
    })
    await expect.poll(() => heard).toHaveLength(4)
    expect(heard.map(({ messageId, speaker, text }) => [messageId, speaker, text])).toEqual([
      ['m-1', 'customer', 'Hello'],
      ['m-2', 'bot', 'I am a bot'],
      ['m-3', 'agent', 'Hi'],
      ['m-4', 'bot', 'Beep'],
    ])
    expect(heard[0]?.contactNumber).toBe(CASE)
  })

  it.each([
    ['negative', -0.7],
    ['neutral', 0],
    ['positive', 0.4],
    ['furious', undefined],
  ])('the event hub’s word %s for a mood is the score that the rules say', async (sentiment, score) => {
    listen({ vendor: { eventHubSentiment: { positive: 0.4 } } })
    await expect.poll(() => cxone.hub.isSubscribed(CASE)).toBe(true)
    const message = { id: 'm-1', direction: 'inbound', messageContent: { type: 'TEXT', text: 'Hm' }, sentiment }
    const data = { case: { id: CASE }, message }
    cxone.hub.sendRaw(JSON.stringify({ eventType: 'MessageAddedIntoCase', data }))
    await expect.poll(() => heard).toHaveLength(1)
    expect(heard[0]?.sentimentScore).toBe(score)
  })

  it('the event hub’s other frames are counted and dropped, and none of them ends the link', async () => {
    listen()
    await registered()
    cxone.hub.statusChanged(CASE, 'open')
    cxone.hub.sendRaw('not JSON')
    cxone.hub.sendRaw('toString')
    cxone.hub.sendRaw('[1]')
    cxone.hub.sendRaw(JSON.stringify({ eventType: 'MessageAddedIntoCase', data: { case: {} } }))
    cxone.hub.sendRaw(JSON.stringify({ eventType: 'SenderTypingStarted', data: {} }))
    const picture = { id: 'm-0', direction: 'inbound', messageContent: { type: 'PLUGIN', payload: {} } }
    cxone.hub.sendRaw(
      JSON.stringify({ eventType: 'MessageAddedIntoCase', data: { case: { id: CASE }, message: picture } }),
    )
    const stranger = { ...picture, messageContent: { type: 'TEXT', text: 'psst' } }
    cxone.hub.sendRaw(
      JSON.stringify({ eventType: 'MessageAddedIntoCase', data: { case: { id: '1' }, message: stranger } }),
    )
    await expect.poll(() => countOf('stranger')).toBe(1)
    expect(await countOf('unreadable')).toBe(4)
    expect(await countOf('no_text')).toBe(1)
    expect(await countOf('other_event')).toBeGreaterThanOrEqual(1)
    expect(heard).toEqual([])
    expect(cxone.hub.registeredCount).toBe(1)
    expect(opened.logged()).not.toContain('psst')
  })

  it('the event hub is asked for a contact again after five minutes, until it is over', async () => {
    const listening = listen()
    await expect.poll(subscribed).toHaveLength(1)
    times.tick(LOOK_MS)
    clock.advance(299)
    times.tick(LOOK_MS)
    await new Promise((resolve) => setImmediate(resolve))
    expect(subscribed()).toHaveLength(1)
    clock.advance(2)
    times.tick(LOOK_MS)
    await expect.poll(subscribed).toHaveLength(2)
    listening.leave(digital())
    open = []
    clock.advance(301)
    times.tick(LOOK_MS)
    says('m-9', 'Still there?')
    await expect.poll(() => countOf('stranger')).toBe(1)
    expect(subscribed()).toHaveLength(2)
    expect(heard).toEqual([])
  })

  it('the event hub is asked for a contact at once where this process learns of it, and by a look where another one does', async () => {
    for (const id of ['4712', '4713']) cxone.seedContact({ id })
    const listening = listen()
    await expect.poll(subscribed).toHaveLength(1)
    listening.follow(digital({}, '4712'))
    listening.follow(digital({}, '4712'))
    await expect.poll(subscribed).toHaveLength(2)
    open = [digital(), digital({}, '4713')]
    times.tick(LOOK_MS)
    await expect.poll(subscribed).toEqual([asked(CASE), asked('4712'), asked('4713')])
    expect(listening.contacts()).toBe(2)
  })

  it('the event hub’s refusal of a contact stands for five minutes, and keeps no other one from being asked for', async () => {
    open = [digital({}, '1'), digital()]
    const listening = listen()
    await expect.poll(subscribed).toHaveLength(2)
    times.tick(LOOK_MS)
    await expect.poll(() => cxone.hub.isSubscribed(CASE)).toBe(true)
    expect(subscribed()).toHaveLength(2)
    expect(listening.health().state).toBe('ok')
  })

  it('the event hub that takes no subscriptions degrades what is told of it, until it does', async () => {
    cxone.faults.add({ path: SUBSCRIPTIONS, kind: 'status', status: 503, times: 3 })
    const listening = listen()
    await expect
      .poll(() => listening.health())
      .toMatchObject({ state: 'degraded', detail: expect.stringMatching(/^no subscriptions since /) })
    times.tick(LOOK_MS)
    await expect.poll(() => listening.health().state).toBe('ok')
    expect(cxone.hub.isSubscribed(CASE)).toBe(true)
  })
})

describe('the link to the event hub', () => {
  it('the link to the event hub is held by heartbeats, and given up where two of them meet silence', async () => {
    listen()
    await registered()
    times.tick(HEARTBEAT_MS)
    await expect.poll(() => countOf('pong')).toBe(1)
    times.tick(HEARTBEAT_MS)
    times.tick(HEARTBEAT_MS)
    times.tick(HEARTBEAT_MS)
    await expect.poll(() => stream?.state()).toMatchObject({ kind: 'reconnecting', cause: 'silence' })
  })

  it.each([
    ['closed', 1012, 'closed 1012'],
    ['cut', undefined, 'closed 1006'],
  ])(
    'the link to the event hub that is %s is had again, and every contact subscribed to anew',
    async (_how, code, cause) => {
      const listening = listen()
      await expect.poll(subscribed).toHaveLength(1)
      cxone.hub.drop(code)
      await expect.poll(() => listening.state()).toMatchObject({ kind: 'reconnecting', cause })
      expect(listening.health()).toMatchObject({ name: 'event-hub', state: 'degraded' })
      await reconnect()
      await registered()
      await expect.poll(subscribed).toHaveLength(2)
      says('m-2', 'Back again')
      await expect.poll(() => heard.map(({ text }) => text)).toEqual(['Back again'])
    },
  )

  it('the link to the event hub waits half a minute where the rate is exceeded, three times, and then begins anew', async () => {
    cxone.hub.limitRate(4)
    listen()
    for (let n = 1; n <= 3; n += 1) {
      await expect.poll(() => countOf('rate_limited')).toBe(n)
      await expect.poll(() => times.waiting()).toEqual([RATE_LIMIT_MS])
      times.pass(RATE_LIMIT_MS)
    }
    await expect.poll(() => stream?.state()).toMatchObject({ kind: 'reconnecting', cause: 'rate limit' })
    expect(cxone.journal.entries('/event-hub')).toHaveLength(1)
    await reconnect()
    await registered()
  })

  it('the link to the event hub that is authorized after a wait stays', async () => {
    cxone.hub.limitRate(1)
    listen()
    await expect.poll(() => times.waiting()).toEqual([RATE_LIMIT_MS])
    times.pass(RATE_LIMIT_MS)
    await registered()
    await expect.poll(() => times.waiting()).toEqual([])
    expect(cxone.journal.entries('/event-hub')).toHaveLength(1)
  })

  it('the link to the event hub whose token was revoked meanwhile is had with another one', async () => {
    listen()
    await registered()
    cxone.revokeTokens()
    cxone.hub.drop(1012)
    await expect.poll(() => stream?.state().kind).toBe('reconnecting')
    await reconnect()
    await registered()
    expect(cxone.journal.entries('/event-hub')).toHaveLength(2)
  })

  it('the link to the event hub that turns a token away is tried with another one', async () => {
    const shown: string[] = []
    const stern = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    stern.on('connection', (socket) =>
      socket.on('message', (data) => {
        shown.push(String(data))
        socket.close(1008)
      }),
    )
    await once(stern, 'listening')
    const address = stern.address()
    if (typeof address === 'string') throw new Error('no port')
    cxone.lie({ eventHubUrl: `ws://127.0.0.1:${address?.port}/` })
    listen()
    await expect.poll(() => stream?.state()).toMatchObject({ kind: 'reconnecting', cause: 'closed 1008' })
    await reconnect()
    await expect.poll(() => shown.length).toBe(2)
    expect(new Set(shown).size).toBe(2)
    stern.close()
  })

  it('the link to the event hub that says nothing to a token is given up after a while', async () => {
    const mute = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(mute, 'listening')
    const address = mute.address()
    if (typeof address === 'string') throw new Error('no port')
    cxone.lie({ eventHubUrl: `ws://127.0.0.1:${address?.port}/` })
    listen()
    await expect.poll(() => times.waiting()).toEqual([AUTHORIZED_WITHIN_MS])
    times.pass(AUTHORIZED_WITHIN_MS)
    await expect.poll(() => stream?.state()).toMatchObject({ kind: 'reconnecting', cause: 'not authorized' })
    mute.close()
  })

  it('the link to the event hub that was closed stays closed', async () => {
    const listening = listen()
    await registered()
    listening.close()
    listening.close()
    await expect.poll(() => cxone.hub.registeredCount).toBe(0)
    expect(listening.state()).toEqual({ kind: 'off' })
    expect(times.waiting()).toEqual([])
    expect(() => times.tick(HEARTBEAT_MS)).toThrow('nothing waits')
    expect(() => times.tick(LOOK_MS)).toThrow('nothing waits')
  })
})

describe('an event hub that is named elsewhere', () => {
  it.each([
    'wss://eventhub.example.com/',
    'wss://niceincontact.com.example.com/',
    'ws://eventhub-de-na1.niceincontact.com/',
    'https://eventhub-de-na1.niceincontact.com/',
    'wss://user:word@eventhub-de-na1.niceincontact.com/',
    'nowhere',
    '',
  ])('an event hub at %j is told no token: the link is not had', async (eventHubUrl) => {
    cxone.lie({ eventHubUrl })
    listen()
    await expect.poll(() => stream?.state()).toMatchObject({ kind: 'reconnecting', cause: 'untrusted_host' })
    expect(opened.logged()).not.toContain('example.com')
  })
})

describe('a redirect of the event hub', () => {
  it('a redirect of the event hub’s handshake is not followed', async () => {
    cxone.faults.add({ path: '/event-hub', kind: 'status', status: 302, times: 1 })
    listen()
    await expect.poll(() => stream?.state()).toMatchObject({ kind: 'reconnecting', cause: 'handshake 302' })
  })
})

describe('the event hub that is not configured', () => {
  it.each([
    ['where it is off', { eventHub: false }],
    ['without an access key', { eventHub: true, accessKey: undefined }],
  ])('the event hub that is not configured is not listened to %s', (_what, settings) => {
    expect(openVendor(cxone, { settings }).openMessages).toBeUndefined()
  })

  it('the event hub that is not configured is no question of the doctor’s', () => {
    expect(
      openVendor(cxone)
        .probes()
        .map(({ name }) => name),
    ).not.toContain('CXone: event hub')
  })
})

describe('the doctor', () => {
  const examine = async () => {
    const probe = openVendor(cxone, { settings: { eventHub: true } })
      .probes()
      .find(({ name }) => name === 'CXone: event hub')
    if (probe?.kind !== 'question') throw new Error('it is no question')
    return await within((deadline) => probe.ask(deadline))
  }

  it('the doctor reads where the event hub is, and does not connect', async () => {
    expect(await examine()).toMatchObject({ state: 'ok', detail: expect.stringMatching(/experimental/) })
    expect(cxone.journal.entries('/event-hub')).toEqual([])
    expect(cxone.journal.entries().filter(({ method, path }) => method === 'POST' && path.startsWith('/dfo'))).toEqual(
      [],
    )
  })

  it('the doctor says so where the event hub is named on a host that is not trusted', async () => {
    cxone.lie({ eventHubUrl: 'wss://elsewhere.example/' })
    expect(await examine()).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/not trusted/),
      fix: expect.stringMatching(/CXONE_ISSUER/),
    })
  })
})
