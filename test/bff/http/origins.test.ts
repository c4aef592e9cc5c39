/** Which pages may use the BFF from a browser, however their origin is spelled. */
import { createConnection } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAllowedOrigins, readOrigin } from '../../../bff/callers/origins.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

describe('an origin', () => {
  it.each([
    ['https://desk.example/', 'https://desk.example'],
    ['https://desk.example:443', 'https://desk.example'],
    ['http://desk.example:80/', 'http://desk.example'],
    ['HTTPS://Desk.Example', 'https://desk.example'],
    ['https://desk.example:8443', 'https://desk.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://BÜCHER.example:443/', 'https://xn--bcher-kva.example'],
    ['https://*.desk.example', 'https://*.desk.example'],
    ['https://*.Desk.example:443/', 'https://*.desk.example'],
    ['http://*.localhost:3000', 'http://*.localhost:3000'],
    ['https://[::1]:8080', 'https://[::1]:8080'],
    // A name that ends with a dot is the same host, told from the root on.
    ['https://desk.example.', 'https://desk.example'],
    ['https://*.desk.example.:8443/', 'https://*.desk.example:8443'],
  ])('an origin written as %s is %s', (text, origin) => {
    expect(readOrigin(text)).toBe(origin)
  })

  it.each([
    '*',
    'null',
    '',
    'desk.example',
    'https://',
    'https://desk.example/path',
    'https://desk.example?x',
    'https://desk.example#x',
    'https://user@desk.example',
    'ftp://desk.example',
    'file:///x',
    'https://*',
    'https://*.com',
    'https://desk.*.example',
    'https://*desk.example',
    'https://*.*.example',
    'https://**.desk.example',
    'https://desk..example',
    'https://.desk.example',
    'https://desk.example..',
    'https://.',
    'https://*..example',
    'https://*.com.',
    'https://%2a.desk.example%2f',
    `https://${'a.'.repeat(200)}example`,
  ])('an origin is not %j, which could never match or matches too much', (text) => {
    expect(readOrigin(text)).toBeUndefined()
  })
})

describe('https://*.desk.example', () => {
  const isAllowed = createAllowedOrigins(['https://*.desk.example'])

  it.each([
    'https://a.desk.example',
    'https://A-B.Desk.example',
    'https://a.desk.example:443',
    'https://ü.desk.example',
    'https://a.desk.example.',
  ])('https://*.desk.example allows %s', (origin) => {
    expect(isAllowed(origin)).toBe(true)
  })

  it.each([
    'https://desk.example',
    'https://a.b.desk.example',
    'http://a.desk.example',
    'https://a.desk.example:8443',
    'https://a.desk.example.evil.com',
    'https://adesk.example',
    'https://.desk.example',
    'https://*.desk.example',
    'null',
    '',
    `https://${'a'.repeat(15_000)}.desk.example`,
  ])('https://*.desk.example does not allow %s', (origin) => {
    expect(isAllowed(origin)).toBe(false)
  })
})

describe('the BFF for https://*.desk.example, an IDN and a port', () => {
  let cxone: CxoneStandIn
  let bff: RunningBff
  beforeAll(async () => {
    cxone = await startCxone()
    const allowedOrigins = ['https://*.desk.example', 'https://xn--bcher-kva.example', 'http://desk.example:8080']
    bff = await startBff(cxone, { allowedOrigins })
  })
  afterAll(async () => {
    await bff.stop()
    await cxone.close()
  })

  const upgrade = (origin: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = createConnection(bff.port, '127.0.0.1')
      socket.on('error', reject)
      socket.once('data', (piece) => {
        socket.destroy()
        resolve(piece.toString().split('\r\n', 1)[0] ?? '')
      })
      const lines = ['upgrade: websocket', 'connection: upgrade', 'sec-websocket-version: 13', `origin: ${origin}`]
      const key = `sec-websocket-key: ${Buffer.alloc(16).toString('base64')}`
      socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\n${lines.join('\r\n')}\r\n${key}\r\n\r\n`,
      )
    })
  const polling = '/socket.io/?EIO=4&transport=polling'

  it.each(['https://eu.desk.example', 'https://xn--bcher-kva.example', 'http://desk.example:8080'])(
    'the BFF with origins of its own lets %s read, poll and open a WebSocket',
    async (origin) => {
      const config = await send(bff.url, '/api/widget/config', { headers: { origin } })
      expect(config.headers['access-control-allow-origin']).toBe(origin)
      const polled = await send(bff.url, polling, { headers: { origin } })
      expect(polled.status).toBe(200)
      expect(polled.headers['access-control-allow-origin']).toBe(origin)
      expect(await upgrade(origin)).toMatch(/ 101 /)
    },
  )

  it.each(['https://a.b.desk.example', 'https://desk.example', 'http://desk.example', 'null'])(
    'the BFF with origins of its own lets %s neither read nor poll nor open a WebSocket',
    async (origin) => {
      const config = await send(bff.url, '/api/widget/config', { headers: { origin } })
      expect(config.headers['access-control-allow-origin']).toBeUndefined()
      expect((await send(bff.url, polling, { headers: { origin } })).status).toBe(403)
      expect(await upgrade(origin)).not.toMatch(/ 101 /)
    },
  )
})
