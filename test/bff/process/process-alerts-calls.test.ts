/** Alerts about who calls and who is called, each by its fault: a real process, its real figures, the rules that operators are given. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { alertsBy, figureIn, scrape, shifted } from '../../support/alert-rules.ts'
import { type BffProcess, buildBff, type Environment } from '../../support/bff-process.ts'
import { startSecureFront } from '../../support/certificate.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { startLeanBff } from '../../support/lean-bff.ts'
import { ANOTHER_SECRET, routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'

const ends: (() => unknown)[] = []
let cxone: CxoneStandIn
let bff: BffProcess
beforeAll(() => buildBff(), 300_000)
beforeEach(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  ends.push(() => cxone.close())
})
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})
const start = async (env: Environment = {}): Promise<void> => {
  bff = await startLeanBff(ends, {
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
    ...env,
  })
}
const route = async (n: number): Promise<number> => {
  const ids = { conversationId: `conv_${n}`, sessionId: `sess_${n}` }
  return (await sendJson(bff.url, '/webhook/cognigy', routingBody(ids))).status
}
const routeAll = async (first: number, count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => route(first + n)))

/** A signed webhook. */
const deliver = async (secret: string, at = new Date()): Promise<number> => {
  const body = JSON.stringify(routingBody({ score: 0 }))
  const headers = { 'content-type': 'application/json', ...signed(body, { secret, id: randomUUID(), at }) }
  return (await send(bff.url, '/webhook/cognigy', { method: 'POST', headers, body })).status
}

const partOf = async (part: string) => {
  const { checks } = readinessAnswer.parse((await send(bff.url, '/readyz')).body)
  return checks.find(({ name }) => name === part)
}

describe('an alert about an upstream', () => {
  it('the alert CxAssistUpstreamFailing fires by a CXone that answers with 503, and the log holds no secret', async () => {
    await start()
    expect(await route(0)).toBe(200)
    const well = await scrape(bff.url)
    cxone.faults.add({ kind: 'status', status: 503, path: /routing$/ })
    expect(await route(1)).toBeGreaterThanOrEqual(502)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 15)
    expect(fires.before).not.toContain('CxAssistUpstreamFailing')
    expect(fires.during).toContain('CxAssistUpstreamFailing')
    expect(bff.output()).not.toContain(cxone.clientSecret)
  })

  it('the alert CxAssistClocksApart fires by a CXone whose clock is another one, and the log says so once', async () => {
    await start()
    expect(await route(0)).toBe(200)
    const well = await scrape(bff.url)
    expect(figureIn(well, 'cx_assist_upstream_clock_ahead_seconds', 'upstream="cxone"')).toBeLessThan(60)
    const date = new Date(Date.now() - 3600_000).toUTCString()
    const undo = cxone.faults.add({ kind: 'status', status: 404, headers: { date }, path: /routing$/ })
    await routeAll(1, 2)
    const ill = await scrape(bff.url)
    expect(figureIn(ill, 'cx_assist_upstream_clock_ahead_seconds', 'upstream="cxone"')).toBeGreaterThanOrEqual(3600)
    const shown = {
      state: 'degraded',
      detail: expect.stringMatching(/^36\d\d s ahead beside that of cxone since \d{4}-/),
    }
    expect(await partOf('clock')).toMatchObject(shown)
    const fires = alertsBy([{ well, ill: [ill] }], 10)
    expect(fires.before).not.toContain('CxAssistClocksApart')
    expect(fires.during).toContain('CxAssistClocksApart')
    undo()
    expect(await route(9)).toBe(200)
    expect(await partOf('clock')).toMatchObject({ state: 'ok', detail: 'agrees with that of cxone' })
    const { output } = await bff.stop()
    expect(output.match(/the clock of this machine is not an upstream’s/g)).toHaveLength(1)
    expect(output).toContain('the clock of this machine agrees with an upstream’s again')
  })

  it('the alert CxAssistCertificateExpires fires two weeks before the end of a certificate, of which the log tells once', async () => {
    const front = await startSecureFront(5, (_request, response) => void response.writeHead(503).end())
    ends.push(front.close)
    await start({ CXONE_API_URL: front.url, NODE_EXTRA_CA_CERTS: front.trust })
    await route(0)
    const seen = await scrape(bff.url)
    const NAME = 'cx_assist_upstream_certificate_expires_seconds'
    const expires = figureIn(seen, NAME, 'upstream="cxone"', `host="${front.host}"`)
    expect(expires).toBeGreaterThan(Date.now() / 1000 + 4 * 86_400)
    const shown = { state: 'degraded', detail: expect.stringMatching(/^one of cxone expires in 4 days, at \d{4}-/) }
    expect(await partOf('certificates')).toMatchObject(shown)
    expect((await send(bff.url, '/readyz')).text).not.toContain(front.host)
    // Promtool's day begins at 0: there the two weeks begin after its first hour.
    const near = shifted(seen, NAME, 14 * 86_400 + 3600 - expires)
    const fires = alertsBy([{ well: near, ill: [near] }], 5)
    expect(fires.before).not.toContain('CxAssistCertificateExpires')
    expect(fires.during).toContain('CxAssistCertificateExpires')
    await route(1)
    const { output } = await bff.stop()
    expect(output.match(/the certificate of an upstream expires soon/g)).toHaveLength(1)
    expect(output).toMatch(/"days":4\b/)
  })
})

describe('an alert about who calls', () => {
  it('the alert CxAssistStrangers fires by wrong secrets, looked at or not', async () => {
    await start({ WEBHOOK_SECRET: SOME_SECRET })
    expect(await deliver(SOME_SECRET)).toBe(200)
    const well = await scrape(bff.url)
    const guess = () => sendJson(bff.url, '/webhook/cognigy', routingBody(), { authorization: 'Bearer a-guess' })
    const answers = await Promise.all(Array.from({ length: 40 }, guess))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]))
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 20)
    expect(fires.before).not.toContain('CxAssistStrangers')
    expect(fires.during).toContain('CxAssistStrangers')
    const { output } = await bff.stop()
    expect(output).toContain('callers could not prove who they are')
    expect(output).not.toContain('a-guess')
  })

  it('the alert CxAssistClockOff fires by a sender whose clock is off, and no secret that was not rotated everywhere fires it', async () => {
    await start({ WEBHOOK_SECRET: SOME_SECRET })
    expect(await deliver(ANOTHER_SECRET)).toBe(401)
    const rotated = await scrape(bff.url)
    expect(await deliver(SOME_SECRET, new Date(Date.now() - 400_000))).toBe(401)
    const off = await scrape(bff.url)
    expect(alertsBy([{ well: rotated, ill: [off, off] }], 5).before).not.toContain('CxAssistClockOff')
    expect(alertsBy([{ well: rotated, ill: [off] }], 5).during).toContain('CxAssistClockOff')
    expect(await deliver(ANOTHER_SECRET)).toBe(401)
    expect(alertsBy([{ well: off, ill: [await scrape(bff.url)] }], 5).during).not.toContain('CxAssistClockOff')
  })
})

describe('an alert about an objective', () => {
  const SLOWLY = 600
  it('the alert CxAssistFaultsBurnBudgetSlowly fires by a webhook in eighty that fails, and none that wakes anybody', async () => {
    await start()
    await routeAll(0, 20)
    const well = await scrape(bff.url)
    expect((await routeAll(100, 79)).filter((status) => status !== 200)).toEqual([])
    cxone.faults.add({ kind: 'status', status: 503, path: /routing$/ })
    expect(await route(999)).toBeGreaterThanOrEqual(502)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], SLOWLY)
    expect(fires.before).not.toContain('CxAssistFaultsBurnBudgetSlowly')
    expect(fires.during).toContain('CxAssistFaultsBurnBudgetSlowly')
  })

  it('the alert CxAssistSlownessBurnsBudget fires by a CXone that lets the first tries hang', async () => {
    await start()
    await routeAll(0, 3)
    const well = await scrape(bff.url)
    cxone.faults.add({ kind: 'hang', path: /routing$/, times: 3 })
    await routeAll(100, 3)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 30)
    expect(fires.before).not.toContain('CxAssistSlownessBurnsBudget')
    expect(fires.during).toContain('CxAssistSlownessBurnsBudget')
  })

  it('the alert CxAssistSlownessBurnsBudgetSlowly fires by a webhook in twenty-five that is slow', async () => {
    await start()
    await routeAll(0, 3)
    const well = await scrape(bff.url)
    await routeAll(100, 24)
    cxone.faults.add({ kind: 'hang', path: /routing$/, times: 1 })
    await route(999)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], SLOWLY)
    expect(fires.before).not.toContain('CxAssistSlownessBurnsBudgetSlowly')
    expect(fires.during).toContain('CxAssistSlownessBurnsBudgetSlowly')
  })
})
