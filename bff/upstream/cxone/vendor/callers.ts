/** One caller for each place that is called, so that one that is down holds up no other. */
import type { Log, Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import { createHttpCall, type HttpCall, type HttpCallParts, type Refusal } from '../../http/http-call.ts'
import type { ProxyOf } from '../../http/proxies.ts'

export interface CallerParts {
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

const LONGEST_CORRELATION_ID = 128

/** By this CXone's support finds a call again. */
const correlationId = ({ header }: Refusal): string | undefined => {
  const id = header('correlationid')
  return id !== undefined && id.length <= LONGEST_CORRELATION_ID && /^[\w.:-]+$/.test(id) ? id : undefined
}

/** @returns the caller of a base URL */
export const createCallers = (parts: CallerParts): ((baseUrl: string) => HttpCall) => {
  const callers = new Map<string, HttpCall>()
  const onRefusal = (refusal: Refusal): void => {
    const { operation, status } = refusal
    parts.log.warn({ operation, status, correlationId: correlationId(refusal) }, 'CXone refused a call')
  }
  return (baseUrl) => {
    const known = callers.get(baseUrl)
    if (known !== undefined) return known
    const caller = createHttpCall({ ...parts, upstream: 'cxone', baseUrl, refusesPages: true, onRefusal })
    callers.set(baseUrl, caller)
    return caller
  }
}
