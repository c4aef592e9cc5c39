/** The composition root: environment, adapters, application, listening, orderly stop. The only place that knows them all. */
import { randomUUID } from 'node:crypto'
import { createApp } from './app.ts'
import { systemClock, systemPauses, systemTimer } from './deadline.ts'
import { createIndexRanker } from './fallback-index/index-ranker.ts'
import { openSentenceThread } from './fallback-index/sentence/sentence-thread.ts'
import { watchFallbackIndex } from './fallback-index/watch-index.ts'
import { openConfirmedIntents } from './files/confirmed-intents.ts'
import { openHandoverAudit } from './files/handover-audit.ts'
import { watchRules } from './files/rules-file.ts'
import { createReadiness } from './health/readiness.ts'
import { createServiceStatus } from './health/service-status.ts'
import { createUpstreamSigns } from './health/upstream-signs.ts'
import { createKnowledgeSource } from './knowledge/thread/knowledge-source.ts'
import { openKnowledge } from './knowledge/thread/open-knowledge.ts'
import { tellingRecorder } from './observe/incident-log.ts'
import { createLog } from './observe/log.ts'
import { createMetrics } from './observe/metrics.ts'
import { openTracing } from './observe/open-tracing.ts'
import { createQueryLog } from './observe/query-log.ts'
import { noticing } from './observe/upstream-notices.ts'
import { createWidgetTokens } from './push/widget-token.ts'
import { openScorer } from './scoring/open-scorer.ts'
import { exposeGauges } from './start/gauges.ts'
import { listen } from './start/listen.ts'
import { type ContactLink, listenToContacts } from './start/listen-to-contacts.ts'
import { listenToStream } from './start/listen-to-stream.ts'
import { changeLevelOnSignal } from './start/log-level.ts'
import { LAST_LINES_WITHIN_MS, openOrRefuse, openOutputs } from './start/outputs.ts'
import { type Foundations, readFoundations } from './start/read-foundations.ts'
import { openRecorder, openRecording } from './start/recording.ts'
import { refuseToStart } from './start/refuse.ts'
import { inRepository, SHIPPED_INDEX, SHIPPED_KNOWLEDGE, SHIPPED_MODEL, versionOf } from './start/shipped.ts'
import { createStopping, STOP_WITHIN_MS } from './start/stopping.ts'
import { openStore } from './store/open-store.ts'
import { openCognigy } from './upstream/cognigy/open-cognigy.ts'
import { openCxone } from './upstream/cxone/open-cxone.ts'
import { proxyOf } from './upstream/http/proxies.ts'
import { openLanguageModel } from './upstream/language-model/open-language-model.ts'
import { openTranslator } from './upstream/translate/open-translator.ts'

const start = async (): Promise<void> => {
  const reading = await readFoundations(process.env, {
    index: SHIPPED_INDEX,
    knowledge: SHIPPED_KNOWLEDGE,
    model: SHIPPED_MODEL,
  })
  if (reading.ok) await run(reading.foundations)
  else refuseToStart(reading.problems)
}

const run = async ({
  config,
  rules: firstRules,
  index: firstIndex,
  knowledge: folder,
  model,
}: Foundations): Promise<void> => {
  const metrics = config.recordLog === undefined ? createMetrics() : tellingRecorder(createMetrics())
  const outputs = openOutputs(config.metricsLog, metrics)
  const recording = openRecording(config.recordLog, metrics)
  const tracing = await openTracing(config.isTraced, versionOf())
  const log = createLog(config.logLevel, outputs.standardOutput, tracing.logged)
  tracing.onTrouble((count) => log.warn({ count }, 'traces could not be delivered to the collector'))
  changeLevelOnSignal(log, config.logLevel)
  for (const warning of config.warnings) log.warn({}, warning)
  for (const note of config.notes) log.info({}, note)
  const stopping = createStopping({
    log,
    drain: async () => void (await Promise.all([outputs.drain(), recording?.drain(LAST_LINES_WITHIN_MS)])),
  })
  const signs = createUpstreamSigns(systemClock)
  const watched = signs.watching(noticing(metrics, { log, clock: systemClock }))
  const calling = { clock: systemClock, log, metrics: watched, proxyOf, tracing }
  const opening = await openStore(config, { newId: randomUUID, clock: systemClock, log, metrics, tracing })
  if (!opening.ok) return refuseToStart([opening.problem])
  const { store } = opening
  const status = createServiceStatus({ clock: systemClock, shared: store.shared, log })
  const rules = watchRules(config.rulesPath, firstRules, log)
  const cxone = openCxone({ ...config.cxone, ...calling, rules: rules.current })
  const vendorRules = () => rules.current().vendor
  const cognigy = openCognigy({ ...config.cognigy, ...calling, vendorRules, onHealth: status })
  // Without a model, texts would leave for nothing.
  const translator =
    config.translator === undefined || model === undefined
      ? undefined
      : openTranslator({ ...config.translator, ...calling })
  const languageModel =
    config.languageModel === undefined ? undefined : openLanguageModel({ ...config.languageModel, ...calling })
  const { signIn } = config
  // Loaded where agents sign in alone.
  const identity =
    signIn === undefined
      ? undefined
      : (await import('./upstream/oidc/open-oidc.ts')).openOidc({ ...signIn, ...calling, timer: systemTimer })
  identity?.start()
  const confirmedIntents = openOrRefuse(config.dataDir, (folder) => openConfirmedIntents(folder, systemClock))
  const handoverAudit = openOrRefuse(config.dataDir, (folder) => openHandoverAudit(folder, systemClock))
  const index = watchFallbackIndex({ ...firstIndex, clock: systemClock, log })
  const ranker = createIndexRanker({ loaded: index.loaded, openThread: openSentenceThread, clock: systemClock, log })
  const knowledge =
    folder === undefined
      ? undefined
      : createKnowledgeSource({
          folder,
          openThread: openKnowledge(),
          clock: systemClock,
          pauses: systemPauses,
          log,
        })
  const scorer = openScorer(model, { clock: systemClock, log, metrics })
  const leading = { isLeading: (): boolean => false }
  const hub: { health: ContactLink['health'] } = { health: () => [] }
  const readiness = createReadiness({
    upstreams: [
      cxone,
      cognigy,
      { health: () => hub.health() },
      ...[translator, languageModel, identity].filter((each) => each !== undefined),
      signs,
    ],
    index,
    ranker,
    knowledge,
    scorer,
    store,
    leading,
    records: [outputs, confirmedIntents, handoverAudit].filter((keeper) => keeper !== undefined),
    clock: systemClock,
    isStopping: stopping.isStopping,
  })
  const app = createApp({
    cxone: cxone.contacts,
    handovers: cxone.handovers,
    handoverAudit,
    suggestions: cognigy.suggestions,
    ranker,
    knowledge,
    scorer,
    translator,
    languageModel,
    wrapUps: cxone.wrapUps,
    sessions: cognigy.sessions,
    confirmedIntents,
    store,
    status,
    queryLog: createQueryLog(outputs.queryOutput),
    recorder: openRecorder(recording, { rules: rules.current, clock: systemClock, log }),
    rules: rules.current,
    webhookSecrets: config.webhookSecrets,
    integratorKeys: config.integratorKeys,
    tokens:
      config.widgetTokenSecrets.length === 0 ? undefined : createWidgetTokens(config.widgetTokenSecrets, systemClock),
    signIn:
      signIn === undefined || identity === undefined
        ? undefined
        : { provider: identity, agentRules: signIn, publicUrl: signIn.publicUrl, secrets: config.widgetTokenSecrets },
    allowedOrigins: config.allowedOrigins,
    panelAncestors: config.panelAncestors,
    rim: config.rim,
    isAdminApart: config.adminPort !== undefined,
    folders: {
      widget: inRepository('dist/public/widget'),
      models: inRepository('models'),
      compressed: inRepository('dist/compressed'),
    },
    version: versionOf(),
    readiness,
    renderMetrics: metrics.render,
    metricsContentType: metrics.contentType,
    newId: randomUUID,
    clock: systemClock,
    timer: systemTimer,
    pauses: systemPauses,
    log,
    metrics,
    tracing,
  })
  const stream = listenToStream({
    cognigy,
    leases: store.leases,
    hear: (update, fence) =>
      tracing.span({ name: 'stream update', kind: 'consumer' }, () => app.hearStream(update, fence)),
    onState: status.stream,
    timer: systemTimer,
    log,
  })
  leading.isLeading = stream.isLeading
  const contacts = listenToContacts({
    cxone,
    leases: store.leases,
    hear: (message, fence) =>
      tracing.span({ name: 'event hub message', kind: 'consumer' }, () => app.hearContact(message, fence)),
    contacts: app.openContacts,
    log,
  })
  hub.health = contacts.health
  exposeGauges({ metrics, app, stream, contacts, store, readiness, timer: systemTimer })
  stopping.onSignal(async () => {
    stream.close()
    contacts.close()
    rules.close()
    index.close()
    await Promise.all([stream.settled(), contacts.settled()])
    await app.stop(STOP_WITHIN_MS)
    await Promise.all([stream.release(), contacts.release()])
    status.close()
    identity?.stop()
    await Promise.all([scorer.stop(), ranker.stop(), knowledge?.stop(), store.close(), tracing.stop()])
  })
  const { server, adminServer } = app
  listen({ server, adminServer, config, model, scorer, knowledge, timer: systemTimer, log })
}

start().catch((error: unknown) => {
  process.stderr.write(`cx-assist cannot start: ${error instanceof Error ? error.name : 'a fault of ours'}\n`)
  process.exit(1)
})
