/** A contact on which very much is said, by all ways there are: CXone, which lets one contact be called only so often, is hardly called. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ContactLink, listenToContacts } from '../../../bff/start/listen-to-contacts.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { CASE, type OpenedCxone, openVendor } from '../../support/vendor-cxone.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: '', clientSecret: '' }
const UTTERANCES = 1000
const AT_ONCE = 50

let cxone: CxoneVendorStandIn
let bff: RunningBff
let link: ContactLink
let opened: OpenedCxone
beforeEach(async () => {
  cxone = await startCxoneVendor({ journalCapacity: 10_000 })
  cxone.seedContact({ id: CASE })
  opened = openVendor(cxone, { settings: { eventHub: true } })
  bff = await startBff(NOWHERE, { cxone: opened.contacts, handovers: opened.handovers })
  const { openContacts: contacts, hearContact: hear } = bff.app
  link = listenToContacts({ cxone: opened, leases: bff.store.leases, hear, contacts, log: bff.log })
})
afterEach(async () => {
  link.close()
  await bff.stop()
  await cxone.close()
})

const post = async (path: string, body: object): Promise<number> =>
  (await sendJson(bff.url, `/webhook/${path}`, body)).status

/** What is said, each time by another way. */
const WAYS: readonly ((n: number) => Promise<number>)[] = [
  (n) =>
    post('transcript', { interactionId: 'int_1', conversationId: CASE, transcript: `a ${n}`, utteranceId: `a${n}` }),
  (n) => post('cognigy', routingBody({ conversationId: CASE, score: 0.1, text: `b ${n}` })),
  (n) => post('sentiment-escalation', { session: { id: 'sess_12345' }, conversationId: CASE, userInput: `c ${n}` }),
  async (n) => {
    cxone.hub.messageAdded(CASE, { id: `d${n}`, direction: 'inbound', text: `d ${n}` })
    return 200
  },
]

it('a burst of 1,000 utterances on one contact costs CXone no call, and each routing decision one write of its fields', async () => {
  const decide = () => post('cognigy', routingBody({ conversationId: CASE, text: 'Route me' }))
  expect(await decide()).toBe(200)
  await expect.poll(() => cxone.hub.isSubscribed(CASE)).toBe(true)
  const statuses: number[] = []
  for (let from = 0; from < UTTERANCES; from += AT_ONCE) {
    const said = Array.from({ length: AT_ONCE }, (_, n) => WAYS[(from + n) % WAYS.length]?.(from + n))
    for (const status of await Promise.all(said)) statuses.push(status ?? 0)
  }
  expect(statuses.filter((status) => status > 299)).toEqual([])
  const isTold = new RegExp(`event_hub_frames_total\\{outcome="message"\\} ${UTTERANCES / WAYS.length}\\b`)
  await expect.poll(opened.renderMetrics).toMatch(isTold)
  await link.settled()
  expect(await decide()).toBe(200)

  const calls = new Map<string, number>()
  for (const { method, path } of cxone.journal.entries()) {
    if (!path.startsWith('/dfo')) continue
    const call = `${method} ${path.replace('/dfo/3.0', '')}`
    calls.set(call, (calls.get(call) ?? 0) + 1)
  }
  expect(Object.fromEntries(calls)).toEqual({
    'GET /event-hub-url': 1,
    'POST /event-hub-subscriptions': 1,
    'GET /contacts/custom-field-definitions': 1,
    [`GET /contacts/${CASE}`]: 2,
    [`PUT /contacts/${CASE}/custom-fields`]: 2,
    [`PUT /contacts/${CASE}/routing-queue`]: 2,
  })
})
