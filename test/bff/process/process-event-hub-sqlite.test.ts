/** One folder and one event hub: it belongs to the process that has the folder, and to the next one after that. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { type BffProcess, buildBff, refusedStart, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { eventHubEnvironment, UNSCORED } from '../../support/stand-in-environment.ts'
import { INTEGRATOR_KEY } from '../../support/start-bff.ts'
import { CASE } from '../../support/vendor-cxone.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'

let folder: string
let cxone: CxoneVendorStandIn
let bff: BffProcess
let widget: Widget | undefined
beforeAll(() => buildBff(), 300_000)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-event-hub-'))
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE })
  bff = await startBffProcess(environment())
  await expect.poll(hub).toBe('listening to 0 contacts')
  await sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: CASE, score: 0.1 }))
  await expect.poll(hub).toBe('listening to 1 contacts')
})
afterEach(async () => {
  widget?.close()
  widget = undefined
  await bff.stop()
  await cxone.close()
  rmSync(folder, { recursive: true })
})

const environment = () => ({ DATA_DIR: folder, ...UNSCORED, ...eventHubEnvironment(cxone) })

const readiness = z.object({ checks: z.array(z.object({ name: z.string(), detail: z.optional(z.string()) })) })
const hub = async (): Promise<string | undefined> =>
  readiness.parse((await send(bff.url, '/readyz')).body).checks.find(({ name }) => name === 'event-hub')?.detail

const openWidget = async (): Promise<Widget> => {
  const grant = { agentId: 'agent-7', conversations: [CASE] }
  const { body } = await sendJson(bff.url, '/api/widget/token', grant, { authorization: `Bearer ${INTEGRATOR_KEY}` })
  const opened = await connectWidget(bff.url, z.object({ token: z.string() }).parse(body).token)
  widget = opened
  await opened.join(CASE)
  return opened
}
const texts = ({ events }: Widget) => events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))

/** What a customer says is kept and shown by the process that there is now. */
const shows = async (id: string, text: string): Promise<void> => {
  const opened = widget ?? (await openWidget())
  cxone.hub.messageAdded(CASE, { id, direction: 'inbound', text })
  await expect.poll(() => texts(opened).at(-1)).toBe(text)
}

describe('the event hub of a process on a folder', () => {
  it('the event hub of a process on a folder is left to nobody else, since a second process is refused', async () => {
    const { code, output } = await refusedStart(environment())
    expect(code).toBe(1)
    expect(output).toContain('DATA_DIR')
    expect(cxone.hub.registeredCount).toBe(1)
    await shows('m-1', 'Is this known?')
  })

  it.each([
    ['killed', 'SIGKILL'],
    ['stopped', 'SIGTERM'],
  ] as const)(
    'the event hub of a process on a folder that is %s is let go, and taken by the next one with the contacts that were kept',
    async (_how, signal) => {
      await shows('m-1', 'Is this known?')
      bff.signal(signal)
      await bff.ended
      await expect.poll(() => cxone.hub.registeredCount).toBe(0)
      widget?.close()
      widget = undefined
      bff = await startBffProcess(environment())
      await expect.poll(hub).toBe('listening to 1 contacts')
      expect(cxone.hub.registeredCount).toBe(1)
      await shows('m-2', 'Still there')
    },
  )
})
