/** Nothing the process writes holds a secret or what a customer said, whatever goes wrong. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { fallbackBody } from '../../support/fallback-stage.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { ANOTHER_SECRET, EXAMPLE_ROUTING, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { connectWidget } from '../../support/widget-client.ts'

/** In everything a customer, an agent or a stranger can put in. */
const MARK = 'MARKER'
const SECRETS = {
  CXONE_CLIENT_SECRET: 'cxone-secret-of-this-test',
  COGNIGY_CLIENT_SECRET: 'cognigy-secret-of-this-test',
  COGNIGY_API_KEY: 'cognigy-key-of-this-test',
  WIDGET_TOKEN_SECRET: 'widget-secret-of-this-test-0123456789',
  INTEGRATOR_API_KEY: 'integrator-key-of-this-test-0123456789',
  WEBHOOK_SECRET: `${SOME_SECRET},${ANOTHER_SECRET}`,
}
const MARKED = {
  ...EXAMPLE_ROUTING,
  session: { ...EXAMPLE_ROUTING.session, user: { name: `${MARK}-name` } },
  intent: { name: `${MARK}_intent`, score: 0.92 },
  entities: [{ name: `${MARK}-entity`, value: `${MARK}-value` }],
  text: `${MARK}-text`,
}

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let bff: BffProcess
const folder = mkdtempSync(join(tmpdir(), 'privacy-'))
beforeAll(async () => {
  buildBff()
  cxone = await startCxone({ clientSecret: SECRETS.CXONE_CLIENT_SECRET })
  cognigy = await startCognigy({ clientSecret: SECRETS.COGNIGY_CLIENT_SECRET })
  bff = await startBffProcess({
    ...SECRETS,
    LOG_LEVEL: 'trace',
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    COGNIGY_ORG_URL: cognigy.url,
    COGNIGY_API_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    DATA_DIR: folder,
  })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
  await cognigy.close()
  rmSync(folder, { recursive: true })
})

const auth = { authorization: `Bearer ${SOME_SECRET}` }
const headers = {
  ...auth,
  'content-type': 'application/json',
  cookie: `${MARK}-cookie`,
  'x-anything': `${MARK}-header`,
}
const post = (body: string | Buffer, more: Readonly<Record<string, string>> = {}) =>
  send(bff.url, '/webhook/cognigy', { method: 'POST', headers: { ...headers, ...more }, body })

describe('the log and every other output', () => {
  it('the log and every other output hold no secret and no text, after all that can go right or wrong', async () => {
    const body = JSON.stringify(MARKED)
    cxone.seedConversation({ id: 'conv_abc123' })
    expect((await post(body)).status).toBe(200)
    await post(body, signed(body))
    await post(body, { authorization: `Bearer ${MARK}-wrong`, 'webhook-signature': `v1,${MARK}` })
    await post(`{"text":"${MARK}-broken`)
    await post(JSON.stringify({ ...MARKED, text: { [`${MARK}-key`]: 1 }, intent: `${MARK}-intent` }))
    await post(body, { 'content-type': `text/${MARK}` })
    await post(body, { 'content-encoding': MARK })
    await post(body, { 'webhook-id': `${MARK}-id`, 'idempotency-key': `${MARK}-key` })
    await post(`"${MARK.repeat(60_000)}"`)
    for (const kind of ['drop', 'drop-after-apply', 'bad-body'] as const) {
      cxone.faults.add({ kind, path: /routing$/ })
      await post(body)
      cxone.faults.clear()
    }
    for (const status of [400, 401, 403, 404, 409, 422, 429, 500, 504]) {
      cxone.faults.add({ kind: 'status', status, body: { message: `${MARK}-upstream` }, headers: { 'x-mark': MARK } })
      await post(body)
      cxone.faults.clear()
    }
    const misunderstood = fallbackBody({
      input: `${MARK}-input`,
      intent: { name: `${MARK}_intent`, confidence: 0.1 },
      context: { [MARK]: MARK },
    })
    const fallBack = (facts: object = {}) =>
      sendJson(bff.url, '/webhook/fallback', { ...misunderstood, ...facts }, headers)
    expect((await fallBack()).status).toBe(200)
    await fallBack({ sessionId: `${MARK}-\u0000-id` })
    // A flow that mixed its variables up sends what the customer said for an id.
    await fallBack({ sessionId: `${MARK} is what I said` })
    await sendJson(
      bff.url,
      '/webhook/sentiment-escalation',
      { session: { id: `${MARK} is what I said`, history: [] }, userInput: 'I am furious, this is awful' },
      headers,
    )
    await fallBack({ input: { [MARK]: MARK } })
    await fallBack({ intent: { name: `${MARK}_intent`, confidence: 1 } })
    for (const status of [400, 401, 403, 500]) {
      cognigy.faults.add({ kind: 'status', status, body: { message: `${MARK}-upstream` }, path: /sessions/ })
      await fallBack()
      cognigy.faults.clear()
    }
    for (const path of [`/${MARK}`, `/api/${MARK}?token=${MARK}`, `/%zz${MARK}`, `/models/${MARK}?sha256=${MARK}`]) {
      await send(bff.url, path, { headers })
    }
    const key = { authorization: `Bearer ${SECRETS.INTEGRATOR_API_KEY}` }
    await sendJson(bff.url, '/api/widget/token', { agentId: { [MARK]: MARK } }, key)
    await sendJson(bff.url, '/api/widget/token', { agentId: MARK }, { authorization: `Bearer ${MARK}` })
    const { body: granted } = await sendJson(
      bff.url,
      '/api/widget/token',
      { agentId: 'agent_1', conversations: ['conv_abc123'] },
      key,
    )
    const token = String(Object.values(granted ?? {})[0])
    const widget = await connectWidget(bff.url, token)
    await widget.join('conv_abc123')
    await widget.ask('suggestion:feedback', { conversationId: 'conv_abc123', suggestionId: 's', text: `${MARK}-reply` })
    await widget.ask('intent:confirm', { conversationId: 'conv_abc123', actual: `${MARK}-actual`, predicted: MARK })
    await widget.ask(`${MARK}:event`, `${MARK}-payload`)
    await expect.poll(() => cognigy.subscriberCount).toBe(1)
    cognigy.sendRaw(`{"${MARK}":`)
    cognigy.sendRaw(JSON.stringify({ type: 'INTERACTION_UPDATE', payload: { transcript: `${MARK}-stream` } }))
    cognigy.sendUpdate({ interactionId: 'i', conversationId: 'conv_abc123', transcript: `${MARK}-stream` })
    await expect.poll(() => JSON.stringify(widget.events)).toContain(`${MARK}-stream`)
    widget.close()
    const metrics = (await send(bff.url, '/metrics')).text
    const description = (await send(bff.url, '/openapi.json')).text
    const ready = (await send(bff.url, '/readyz')).text
    const config = (await send(bff.url, '/api/widget/config')).text
    const { output } = await bff.stop()
    expect(output).toContain('webhook answered')
    for (const told of [output, metrics, description, ready, config]) {
      expect(told.match(new RegExp(`.{0,200}${MARK}.{0,50}`))?.[0]).toBeUndefined()
      for (const secret of [...Object.values(SECRETS), SOME_SECRET, ANOTHER_SECRET, token]) {
        expect(told).not.toContain(secret)
      }
      expect(told).not.toMatch(/whsec_[A-Za-z0-9+/]{8}|Bearer ey/)
    }
  })
})
