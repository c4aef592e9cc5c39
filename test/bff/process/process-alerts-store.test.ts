/** Alerts about what is kept, each by its fault: real processes, a real Redis, the rules that operators are given. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { alertsBy, figureIn, scrape } from '../../support/alert-rules.ts'
import { type BffProcess, buildBff } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { startLeanBff } from '../../support/lean-bff.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { startRush } from '../../support/rush.ts'
import { cognigyEnvironment } from '../../support/stand-in-environment.ts'
import { WIDGET_SECRET } from '../../support/start-bff.ts'

const ends: (() => unknown)[] = []
beforeAll(() => buildBff(), 300_000)
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const heard = (bff: BffProcess, text: string) =>
  sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: 'conv_4711', score: 0, text }))

describe('an alert about Redis', () => {
  let redis: RedisServer
  let bff: BffProcess
  beforeEach(async () => {
    redis = await startRedis()
    ends.push(() => redis.stop())
    bff = await startLeanBff(ends, { REDIS_URL: redis.url })
    expect((await heard(bff, 'kept')).status).toBe(200)
  })
  const store = async () => {
    const { checks } = readinessAnswer.parse((await send(bff.url, '/readyz')).body)
    return checks.find(({ name }) => name === 'store')
  }

  it('the alerts CxAssistPartFailed and CxAssistFaultsBurnBudget fire by a Redis that is gone, and end once it is back', async () => {
    const well = await scrape(bff.url)
    await redis.kill()
    await expect.poll(store).toMatchObject({ state: 'failed', detail: expect.stringMatching(/since .*: \S+$/) })
    expect((await heard(bff, 'refused')).status).toBe(503)
    const gone = await scrape(bff.url)
    const fires = alertsBy([{ well, ill: [gone] }], 10)
    const wanted = ['CxAssistFaultsBurnBudget', 'CxAssistPartFailed']
    expect(fires.before.filter((name) => wanted.includes(name))).toEqual([])
    expect(fires.during).toEqual(expect.arrayContaining(wanted))
    await expect.poll(bff.output).toMatch(/"cause":"\w+","msg":"the store can keep nothing"/)
    await redis.start()
    await expect.poll(store).toEqual({ name: 'store', state: 'ok' })
    await expect.poll(bff.output).toContain('the store keeps state again')
    expect(bff.output()).not.toContain(WIDGET_SECRET)
    expect((await heard(bff, 'after')).status).toBe(200)
    const back = await scrape(bff.url)
    expect(alertsBy([{ well, ill: [gone, back] }], 30).during).not.toContain('CxAssistPartFailed')
  })

  it('the alert CxAssistStoreSlow fires by a Redis that takes two seconds over a change', async () => {
    const well = await scrape(bff.url)
    const isWaiting = async () => figureIn(await scrape(bff.url), 'cx_assist_webhooks_in_flight')
    redis.signal('SIGSTOP')
    ends.push(() => redis.signal('SIGCONT'))
    const since = performance.now()
    const answer = heard(bff, 'slow')
    await expect.poll(isWaiting).toBe(1)
    await expect.poll(() => performance.now() - since).toBeGreaterThan(2000)
    redis.signal('SIGCONT')
    expect((await answer).status).toBe(200)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 15)
    expect(fires.before).not.toContain('CxAssistStoreSlow')
    expect(fires.during).toContain('CxAssistStoreSlow')
  })

  it('the alert CxAssistStoreReconnects fires by links that are cut again and again', async () => {
    const links = async () => figureIn(await scrape(bff.url), 'cx_assist_store_reconnects_total')
    const well = await scrape(bff.url)
    await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    await expect.poll(links).toBeGreaterThan(0)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 15)
    expect(fires.before).not.toContain('CxAssistStoreReconnects')
    expect(fires.during).toContain('CxAssistStoreReconnects')
    expect((await heard(bff, 'after')).status).toBe(200)
  })
})

describe('an alert about what is kept', () => {
  it('the alert CxAssistDutiesPending fires by a Cognigy that cannot be told of a hundred sessions', async () => {
    const cognigy = await startCognigy({ acceptUnknownSessions: true })
    ends.push(() => cognigy.close())
    const bff = await startLeanBff(ends, cognigyEnvironment(cognigy))
    const misunderstood = (n: number) => ({
      sessionId: `sess_pending_${n}`,
      input: `line ${n}`,
      intent: { name: 'Fallback', confidence: 0.2 },
    })
    const pending = async () => figureIn(await scrape(bff.url), 'cx_assist_store_duties_pending')
    const well = await scrape(bff.url)
    cognigy.faults.add({ kind: 'hang', path: /session/i })
    const rush = await startRush(bff.url, '/webhook/fallback', misunderstood, { most: 120, ahead: 15 })
    ends.push(rush.stop)
    await expect.poll(pending).toBeGreaterThan(100)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 15)
    expect(fires.before).not.toContain('CxAssistDutiesPending')
    expect(fires.during).toContain('CxAssistDutiesPending')
    cognigy.faults.clear()
    cognigy.faults.release()
    await expect.poll(pending).toBe(0)
  })

  it('the alert CxAssistForgets fires by more conversations than a process without a store of its own can keep', async () => {
    const bff = await startLeanBff(ends)
    const well = await scrape(bff.url)
    const hundred = (n: number) => ({
      updates: Array.from({ length: 100 }, (_, each) => ({
        interactionId: `int_${n}_${each}`,
        conversationId: `conv_${n}_${each}`,
        transcript: 'hello',
      })),
    })
    const rush = await startRush(bff.url, '/webhook/transcript', hundred, { most: 205, ahead: 2 })
    ends.push(rush.stop)
    const dropped = async () => figureIn(await scrape(bff.url), 'cx_assist_conversations_dropped_total')
    await expect.poll(dropped).toBeGreaterThan(0)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 10)
    expect(fires.before).not.toContain('CxAssistForgets')
    expect(fires.during).toContain('CxAssistForgets')
  })
})
