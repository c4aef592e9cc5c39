/** Where traces go: OpenTelemetry's own variables. Those that are not here, its libraries read by themselves. */
import * as z from 'zod/mini'

const collector = z
  .string()
  .check(
    z.refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      'must be an http or https URL of a collector that takes OTLP',
    ),
  )

export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.optional(collector),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.optional(collector),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.optional(z.enum(['http/json', 'http/protobuf', 'grpc'])),
  OTEL_TRACES_EXPORTER: z._default(z.enum(['otlp', 'none']), 'otlp'),
  OTEL_SDK_DISABLED: z._default(z.enum(['true', 'false']), 'false'),
}

interface TracingEnvironment {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  readonly OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined
  readonly OTEL_EXPORTER_OTLP_PROTOCOL?: string | undefined
  readonly OTEL_TRACES_EXPORTER: string
  readonly OTEL_SDK_DISABLED: string
}

/** Whether traces are made at all: only where somebody said where to. */
export const isTraced = (env: TracingEnvironment): boolean =>
  (env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) !== undefined &&
  env.OTEL_TRACES_EXPORTER !== 'none' &&
  env.OTEL_SDK_DISABLED !== 'true'

export const tracingWarnings = (env: TracingEnvironment): readonly string[] =>
  isTraced(env) && env.OTEL_EXPORTER_OTLP_PROTOCOL === 'grpc'
    ? ['OTEL_EXPORTER_OTLP_PROTOCOL is grpc: traces are sent by HTTP all the same, mostly to port 4318']
    : []
