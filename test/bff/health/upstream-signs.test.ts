/** What upstreams show beside their answers is a part of `/readyz` once it is known, and takes nobody out of traffic. */
import { describe, expect, it } from 'vitest'
import { createUpstreamSigns } from '../../../bff/health/upstream-signs.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-01-31T09:30:00.000Z')

const open = () => {
  let now = NOW
  const metrics = createMetrics()
  const signs = createUpstreamSigns({ now: () => now })
  return {
    signs,
    metrics,
    seen: signs.watching(metrics),
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('the parts of what upstreams show', () => {
  it('the parts of what upstreams show are not there before anybody was called', () => {
    expect(open().signs.health()).toEqual([])
  })

  it('the parts of what upstreams show come one by one: without TLS there are no certificates', () => {
    const { signs, seen } = open()
    seen.upstreamClock('cxone', 0)
    expect(signs.health().map(({ name }) => name)).toEqual(['clock'])
    seen.upstreamCertificate('cxone', 'a', NOW + 90 * DAY_MS)
    expect(signs.health().map(({ name }) => name)).toEqual(['clock', 'certificates'])
  })

  it('the parts of what upstreams show leave the figures as they were', async () => {
    const { metrics, seen } = open()
    seen.upstreamClock('cxone', -95)
    seen.upstreamCertificate('cxone', 'a', NOW)
    const text = await metrics.render()
    expect(text).toContain('cx_assist_upstream_clock_ahead_seconds{upstream="cxone"} -95')
    expect(text).toContain(`cx_assist_upstream_certificate_expires_seconds{upstream="cxone",host="a"} ${NOW / 1000}`)
  })
})

describe('the part of the clock', () => {
  it('the part of the clock names whose clock it agrees with', () => {
    const { signs, seen } = open()
    seen.upstreamClock('cxone', 60)
    seen.upstreamClock('cognigy', -60)
    expect(signs.health()).toEqual([{ name: 'clock', state: 'ok', detail: 'agrees with that of cxone, cognigy' }])
  })

  it('the part of the clock is degraded while an upstream has another time, by how much and since when, and ok again after', () => {
    const { signs, seen, wait } = open()
    seen.upstreamClock('cognigy', 0)
    seen.upstreamClock('cxone', -400)
    wait(60_000)
    seen.upstreamClock('cxone', -401)
    const detail =
      '401 s behind beside that of cxone since 2026-01-31T09:30:00.000Z: what is of another time is refused'
    expect(signs.health()).toEqual([{ name: 'clock', state: 'degraded', detail }])
    seen.upstreamClock('cxone', 1)
    expect(signs.health()).toMatchObject([{ state: 'ok' }])
    seen.upstreamClock('cxone', 61)
    expect(signs.health()).toMatchObject([{ detail: expect.stringContaining('since 2026-01-31T09:31:00.000Z') }])
  })
})

describe('the part of the certificates', () => {
  it('the part of the certificates tells of the first to expire', () => {
    const { signs, seen } = open()
    seen.upstreamCertificate('cxone', 'a', NOW + 90 * DAY_MS)
    seen.upstreamCertificate('cognigy', 'b', NOW + 14 * DAY_MS)
    const detail = 'the first to expire is of cognigy, in 14 days'
    expect(signs.health()).toEqual([{ name: 'certificates', state: 'ok', detail }])
  })

  it('the part of the certificates is degraded within two weeks of an end, over the end, and until another one is shown', () => {
    const { signs, seen, wait } = open()
    seen.upstreamCertificate('cognigy', 'b', NOW + 90 * DAY_MS)
    seen.upstreamCertificate('cxone', 'a', NOW + 14.5 * DAY_MS)
    expect(signs.health()).toMatchObject([{ state: 'ok' }])
    wait(DAY_MS)
    const soon = 'one of cxone expires in 13 days, at 2026-02-14T21:30:00.000Z: every call to it fails then'
    expect(signs.health()).toEqual([{ name: 'certificates', state: 'degraded', detail: soon }])
    wait(14 * DAY_MS)
    const over = 'one of cxone expired at 2026-02-14T21:30:00.000Z: every call to it fails then'
    expect(signs.health()).toEqual([{ name: 'certificates', state: 'degraded', detail: over }])
    seen.upstreamCertificate('cxone', 'a', NOW + 90 * DAY_MS)
    expect(signs.health()).toMatchObject([{ state: 'ok' }])
  })
})
