/** Which widgets may connect, and which conversation each may see (docs/contract.md 5.3). */
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { InteractionUpdate } from '../../../shared/wire/stream.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING } from '../../support/routing-webhook.ts'
import { createShiftingClock } from '../../support/shifting-clock.ts'
import { DESK_ORIGIN, type RunningBff, startBff, WIDGET_SECRET } from '../../support/start-bff.ts'
import { connectWidget, dialWidget, handshakeOutcome, type Widget } from '../../support/widget-client.ts'

let cxone: CxoneStandIn
let bff: RunningBff
const open: Widget[] = []
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  bff = await startBff(cxone)
})
afterEach(async () => {
  for (const widget of open.splice(0)) widget.close()
  await bff.stop()
})
afterAll(() => cxone.close())

const connect = async (grant: Parameters<RunningBff['token']>[0]): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await bff.token(grant))
  open.push(widget)
  return widget
}
const outcomeOf = (auth: Record<string, unknown>, origin?: string, transport: 'websocket' | 'polling' = 'websocket') =>
  handshakeOutcome(
    dialWidget(bff.url, {
      auth,
      transports: [transport],
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    }),
  )
const update = (more: Partial<InteractionUpdate> = {}): InteractionUpdate => ({
  interactionId: 'int_1',
  transcript: 'hello',
  speaker: 'customer',
  ...more,
})

const jwt = (claims: Record<string, unknown>, secret = WIDGET_SECRET) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
const SOUND = { iss: 'cx-assist', aud: 'cx-assist-widget', sub: 'agent_1', exp: 4_000_000_000 }
const unsigned = (claims: unknown): string =>
  `${[{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

describe('the handshake', () => {
  it('the handshake lets a sound token in', async () => {
    expect(await outcomeOf({ token: await bff.token({ agentId: 'agent_1' }) })).toBe('connected')
    expect(await outcomeOf({ token: await jwt(SOUND) })).toBe('connected')
  })

  const strangers: readonly (readonly [string, () => unknown])[] = [
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['no token at all', () => 'letmein'],
    ['a number', () => 7],
    ['an object', () => ({ toString: 'x' })],
    ['one by another secret', () => jwt(SOUND, 'another-secret-another-secret-012345')],
    ['one that expired', () => jwt({ ...SOUND, exp: 1_000_000_000 })],
    ['one that never expires', () => jwt({ ...SOUND, exp: undefined })],
    ['one without an agent', () => jwt({ ...SOUND, sub: undefined })],
    ['one for somebody else’s service', () => jwt({ ...SOUND, aud: 'another-service' })],
    ['one from somebody else', () => jwt({ ...SOUND, iss: 'another-issuer' })],
    ['one whose conversations are no list', () => jwt({ ...SOUND, conversations: 'conv_1' })],
    ['one that nobody signed', () => unsigned(SOUND)],
  ]
  it.each(strangers)('the handshake refuses, as unauthorized, %s', async (_what, token) => {
    expect(await outcomeOf({ token: await token() })).toBe('unauthorized')
  })

  it('the handshake refuses a widget that sends no auth at all', async () => {
    expect(await handshakeOutcome(dialWidget(bff.url))).toBe('unauthorized')
  })

  it('the handshake ends the connection when its token expires', async () => {
    const clock = createShiftingClock()
    const brief = await startBff(cxone, { clock })
    // Long enough to connect on a machine that is busy; an hour passes meanwhile but for these seconds.
    const token = await brief.token({ agentId: 'agent_1', ttlSeconds: 3605 })
    clock.advance(3600)
    const widget = await connectWidget(brief.url, token)
    const ended = new Promise((resolve) => widget.socket.once('disconnect', resolve))
    expect(await ended).toBe('io server disconnect')
    await brief.stop()
  }, 20_000)
})

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  const token = () => bff.token({ agentId: 'agent_1' })

  it('a page of an allowed origin may connect', async () => {
    expect(await outcomeOf({ token: await token() }, DESK_ORIGIN, transport)).toBe('connected')
  })

  it.each(['https://evil.example.com', 'null', `${DESK_ORIGIN}.evil.com`, 'http://desk.example.com'])(
    'a page of %s may not connect, even with a sound token',
    async (origin) => {
      expect(await outcomeOf({ token: await token() }, origin, transport)).toMatch(/^without code/)
    },
  )

  it('a program without an origin is judged by its token alone', async () => {
    expect(await outcomeOf({ token: await token() }, undefined, transport)).toBe('connected')
    expect(await outcomeOf({ token: 'bad' }, undefined, transport)).toBe('unauthorized')
  })
})

describe('CORS of the polling transport', () => {
  const poll = (origin: string) => send(bff.url, '/socket.io/?EIO=4&transport=polling', { headers: { origin } })

  it('CORS of the polling transport names the allowed origin and no other', async () => {
    expect((await poll(DESK_ORIGIN)).headers['access-control-allow-origin']).toBe(DESK_ORIGIN)
    const refused = await poll('https://evil.example.com')
    expect(refused.status).toBe(403)
    expect(refused.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('a token that names conversations', () => {
  it('a token that names conversations opens those, also before anybody has heard of them', async () => {
    const widget = await connect({ agentId: 'agent_1', conversations: ['conv_1'] })
    expect(await widget.join('conv_1')).toMatchObject({ ok: true, conversationId: 'conv_1', seq: 0 })
  })

  it('a token that names conversations opens no other, known or not, and says the same of both', async () => {
    await bff.app.hearStream(update({ conversationId: 'conv_2', agentId: 'agent_1' }))
    const widget = await connect({ agentId: 'agent_1', conversations: ['conv_1'] })
    const known = await widget.join('conv_2')
    expect(known).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await widget.join('conv_3')).toEqual(known)
  })

  it('a token that names conversations opens a conversation by an id that it does not name, once that is known to be the same one', async () => {
    const widget = await connect({ agentId: 'agent_1', conversations: ['conv_abc123'] })
    expect(await widget.join('sess_12345')).toMatchObject({ ok: false })
    await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    expect(await widget.join('sess_12345')).toMatchObject({ ok: true, conversationId: 'conv_abc123' })
  })
})

describe('a token that names no conversations', () => {
  it('a token that names no conversations opens a conversation once the stream says that its agent has it', async () => {
    const widget = await connect({ agentId: 'agent_1' })
    expect(await widget.join('int_1')).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    await bff.app.hearStream(update())
    expect(await widget.join('int_1')).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    await bff.app.hearStream(update({ agentId: 'agent_1' }))
    expect(await widget.join('int_1')).toMatchObject({ ok: true, seq: 2 })
  })

  it('a token that names no conversations does not open one that another agent has', async () => {
    await bff.app.hearStream(update({ agentId: 'agent_2' }))
    const widget = await connect({ agentId: 'agent_1' })
    expect(await widget.join('int_1')).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })

  it('a token that names no conversations loses one when its agent changes, and sees nothing said after that', async () => {
    await bff.app.hearStream(update({ agentId: 'agent_1' }))
    const before = await connect({ agentId: 'agent_1' })
    await before.join('int_1')
    await bff.app.hearStream(update({ agentId: 'agent_2', transcript: 'for the new agent only' }))
    const again = await connect({ agentId: 'agent_1' })
    expect(await again.join('int_1')).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    const after = await connect({ agentId: 'agent_2' })
    expect(await after.join('int_1')).toMatchObject({ ok: true, seq: 2 })
    expect(before.events).toEqual([])
  })

  it('a token that names no conversations leaves a widget alone whose token names the conversation, whoever the agent is', async () => {
    await bff.app.hearStream(update({ agentId: 'agent_1' }))
    const supervisor = await connect({ agentId: 'agent_9', conversations: ['int_1'] })
    await supervisor.join('int_1')
    await bff.app.hearStream(update({ agentId: 'agent_2', transcript: 'still here?' }))
    await expect.poll(() => supervisor.seqs()).toEqual([2])
    expect(supervisor.socket.connected).toBe(true)
  })
})
