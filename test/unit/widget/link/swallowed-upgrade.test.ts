/** A network between widget and server that lets requests through, and not every WebSocket. */
import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { connect, createServer as createTcp, type Socket as TcpSocket } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptySnapshot } from '../../../../shared/domain/conversation/conversation.ts'
import { SocketLink } from '../../../../widget/link/socket-link.ts'
import { WEBSOCKET_WITHIN_MS } from '../../../../widget/link/transport-choice.ts'
import { ManualTimers, SOME_CONVERSATION, said } from '../state/fixtures.ts'

/** Widgets come back at a random moment up to here. */
const LONGEST_FIRST_WAIT_MS = 1_100

/** - `swallow`: takes the handshake and never answers; - `mute`: hands the handshake on, and no frame after it; */
type Manner = 'pass' | 'swallow' | 'mute' | 'cut'

const portOf = (server: { address(): unknown }): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0
}

let http: ReturnType<typeof createHttp>
let server: Server
let proxy: ReturnType<typeof createTcp>
let manner: Manner
let open: Set<TcpSocket>
let swallowed: number
let link: SocketLink | undefined

beforeEach(async () => {
  manner = 'swallow'
  open = new Set()
  swallowed = 0
  http = createHttp()
  server = new Server(http)
  server.on('connection', (socket) => {
    socket.on('conversation:join', (_: unknown, acknowledge: (answer: unknown) => void) => {
      socket.join(SOME_CONVERSATION)
      const snapshot = emptySnapshot(SOME_CONVERSATION)
      acknowledge({ ok: true, conversationId: SOME_CONVERSATION, seq: 0, epoch: 'e', snapshot })
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  proxy = createTcp((inside) => {
    open.add(inside)
    inside.on('error', () => undefined)
    inside.once('data', (head) => {
      const isUpgrade = /\r\nupgrade:\s*websocket/iu.test(head.toString('latin1'))
      if (isUpgrade) swallowed += 1
      if (isUpgrade && manner === 'cut') inside.destroy()
      if (isUpgrade && (manner === 'swallow' || manner === 'cut')) return
      const outside = connect(portOf(http), '127.0.0.1')
      open.add(outside)
      outside.on('error', () => inside.destroy())
      outside.on('close', () => inside.destroy())
      inside.on('close', () => outside.destroy())
      outside.write(head)
      inside.pipe(outside)
      if (isUpgrade && manner === 'mute') outside.once('data', (answer) => inside.write(headOf(answer)))
      else outside.pipe(inside)
    })
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
})
afterEach(async () => {
  link?.close()
  for (const each of open) each.destroy()
  proxy.close()
  await server.close()
})

const headOf = (answer: Buffer): Buffer => answer.subarray(0, answer.indexOf('\r\n\r\n') + 4)

const openLink = () => {
  const told: string[] = []
  const timers = new ManualTimers()
  link = new SocketLink(
    { bff: `http://127.0.0.1:${portOf(proxy)}`, token: 'some' },
    {
      connection: (state) => told.push(state),
      joined: () => told.push('joined'),
      event: ({ seq }) => told.push(`event ${seq}`),
      refused: ({ code }) => told.push(code),
      error: ({ code }) => told.push(code),
    },
    timers,
  )
  link.follow(SOME_CONVERSATION)
  link.open()
  return { link, told, timers }
}
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 10 })
const transports = (): string[] => [...server.of('/').sockets.values()].map(({ conn }) => conn.transport.name)

describe('swallowed WebSockets', () => {
  it.each(['swallow', 'mute'] as const)(
    'a network that swallows WebSockets is got through by polling after one handshake that hangs: %s',
    async (how) => {
      manner = how
      const { told, timers } = openLink()
      await eventually(() => expect(swallowed).toBe(1))
      timers.pass(WEBSOCKET_WITHIN_MS)
      await eventually(() => expect(told).toContain('joined'))
      server.to(SOME_CONVERSATION).emit('assist', said(1))
      await eventually(() => expect(told).toEqual(['connecting', 'open', 'joined', 'event 1']))
      expect(transports()).toEqual(['polling'])
    },
  )

  it('a network that swallows WebSockets is got through at once the next time, and the WebSocket is tried beside it', async () => {
    const { told, timers } = openLink()
    await eventually(() => expect(swallowed).toBe(1))
    timers.pass(WEBSOCKET_WITHIN_MS)
    await eventually(() => expect(told).toContain('joined'))
    told.length = 0
    manner = 'pass'
    server.disconnectSockets(true)
    await eventually(() => expect(told).toContain('reconnecting'))
    timers.pass(LONGEST_FIRST_WAIT_MS)
    await eventually(() => expect(told).toContain('joined'))
    await eventually(() => expect(transports()).toEqual(['websocket']))
  })

  it('a network that swallows WebSockets is not blamed for a server that is slow once: with a WebSocket again, it comes first again', async () => {
    const { told, timers } = openLink()
    await eventually(() => expect(swallowed).toBe(1))
    manner = 'pass'
    timers.pass(WEBSOCKET_WITHIN_MS)
    await eventually(() => expect(transports()).toEqual(['websocket']))
    const asked: string[] = []
    http.prependListener('request', ({ url = '' }) => asked.push(url))
    server.disconnectSockets(true)
    await eventually(() => expect(told).toContain('reconnecting'))
    timers.pass(LONGEST_FIRST_WAIT_MS)
    await eventually(() => expect(told.filter((each) => each === 'joined')).toHaveLength(2))
    expect(asked).toEqual([])
  })

  it('a network that swallows WebSockets is another than one that cuts them, which is got through without waiting', async () => {
    manner = 'cut'
    const { told } = openLink()
    await eventually(() => expect(told).toContain('joined'))
    expect(transports()).toEqual(['polling'])
  })

  it('a network that swallows WebSockets leaves a connection alone that is there', async () => {
    manner = 'pass'
    const { told, timers } = openLink()
    await eventually(() => expect(told).toContain('joined'))
    timers.pass(WEBSOCKET_WITHIN_MS)
    expect(told).toEqual(['connecting', 'open', 'joined'])
    expect(transports()).toEqual(['websocket'])
  })
})
