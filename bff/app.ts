/** The application: flows, HTTP and sockets wired together. Reads no environment and does not listen. */
import { createServer, type Server } from 'node:http'
import type { Rules } from '../shared/rules.ts'
import { routingWebhook } from '../shared/wire/webhooks.ts'
import type { ReadinessCheck } from '../shared/wire/widget-api.ts'
import { createHearStream, type HearStream } from './assist/hear-stream.ts'
import { type Conversations, createConversations } from './conversations/conversations.ts'
import { createHttp } from './http/create-http.ts'
import { createOpenApi } from './http/openapi.ts'
import type { StaticFolders } from './http/static-files.ts'
import { createWebhookAuth } from './http/webhook-auth.ts'
import { defineWebhook, type Webhook } from './http/webhook-route.ts'
import type { Clock, Cxone, Log, Metrics, Store } from './ports.ts'
import { attachPush, createPushServer } from './push/create-push.ts'
import { createHandlers } from './push/handlers.ts'
import type { WidgetTokens } from './push/widget-token.ts'
import { createRoutingFlow } from './webhooks/routing.ts'
import { answerRouting, answerRoutingDetailed } from './webhooks/routing-answers.ts'

/** A slow client may not hold a connection for longer than this before its request is complete. */
const REQUEST_TIMEOUT_MS = 15_000
const HEADERS_TIMEOUT_MS = 10_000

export interface AppParts {
  readonly cxone: Cxone
  readonly store: Store
  readonly rules: () => Rules
  readonly webhookSecrets: readonly string[]
  readonly integratorKey: string | undefined
  readonly tokens: WidgetTokens | undefined
  readonly allowedOrigins: readonly string[]
  readonly folders: StaticFolders
  readonly version: string
  readonly readiness: () => readonly ReadinessCheck[]
  readonly renderMetrics: () => Promise<string>
  readonly metricsContentType: string
  readonly newId: () => string
  readonly clock: Clock
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
  const push = createPushServer({ ...parts })
  const conversations = createConversations({ ...parts, store: store.conversations, push })
  push.onWidget(createHandlers({ conversations, metrics, log }))

  const openApi = createOpenApi(parts.version)
  const http = createHttp({
    webhooks: webhooksOf(parts, conversations),
    webhookRim: {
      authenticate: createWebhookAuth(parts.webhookSecrets),
      deliveries: store.deliveries,
      repeatWindowSeconds: () => parts.rules().routing.repeatWindowSeconds,
      clock,
      log,
      metrics,
    },
    widget: { ...parts, issueToken: parts.tokens?.issue },
    operations: { ...parts, openApi: () => openApi },
    folders: parts.folders,
    allowedOrigins: parts.allowedOrigins,
    log,
  })

  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS }, http)
  const inFlight = countInFlight(server)
  attachPush(push, server)

  return {
    server,
    hearStream: createHearStream(conversations),
    connectedWidgets: push.connected,
    stop: async (graceMs) => {
      server.close()
      server.closeIdleConnections()
      await inFlight.finished(graceMs)
      await push.close()
      server.closeAllConnections()
    },
  }
}

/** Which path runs which flow and answers in which form. */
const webhooksOf = (parts: AppParts, conversations: Conversations): Webhook[] => {
  const route = createRoutingFlow({ ...parts, conversations })
  return [
    defineWebhook({
      path: '/webhook/cognigy',
      schema: routingWebhook,
      handle: async (body, deadline) => answerRouting(await route(body, deadline)),
    }),
    defineWebhook({
      path: '/webhook/cognigy/routing',
      schema: routingWebhook,
      handle: async (body, deadline) => answerRoutingDetailed(await route(body, deadline)),
    }),
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
