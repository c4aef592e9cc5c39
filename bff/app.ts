/** The application: flows, HTTP and sockets wired together. Reads no environment and does not listen. */
import type { Server } from 'node:http'
import type { AgentRules } from '../shared/domain/sign-in/agent-of.ts'
import type { Rules } from '../shared/rules.ts'
import type { ReadinessCheck } from '../shared/wire/widget-api.ts'
import { createClientAddresses } from './callers/client-address.ts'
import { createFailureReport } from './callers/failure-report.ts'
import { createConversations } from './conversations/conversations.ts'
import { createMasking } from './conversations/masking.ts'
import { describeFault } from './fault.ts'
import { createBoard } from './flows/board/index.ts'
import { createFallback, type FallbackUseCaseParts } from './flows/fallback/index.ts'
import { createFrustration } from './flows/frustration/index.ts'
import { createHandover } from './flows/handover/index.ts'
import { createJoining, isCovered } from './flows/join/index.ts'
import { createKnowledgeRequests } from './flows/knowledge/index.ts'
import { createPrivacy } from './flows/privacy/index.ts'
import { createRouting } from './flows/routing/index.ts'
import { createSignInUseCase } from './flows/sign-in/index.ts'
import { createSuggestions } from './flows/suggestions/index.ts'
import { createTranscript, type TranscriptUseCase } from './flows/transcript/index.ts'
import { createWrapUp } from './flows/wrap-up/index.ts'
import { hasStoreFailed } from './health/readiness.ts'
import type { StatusKeeper } from './health/service-status.ts'
import { bearDoubledSlashes } from './http/connections.ts'
import { createRim } from './http/create-rim.ts'
import { atMost } from './http/drain.ts'
import { offersOf } from './http/offers.ts'
import type { RimSettings } from './http/rim-settings.ts'
import type { StaticFolders } from './http/static-files.ts'
import type { CognigySessions, SuggestionSource } from './ports/cognigy.ts'
import type { Cxone, CxoneHandovers } from './ports/cxone.ts'
import type { Flow } from './ports/flow.ts'
import type { IdentityProvider } from './ports/identity.ts'
import type { KnowledgeSource } from './ports/knowledge.ts'
import type { LanguageModel } from './ports/language-model.ts'
import type { IntentRanker, SentimentScorer } from './ports/models.ts'
import type { Log, Metrics, QueryLog } from './ports/observe.ts'
import type { Recorder } from './ports/recorder.ts'
import type { ConfirmedIntents, HandoverAudit } from './ports/records.ts'
import type { Store } from './ports/store.ts'
import type { Clock, Pauses, Timer } from './ports/time.ts'
import type { Tracing } from './ports/tracing.ts'
import type { Translator } from './ports/translator.ts'
import type { CxoneWrapUps } from './ports/wrap-up.ts'
import { numberChecks } from './privacy/number-checks.ts'
import { createPushServer } from './push/create-push.ts'
import { createHandlers } from './push/handlers.ts'
import type { WidgetTokens } from './push/widget-token.ts'
import { createLanguageScoring } from './scoring/language-scoring.ts'

/** How long a stop waits for widgets to close their side. */
const WIDGETS_GO_WITHIN_MS = 1000

/** A provider by which agents sign in. */
interface SignInChoice {
  readonly provider: IdentityProvider
  readonly agentRules: AgentRules
  /** Where browsers reach this service, without a slash at its end; `undefined`: on this machine. */
  readonly publicUrl: string | undefined
  /** What cookies are sealed with; the first seals, each opens. */
  readonly secrets: readonly string[]
}

export interface AppParts {
  readonly cxone: Cxone
  readonly handovers: CxoneHandovers
  /** `undefined`: handovers are accounted for in the log alone. */
  readonly handoverAudit: HandoverAudit | undefined
  readonly suggestions: SuggestionSource
  readonly ranker: IntentRanker
  /** `undefined`: the operator has none. */
  readonly knowledge: KnowledgeSource | undefined
  readonly scorer: SentimentScorer
  /** `undefined`: what the scorer does not speak is not scored. */
  readonly translator: Translator | undefined
  /** `undefined`: there is none, and nothing that needs one is offered. */
  readonly languageModel: LanguageModel | undefined
  readonly wrapUps: CxoneWrapUps
  readonly sessions: CognigySessions
  /** Pauses between attempts to tell a session; injected so that tests need not wait. */
  readonly sessionPausesMs?: FallbackUseCaseParts['pausesMs']
  /** `undefined`: there is no place to keep what agents say was meant. */
  readonly confirmedIntents: ConfirmedIntents | undefined
  readonly store: Store
  readonly rules: () => Rules
  readonly webhookSecrets: readonly string[]
  readonly integratorKeys: readonly string[]
  readonly tokens: WidgetTokens | undefined
  /** `undefined`: nobody signs in here, and nothing of it is there. */
  readonly signIn: SignInChoice | undefined
  readonly allowedOrigins: readonly string[]
  /** Origins that may show the hosted panel; empty: its own. */
  readonly panelAncestors: readonly string[]
  readonly rim: RimSettings
  /** Operators ask on a port of their own, which {@link App.adminServer} is for. */
  readonly isAdminApart: boolean
  readonly folders: StaticFolders
  readonly version: string
  readonly status: StatusKeeper
  readonly queryLog: QueryLog
  /** `undefined`: nothing is recorded. */
  readonly recorder: Recorder | undefined
  readonly readiness: () => readonly ReadinessCheck[]
  readonly renderMetrics: () => Promise<string>
  readonly metricsContentType: string
  readonly newId: () => string
  readonly clock: Clock
  readonly timer: Timer
  readonly pauses: Pauses
  readonly log: Log
  readonly metrics: Metrics
  readonly tracing: Tracing
}

export interface App extends Pick<TranscriptUseCase, 'hearContact' | 'hearStream' | 'openContacts'> {
  readonly server: Server
  /** `undefined`: operators ask `server`. */
  readonly adminServer: Server | undefined
  /** Webhooks that are being read or worked on. */
  webhooksInFlight(): number
  connectedWidgets(): number
  connectedBoards(): number
  /** Takes nothing new, finishes what was accepted, then lets the widgets go; at most `graceMs` for the finishing. */
  stop(graceMs: number): Promise<void>
}

export const createApp = (parts: AppParts): App => {
  const { clock, log, metrics, newId, rules, status, store, timer, tracing } = parts
  const addresses = createClientAddresses(parts.rim.trustedProxies)
  const failures = createFailureReport(log)
  const push = createPushServer({
    tokens: parts.tokens,
    allowedOrigins: parts.allowedOrigins,
    follow: store.conversations.follow,
    isSignInOver: (mark) => (signIn === undefined ? Promise.resolve(true) : signIn.isOver(mark)),
    addresses,
    failures,
    rules,
    clock,
    log,
    metrics,
    tracing,
  })
  const signIn =
    parts.signIn === undefined || parts.tokens === undefined
      ? undefined
      : createSignInUseCase({
          ...parts.signIn,
          texts: store.shortLived,
          shared: store.shared,
          issueToken: parts.tokens.issue,
          dismiss: push.dismiss,
          rules,
          clock,
          log,
        })
  const conversations = createConversations({ store: store.conversations, push, status, clock, metrics, newId })
  status.onChange(() => {
    conversations
      .tellServiceStatus()
      .catch((error: unknown) => log.error(describeFault(error), 'widgets could not be told how the service is'))
  })

  const { queryLog, cxone, handovers, handoverAudit, ranker, confirmedIntents, sessions } = parts
  // The rim of all flows: nothing behind it sees a text as it came.
  const mask = createMasking({ rules, checks: numberChecks })
  const basics = { conversations, mask, rules, clock, log, metrics }
  const { suggestions: source, knowledge } = parts
  const { tallies } = store
  const asking = createSuggestions({ ...basics, source, knowledge, tallies, status, queryLog, newId })
  const { suggestions } = asking
  const transcript = createTranscript({ ...basics, suggestions, timer })
  const { hear } = transcript
  const fallback = createFallback({
    ...basics,
    hear,
    ranker,
    confirmedIntents,
    sessions,
    duties: store.duties,
    newId,
    pausesMs: parts.sessionPausesMs,
  })
  const scoring = createLanguageScoring({ ...parts, mask })
  const frustration = createFrustration({ ...basics, hear, suggestions, scoring, sessions })
  const joining = createJoining({ conversations })
  const { boards } = push
  const board = createBoard({ ...basics, store: store.conversations, boards, pauses: parts.pauses, newId })
  const knowing = createKnowledgeRequests({
    ...basics,
    knowledge: parts.knowledge,
    languageModel: parts.languageModel,
    queryLog,
    timer,
    newId,
  })
  const wrapUp = createWrapUp({ ...basics, wrapUps: parts.wrapUps, languageModel: parts.languageModel, queryLog })
  const flows: readonly Pick<Flow, 'forget' | 'settled' | 'webhooks'>[] = [
    transcript,
    asking,
    board,
    fallback,
    frustration,
    joining,
    knowing,
    wrapUp,
    createRouting({ ...basics, hear, cxone, handovers }),
    createHandover({ ...basics, handovers, handoverAudit }),
  ]
  const privacy = createPrivacy({
    conversations,
    deliveries: store.deliveries,
    duties: store.duties,
    forget: (conversation) => {
      for (const flow of flows) flow.forget?.(conversation)
    },
    rules,
    timer,
    clock,
    log,
    metrics,
  })

  push.onWidget(
    createHandlers({
      takers: {
        ...asking.requests,
        ...board.requests,
        ...fallback.requests,
        ...frustration.requests,
        ...joining.requests,
        ...knowing.requests,
        ...wrapUp.requests,
      },
      mayAsk: async (claims, alias) => isCovered(claims, alias, await conversations.find(alias)),
      metrics,
      log,
      tracing,
    }),
  )

  const rim = createRim({
    ...parts,
    webhooks: flows.flatMap((flow) => flow.webhooks),
    conversations: privacy,
    operations: parts,
    issueToken: parts.tokens?.issue,
    signIn: signIn === undefined ? undefined : { flow: signIn, publicUrl: parts.signIn?.publicUrl },
    signInSecrets: parts.signIn?.secrets ?? [],
    offers: offersOf(parts),
    deliveries: store.deliveries,
    storeState: {
      isFailing: () => store.health().state === 'failing',
      hasFailed: () => hasStoreFailed(store.health(), clock.now()),
    },
    addresses,
    failures,
  })
  const { server, drain } = rim
  push.attach(server)
  bearDoubledSlashes(server)

  return {
    server,
    adminServer: rim.adminServer,
    webhooksInFlight: rim.webhooksInFlight,
    hearStream: transcript.hearStream,
    hearContact: transcript.hearContact,
    openContacts: transcript.openContacts,
    connectedWidgets: push.connected,
    connectedBoards: boards.count,
    stop: async (graceMs) => {
      transcript.stop()
      privacy.stop()
      board.stop()
      signIn?.stop()
      drain.begin()
      // What is being answered may still begin something that outlives its answer.
      const settled = drain.finished(graceMs).then(() => Promise.all(flows.map((flow) => flow.settled())))
      await atMost(
        graceMs,
        settled.then(() => undefined),
      )
      fallback.abandon()
      const widgetsGone = push.close()
      // Before waiting: sockets are only gone once the server is, and half a request would keep that open for ever.
      server.closeAllConnections()
      await atMost(WIDGETS_GO_WITHIN_MS, widgetsGone)
      rim.stop()
    },
  }
}
