/** The application: flows, HTTP and sockets wired together. Reads no environment and does not listen. */
import type { Server } from 'node:http'
import { createPolicy, type Policy } from '../shared/domain/policy/policy.ts'
import type { Rules } from '../shared/rules.ts'
import {
  conversationEndedWebhook,
  fallbackWebhook,
  handoverWebhook,
  routingWebhook,
  sentimentWebhook,
} from '../shared/wire/webhooks.ts'
import type { ReadinessCheck } from '../shared/wire/widget-api.ts'
import { createClientAddresses } from './callers/client-address.ts'
import { createFailureReport } from './callers/failure-report.ts'
import { createGuessing } from './callers/guessing.ts'
import { type Conversations, createConversations } from './conversations/conversations.ts'
import { systemClock } from './deadline.ts'
import { describeFault } from './fault.ts'
import { answerFallback } from './flows/fallback/answers.ts'
import { createFallbackFlow } from './flows/fallback/fallback.ts'
import { createFallbackRequests } from './flows/fallback/requests.ts'
import { createSessionWrites, type SessionWrites, type SessionWritesParts } from './flows/fallback/session-writes.ts'
import { answerSentiment } from './flows/frustration/answers.ts'
import { createEscalations, type Escalations } from './flows/frustration/escalations.ts'
import { createSentimentEscalationFlow } from './flows/frustration/frustration.ts'
import { createSentimentFlow } from './flows/frustration/reported-scores.ts'
import { createFrustrationRequests } from './flows/frustration/requests.ts'
import { answerHandover } from './flows/handover/answers.ts'
import { createHandoverFlow } from './flows/handover/handover.ts'
import { createHandoverLedger } from './flows/handover/ledger.ts'
import { isCovered } from './flows/join/access.ts'
import { createJoinRequests } from './flows/join/requests.ts'
import { answerRouting, ROUTING_FORMS } from './flows/routing/answers.ts'
import { createRoutingFlow } from './flows/routing/routing.ts'
import { createSuggestionRequests } from './flows/suggestions/requests.ts'
import { createSuggestionFlow } from './flows/suggestions/suggestion-flow.ts'
import { answerConversationEnded, createConversationEndedFlow } from './flows/transcript/conversation-ended.ts'
import { endSilentConversations } from './flows/transcript/end-silent.ts'
import { createHearCustomer, type HearCustomer } from './flows/transcript/hear-customer.ts'
import { createHearStream, type HearStream } from './flows/transcript/hear-stream.ts'
import type { StatusKeeper } from './health/service-status.ts'
import { createAsyncApi } from './http/asyncapi.ts'
import { createBodyBudget } from './http/body-budget.ts'
import { bearDoubledSlashes, createRimServer } from './http/connections.ts'
import { createHttp } from './http/create-http.ts'
import { createOpenApi } from './http/openapi.ts'
import { createPressure } from './http/pressure.ts'
import type { RimSettings } from './http/rim-settings.ts'
import type { StaticFolders } from './http/static-files.ts'
import { defineWebhook, type Webhook } from './http/webhook.ts'
import { createWebhookAuth } from './http/webhook-auth.ts'
import type { CognigySessions, SuggestionSource } from './ports/cognigy.ts'
import type { Cxone, CxoneHandovers } from './ports/cxone.ts'
import type { IntentRanker, SentimentScorer } from './ports/models.ts'
import type { Log, Metrics, QueryLog } from './ports/observe.ts'
import type { ConfirmedIntents, HandoverAudit } from './ports/records.ts'
import type { Store } from './ports/store.ts'
import type { Clock, Timer } from './ports/time.ts'
import { createPushServer } from './push/create-push.ts'
import { createHandlers } from './push/handlers.ts'
import type { WidgetTokens } from './push/widget-token.ts'

/** How long a stop waits for widgets to close their side. */
const WIDGETS_GO_WITHIN_MS = 1000

export interface AppParts {
  readonly cxone: Cxone
  readonly handovers: CxoneHandovers
  /** `undefined`: handovers are accounted for in the log alone. */
  readonly handoverAudit: HandoverAudit | undefined
  readonly suggestions: SuggestionSource
  readonly ranker: IntentRanker
  readonly scorer: SentimentScorer
  readonly sessions: CognigySessions
  /** Pauses between attempts to tell a session; injected so that tests need not wait. */
  readonly sessionPausesMs?: SessionWritesParts['pausesMs']
  /** `undefined`: there is no place to keep what agents say was meant. */
  readonly confirmedIntents: ConfirmedIntents | undefined
  readonly store: Store
  readonly rules: () => Rules
  readonly webhookSecrets: readonly string[]
  readonly integratorKeys: readonly string[]
  readonly tokens: WidgetTokens | undefined
  readonly allowedOrigins: readonly string[]
  readonly rim: RimSettings
  readonly folders: StaticFolders
  readonly version: string
  readonly status: StatusKeeper
  readonly queryLog: QueryLog
  readonly readiness: () => readonly ReadinessCheck[]
  readonly renderMetrics: () => Promise<string>
  readonly metricsContentType: string
  readonly newId: () => string
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Log
  readonly metrics: Metrics
}

export interface App {
  readonly server: Server
  readonly hearStream: HearStream
  connectedWidgets(): number
  /** Takes nothing new, finishes what was accepted, then lets the widgets go; at most `graceMs` for the finishing. */
  stop(graceMs: number): Promise<void>
}

export const createApp = (parts: AppParts): App => {
  const { clock, log, metrics, store } = parts
  const addresses = createClientAddresses(parts.rim.trustedProxies)
  const failures = createFailureReport(log)
  const push = createPushServer({ ...parts, addresses, failures, follow: store.conversations.follow })
  const conversations = createConversations({ ...parts, store: store.conversations, push })
  parts.status.onChange(() => {
    conversations
      .tellServiceStatus()
      .catch((error: unknown) => log.error(describeFault(error), 'widgets could not be told how the service is'))
  })
  const suggestions = createSuggestionFlow({
    ...parts,
    source: parts.suggestions,
    conversations,
    policy: createCurrentPolicy(parts.rules),
  })
  const hear = createHearCustomer({ ...parts, conversations, suggestions })
  const escalations = createEscalations({ ...parts, conversations })
  const sentiment = createSentimentFlow({ ...parts, escalations, conversations, suggestions })
  push.onWidget(
    createHandlers({
      takers: {
        ...createJoinRequests(conversations),
        ...createSuggestionRequests({ ...parts, conversations, suggestions }),
        ...createFallbackRequests({ ...parts, conversations }),
        ...createFrustrationRequests({ ...parts, escalations, conversations, sentiment }),
      },
      mayAsk: async (claims, alias) => isCovered(claims, alias, await conversations.find(alias)),
      metrics,
      log,
    }),
  )
  const stopEnding = endSilentConversations({ ...parts, conversations })
  const writes = createSessionWrites({ ...parts, pausesMs: parts.sessionPausesMs })

  const openApi = createOpenApi(parts.version)
  const asyncApi = createAsyncApi(parts.version)
  // How busy the process is goes by real time, whichever clock its decisions go by.
  const pressure = createPressure(systemClock)
  const { app, serverOptions } = createHttp({
    webhooks: webhooksOf(parts, { conversations, hear, writes, escalations }),
    webhookRim: {
      authenticate: createWebhookAuth(parts.webhookSecrets, clock),
      guessing: createGuessing({ door: 'webhook', failures, metrics }),
      failures,
      addresses,
      budget: createBodyBudget(),
      pressure,
      deliveries: store.deliveries,
      repeatWindowSeconds: () => parts.rules().routing.repeatWindowSeconds,
      clock,
      log,
      metrics,
    },
    widget: {
      ...parts,
      issueToken: parts.tokens?.issue,
      guessing: createGuessing({ door: 'integrator', failures, metrics }),
      addresses,
    },
    operations: { ...parts, openApi: () => openApi, asyncApi: () => asyncApi },
    folders: parts.folders,
    allowedOrigins: parts.allowedOrigins,
    hstsSeconds: parts.rim.hstsSeconds,
    log,
  })

  const server = createRimServer(app, { serverOptions, rim: parts.rim, addresses, metrics })
  const inFlight = countInFlight(server)
  push.attach(server)
  bearDoubledSlashes(server)

  return {
    server,
    hearStream: createHearStream({ conversations, suggestions, clock }),
    connectedWidgets: push.connected,
    stop: async (graceMs) => {
      stopEnding()
      server.close()
      server.closeIdleConnections()
      await Promise.all([
        // What is being answered may still begin to tell a session.
        atMost(graceMs, inFlight.finished(graceMs).then(writes.settled)),
        atMost(graceMs, suggestions.settled()),
        atMost(graceMs, sentiment.settled()),
      ])
      writes.abandon()
      const widgetsGone = push.close()
      // Before waiting: sockets are only gone once the server is, and half a request would keep that open for ever.
      server.closeAllConnections()
      await atMost(WIDGETS_GO_WITHIN_MS, widgetsGone)
      pressure.stop()
    },
  }
}

const atMost = (ms: number, work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })

/** The policy of the rules in force, compiled once for as long as they are. */
const createCurrentPolicy = (rules: () => Rules): (() => Policy) => {
  let compiledFrom = rules().policy
  let policy = createPolicy(compiledFrom)
  return () => {
    if (rules().policy !== compiledFrom) {
      compiledFrom = rules().policy
      policy = createPolicy(compiledFrom)
    }
    return policy
  }
}

/** Which path runs which flow and answers in which form. */
const webhooksOf = (
  parts: AppParts,
  shared: {
    readonly conversations: Conversations
    readonly hear: HearCustomer
    readonly writes: SessionWrites
    readonly escalations: Escalations
  },
): Webhook[] => {
  const { conversations, hear, writes, escalations } = shared
  const route = createRoutingFlow({ ...parts, conversations, hear })
  const weighFrustration = createSentimentEscalationFlow({ ...parts, conversations, hear, escalations })
  const fallBack = createFallbackFlow({ ...parts, conversations, hear, writes })
  const end = createConversationEndedFlow({ ...parts, conversations })
  const handOver = createHandoverFlow({ ...parts, conversations, ledger: createHandoverLedger(parts) })
  return [
    ...Object.keys(ROUTING_FORMS).map((path) =>
      defineWebhook({
        path,
        family: 'routing',
        schema: routingWebhook,
        handle: async (body, deadline, delivery) => answerRouting(path, await route(body, deadline, delivery)),
      }),
    ),
    defineWebhook({
      path: '/webhook/fallback',
      schema: fallbackWebhook,
      handle: async (body, deadline) => answerFallback(await fallBack(body, deadline)),
    }),
    defineWebhook({
      path: '/webhook/sentiment-escalation',
      schema: sentimentWebhook,
      handle: async (body, deadline) => answerSentiment(await weighFrustration(body, deadline)),
    }),
    defineWebhook({
      path: '/webhook/conversation-ended',
      schema: conversationEndedWebhook,
      handle: async (body) => answerConversationEnded(await end(body)),
    }),
    {
      path: '/webhook/handover',
      family: 'handover',
      schema: handoverWebhook,
      // What does not fit the schema is a finding among others: all of them are told at once.
      receive: async (json, deadline, delivery) => answerHandover(await handOver(json, deadline, delivery)),
    },
  ]
}

/** Counts requests that are being answered. Long polls of sockets are not among them: socket.io takes those away first. */
const countInFlight = (server: Server): { finished(graceMs: number): Promise<void> } => {
  let count = 0
  let tell = (): void => undefined
  server.on('request', (_request, response) => {
    count += 1
    response.once('close', () => {
      count -= 1
      if (count === 0) tell()
    })
  })
  return {
    finished: (graceMs) =>
      new Promise((resolve) => {
        if (count === 0) {
          resolve()
          return
        }
        const timer = setTimeout(resolve, graceMs)
        tell = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
  }
}
