/** The BFF from its sources, with its real adapters, on a free port, in front of a stand-in for CXone. */
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import type * as z from 'zod/mini'
import { type App, type AppParts, createApp } from '../../bff/app.ts'
import { systemClock, systemPauses, systemTimer } from '../../bff/deadline.ts'
import { createServiceStatus, type StatusKeeper } from '../../bff/health/service-status.ts'
import { RIM_DEFAULTS, type RimSettings } from '../../bff/http/rim-settings.ts'
import { createLog } from '../../bff/observe/log.ts'
import { createMetrics, type ProcessMetrics } from '../../bff/observe/metrics.ts'
import type { CognigySessions, SuggestionSource } from '../../bff/ports/cognigy.ts'
import type { Cxone, CxoneHandovers } from '../../bff/ports/cxone.ts'
import type { KnowledgeSource } from '../../bff/ports/knowledge.ts'
import type { LanguageModel } from '../../bff/ports/language-model.ts'
import type { IntentRanker, SentimentScorer } from '../../bff/ports/models.ts'
import type { FeedbackRecord, KnowledgeSearchRecord, Log, QueryRecord, WrapUpRecord } from '../../bff/ports/observe.ts'
import type { Recorder } from '../../bff/ports/recorder.ts'
import type { ConfirmedIntents, HandoverAudit } from '../../bff/ports/records.ts'
import type { Store, StoredChange } from '../../bff/ports/store.ts'
import type { Clock, Pauses, Timer } from '../../bff/ports/time.ts'
import { NO_TRACING } from '../../bff/ports/tracing.ts'
import type { Translator } from '../../bff/ports/translator.ts'
import { UpstreamFailure } from '../../bff/ports/upstream.ts'
import type { CxoneWrapUps } from '../../bff/ports/wrap-up.ts'
import { createWidgetTokens, type TokenGrant } from '../../bff/push/widget-token.ts'
import { createMemoryStore } from '../../bff/store/memory/store.ts'
import { createCognigySessions } from '../../bff/upstream/cognigy/tutorial/sessions.ts'
import { createCxone } from '../../bff/upstream/cxone/tutorial/cxone.ts'
import { createCxoneHandovers } from '../../bff/upstream/cxone/tutorial/handovers.ts'
import { createCxoneWrapUps } from '../../bff/upstream/cxone/tutorial/wrap-ups.ts'
import { type Rules, rulesFile } from '../../shared/rules.ts'
import type { ReadinessCheck } from '../../shared/wire/widget-api.ts'
import { decidingTwice } from './deciding-twice.ts'
import { createScriptedRanker } from './scripted-ranker.ts'
import { createScriptedScorer } from './scripted-scorer.ts'

export const INTEGRATOR_KEY = 'integrator-key-of-the-tests-0123456789'
export const WIDGET_SECRET = 'widget-token-secret-of-the-tests-0123456789'
export const DESK_ORIGIN = 'https://desk.example.com'

/** As a rules file holds them: only what differs from the contract. */
export type RulesInput = z.input<typeof rulesFile>

/** What a stand-in tells of itself, so far as the BFF must know it. */
export interface UpstreamAddress {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface BffOptions {
  /** Is told what each change of a conversation asks for. */
  readonly onChange?: (change: StoredChange) => void
  readonly rules?: RulesInput
  readonly webhookSecrets?: readonly string[]
  readonly allowedOrigins?: readonly string[]
  readonly panelAncestors?: readonly string[]
  readonly integratorKeys?: readonly string[]
  /** None: none is trusted, and so on. */
  readonly rim?: Partial<RimSettings>
  /** None: one in memory. */
  readonly store?: Store
  /** None: nothing is recorded. */
  readonly recorder?: Recorder
  readonly readiness?: () => readonly ReadinessCheck[]
  readonly clock?: Clock
  readonly timer?: Timer
  readonly pauses?: Pauses
  /** In place of CXone over HTTP, for tests of what lies before it. */
  readonly cxone?: Cxone
  /** In place of Cognigy; none: not configured. */
  readonly suggestions?: SuggestionSource
  /** In place of Cognigy's sessions over HTTP. */
  readonly sessions?: CognigySessions
  /** Cognigy, whose sessions are told of fallbacks; none: not configured. */
  readonly sessionsOf?: UpstreamAddress
  /** Cognigy's organisation, which is told of escalation levels; none: not configured. */
  readonly updatesOf?: { readonly url: string; readonly apiKey: string } | undefined
  readonly sessionPausesMs?: { readonly first: number; readonly longest: number }
  /** None: one that knows nothing. */
  readonly ranker?: IntentRanker
  /** None: there is none. */
  readonly knowledge?: KnowledgeSource
  /** None: one that finds every text calm. */
  readonly scorer?: SentimentScorer
  /** None: what the scorer does not speak is not scored. */
  readonly translator?: Translator
  /** None: there is none. */
  readonly languageModel?: LanguageModel
  /** None: nobody signs in. */
  readonly signIn?: Pick<NonNullable<AppParts['signIn']>, 'agentRules' | 'provider'> & { readonly publicUrl?: string }
  readonly confirmedIntents?: ConfirmedIntents
  readonly handovers?: CxoneHandovers
  readonly wrapUps?: CxoneWrapUps
  readonly handoverAudit?: HandoverAudit
  readonly folders?: AppParts['folders']
}

export interface RunningBff {
  readonly url: string
  readonly port: number
  readonly app: App
  readonly log: Log
  readonly metrics: ProcessMetrics
  readonly store: Store
  readonly status: StatusKeeper
  /** What went to the metrics log so far. */
  readonly records: readonly (QueryRecord | FeedbackRecord)[]
  /** Apart from those: that a suggestion was shown. */
  readonly shown: readonly FeedbackRecord[]
  /** Apart from those: searches of knowledge. */
  readonly searches: readonly KnowledgeSearchRecord[]
  /** The summaries that went there. */
  readonly wrapUps: readonly WrapUpRecord[]
  /** Every line logged so far. */
  logged(): string
  setRules(rules: RulesInput): void
  token(grant: Partial<TokenGrant> & { readonly agentId: string }): Promise<string>
  stop(): Promise<void>
}

const noSuggestions: SuggestionSource = {
  suggest: () => Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind: 'not_configured' })),
}

const QUICK = { first: 5, longest: 20 }

const credentialsOf = ({ clientId, clientSecret }: UpstreamAddress) => ({ clientId, clientSecret })

export const startBff = async (upstream: UpstreamAddress, options: BffOptions = {}): Promise<RunningBff> => {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const metrics = createMetrics()
  const clock = options.clock ?? systemClock
  const tokens = createWidgetTokens(WIDGET_SECRET, clock)
  const store = decidingTwice(options.store ?? createMemoryStore({ newId: randomUUID, clock }), options.onChange)
  const status = createServiceStatus({ clock, shared: store.shared, log })
  const records: (QueryRecord | FeedbackRecord)[] = []
  const shown: FeedbackRecord[] = []
  const searches: KnowledgeSearchRecord[] = []
  const wrapUps: WrapUpRecord[] = []
  let rules: Rules = rulesFile.parse(options.rules ?? {})
  const { sessionsOf } = options
  const tutorial = {
    baseUrl: upstream.url,
    credentials: credentialsOf(upstream),
    clock,
    metrics,
    backoffMs: QUICK,
  }
  const handovers = createCxoneHandovers(tutorial)
  const app = createApp({
    cxone: options.cxone ?? createCxone(tutorial),
    handovers: options.handovers ?? handovers,
    handoverAudit: options.handoverAudit,
    suggestions: options.suggestions ?? noSuggestions,
    ranker: options.ranker ?? createScriptedRanker(),
    knowledge: options.knowledge,
    scorer: options.scorer ?? createScriptedScorer(),
    translator: options.translator,
    languageModel: options.languageModel,
    wrapUps: options.wrapUps ?? createCxoneWrapUps(tutorial, handovers),
    sessions:
      options.sessions ??
      createCognigySessions({
        apiUrl: sessionsOf?.url ?? upstream.url,
        credentials: sessionsOf === undefined ? undefined : credentialsOf(sessionsOf),
        orgUrl: options.updatesOf?.url,
        apiKey: options.updatesOf?.apiKey,
        clock,
        metrics,
        backoffMs: QUICK,
        onHealth: status.sessions,
      }),
    sessionPausesMs: options.sessionPausesMs ?? QUICK,
    confirmedIntents: options.confirmedIntents,
    store,
    status,
    queryLog: {
      query: (record) => void records.push(record),
      feedback: (record) => void (record.action === 'shown' ? shown : records).push(record),
      search: (record) => void searches.push(record),
      wrapUp: (record) => void wrapUps.push(record),
      isFailing: () => false,
    },
    recorder: options.recorder,
    rules: () => rules,
    webhookSecrets: options.webhookSecrets ?? [],
    integratorKeys: options.integratorKeys ?? [INTEGRATOR_KEY],
    tokens,
    signIn:
      options.signIn === undefined
        ? undefined
        : { ...options.signIn, publicUrl: options.signIn.publicUrl, secrets: [WIDGET_SECRET] },
    allowedOrigins: options.allowedOrigins ?? [DESK_ORIGIN],
    panelAncestors: options.panelAncestors ?? [],
    rim: { ...RIM_DEFAULTS, ...options.rim },
    isAdminApart: false,
    folders: options.folders ?? { widget: tmpdir(), models: tmpdir() },
    version: '0.0.0-test',
    readiness: options.readiness ?? (() => []),
    renderMetrics: metrics.render,
    metricsContentType: metrics.contentType,
    newId: randomUUID,
    clock,
    timer: options.timer ?? systemTimer,
    pauses: options.pauses ?? systemPauses,
    log,
    metrics,
    tracing: NO_TRACING,
  })
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve))
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    app,
    log,
    metrics,
    store,
    status,
    records,
    shown,
    searches,
    wrapUps,
    logged: () => lines.join(''),
    setRules: (changed) => {
      rules = rulesFile.parse(changed)
    },
    token: async (grant) => (await tokens.issue({ ttlSeconds: 3600, ...grant })).token,
    stop: () => app.stop(200),
  }
}
