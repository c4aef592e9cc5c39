/** Handovers that CXone does not take, or that it cannot be asked about: explained, and never sent twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import { createCxoneHandovers } from '../../../../bff/upstream/cxone/tutorial/handovers.ts'
import { handoverFinding } from '../../../../shared/wire/vocabulary.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import type { FaultSpec } from '../../../../simulator/http/faults.ts'
import {
  CONVERSATION,
  GOOD_HANDOVER,
  handoverWith,
  QUEUE,
  startHandoverCxone,
  TRANSFER,
} from '../../../support/handover-stage.ts'
import { type Reply, sendJson } from '../../../support/http-client.ts'
import { type BffOptions, type RunningBff, startBff, type UpstreamAddress } from '../../../support/start-bff.ts'

const CONVERSATION_PATH = `/api/v2/conversations/${CONVERSATION}`
const QUEUE_PATH = `/api/v2/routing/queues/${QUEUE}`

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startHandoverCxone()
  bff = await startBff(cxone)
})
beforeEach(() => {
  cxone.faults.clear()
  bff.setRules({})
  cxone.seedConversation({ id: CONVERSATION })
  cxone.journal.clear()
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const post = (body: unknown = GOOD_HANDOVER, base = bff.url) => sendJson(base, '/webhook/handover', body)
const transfers = () => cxone.journal.entries(TRANSFER)
const findingsOf = (reply: Reply) => z.object({ errors: z.array(handoverFinding) }).parse(reply.body).errors
const onTransfer = (fault: FaultSpec): void => void cxone.faults.add({ ...fault, method: 'POST', path: TRANSFER })

describe('what CXone refuses', () => {
  it.each([
    [400, 422, 'cxone_invalid_target', 'transferTo.id', /invalid \(400\).*active queue/s],
    [403, 502, 'cxone_scope', '', /permission.*conversations:modify.*routing:\*/s],
    [401, 502, 'cxone_credentials', '', /credentials.*CXONE_CLIENT_SECRET/s],
    [404, 404, 'cxone_conversation_not_found', 'conversationId', /knows no such conversation/],
    [409, 409, 'cxone_already_wrapped_up', 'conversationId', /already wrapped up.*only once/s],
    [422, 422, 'cxone_wrapup_not_found', 'wrapupCode.id', /wrap-up code \(422\).*target queue/s],
    [418, 422, 'cxone_refused', '', /refused the transfer \(418\).*diagnose handover/s],
    [429, 502, 'cxone_rate_limited', '', /rate.*wait a minute/s],
    [500, 502, 'cxone_unavailable', '', /unavailable/],
    [504, 504, 'cxone_timeout', '', /in time.*whether the conversation moved/s],
  ])('a %d of CXone’s transfer is a %d with cause and mend', async (status, answered, code, path, says) => {
    onTransfer({ kind: 'status', status })
    const reply = await post()
    expect(reply.status).toBe(answered)
    const [first] = findingsOf(reply)
    expect(first).toMatchObject({ code, path, severity: 'error' })
    expect(`${first?.message}\n${first?.fix}`).toMatch(says)
    expect(reply.text).not.toContain('a fault was armed')
    expect(cxone.conversation(CONVERSATION)?.transfers).toEqual([])
  })

  it('a refusal passes on how long CXone wants to be left alone', async () => {
    onTransfer({ kind: 'status', status: 429, headers: { 'retry-after': '30' } })
    expect((await post()).headers['retry-after']).toBe('30')
  })

  it('a refusal is told with the warnings of the checks beside it', async () => {
    onTransfer({ kind: 'status', status: 409 })
    const reply = await post(handoverWith({ transferReason: undefined }))
    expect(findingsOf(reply).map(({ code, severity }) => [code, severity])).toEqual([
      ['cxone_already_wrapped_up', 'error'],
      ['context_missing', 'warning'],
    ])
  })
})

describe('an answer that was lost', () => {
  it.each([
    ['the connection is cut', { kind: 'drop-after-apply' }],
    ['the answer is cut', { kind: 'bad-body', body: 'truncated-json' }],
  ] as const)('an answer that was lost is a transfer where the conversation has moved: %s', async (_name, fault) => {
    onTransfer({ ...fault, times: 1 })
    expect((await post()).body).toEqual({ status: 'transferred' })
    expect(transfers()).toHaveLength(1)
    expect(cxone.conversation(CONVERSATION)?.transfers).toHaveLength(1)
  })

  it('an answer that was lost is a failure where the conversation has not moved, and nothing is sent again', async () => {
    onTransfer({ kind: 'drop', times: 1 })
    const reply = await post()
    expect([reply.status, findingsOf(reply)[0]?.code]).toEqual([502, 'cxone_unavailable'])
    expect(transfers()).toHaveLength(1)
  })

  it('an answer that was lost is a failure where the conversation stood in that queue before: nobody can tell', async () => {
    cxone.seedConversation({ id: CONVERSATION, state: 'queued', skillGroup: 'Billing Support' })
    onTransfer({ kind: 'drop-after-apply', times: 1 })
    expect((await post()).status).toBe(502)
    expect(transfers()).toHaveLength(1)
  })

  it('a proxy’s page in place of an answer is no transfer', async () => {
    onTransfer({ kind: 'bad-body', times: 1 })
    const reply = await post()
    expect([reply.status, findingsOf(reply)[0]?.code]).toEqual([502, 'cxone_bad_answer'])
  })
})

describe('an impossible check', () => {
  it.each([
    ['the conversation', CONVERSATION_PATH, 'conversationId', /whether the conversation can be transferred was not/],
    ['the queue', QUEUE_PATH, 'transferTo.id', /whether the queue can be used was not checked/],
    ['the wrap-up codes', `${QUEUE_PATH}/wrapupcodes`, 'wrapupCode.id', /belongs to the queue was not checked/],
  ])(
    'a check that cannot be made is said to be unmade, and nothing is transferred: %s',
    async (_name, path, field, says) => {
      cxone.faults.add({ kind: 'status', status: 503, path })
      const reply = await post()
      expect(reply.status).toBe(502)
      expect(findingsOf(reply)).toEqual([
        expect.objectContaining({ path: field, code: 'unchecked_unavailable', severity: 'error' }),
      ])
      expect(findingsOf(reply)[0]?.message).toMatch(says)
      expect(transfers()).toEqual([])
    },
  )

  it('a check that cannot be made stops nothing where the rules go on without it', async () => {
    bff.setRules({ handover: { transferWhenUnchecked: true } })
    cxone.faults.add({ kind: 'status', status: 503, path: QUEUE_PATH })
    expect((await post()).body).toEqual({ status: 'transferred' })
  })

  it('a check that cannot be made does not hide what is known to be wrong: that is a 422, whatever the rules say', async () => {
    bff.setRules({ handover: { transferWhenUnchecked: true } })
    cxone.faults.add({ kind: 'status', status: 503, path: QUEUE_PATH })
    const reply = await post(handoverWith({ intent: 5 }))
    expect(reply.status).toBe(422)
    expect(transfers()).toEqual([])
  })

  it('a check that cannot be made for want of time is a 504, within the response budget', async () => {
    cxone.faults.add({ kind: 'hang', path: CONVERSATION_PATH })
    const startedAt = performance.now()
    const reply = await post()
    expect([reply.status, findingsOf(reply)[0]?.code]).toEqual([504, 'unchecked_timeout'])
    expect(performance.now() - startedAt).toBeLessThan(6000)
  })
})

describe('credentials and scopes', () => {
  const withBff = async (upstream: UpstreamAddress, act: (bff: RunningBff) => Promise<void>, options?: BffOptions) => {
    const other = await startBff(upstream, options)
    await act(other).finally(other.stop)
  }

  it('a wrong secret is told as credentials, at every check', async () => {
    await withBff({ ...cxone, clientSecret: 'wrong' }, async ({ url }) => {
      const reply = await post(GOOD_HANDOVER, url)
      expect(reply.status).toBe(502)
      expect(new Set(findingsOf(reply).map(({ code }) => code))).toEqual(new Set(['unchecked_credentials']))
      expect(reply.text).toContain('CXONE_CLIENT_SECRET')
    })
  })

  it('a client without the scopes of handovers is told as permission, and routes all the same', async () => {
    const narrow = await startCxone({ grantedScopes: ['conversation:all', 'routing:all'] })
    narrow.seedConversation({ id: CONVERSATION })
    await withBff(narrow, async ({ url }) => {
      const reply = await post(GOOD_HANDOVER, url)
      expect(reply.status).toBe(502)
      expect(new Set(findingsOf(reply).map(({ code }) => code))).toEqual(new Set(['unchecked_permission']))
      expect(reply.text).toContain('conversations:modify')
      const routing = {
        session: { id: 'sess_1', user: {}, cxone: { conversationId: CONVERSATION } },
        intent: { name: 'billing_inquiry', score: 0.9 },
        text: 'hello',
      }
      expect((await sendJson(url, '/webhook/cognigy', routing)).body).toMatchObject({ status: 'routed' })
    }).finally(narrow.close)
  })

  it('nothing is asked and nothing transferred without credentials', async () => {
    const unconfigured = createCxoneHandovers({
      baseUrl: cxone.url,
      credentials: undefined,
      clock: systemClock,
      metrics: createMetrics(),
    })
    await withBff(
      cxone,
      async ({ url }) => {
        const reply = await post(GOOD_HANDOVER, url)
        expect([reply.status, findingsOf(reply)[0]?.code]).toEqual([502, 'unchecked_not_configured'])
        expect(cxone.journal.entries()).toEqual([])
      },
      { handovers: unconfigured },
    )
  })
})

describe('no wrap-up codes', () => {
  it('a queue without a list of wrap-up codes has no codes, so none that is sent belongs to it', async () => {
    cxone.faults.add({ kind: 'status', status: 404, path: `${QUEUE_PATH}/wrapupcodes` })
    const reply = await post()
    expect([reply.status, findingsOf(reply).map(({ code }) => code)]).toEqual([422, ['wrapup_not_found']])
    expect(transfers()).toEqual([])
  })
})

describe('a repeated delivery', () => {
  it('a repeated delivery transfers once and gets the first answer again', async () => {
    const headers = { 'idempotency-key': 'handover-1' }
    const [first, second] = await Promise.all([
      sendJson(bff.url, '/webhook/handover', GOOD_HANDOVER, headers),
      sendJson(bff.url, '/webhook/handover', GOOD_HANDOVER, headers),
    ])
    expect([first.body, second.body]).toEqual([{ status: 'transferred' }, { status: 'transferred' }])
    expect(transfers()).toHaveLength(1)
  })
})
