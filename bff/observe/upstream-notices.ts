/**
 * What upstreams show beside their answers is told in the log before it does harm: a certificate that soon expires, a clock
 * that is another one. Once, not with each answer.
 */
import { daysLeft, endsSoon } from '../certificate-end.ts'
import { isHarmfulSkew, skewInWords } from '../clock-skew.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'

/** Between two warnings of one certificate. */
const END_AGAIN_AFTER_MS = 86_400_000
/** Between two warnings of one clock: some that stand between answer from what they kept, and give its time. */
const CLOCK_AGAIN_AFTER_MS = 3600_000

export interface UpstreamNoticesParts {
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly clock: Pick<Clock, 'now'>
}

/** Metrics that also write in the log what somebody has to mend. */
export const noticing = (metrics: Metrics, { log, clock }: UpstreamNoticesParts): Metrics => {
  /** When an end was told last, by host. */
  const toldEnds = new Map<string, number>()
  const toldClocks = new Map<string, { readonly at: number; isOver: boolean }>()
  return {
    ...metrics,
    upstreamCertificate: (upstream, host, expiresAt) => {
      metrics.upstreamCertificate(upstream, host, expiresAt)
      const now = clock.now()
      const days = daysLeft(expiresAt, now)
      if (!endsSoon(days)) return
      if (now - (toldEnds.get(host) ?? Number.NEGATIVE_INFINITY) < END_AGAIN_AFTER_MS) return
      toldEnds.set(host, now)
      const fields = { upstream, host, days, expires: new Date(expiresAt).toISOString() }
      log.warn(fields, 'the certificate of an upstream expires soon: every call to it fails then')
    },
    upstreamClock: (upstream, aheadSeconds) => {
      metrics.upstreamClock(upstream, aheadSeconds)
      const told = toldClocks.get(upstream)
      if (!isHarmfulSkew(aheadSeconds)) {
        if (told === undefined || told.isOver) return
        told.isOver = true
        log.info({ upstream }, 'the clock of this machine agrees with an upstream’s again')
        return
      }
      const now = clock.now()
      if (told !== undefined && (!told.isOver || now - told.at < CLOCK_AGAIN_AFTER_MS)) return
      toldClocks.set(upstream, { at: now, isOver: false })
      const clockIs = skewInWords(aheadSeconds)
      log.warn(
        { upstream, clockIs },
        'the clock of this machine is not an upstream’s: what is of another time is refused',
      )
    },
  }
}
