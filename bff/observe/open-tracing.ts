/** Traces, where somebody looks at them: the libraries for them are loaded then alone. */
import { NO_TRACING, type Tracing } from '../ports/tracing.ts'

export interface ProcessTracing extends Tracing {
  /** What a line of the log tells of the span in force; `undefined` where nothing is traced. */
  readonly logged: (() => Readonly<Record<string, string>>) | undefined
  /** Calls back with how many spans the collector did not take, at most once a minute. */
  onTrouble(listener: (count: number) => void): void
  /** Delivers what waits, for a moment. */
  stop(): Promise<void>
}

/**
 * @param isTraced whether OpenTelemetry's variables name a collector; its libraries read them by themselves
 * @param version of the service
 */
export const openTracing = async (isTraced: boolean, version: string): Promise<ProcessTracing> => {
  if (!isTraced) {
    return { ...NO_TRACING, logged: undefined, onTrouble: () => undefined, stop: () => Promise.resolve() }
  }
  const { createOtlpTracing } = await import('./otlp-tracing.ts')
  return createOtlpTracing(version)
}
