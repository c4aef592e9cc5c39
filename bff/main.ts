/** The composition root: environment, adapters, application, listening, orderly stop. The only place that knows them all. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rankIntents } from '../shared/domain/ranking/fallback-index.ts'
import type { Rules } from '../shared/rules.ts'
import type { InteractionUpdate } from '../shared/wire/stream.ts'
import type { ReadinessCheck } from '../shared/wire/widget-api.ts'
import { createApp } from './app.ts'
import { leadStream } from './cluster/lead-stream.ts'
import { type Config, readConfig } from './config.ts'
import { systemClock, systemTimer } from './deadline.ts'
import { IndexError } from './fallback-index/format/index-json.ts'
import { type LoadedIndex, readFallbackIndex } from './fallback-index/read-index.ts'
import { watchFallbackIndex } from './fallback-index/watch-index.ts'
import { describeFault } from './fault.ts'
import { openConfirmedIntents } from './files/confirmed-intents.ts'
import { openHandoverAudit } from './files/handover-audit.ts'
import { readRules, watchRules } from './files/rules-file.ts'
import {
  cxoneCheck,
  indexCheck,
  sentimentCheck,
  sessionsCheck,
  streamCheck,
  suggestionsCheck,
} from './health/readiness.ts'
import { createServiceStatus } from './health/service-status.ts'
import { type LineOutput, openLineOutput } from './observe/line-output.ts'
import { createLog } from './observe/log.ts'
import { createMetrics, type ProcessMetrics } from './observe/metrics.ts'
import { createQueryLog } from './observe/query-log.ts'
import { type Fence, StaleFence } from './ports/store.ts'
import { createWidgetTokens } from './push/widget-token.ts'
import { chooseModel, type ModelChoice, modelProblem } from './scoring/model-choice.ts'
import { createSentimentScorer } from './scoring/sentiment-scorer.ts'
import { openWorkerThread } from './scoring/worker-thread.ts'
import { createMemoryStore } from './store/memory/store.ts'
import { openRedisStore } from './store/redis/open.ts'
import { createCognigy } from './upstream/cognigy/tutorial/cognigy.ts'
import { createSessionUpdates } from './upstream/cognigy/tutorial/session-updates.ts'
import { createCognigySessions } from './upstream/cognigy/tutorial/sessions.ts'
import { createCxone } from './upstream/cxone/tutorial/cxone.ts'
import { createCxoneHandovers } from './upstream/cxone/tutorial/handovers.ts'
import { proxyOf } from './upstream/http/proxies.ts'

/** Longer than any answer may take, shorter than what orchestrators grant before they kill. */
const STOP_WITHIN_MS = 8000
/** Whatever hangs then is not waited for. */
const STOP_AT_ONCE_AFTER_MS = STOP_WITHIN_MS + 8000
const LAST_LINES_WITHIN_MS = 1000

/** From `dist/bff/`, where this runs, to what stands beside it. */
const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const refuseToStart = (problems: readonly string[]): never => {
  process.stderr.write(`cx-assist cannot start:\n${problems.map((problem) => `  ${problem}\n`).join('')}`)
  process.exit(1)
}

const versionOf = (): string => {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'))
  return typeof version === 'string' ? version : '0.0.0'
}

const openOrRefuse = <T>(dataDir: string | undefined, open: (folder: string) => T): T | undefined => {
  if (dataDir === undefined) return undefined
  try {
    return open(dataDir)
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return refuseToStart([`DATA_DIR: ${dataDir} cannot be written${cause}`])
  }
}

/** Records go where the log goes, if that is standard output: one writer keeps their lines whole. */
const openQueryOutput = (
  destination: string | undefined,
  standardOutput: LineOutput,
  metrics: ProcessMetrics,
): LineOutput | undefined => {
  if (destination === undefined) return undefined
  if (destination === '-') return standardOutput
  try {
    mkdirSync(dirname(destination), { recursive: true })
    return openLineOutput(destination, {
      onDropped: () => metrics.linesDropped('metrics_log'),
      onTrouble: () => process.stderr.write('METRICS_LOG: cannot be written right now, records may be lost\n'),
    })
  } catch {
    return refuseToStart(['METRICS_LOG: cannot be written'])
  }
}

/** The index the service is shipped with: made at build time from the simulator's intents. */
const SHIPPED_INDEX = 'dist/fallback-index'
const SHIPPED_MODEL = 'models/full'

const readIndex = async (
  folder: string,
): Promise<{ readonly ok: true; readonly loaded: LoadedIndex } | { readonly ok: false; readonly problem: string }> => {
  try {
    return { ok: true, loaded: await readFallbackIndex(folder) }
  } catch (error) {
    if (error instanceof IndexError) return { ok: false, problem: `FALLBACK_INDEX: ${error.message}` }
    throw error
  }
}

const start = async (): Promise<void> => {
  const reading = readConfig(process.env)
  const config = reading.ok ? reading.config : undefined
  const rulesReading = readRules(config?.rulesPath ?? process.env['CX_ASSIST_CONFIG'])
  const rulesProblems = rulesReading.ok
    ? []
    : rulesReading.problems.map(
        ({ path, message }) => `CX_ASSIST_CONFIG: ${path === '' ? 'the file' : path}: ${message}`,
      )
  const indexFolder = (config?.fallbackIndex ?? process.env['FALLBACK_INDEX']?.trim()) || inRepository(SHIPPED_INDEX)
  const indexReading = await readIndex(indexFolder)
  const namedModel = (config?.sentimentModel ?? process.env['SENTIMENT_MODEL']?.trim()) || undefined
  const modelReading = await chooseModel(namedModel, inRepository(SHIPPED_MODEL))
  if (reading.ok && rulesReading.ok && indexReading.ok && modelReading.ok) {
    const firstIndex = { folder: indexFolder, loaded: indexReading.loaded }
    run(reading.config, rulesReading.rules, firstIndex, modelReading.choice)
  } else {
    refuseToStart([
      ...(reading.ok ? [] : reading.problems),
      ...rulesProblems,
      ...(indexReading.ok ? [] : [indexReading.problem]),
      ...(modelReading.ok ? [] : [modelReading.problem]),
    ])
  }
}

const run = (
  config: Config,
  firstRules: Rules,
  firstIndex: { readonly folder: string; readonly loaded: LoadedIndex },
  model: ModelChoice,
): void => {
  const metrics = createMetrics()
  const standardOutput = openLineOutput('-', {
    onDropped: () => metrics.linesDropped('log'),
    // Where it goes is what cannot be written, and nobody may read the other one either: the count has to do.
    onTrouble: () => undefined,
  })
  const log = createLog(config.logLevel, standardOutput)
  for (const warning of config.warnings) log.warn({}, warning)
  for (const note of config.notes) log.info({}, note)
  const calling = { clock: systemClock, metrics, proxyOf }
  const queryOutput = openQueryOutput(config.metricsLog, standardOutput, metrics)
  const queryLog = createQueryLog(queryOutput)
  const status = createServiceStatus(systemClock)
  const cognigy = createCognigy({ ...config.cognigy, ...calling, log, onHealth: status.suggestions })
  const sessions = createCognigySessions({
    ...config.cognigy,
    ...calling,
    onHealth: status.sessions,
  })
  const confirmedIntents = openOrRefuse(config.dataDir, openConfirmedIntents)
  const handoverAudit = openOrRefuse(config.dataDir, openHandoverAudit)
  const rules = watchRules(config.rulesPath, firstRules, log)
  const index = watchFallbackIndex({ ...firstIndex, clock: systemClock, log })
  const scorer = createSentimentScorer({
    openThread: (listener) => openWorkerThread({ folder: model.folder }, listener),
    languages: model.languages,
    clock: systemClock,
    log,
    metrics,
  })
  const keeping = { newId: randomUUID, clock: systemClock }
  const store =
    config.redis === undefined ? createMemoryStore(keeping) : openRedisStore({ address: config.redis, ...keeping })
  let isStopping = false
  const readiness = (): ReadinessCheck[] => [
    ...(isStopping ? [{ name: 'process', state: 'failed', detail: 'stopping' } as const] : []),
    cxoneCheck(config),
    streamCheck(config, stream.state()),
    suggestionsCheck(config, status.suggestionsDownSince()),
    sessionsCheck(config, status.sessionsDownSince()),
    indexCheck(index),
    sentimentCheck(scorer.state()),
  ]
  const app = createApp({
    cxone: createCxone({ ...config.cxone, ...calling }),
    handovers: createCxoneHandovers({ ...config.cxone, ...calling }),
    handoverAudit,
    suggestions: cognigy.suggestions,
    ranker: { rank: (query, fallbackRules) => rankIntents(index.current(), query, fallbackRules) },
    scorer,
    sessions,
    sessionUpdates: createSessionUpdates({ ...config.cognigy, ...calling }),
    confirmedIntents,
    store,
    status,
    queryLog,
    rules: rules.current,
    webhookSecrets: config.webhookSecrets,
    integratorKeys: config.integratorKeys,
    tokens:
      config.widgetTokenSecrets.length === 0 ? undefined : createWidgetTokens(config.widgetTokenSecrets, systemClock),
    allowedOrigins: config.allowedOrigins,
    rim: config.rim,
    folders: { widget: inRepository('dist/public/widget'), models: inRepository('models') },
    version: versionOf(),
    readiness,
    renderMetrics: metrics.render,
    metricsContentType: metrics.contentType,
    newId: randomUUID,
    clock: systemClock,
    timer: systemTimer,
    log,
    metrics,
  })
  metrics.gauge('widgets_connected', 'Widgets connected right now', app.connectedWidgets)
  const pendingUpdates = new Set<Promise<void>>()
  const hearStream = (update: InteractionUpdate, fence: Fence): void => {
    const heard = app
      .hearStream(update, fence)
      .catch((error: unknown) => {
        if (error instanceof StaleFence) log.info({}, 'another process listens by now: it hears what this one does not')
        else log.error(describeFault(error), 'an utterance of the stream was lost on a fault of ours')
      })
      .finally(() => pendingUpdates.delete(heard))
    pendingUpdates.add(heard)
  }
  const stream = leadStream({
    leases: store.leases,
    name: 'agent-assist-stream',
    open: (fence) => cognigy.openStream({ onState: status.stream, onUpdate: (update) => hearStream(update, fence) }),
    // How the stream is, whoever listens knows.
    onLost: () => status.stream({ isLive: true }),
  })

  const endWith = async (code: number): Promise<never> => {
    await Promise.all([queryOutput, standardOutput].map((output) => output?.drain(LAST_LINES_WITHIN_MS)))
    return process.exit(code)
  }
  const stop = async (cause: string): Promise<void> => {
    // Process groups, npm and impatient people signal twice; what was accepted is still finished.
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), STOP_AT_ONCE_AFTER_MS).unref()
    log.info({ cause }, 'stopping: nothing new is taken, what was accepted is finished')
    stream.close()
    rules.close()
    index.close()
    await Promise.allSettled(pendingUpdates)
    await stream.release()
    await app.stop(STOP_WITHIN_MS)
    await Promise.all([scorer.stop(), store.close()])
    log.info({}, 'stopped')
    await endWith(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  process.on('uncaughtException', (error) => {
    log.error(describeFault(error), 'an uncaught fault ends the process')
    void endWith(1)
  })

  app.server.on('error', (error) => {
    const code = 'code' in error ? String(error.code) : error.name
    refuseToStart([`PORT: cannot listen on ${config.host}:${config.port} (${code})`])
  })
  const listen = (): void => void app.server.listen(config.port, config.host, onListening)
  const onListening = (): void => {
    const address = app.server.address()
    const port = address !== null && typeof address === 'object' ? (address satisfies AddressInfo).port : config.port
    log.info({ host: config.host, port }, `cx-assist listens on http://${config.host}:${port}`)
    // Only now: loading takes the processor for longer than all the rest of the start.
    void scorer.start()
  }
  if (model.isDemanded) {
    void scorer.start().then((problem) => {
      if (problem !== undefined) refuseToStart([modelProblem(model.folder, problem)])
      listen()
    })
  } else listen()
}

start().catch((error: unknown) => {
  process.stderr.write(`cx-assist cannot start: ${error instanceof Error ? error.name : 'a fault of ours'}\n`)
  process.exit(1)
})
