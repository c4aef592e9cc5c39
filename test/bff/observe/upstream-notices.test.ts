/** What upstreams show beside their answers is told in the log in time, and not with each answer. */
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { noticing } from '../../../bff/observe/upstream-notices.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3600_000
const NOW = Date.parse('2026-01-31T09:30:00.000Z')

const open = () => {
  let now = NOW
  const lines: unknown[] = []
  const write = (fields: object, message: string): void => void lines.push({ ...fields, message })
  const metrics = createMetrics()
  return {
    lines,
    metrics,
    noticed: noticing(metrics, { log: { info: write, warn: write }, clock: { now: () => now } }),
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('a certificate of an upstream', () => {
  it('a certificate of an upstream is told with the days that are left, once a day and host, and counted all the same', async () => {
    const { noticed, lines, metrics, wait } = open()
    const expiresAt = NOW + 5.5 * DAY_MS
    for (let connection = 0; connection < 3; connection += 1) noticed.upstreamCertificate('cxone', 'a', expiresAt)
    noticed.upstreamCertificate('cognigy', 'b', expiresAt)
    wait(DAY_MS)
    noticed.upstreamCertificate('cxone', 'a', expiresAt)
    const message = 'the certificate of an upstream expires soon: every call to it fails then'
    const expires = '2026-02-05T21:30:00.000Z'
    expect(lines).toEqual([
      { upstream: 'cxone', host: 'a', days: 5, expires, message },
      { upstream: 'cognigy', host: 'b', days: 5, expires, message },
      { upstream: 'cxone', host: 'a', days: 4, expires, message },
    ])
    expect(await metrics.render()).toContain(
      `cx_assist_upstream_certificate_expires_seconds{upstream="cxone",host="a"} ${expiresAt / 1000}`,
    )
  })

  it('a certificate of an upstream with two weeks before it is not spoken of, and one that was renewed no more', () => {
    const { noticed, lines, wait } = open()
    noticed.upstreamCertificate('cxone', 'a', NOW + 14 * DAY_MS)
    expect(lines).toEqual([])
    noticed.upstreamCertificate('cxone', 'a', NOW + 13.9 * DAY_MS)
    wait(2 * DAY_MS)
    noticed.upstreamCertificate('cxone', 'a', NOW + 90 * DAY_MS)
    expect(lines).toHaveLength(1)
  })
})

describe('the clock of an upstream', () => {
  it('the clock of an upstream is told when it is another one, and when both agree again', async () => {
    const { noticed, lines, metrics } = open()
    for (const ahead of [0, 60, -61, -400, -30, 0]) noticed.upstreamClock('cxone', ahead)
    expect(lines).toEqual([
      {
        upstream: 'cxone',
        clockIs: '61 s behind',
        message: 'the clock of this machine is not an upstream’s: what is of another time is refused',
      },
      { upstream: 'cxone', message: 'the clock of this machine agrees with an upstream’s again' },
    ])
    expect(await metrics.render()).toContain('cx_assist_upstream_clock_ahead_seconds{upstream="cxone"} 0')
  })

  it('the clock of an upstream that changes with each answer is told once an hour', () => {
    const { noticed, lines, wait } = open()
    for (let answer = 0; answer < 20; answer += 1) noticed.upstreamClock('cxone', answer % 2 === 0 ? 90 : 0)
    expect(lines).toHaveLength(2)
    wait(HOUR_MS)
    noticed.upstreamClock('cxone', 90)
    noticed.upstreamClock('cognigy', 90)
    expect(lines).toHaveLength(4)
  })
})
