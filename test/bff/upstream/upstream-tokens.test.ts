/** docs/contract.md 3: tokens are cached, renewed before they expire, and asked for once however many want one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { createShiftingClock, type ShiftingClock } from '../../support/shifting-clock.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const TOKEN_SECONDS = 600
const CROWD = 40

let clock: ShiftingClock
let cxone: CxoneStandIn
let bff: RunningBff
beforeEach(async () => {
  clock = createShiftingClock()
  cxone = await startCxone({ acceptUnknownConversations: true, tokenSeconds: TOKEN_SECONDS, now: clock.now })
  bff = await startBff(cxone, { clock })
})
afterEach(async () => {
  await bff.stop()
  await cxone.close()
})

let nextId = 1
const post = async (): Promise<number> => {
  const id = `conv_${nextId++}`
  const { status } = await sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: id, sessionId: id }))
  return status
}
const crowd = () => Promise.all(Array.from({ length: CROWD }, post))
const tokenRequests = (): number => cxone.journal.entries('/oauth/token').length
const everybodyRouted = Array.from({ length: CROWD }, () => 200)

describe('a token', () => {
  it('a token is asked for once and kept', async () => {
    await post()
    await post()
    expect(tokenRequests()).toBe(1)
  })

  it('a token is asked for by form, as the contract says', async () => {
    await post()
    expect(cxone.journal.entries('/oauth/token')[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: cxone.clientId,
      client_secret: '***',
      scope: expect.stringMatching(/conversation:all.*routing:all/),
    })
  })

  it('a token is kept until 30 seconds before it expires, and not longer', async () => {
    await post()
    clock.advance(TOKEN_SECONDS - 32)
    await post()
    expect(tokenRequests()).toBe(1)
    clock.advance(3)
    await post()
    expect(tokenRequests()).toBe(2)
    expect(cxone.journal.entries().every(({ status }) => status === 200)).toBe(true)
  })

  it('a token that lives shorter than the margin is not asked for at every call', async () => {
    const brief = await startCxone({ acceptUnknownConversations: true, tokenSeconds: 10 })
    const other = await startBff(brief)
    for (const id of ['a', 'b', 'c']) await sendJson(other.url, '/webhook/cognigy', routingBody({ conversationId: id }))
    expect(brief.journal.entries('/oauth/token')).toHaveLength(1)
    await other.stop()
    await brief.close()
  })

  it('a token without a life of its own is taken all the same', async () => {
    const { access_token: token } = await grant()
    cxone.faults.add({ kind: 'status', status: 200, path: '/oauth/token', body: { access_token: token }, times: 1 })
    expect(await post()).toBe(200)
    expect(await post()).toBe(200)
    expect(tokenRequests()).toBe(2)
  })

  it.each([{}, { access_token: '' }, { access_token: 7 }, { access_token: 'x', expires_in: 'soon' }, [], 'x', null])(
    'a token is not %j',
    async (body) => {
      cxone.faults.add({ kind: 'status', status: 200, path: '/oauth/token', body })
      expect(await post()).toBe(502)
      expect(cxone.journal.entries(/conversations/)).toEqual([])
    },
  )
})

/** A token that the stand-in issued to somebody else of the same client. */
const grant = async (): Promise<{ access_token: string }> => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: cxone.clientId,
    client_secret: cxone.clientSecret,
    scope: 'conversation:all routing:all',
  })
  const response = await fetch(`${cxone.url}/oauth/token`, { method: 'POST', body: form })
  const body: { access_token: string } = await response.json()
  return body
}

describe('a crowd of webhooks', () => {
  it(`${CROWD} webhooks at once share one token request at the start`, async () => {
    expect(await crowd()).toEqual(everybodyRouted)
    expect(tokenRequests()).toBe(1)
  })

  it(`${CROWD} webhooks at once share one token request after the token expired`, async () => {
    await post()
    clock.advance(TOKEN_SECONDS + 1)
    expect(await crowd()).toEqual(everybodyRouted)
    expect(tokenRequests()).toBe(2)
  })

  it(`${CROWD} webhooks at once share one token request after CXone revoked the token`, async () => {
    await post()
    cxone.revokeTokens()
    expect(await crowd()).toEqual(everybodyRouted)
    expect(tokenRequests()).toBe(2)
  })

  it(`${CROWD} webhooks at once take a token that another one renewed, also when they learn late that theirs was revoked`, async () => {
    await post()
    cxone.revokeTokens()
    cxone.faults.add({ kind: 'delay', ms: 150, path: `/api/v2/conversations/conv_${nextId}`, times: 1 })
    expect(await Promise.all([post(), post()])).toEqual([200, 200])
    expect(tokenRequests()).toBe(2)
  })

  it(`${CROWD} webhooks at once all fail alike where there is no token to be had, and the next one tries anew`, async () => {
    cxone.faults.add({ kind: 'status', status: 401, path: '/oauth/token' })
    expect(new Set(await crowd())).toEqual(new Set([502]))
    cxone.faults.clear()
    expect(await post()).toBe(200)
  })
})
