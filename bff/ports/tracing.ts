/** What led to what: spans of a trace, as OpenTelemetry and W3C Trace Context have them, for operators. */

/** `traceparent` and `tracestate`, as they stand in headers of HTTP; empty where there is no trace. */
export type TraceHeaders = Readonly<Record<string, string>>

export interface SpanStart {
  /** From a small fixed set: never with an id in it. */
  readonly name: string
  /** `server`: answers a caller. `client`: asks an upstream. `consumer`: was told something. `producer`: tells widgets. */
  readonly kind: 'server' | 'client' | 'consumer' | 'producer'
  /** Codes and figures: no text of a customer's or an agent's, and no id of anybody. */
  readonly attributes?: Readonly<Record<string, string | number>>
  /** Of whoever caused it, where that is not the span in force. */
  readonly parent?: TraceHeaders
}

export interface Span {
  set(name: string, value: string | number): void
  /** @param type why, as a code */
  fail(type: string): void
}

export interface Tracing {
  /** Runs `work`, and ends the span with it; what is thrown fails the span, and is thrown. */
  span<T>(start: SpanStart, work: (span: Span) => T): T
  /** Of the span in force, to be sent along. */
  headers(): TraceHeaders
}

const NO_SPAN: Span = { set: () => undefined, fail: () => undefined }
const NO_HEADERS: TraceHeaders = {}

/** Where nobody looks at traces: the work, and nothing else. */
export const NO_TRACING: Tracing = { span: (_start, work) => work(NO_SPAN), headers: () => NO_HEADERS }

const PARENT = 'traceparent'
const STATE = 'tracestate'

/** What of the headers of a request says which trace it belongs to. */
export const traceHeadersOf = (headers: Readonly<Record<string, string | string[] | undefined>>): TraceHeaders => {
  const { [PARENT]: parent, [STATE]: state } = headers
  if (typeof parent !== 'string') return NO_HEADERS
  return typeof state === 'string' ? { [PARENT]: parent, [STATE]: state } : { [PARENT]: parent }
}
