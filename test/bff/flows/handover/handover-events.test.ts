/** What an agent is shown of a handover, and how it is accounted for. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { HANDOVER_AUDIT_FILE, openHandoverAudit } from '../../../../bff/files/handover-audit.ts'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import { NotKept } from '../../../../bff/ports/records.ts'
import { createCxoneHandovers } from '../../../../bff/upstream/cxone/tutorial/handovers.ts'
import type { CxoneStandIn } from '../../../../simulator/cxone/tutorial/server.ts'
import {
  CONVERSATION,
  GOOD_HANDOVER,
  handoverTo,
  handoverWith,
  startHandoverCxone,
} from '../../../support/handover-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'
import { accepted, connectWidget } from '../../../support/widget-client.ts'

let cxone: CxoneStandIn
let bff: RunningBff
let folder: string
beforeAll(async () => {
  cxone = await startHandoverCxone()
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-audit-'))
  cxone.faults.clear()
  cxone.seedConversation({ id: CONVERSATION })
  bff = await startBff(cxone, { handoverAudit: openHandoverAudit(folder, systemClock) })
})
afterEach(() => bff.stop())
afterAll(() => cxone.close())

const post = (body: unknown) => sendJson(bff.url, '/webhook/handover', body)
const snapshotOf = async () => (await bff.store.conversations.find(CONVERSATION))?.snapshot
const audited = (): unknown[] =>
  readFileSync(join(folder, HANDOVER_AUDIT_FILE), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

it('a transferred conversation shows its card: who, what, why, where, and what the bot collected', async () => {
  await post(handoverWith({ account_number: '99887766', retries: 3, tags: ['vip'], empty: '', nothing: null }))
  expect((await snapshotOf())?.handover?.data).toEqual({
    intent: 'billing_inquiry',
    customerName: 'John Doe',
    reason: 'Asked for a person',
    summary: 'Was charged twice for order 12345.',
    queue: 'Billing Support',
    collected: { account_number: '99887766', retries: '3', tags: '["vip"]' },
    warnings: [],
  })
})

it('a card carries the warnings of the checks', async () => {
  cxone.setAgentStatus('Billing Support', 'offline')
  await post(handoverWith({ transferReason: undefined }))
  const { warnings } = (await snapshotOf())?.handover?.data ?? { warnings: [] }
  expect(warnings.map(({ code }) => code)).toEqual(['no_agents_available', 'context_missing'])
  cxone.setAgentStatus('Billing Support', 'available')
})

it('a widget that follows the conversation gets the card, by whatever id it knows it', async () => {
  await sendJson(bff.url, '/webhook/cognigy', routingBody({ score: 0.2 }))
  const widget = await connectWidget(bff.url, await bff.token({ agentId: 'a', conversations: ['sess_12345'] }))
  accepted(await widget.join('sess_12345'))
  await post(GOOD_HANDOVER)
  await expect.poll(() => widget.events.map(({ type }) => type)).toContain('handover')
  widget.close()
})

it('a handover that was refused shows no card', async () => {
  await post(handoverTo({ id: 'queue-nowhere' }))
  expect((await snapshotOf())?.handover ?? null).toBeNull()
})

it('every handover is kept for audit, with ids and codes and no word of the customer', async () => {
  await post(GOOD_HANDOVER)
  await post(handoverTo({ id: 'please call Jane Roe' }))
  cxone.faults.add({ kind: 'status', status: 409, path: /transfer$/ })
  await post(GOOD_HANDOVER)
  await expect.poll(() => audited().length).toBe(3)
  expect(audited()).toMatchObject([
    {
      eventType: 'HANDOVER',
      by: 'webhook',
      conversationId: CONVERSATION,
      transferTo: { type: 'queue', id: 'queue-billing-support' },
      transferType: 'blind',
      wrapupCodeId: 'wrapup-transferred',
      contextKeys: ['intent', 'customerName', 'transferReason', 'botSummary'],
      outcome: 'transferred',
      findings: [],
    },
    {
      outcome: 'refused',
      transferTo: { id: '(20 characters)' },
      findings: [{ path: 'transferTo.id', code: 'target_not_an_id' }],
    },
    { outcome: 'failed', findings: [{ path: 'conversationId', code: 'cxone_already_wrapped_up', severity: 'error' }] },
  ])
  const kept = `${JSON.stringify(audited())}${bff.logged()}`
  expect(kept).not.toMatch(/John Doe|Jane Roe|charged twice/)
  expect(bff.logged().match(/"audit":"handover"/g)).toHaveLength(3)
  expect(await bff.metrics.render()).toContain('cx_assist_handovers_total{outcome="transferred"} 1')
})

it.each([
  ['transferTo.type', handoverTo({ type: 'CANARY-1' })],
  ['transferTo.type, disguised', handoverTo({ type: ' Queue CANARY-1' })],
  ['transferTo.id', handoverTo({ id: 'CANARY-1' })],
  ['transferTo.id as a name', handoverTo({ id: 'my CANARY-1' })],
  ['transferType', { ...GOOD_HANDOVER, transferType: 'CANARY-1' }],
  ['wrapupCode.id', { ...GOOD_HANDOVER, wrapupCode: { id: 'CANARY-1' } }],
  ['conversationId', { ...GOOD_HANDOVER, conversationId: 'CANARY-1' }],
  ['contextData', handoverWith({ 'CANARY-1': 'CANARY-2', intent: { 'CANARY-3': 'CANARY-4' } })],
  ['a field of no place', { ...GOOD_HANDOVER, transferTo: { type: 'queue', 'CANARY-1': 'CANARY-2' } }],
])('what a sender wrote in %s comes back neither in the answer nor in log, audit and metrics', async (_where, body) => {
  const reply = await post(body)
  await expect.poll(() => audited().length).toBe(1)
  const kept = `${JSON.stringify(audited())}${bff.logged()}${await bff.metrics.render()}`
  expect(`${reply.text}${kept}`).not.toContain('CANARY')
})

it('a disk that cannot keep the record does not undo the handover, and the log says so', async () => {
  const failing = await startBff(cxone, {
    handoverAudit: { record: () => Promise.reject(new NotKept('ENOSPC')), trouble: () => undefined },
  })
  const reply = await sendJson(failing.url, '/webhook/handover', GOOD_HANDOVER)
  expect(reply.body).toEqual({ status: 'transferred' })
  expect(failing.logged()).toContain('ENOSPC')
  await failing.stop()
})

it('a transfer leaves a second of the answer’s time to what is kept of it', async () => {
  const handovers = createCxoneHandovers({
    baseUrl: cxone.url,
    credentials: { clientId: cxone.clientId, clientSecret: cxone.clientSecret },
    clock: systemClock,
    metrics: createMetrics(),
  })
  let left = Number.POSITIVE_INFINITY
  const transfer: typeof handovers.transfer = (id, request, deadline) => {
    left = deadline.remainingMs()
    return handovers.transfer(id, request, deadline)
  }
  const watched = await startBff(cxone, { handovers: { ...handovers, transfer } })
  expect((await sendJson(watched.url, '/webhook/handover', GOOD_HANDOVER)).status).toBe(200)
  expect(left).toBeLessThanOrEqual(4500)
  await watched.stop()
})

it('a disk that takes its time over the record holds up no answer, and a stop waits for it', async () => {
  let give: () => void = () => undefined
  const disk = new Promise<void>((resolve) => {
    give = resolve
  })
  let kept = 0
  const record = async (): Promise<void> => {
    await disk
    kept += 1
  }
  const slow = await startBff(cxone, { handoverAudit: { record, trouble: () => undefined } })
  const replies = await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      cxone.seedConversation({ id: `conv_${n}` })
      return sendJson(slow.url, '/webhook/handover', { ...GOOD_HANDOVER, conversationId: `conv_${n}` })
    }),
  )
  expect(new Set(replies.map(({ status, body }) => JSON.stringify({ status, body })))).toEqual(
    new Set(['{"status":200,"body":{"status":"transferred"}}']),
  )
  expect(kept).toBe(0)
  setTimeout(give, 100)
  await slow.stop()
  expect(kept).toBe(60)
})
