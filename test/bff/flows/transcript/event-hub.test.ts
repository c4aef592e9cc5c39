/** What CXone's event hub tells, as widgets see it: through the transcript, under the fence, by one process of several. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactMessage } from '../../../../bff/ports/cxone.ts'
import { StaleFence } from '../../../../bff/ports/store.ts'
import { type ContactLink, listenToContacts } from '../../../../bff/start/listen-to-contacts.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { createManualTimes, type ManualTimes } from '../../../support/manual-times.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'
import { CASE, openVendor } from '../../../support/vendor-cxone.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: '', clientSecret: '' }
/** Of whoever holds the lease first. */
const FIRST = { name: 'cxone-event-hub', fence: 1 }
const SUBSCRIPTIONS = '/dfo/3.0/event-hub-subscriptions'

let cxone: CxoneVendorStandIn
let bff: RunningBff
let times: ManualTimes
let links: ContactLink[] = []
let widgets: Widget[] = []
beforeEach(async () => {
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE })
  times = createManualTimes()
  bff = await startBff(NOWHERE, { cxone: openVendor(cxone).contacts })
})
afterEach(async () => {
  for (const link of links) link.close()
  for (const widget of widgets) widget.close()
  links = []
  widgets = []
  await bff.stop()
  await cxone.close()
})

type Hear = (message: ContactMessage, fence: Parameters<RunningBff['app']['hearContact']>[1]) => Promise<void>

/** As a process of its own would, beside others that have the same store. */
const listen = (hear: Hear = bff.app.hearContact): ContactLink => {
  const hubTimes = { timer: times.timer, pauses: times.pauses }
  const upstream = openVendor(cxone, { settings: { eventHub: true }, hubTimes })
  const { leases } = bff.store
  const link = listenToContacts({ cxone: upstream, leases, hear, contacts: bff.app.openContacts, log: bff.log })
  links.push(link)
  return link
}
const said = (text: string, id = CASE) =>
  sendJson(bff.url, '/webhook/cognigy', { ...routingBody({ conversationId: id, score: 0.1 }), text })
const watching = async (): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent-7', conversations: [CASE] }))
  widgets.push(widget)
  await widget.join(CASE)
  return widget
}
const texts = (widget: Widget) =>
  widget.events.flatMap((event) => (event.type === 'transcript' ? [[event.data.speaker, event.data.text]] : []))
const isSubscribed = () => expect.poll(() => cxone.hub.isSubscribed(CASE)).toBe(true)

describe('what the event hub tells', () => {
  it('what the event hub tells of a contact that a webhook told of is shown at once, each message once', async () => {
    listen()
    await said('I need help')
    const widget = await watching()
    await isSubscribed()
    cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'inbound', text: 'Card 4111 1111 1111 1111' })
    cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'inbound', text: 'Card 4111 1111 1111 1111' })
    cxone.hub.messageAdded(CASE, {
      id: 'm-2',
      direction: 'outbound',
      text: 'Hi',
      authorUser: { id: 7, firstName: 'R' },
    })
    await expect.poll(() => texts(widget).length).toBe(2)
    expect(texts(widget)).toEqual([
      ['customer', expect.not.stringContaining('4111')],
      ['agent', 'Hi'],
    ])
    expect(widget.events.find(({ type }) => type === 'transcript')?.data).toMatchObject({ utteranceId: 'm-1' })
  })

  it('what the event hub tells once more than a webhook did is one utterance', async () => {
    const link = listen()
    await said('I need help')
    const widget = await watching()
    await isSubscribed()
    cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'inbound', text: 'I need help' })
    cxone.hub.messageAdded(CASE, { id: 'm-2', direction: 'inbound', text: 'now' })
    await expect.poll(() => texts(widget)).toEqual([['customer', 'now']])
    expect(link.contacts()).toBe(1)
  })

  it('what the event hub tells of a conversation that has ended is dropped, and its contact subscribed to no more', async () => {
    const link = listen()
    await said('I need help')
    await isSubscribed()
    await sendJson(bff.url, '/webhook/conversation-ended', { conversationId: CASE })
    expect(link.contacts()).toBe(0)
    times.tick(10_000)
    cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'outbound', text: 'Bye' })
    await said('Hello, again me', 'conv_2')
    await bff.app.hearContact({ contactNumber: CASE, messageId: 'm-2', speaker: 'bot', text: 'Rate us' }, FIRST)
    const record = await bff.store.conversations.find(CASE)
    expect(record?.snapshot.status?.data.state).toBe('ended')
    expect(record?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['I need help'])
    expect(cxone.journal.entries(SUBSCRIPTIONS).filter(({ body }) => JSON.stringify(body).includes(CASE))).toHaveLength(
      1,
    )
  })

  it('what the event hub tells of a contact that nobody told of begins no conversation', async () => {
    listen()
    await bff.app.hearContact({ contactNumber: '99', messageId: 'm-1', speaker: 'customer', text: 'Hi' }, FIRST)
    expect(await bff.store.conversations.find('99')).toBeUndefined()
  })
})

describe('several processes', () => {
  it('one of several processes listens to the event hub, and another one once that has stopped', async () => {
    await said('I need help')
    const [one, other] = [listen(), listen()]
    await expect.poll(() => one.isLive()).toBe(true)
    expect(other.isLive()).toBe(false)
    expect(other.health()).toEqual([{ name: 'event-hub', state: 'ok', detail: 'standby' }])
    expect(cxone.hub.registeredCount).toBe(1)
    one.close()
    await one.settled()
    await one.release()
    await expect.poll(() => other.isLive()).toBe(true)
    await expect.poll(() => cxone.hub.registeredCount).toBe(1)
    const widget = await watching()
    await expect.poll(() => cxone.journal.entries(SUBSCRIPTIONS).length).toBe(2)
    cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'inbound', text: 'Anybody?' })
    await expect.poll(() => texts(widget)).toEqual([['customer', 'Anybody?']])
  })

  it('a process that leads no more changes nothing by what it heard late', async () => {
    await said('I need help')
    const outcomes: unknown[] = []
    let goOn = (): void => undefined
    const late = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let isTold = false
    const one = listen(async (message, fence) => {
      isTold = true
      await late
      await bff.app.hearContact(message, fence).catch((error: unknown) => {
        outcomes.push(error)
        throw error
      })
    })
    await isSubscribed()
    cxone.hub.messageAdded(CASE, { id: 'm-1', direction: 'inbound', text: 'Too late' })
    await expect.poll(() => isTold).toBe(true)
    one.close()
    await one.release()
    const other = listen()
    await expect.poll(() => other.isLive()).toBe(true)
    goOn()
    await one.settled()
    await expect.poll(() => outcomes).toEqual([expect.any(StaleFence)])
    expect((await bff.store.conversations.find(CASE))?.snapshot.transcript.map(({ data }) => data.text)).toEqual([
      'I need help',
    ])
    expect(bff.logged()).toContain('an utterance of the event hub is heard by the process that leads now')
  })
})

it('a service without an event hub tells nothing of one', () => {
  const link = listenToContacts({
    cxone: openVendor(cxone),
    leases: bff.store.leases,
    hear: bff.app.hearContact,
    contacts: bff.app.openContacts,
    log: bff.log,
  })
  expect(link.health()).toEqual([])
  expect(link.isLive()).toBe(false)
})
