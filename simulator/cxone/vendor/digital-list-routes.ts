/** The digital API (DFO 3.0): what is looked for rather than addressed, and the way to the event hub. */
import * as z from 'zod/mini'
import { type Answer, type Call, Refused, type Route, readJson, readLists, readQuery } from '../../http/answer.ts'
import { presentDigital, STATUSES } from './digital-contacts.ts'
import { DFO, skillOf } from './digital-routes.ts'
import { originOf } from './discovery-routes.ts'
import { EVENT_HUB_PATH } from './event-hub.ts'
import { gated } from './gate.ts'
import type { CxoneVendorParts } from './parts.ts'

const PAGE = 25

const subscriptionBody = z.strictObject({
  relationObjectId: z.string().check(z.minLength(1)),
  subscriptionType: z.literal('contact'),
})

/** Where a page begins; what comes back as a token says it. */
const startOf = (scrollToken: string | undefined): number => {
  if (scrollToken === undefined) return 0
  const start = Number(Buffer.from(scrollToken, 'base64url').toString())
  if (!Number.isInteger(start) || start <= 0) throw new Refused(400, 'scrollToken is none of ours')
  return start
}

const search = (call: Call, parts: CxoneVendorParts): Answer => {
  const query = readLists(call, ['status[]', 'routingQueueId[]', 'scrollToken'])
  const statuses = query['status[]'] ?? STATUSES
  const unknown = statuses.filter((status) => !STATUSES.some((known) => known === status))
  if (unknown.length > 0) throw new Refused(400, `no such status: ${unknown.join(', ')}`)
  const start = startOf(query.scrollToken?.[0])
  const queues = query['routingQueueId[]']
  const found = parts.digital
    .all()
    .filter(({ status }) => statuses.includes(status))
    .map((contact) => presentDigital(contact, skillOf(contact, parts)))
    .filter(({ routingQueueId }) => queues === undefined || queues.some((id) => id === routingQueueId))
  const data = found.slice(start, start + PAGE)
  // A full page may be the last one: who scrolls on finds an empty page then.
  const scrollToken = data.length < PAGE ? undefined : Buffer.from(String(start + PAGE)).toString('base64url')
  return { status: 200, body: { hits: found.length, data, ...(scrollToken !== undefined && { scrollToken }) } }
}

const queues = (call: Call, { skills }: CxoneVendorParts): Answer => {
  const wanted = readLists(call, ['id[]'])['id[]']
  const data = skills.all().flatMap(({ routingQueueId, skillName, skillId }) => {
    if (routingQueueId === null || (wanted !== undefined && !wanted.includes(routingQueueId))) return []
    return [{ id: routingQueueId, name: skillName, skillId, isSubqueue: false, isDeleted: false }]
  })
  return { status: 200, body: { hits: data.length, data } }
}

const hubUrl = (call: Call, { lies }: CxoneVendorParts): Answer => {
  readQuery(call, z.strictObject({}))
  const websocketUrl = lies().eventHubUrl ?? `${originOf(call).replace(/^http/, 'ws')}${EVENT_HUB_PATH}`
  return { status: 200, body: { websocketUrl } }
}

const subscribe = (call: Call, { digital, hub }: CxoneVendorParts): Answer => {
  const { relationObjectId } = readJson(call, subscriptionBody)
  if (digital.get(relationObjectId) === undefined) throw new Refused(404, 'contact not found')
  hub.subscribe(relationObjectId)
  return { status: 201, body: { relationObjectId, subscriptionType: 'contact' } }
}

export const digitalListRoutes = (parts: CxoneVendorParts): readonly Route[] => {
  const at = (handle: (call: Call, parts: CxoneVendorParts) => Answer) =>
    gated(parts, 'digital', (call) => handle(call, parts))
  return [
    { method: 'get', path: `${DFO}/contacts`, handle: at(search) },
    { method: 'get', path: `${DFO}/routing-queues`, handle: at(queues) },
    { method: 'get', path: `${DFO}/event-hub-url`, handle: at(hubUrl) },
    { method: 'post', path: `${DFO}/event-hub-subscriptions`, handle: at(subscribe) },
  ]
}
