/** Traces by OpenTelemetry, delivered by OTLP over HTTP. Sampler, batches, headers and resource are as its variables say. */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  type Span as RawSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import { orLateAfter } from '../deadline.ts'
import type { Span, SpanStart, TraceHeaders, Tracing } from '../ports/tracing.ts'

export interface ProcessTracing extends Tracing {
  /** What a line of the log tells of the span in force; `undefined` where nothing is traced. */
  readonly logged: (() => Readonly<Record<string, string>>) | undefined
  /** Calls back with how many spans the collector did not take, at most once a minute. */
  onTrouble(listener: (count: number) => void): void
  /** Delivers what waits, for a moment. */
  stop(): Promise<void>
}

const SERVICE = 'cx-assist-bff'
const TOLD_EVERY_MS = 60_000
const STOP_WITHIN_MS = 2000
const DELIVERED = 0

const KINDS: Readonly<Record<SpanStart['kind'], SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
}

/** Tells of spans that the collector did not take, and leaves the trying again to the exporter. */
const watched = (exporter: SpanExporter, lost: (count: number) => void): SpanExporter => ({
  export: (spans, done) =>
    exporter.export(spans, (result) => {
      if (result.code !== DELIVERED) lost(spans.length)
      done(result)
    }),
  shutdown: () => exporter.shutdown(),
})

/** Whoever says first why it failed knows it best. */
const asSpan = (raw: RawSpan): Span => {
  let hasFailed = false
  return {
    set: (name, value) => void raw.setAttribute(name, value),
    fail: (type) => {
      if (hasFailed) return
      hasFailed = true
      raw.setAttribute('error.type', type)
      raw.setStatus({ code: SpanStatusCode.ERROR })
    },
  }
}

export const createOtlpTracing = (version: string): ProcessTracing => {
  let tell: (count: number) => void = () => undefined
  let untold = 0
  let toldAt = Number.NEGATIVE_INFINITY
  const lost = (count: number): void => {
    untold += count
    if (performance.now() - toldAt < TOLD_EVERY_MS) return
    toldAt = performance.now()
    tell(untold)
    untold = 0
  }
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': SERVICE, 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(watched(new OTLPTraceExporter(), lost))],
  })
  const tracer = provider.getTracer(SERVICE, version)
  const propagator = new W3CTraceContextPropagator()
  // Not by the library's global context: two services in one process, as in tests, would share it.
  const inForce = new AsyncLocalStorage<Context>()

  const headers = (): TraceHeaders => {
    const carrier: Record<string, string> = {}
    propagator.inject(inForce.getStore() ?? ROOT_CONTEXT, carrier, defaultTextMapSetter)
    return carrier
  }
  const parentOf = ({ parent }: SpanStart): Context =>
    parent === undefined
      ? (inForce.getStore() ?? ROOT_CONTEXT)
      : propagator.extract(ROOT_CONTEXT, parent, defaultTextMapGetter)

  return {
    headers,
    span: (start, work) => {
      const context = parentOf(start)
      const { name, kind, attributes = {} } = start
      const raw = tracer.startSpan(name, { kind: KINDS[kind], attributes }, context)
      const span = asSpan(raw)
      const failed = (error: unknown): void => {
        span.fail(error instanceof Error ? error.name : 'unknown')
        raw.end()
      }
      try {
        const result = inForce.run(trace.setSpan(context, raw), () => work(span))
        if (result instanceof Promise) result.then(() => raw.end(), failed)
        else raw.end()
        return result
      } catch (error) {
        failed(error)
        throw error
      }
    },
    logged: () => {
      const context = inForce.getStore()
      const told = context === undefined ? undefined : trace.getSpanContext(context)
      return told === undefined ? {} : { trace_id: told.traceId, span_id: told.spanId }
    },
    onTrouble: (listener) => {
      tell = listener
    },
    stop: () =>
      orLateAfter(
        STOP_WITHIN_MS,
        provider.shutdown().catch(() => undefined),
        () => undefined,
      ),
  }
}
