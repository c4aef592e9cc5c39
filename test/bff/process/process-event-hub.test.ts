/** Two processes on one Redis, and one event hub: one of them listens, the other takes over, and both show what is said. */
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { oneOf } from '../../support/redis-stores.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { eventHubEnvironment, UNSCORED } from '../../support/stand-in-environment.ts'
import { INTEGRATOR_KEY } from '../../support/start-bff.ts'
import { CASE } from '../../support/vendor-cxone.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'

let redis: RedisServer
let cxone: CxoneVendorStandIn
let processes: BffProcess[] = []
let widgets: Widget[] = []
beforeAll(() => buildBff(), 300_000)
beforeEach(async () => {
  redis = await startRedis()
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE })
  processes = await Promise.all([start(), start()])
})
afterEach(async () => {
  for (const widget of widgets) widget.close()
  widgets = []
  await Promise.all(processes.map((bff) => bff.stop()))
  await Promise.all([redis.stop(), cxone.close()])
})

const start = (): Promise<BffProcess> =>
  startBffProcess({ REDIS_URL: redis.url, ...UNSCORED, ...eventHubEnvironment(cxone) })

const readiness = z.object({ checks: z.array(z.object({ name: z.string(), detail: z.optional(z.string()) })) })
const hubAt = async (bff: BffProcess): Promise<string | undefined> =>
  readiness.parse((await send(bff.url, '/readyz')).body).checks.find(({ name }) => name === 'event-hub')?.detail
const hubs = async () => (await Promise.all(processes.map(hubAt))).toSorted()

const widgetAt = async (bff: BffProcess): Promise<Widget> => {
  const grant = { agentId: 'agent-7', conversations: [CASE] }
  const { body } = await sendJson(bff.url, '/api/widget/token', grant, { authorization: `Bearer ${INTEGRATOR_KEY}` })
  const widget = await connectWidget(bff.url, z.object({ token: z.string() }).parse(body).token)
  widgets.push(widget)
  await widget.join(CASE)
  return widget
}
const texts = (widget: Widget) =>
  widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))

it('two processes listen to one event hub by one of them, whichever takes the webhooks, and go on when that one is killed', async () => {
  await expect.poll(hubs).toEqual(['listening to 0 contacts', 'standby'])
  const standby = processes[(await hubAt(oneOf(processes))) === 'standby' ? 0 : 1]
  if (standby === undefined) throw new Error('too few processes')
  // The leader learns of it by looking.
  await sendJson(standby.url, '/webhook/cognigy', routingBody({ conversationId: CASE, score: 0.1 }))
  await expect.poll(() => cxone.hub.isSubscribed(CASE)).toBe(true)
  expect(cxone.hub.registeredCount).toBe(1)
  const all = await Promise.all(processes.map(widgetAt))
  cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'inbound', text: 'Is this known?' })
  for (const widget of all) await expect.poll(() => texts(widget)).toEqual(['Is this known?'])

  const leader = processes.find((each) => each !== standby)
  leader?.signal('SIGKILL')
  await leader?.ended
  processes = [standby]
  await expect.poll(hubs).toEqual(['listening to 1 contacts'])
  await expect.poll(() => cxone.hub.registeredCount).toBe(1)
  const widget = all.find((each) => each.socket.connected)
  cxone.hub.messageAdded(CASE, { id: 'm-2', direction: 'inbound', text: 'Still there' })
  if (widget === undefined) throw new Error('no widget is left')
  await expect.poll(() => texts(widget).at(-1)).toBe('Still there')
})
