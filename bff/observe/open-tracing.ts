/** Traces, where somebody looks at them: the libraries for them are loaded then alone. */
import { NO_TRACING } from '../ports/tracing.ts'
import type { ProcessTracing } from './otlp-tracing.ts'

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
