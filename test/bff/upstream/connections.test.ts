/** Connections that are idle, slow or too many, and what operators set of them. */
import { once } from 'node:events'
import { IncomingMessage } from 'node:http'
import { createConnection, Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createClientAddresses } from '../../../bff/callers/client-address.ts'
import type { RimSettings } from '../../../bff/http/rim-settings.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { DESK_ORIGIN, type RunningBff, startBff } from '../../support/start-bff.ts'

let cxone: CxoneStandIn
const running: RunningBff[] = []
const sockets: Socket[] = []
beforeAll(async () => {
  cxone = await startCxone()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const bff of running.splice(0)) await bff.stop()
})
afterAll(() => cxone.close())

const start = async (rim: Partial<RimSettings> = {}): Promise<RunningBff> => {
  const bff = await startBff(cxone, { rim })
  running.push(bff)
  return bff
}
const dial = async ({ port }: RunningBff, text = ''): Promise<Socket> => {
  const socket = createConnection(port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (text !== '') socket.write(text)
  return socket
}
const lifeOf = async (socket: Socket): Promise<number> => {
  const startedAt = performance.now()
  socket.resume()
  await once(socket, 'close')
  return performance.now() - startedAt
}

describe('a connection', () => {
  it.each([
    ['sends nothing', ''],
    ['sends half a head', 'POST /webhook/cognigy HTTP/1.1\r\nhost: x\r\n'],
  ])('a connection whose client %s is closed after ten seconds', async (_what, text) => {
    const life = await lifeOf(await dial(await start(), text))
    expect(life).toBeGreaterThan(9000)
    expect(life).toBeLessThan(14_000)
  })

  it('a connection of a WebSocket that shows no token is closed after ten seconds', async () => {
    const bff = await start()
    const socket = new WebSocket(`ws://127.0.0.1:${bff.port}/socket.io/?EIO=4&transport=websocket`)
    const startedAt = performance.now()
    await once(socket, 'close')
    expect(performance.now() - startedAt).toBeGreaterThan(9000)
    expect(performance.now() - startedAt).toBeLessThan(14_000)
  })

  it('a connection that is idle is kept for longer than a balancer’s sixty seconds, or for as long as is set', async () => {
    const keptBy = async (rim: Partial<RimSettings>) => {
      const { headers } = await send((await start(rim)).url, '/healthz', { headers: { connection: 'keep-alive' } })
      return headers['keep-alive']
    }
    expect(await keptBy({})).toBe('timeout=75')
    expect(await keptBy({ keepAliveSeconds: 350 })).toBe('timeout=350')
  })
})

describe('connections of one address', () => {
  it('connections of one address beyond the bound are closed at once and counted, and room comes back', async () => {
    const bff = await start({ connectionsPerAddress: 3 })
    const first = await dial(bff)
    await dial(bff)
    await dial(bff)
    expect(await lifeOf(await dial(bff))).toBeLessThan(3000)
    expect(await bff.metrics.render()).toContain('cx_assist_connections_refused_total 1')
    first.destroy()
    await expect
      .poll(() =>
        send(bff.url, '/healthz').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200)
  })

  it('connections of one address are not bounded where it is a trusted proxy’s', async () => {
    const bff = await start({ connectionsPerAddress: 1, trustedProxies: ['loopback'] })
    await dial(bff)
    expect((await send(bff.url, '/healthz')).status).toBe(200)
  })
})

describe('the origin of a request', () => {
  const requestOf = (remoteAddress: string, forwarded?: string) => {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress })
    const request = new IncomingMessage(socket)
    if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
    return request
  }

  it.each([
    ['nobody is trusted', [], '10.0.0.1', '1.2.3.4', '10.0.0.1'],
    ['a network is', ['10.0.0.0/8'], '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['a network is, behind a forged entry', ['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['one hop is', 1, '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['one hop is, and says nonsense', 1, '10.0.0.1', 'unknown', '10.0.0.1'],
    ['IPv4 comes as IPv6', [], '::ffff:10.0.0.1', undefined, '10.0.0.1'],
    ['IPv6 comes', [], '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ] as const)(
    'whom a request comes from is told by what is trusted where %s',
    (_where, trusted, remote, forwarded, address) => {
      expect(createClientAddresses(trusted).of(requestOf(remote, forwarded))).toBe(address)
    },
  )
})

describe('HSTS', () => {
  it('HSTS is said nowhere unless it is set, and then of no other host below', async () => {
    const paths = ['/healthz', '/api/widget/config', '/nothing']
    const plain = await start()
    const strict = await start({ hstsSeconds: 600 })
    for (const path of paths) {
      expect((await send(plain.url, path)).headers['strict-transport-security']).toBeUndefined()
      const { headers } = await send(strict.url, path, { headers: { origin: DESK_ORIGIN } })
      expect(headers['strict-transport-security']).toBe('max-age=600')
    }
  })
})
