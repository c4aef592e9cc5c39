/** An orderly stop: what was accepted is answered, nobody can hold the process up, and the exit code is 0. */
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, buildBff, runToken, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { WIDGET_SECRET } from '../../support/start-bff.ts'
import { connectWidget } from '../../support/widget-client.ts'

const IN_FLIGHT = 30
/** A busy machine takes its time until requests are where they wait. */

let cxone: CxoneStandIn
let bff: BffProcess
const sockets: Socket[] = []
beforeAll(async () => {
  buildBff()
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  cxone.faults.clear()
  cxone.journal.clear()
  bff = await startBffProcess({
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
  })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  bff.signal('SIGKILL')
  await bff.ended
})
afterAll(() => cxone.close())

const route = (id: string) => sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: id, sessionId: id }))
const dial = async (text: string): Promise<void> => {
  const socket = createConnection(Number(new URL(bff.url).port), '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
}
const within = async <T>(ms: number, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms)
  })
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
const widgetToken = async () =>
  (
    await runToken(['--agent', 'agent_1', '--conversation', 'conv_1'], { WIDGET_TOKEN_SECRET: WIDGET_SECRET })
  ).output.trim()

describe('SIGTERM', () => {
  it(`lets ${IN_FLIGHT} webhooks finish that CXone is slow with, and ends with 0`, async () => {
    await route('warm-up')
    cxone.faults.add({ kind: 'delay', ms: 400, path: /routing$/ })
    const ids = Array.from({ length: IN_FLIGHT }, (_, n) => `conv_${n}`)
    const answers = ids.map((id) => route(id))
    await expect.poll(() => cxone.journal.entries(/conv_\d+\/routing$/).length).toBe(IN_FLIGHT)
    const ended = bff.stop()
    for (const answer of await Promise.all(answers))
      expect(answer.body).toEqual({ status: 'routed', skill: 'Billing Support' })
    expect((await within(8000, ended)).code).toBe(0)
    expect(bff.output()).toContain('"msg":"stopped"')
  })

  it.each([
    ['SIGTERM', 'SIGTERM'],
    ['SIGTERM', 'SIGINT'],
    ['SIGINT', 'SIGINT'],
  ] as const)('%s and then %s, as npm and process groups send it, changes nothing', async (first, second) => {
    await route('warm-up')
    cxone.faults.add({ kind: 'delay', ms: 1500, path: /routing$/ })
    const answers = Array.from({ length: 20 }, (_, n) => route(`${first}-${second}-${n}`))
    await expect.poll(() => cxone.journal.entries(/-\d+\/routing$/).length).toBe(20)
    bff.signal(first)
    bff.signal(second)
    await expect.poll(bff.output).toContain('stopping')
    for (let n = 0; n < 5; n += 1) bff.signal(second)
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200)
    expect((await within(8000, bff.ended)).code).toBe(0)
  })

  it('takes nothing new', async () => {
    cxone.faults.add({ kind: 'delay', ms: 600, path: /routing$/ })
    const accepted = route('conv_last')
    await expect.poll(() => cxone.journal.entries(/routing$/).length).toBe(1)
    const ended = bff.stop()
    await expect.poll(bff.output).toContain('stopping')
    await expect(send(bff.url, '/healthz')).rejects.toThrow()
    expect((await accepted).status).toBe(200)
    expect((await within(8000, ended)).code).toBe(0)
  })

  it('tells the widgets', async () => {
    const widget = await connectWidget(bff.url, await widgetToken())
    const gone = new Promise((resolve) => widget.socket.once('disconnect', resolve))
    expect((await within(4000, bff.stop())).code).toBe(0)
    expect(await gone).toMatch(/io server disconnect|transport close/)
  })

  it('ends at once where there is nothing to finish', async () => {
    expect((await within(2000, bff.stop())).code).toBe(0)
  })

  it.each([
    ['has sent half a head', 'POST /webhook/cognigy HTTP/1.1\r\nhost: x\r\n'],
    ['has sent nothing', ''],
  ])('is not held up by somebody who %s', async (_what, text) => {
    await dial(text)
    await send(bff.url, '/healthz')
    expect((await within(4000, bff.stop())).code).toBe(0)
  })

  it('is not held up by a widget that never closes its side', async () => {
    const raw = new WebSocket(`${bff.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    raw.on('error', () => undefined)
    await once(raw, 'open')
    raw.send(`40${JSON.stringify({ token: await widgetToken() })}`)
    raw.pause()
    await send(bff.url, '/healthz')
    expect((await within(4000, bff.stop())).code).toBe(0)
    raw.terminate()
  })
})
