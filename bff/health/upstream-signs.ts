/**
 * What upstreams show beside their answers, as parts of `/readyz`: whether this machine's clock is theirs, and when their
 * certificates end. Neither takes the service out of traffic: nothing fails yet, and another process is no better off.
 */
import type { ReadinessCheck } from '../../shared/wire/widget-api.ts'
import { daysLeft, endsSoon } from '../certificate-end.ts'
import { isHarmfulSkew, skewInWords } from '../clock-skew.ts'
import type { Metrics } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'

interface SeenClock {
  readonly aheadSeconds: number
  /** Since when it has been another one than this machine's, in milliseconds since 1970. */
  readonly offSince: number | undefined
}

interface SeenCertificate {
  readonly upstream: string
  readonly expiresAt: number
}

export interface UpstreamSigns {
  /** Metrics that are looked at in passing. */
  watching(metrics: Metrics): Metrics
  /** A part is there once something is known of it: whom nobody has called yet has shown nothing. */
  health(): readonly ReadinessCheck[]
}

const isoTime = (ms: number): string => new Date(ms).toISOString()

const clockCheck = (clocks: ReadonlyMap<string, SeenClock>): ReadinessCheck => {
  const name = 'clock'
  const off = [...clocks].flatMap(([upstream, { aheadSeconds, offSince }]) =>
    offSince === undefined
      ? []
      : [`${skewInWords(aheadSeconds)} beside that of ${upstream} since ${isoTime(offSince)}`],
  )
  if (off.length === 0) return { name, state: 'ok', detail: `agrees with that of ${[...clocks.keys()].join(', ')}` }
  return { name, state: 'degraded', detail: `${off.join('; ')}: what is of another time is refused` }
}

/** @param certificates at least one */
const certificatesCheck = (certificates: readonly SeenCertificate[], now: number): ReadinessCheck => {
  const name = 'certificates'
  const ends = certificates
    .map(({ upstream, expiresAt }) => ({ upstream, expiresAt, days: daysLeft(expiresAt, now) }))
    .toSorted((a, b) => a.expiresAt - b.expiresAt)
  const told = ends.filter(({ days }) => endsSoon(days))
  if (told.length === 0) {
    const first = ends.slice(0, 1).map(({ upstream, days }) => `the first to expire is of ${upstream}, in ${days} days`)
    return { name, state: 'ok', detail: first.join('') }
  }
  const sentences = told.map(({ upstream, expiresAt, days }) =>
    days < 0
      ? `one of ${upstream} expired at ${isoTime(expiresAt)}`
      : `one of ${upstream} expires in ${days} days, at ${isoTime(expiresAt)}`,
  )
  return { name, state: 'degraded', detail: `${sentences.join('; ')}: every call to it fails then` }
}

/** @param clock this machine's: the days that are left are counted by it */
export const createUpstreamSigns = (clock: Pick<Clock, 'now'>): UpstreamSigns => {
  const clocks = new Map<string, SeenClock>()
  const certificates = new Map<string, SeenCertificate>()
  return {
    watching: (metrics) => ({
      ...metrics,
      upstreamClock: (upstream, aheadSeconds) => {
        metrics.upstreamClock(upstream, aheadSeconds)
        const offSince = isHarmfulSkew(aheadSeconds) ? (clocks.get(upstream)?.offSince ?? clock.now()) : undefined
        clocks.set(upstream, { aheadSeconds, offSince })
      },
      upstreamCertificate: (upstream, host, expiresAt) => {
        metrics.upstreamCertificate(upstream, host, expiresAt)
        certificates.set(host, { upstream, expiresAt })
      },
    }),
    health: () => [
      ...(clocks.size === 0 ? [] : [clockCheck(clocks)]),
      ...(certificates.size === 0 ? [] : [certificatesCheck([...certificates.values()], clock.now())]),
    ],
  }
}
