import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type CognigyStandIn, startCognigy } from '../../simulator/cognigy/tutorial/server.ts'
import { orgToken } from './calls.ts'

let cognigy: CognigyStandIn
let token: string
const open: WebSocket[] = []

beforeEach(async () => {
  cognigy = await startCognigy({ heartbeatMs: 30, keptFrames: 3 })
  token = await orgToken(cognigy)
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate()
  await cognigy.close()
})

const connect = (authorization = `Bearer ${token}`, path: string = cognigy.streamPath) => {
  const socket = new WebSocket(cognigy.url.replace('http', 'ws') + path, { headers: { authorization } })
  open.push(socket)
  const frames: string[] = []
  const refusals: number[] = []
  socket.on('message', (data) => frames.push(String(data)))
  socket.on('unexpected-response', (_request, response) => refusals.push(response.statusCode ?? 0))
  socket.on('error', () => refusals.push(-1))
  const texts = () => frames.filter((frame) => !frame.includes('HEARTBEAT'))
  return { socket, frames, texts, refusals }
}
const update = (transcript: string) => ({ interactionId: 'int_1', transcript })

describe('the handshake', () => {
  it('the handshake lets a valid token in', async () => {
    await once(connect().socket, 'open')
    expect(cognigy.subscriberCount).toBe(1)
    expect(cognigy.journal.entries(cognigy.streamPath)[0]).toMatchObject({ outcome: 'applied', status: 101 })
  })

  it('the handshake answers 401 without one, and 404 elsewhere', async () => {
    const stranger = connect('Bearer guess')
    await expect.poll(() => stranger.refusals).toEqual([401])
    const lost = connect(undefined, '/api/v1/streaming')
    await expect.poll(() => lost.refusals).toEqual([404])
    expect(cognigy.subscriberCount).toBe(0)
    expect(JSON.stringify(cognigy.journal.entries())).not.toContain('guess')
  })

  it('the handshake can be refused on demand, so many times', async () => {
    cognigy.refuseHandshake(503, 1)
    const refused = connect()
    await expect.poll(() => refused.refusals).toEqual([503])
    await once(connect().socket, 'open')
  })

  it('the handshake can be cut or left hanging', async () => {
    cognigy.faults.add({ path: cognigy.streamPath, kind: 'drop', times: 1 })
    const cut = connect()
    await expect.poll(() => cut.refusals).toEqual([-1])
    cognigy.faults.add({ path: cognigy.streamPath, kind: 'hang', times: 1 })
    const hanging = connect()
    await expect.poll(() => cognigy.journal.entries().at(-1)?.reason).toBe('hang')
    expect(hanging.socket.readyState).toBe(WebSocket.CONNECTING)
  })
})

describe('frames', () => {
  it('frames reach every subscriber in order', async () => {
    const [one, two] = [connect(), connect()]
    await Promise.all([once(one.socket, 'open'), once(two.socket, 'open')])
    await expect.poll(() => cognigy.subscriberCount).toBe(2)
    for (const text of ['a', 'b', 'c']) cognigy.sendUpdate(update(text))
    const wanted = ['a', 'b', 'c'].map((text) => JSON.stringify({ type: 'INTERACTION_UPDATE', payload: update(text) }))
    await expect.poll(() => one.texts()).toEqual(wanted)
    await expect.poll(() => two.texts()).toEqual(wanted)
  })

  it('frames wait for the next subscriber, the newest of them', async () => {
    for (const text of ['a', 'b', 'c', 'd']) cognigy.sendRaw(text)
    expect(cognigy.keptFrameCount).toBe(3)
    const late = connect()
    await expect.poll(() => late.texts()).toEqual(['b', 'c', 'd'])
    expect(cognigy.keptFrameCount).toBe(0)
    const later = connect()
    await once(later.socket, 'open')
    cognigy.sendRaw('e')
    await expect.poll(() => later.texts()).toEqual(['e'])
  })

  it('frames that a subscriber may not have read any more when it was killed come once more to the next one, before what waits', async () => {
    const dying = connect()
    await once(dying.socket, 'open')
    cognigy.sendRaw('a')
    await expect.poll(() => dying.texts()).toEqual(['a'])
    dying.socket.terminate()
    await expect.poll(() => cognigy.subscriberCount).toBe(0)
    cognigy.sendRaw('b')
    const next = connect()
    await expect.poll(() => next.texts()).toEqual(['a', 'b'])
    next.socket.close()
    await expect.poll(() => cognigy.subscriberCount).toBe(0)
    cognigy.sendRaw('c')
    const last = connect()
    await expect.poll(() => last.texts()).toEqual(['c'])
  })

  it('frames can be anything, binary included', async () => {
    const { socket } = connect()
    await once(socket, 'open')
    const kinds: boolean[] = []
    socket.on('message', (data, isBinary) => String(data).includes('HEARTBEAT') || kinds.push(isBinary))
    cognigy.sendRaw('{"type":')
    cognigy.sendRaw(Buffer.from([1, 2, 3]))
    await expect.poll(() => kinds).toEqual([false, true])
  })
})

it('the simulated stream sends heartbeats', async () => {
  const { frames } = connect()
  await expect.poll(() => frames.length).toBeGreaterThan(1)
  expect(frames[0]).toBe('{"type":"HEARTBEAT","payload":{}}')
})

it('the simulated stream can fall silent: no frame, no heartbeat, no pong, but another link is served', async () => {
  const deaf = connect()
  await once(deaf.socket, 'open')
  cognigy.silence(60_000)
  let pongs = 0
  deaf.socket.on('pong', () => (pongs += 1))
  deaf.socket.ping()
  cognigy.sendUpdate(update('kept'))
  expect(cognigy.keptFrameCount).toBe(1)
  const fresh = connect()
  await expect.poll(() => fresh.texts()).toHaveLength(1)
  // What was on its way to the other one when it fell silent has come with that.
  const heard = deaf.frames.length
  const beats = fresh.frames.length
  await expect.poll(() => fresh.frames.length).toBeGreaterThan(beats + 1)
  expect([deaf.frames.length - heard, pongs, deaf.socket.readyState]).toEqual([0, 0, WebSocket.OPEN])
})

it('the simulated stream says after a silence what it kept back, and answers pings', async () => {
  const link = connect()
  await once(link.socket, 'open')
  cognigy.silence(40)
  cognigy.sendUpdate(update('late'))
  await expect.poll(() => link.texts()).toHaveLength(1)
  link.socket.ping()
  await once(link.socket, 'pong')
})

it('the simulated stream does not count a silence against a link that came during it', async () => {
  await once(connect().socket, 'open')
  cognigy.silence(30)
  const fresh = connect()
  await once(fresh.socket, 'open')
  await new Promise((resolve) => setTimeout(resolve, 60))
  cognigy.sendUpdate(update('after'))
  await expect.poll(() => fresh.texts()).toHaveLength(1)
})

it('the simulated stream drops its subscribers, in good order or abruptly, and keeps what comes next', async () => {
  for (const code of [1012, undefined]) {
    const { socket } = connect()
    await once(socket, 'open')
    const closed = once(socket, 'close')
    cognigy.dropStream(code)
    cognigy.sendRaw('next')
    expect((await closed)[0]).toBe(code ?? 1006)
    const again = connect()
    await expect.poll(() => again.texts()).toEqual(['next'])
    again.socket.terminate()
    await expect.poll(() => cognigy.subscriberCount).toBe(0)
  }
})

it('the simulated stream closes with links and hanging handshakes open, twice if need be', async () => {
  const link = connect()
  await once(link.socket, 'open')
  cognigy.faults.add({ kind: 'hang' })
  connect()
  await expect.poll(() => cognigy.journal.entries().at(-1)?.reason).toBe('hang')
  await Promise.all([cognigy.close(), cognigy.close()])
  await cognigy.close()
})
