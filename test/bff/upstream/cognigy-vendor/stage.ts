/** The vendor's Cognigy over HTTP, answered as a test says: three hosts in one, each with its own kind of path. */
import { startDeadline, systemClock } from '../../../../bff/deadline.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { createMetrics, type ProcessMetrics } from '../../../../bff/observe/metrics.ts'
import type { CognigyUpstream } from '../../../../bff/ports/cognigy.ts'
import type { Deadline } from '../../../../bff/ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../../../bff/ports/upstream.ts'
import type { VendorCognigySettings } from '../../../../bff/upstream/cognigy/dialects.ts'
import { openCognigy } from '../../../../bff/upstream/cognigy/open-cognigy.ts'
import { defaultRules, type VendorRules } from '../../../../shared/rules.ts'
import { type Answering, answerJson, type ScriptedUpstream, startUpstream } from '../../../support/scripted-upstream.ts'

export const API_KEY = 'api-key-of-the-tests'
export const URL_TOKEN = 'url-token-of-the-tests'
/** The path of the REST endpoint that suggests. */
export const ASSIST_PATH = '/assist-token-of-the-tests'

export interface VendorStage {
  readonly upstream: ScriptedUpstream
  readonly cognigy: CognigyUpstream
  readonly metrics: ProcessMetrics
  /** What was told of health so far. */
  readonly health: string[]
  /** What Cognigy answers from now on. */
  answers(next: Answering): void
  logged(): string
  /** The lines of the log that say this. */
  lines(message: string): number
  close(): Promise<void>
}

export interface StageOptions {
  readonly writes?: 'answer' | 'inject'
  readonly vendor?: Partial<VendorCognigySettings>
  readonly rules?: Partial<VendorRules>
}

export const openVendorStage = async ({
  writes = 'inject',
  vendor = {},
  rules = {},
}: StageOptions = {}): Promise<VendorStage> => {
  let next: Answering = (_request, response) => answerJson(response, {})
  const upstream = await startUpstream((request, response) => next(request, response))
  const lines: string[] = []
  const health: string[] = []
  const metrics = createMetrics()
  const cognigy = openCognigy({
    dialect: 'vendor',
    orgUrl: undefined,
    apiUrl: upstream.url,
    credentials: undefined,
    apiKey: undefined,
    vendor: {
      assistUrl: `${upstream.url}${ASSIST_PATH}`,
      injects: writes === 'inject' ? { apiUrl: upstream.url, apiKey: API_KEY } : undefined,
      apiUrl: upstream.url,
      apiKey: API_KEY,
      endpointUrl: upstream.url,
      ...vendor,
    },
    vendorRules: () => ({ ...defaultRules.vendor, ...rules }),
    clock: systemClock,
    log: createLog('debug', { write: (line) => void lines.push(line) }),
    metrics,
    backoffMs: { first: 2, longest: 5 },
    onHealth: {
      suggestions: (isHealthy) => void health.push(`suggestions ${isHealthy}`),
      sessions: (isHealthy) => void health.push(`sessions ${isHealthy}`),
    },
  })
  return {
    upstream,
    cognigy,
    metrics,
    health,
    answers: (answering) => {
      next = answering
    },
    logged: () => lines.join(''),
    lines: (message) => lines.filter((line) => line.includes(message)).length,
    close: upstream.close,
  }
}

export const within = async <T>(act: (deadline: Deadline) => Promise<T>, ms = 3000): Promise<T> => {
  const deadline = startDeadline(ms)
  return await act(deadline).finally(deadline.release)
}

/** How it fails; what does not fail makes the test fail. */
export const failureOf = async (act: Promise<unknown>): Promise<UpstreamFailureFacts> => {
  try {
    await act
  } catch (error) {
    if (error instanceof UpstreamFailure) return error.facts
    throw error
  }
  throw new Error('it went well')
}
