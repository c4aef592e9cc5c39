/** The HTTP side as one Express application. Webhooks come first: they want neither CORS nor browser headers. */
import type { ServerOptions } from 'node:http'
import express, { type Express } from 'express'
import type { Log } from '../ports/observe.ts'
import type { Webhook } from '../ports/webhook.ts'
import { bornWithPrototypes } from './born-with-prototypes.ts'
import { allowOrigins, protectBrowsers } from './browser-access.ts'
import { type ConversationRoutesParts, mountConversationRoutes } from './conversation-routes.ts'
import { answerErrors, notFound } from './errors.ts'
import { createIntegratorDoor, type IntegratorDoorParts } from './integrator-door.ts'
import { mountOperationsRoutes, type OperationsParts } from './operations-routes.ts'
import { mountPanelPage } from './panel-page.ts'
import type { SignInRoutesParts } from './sign-in-parts.ts'
import { mountSignInRoutes } from './sign-in-routes.ts'
import { mountStaticFiles, type StaticFolders } from './static-files.ts'
import { mountWebhook, type WebhookRimParts } from './webhook-route.ts'
import { mountWidgetRoutes, type WidgetRoutesParts } from './widget-routes.ts'

export interface HttpParts {
  readonly webhooks: readonly Webhook[]
  readonly webhookRim: WebhookRimParts
  readonly integrators: IntegratorDoorParts
  readonly widget: Omit<WidgetRoutesParts, 'hasIntegratorKeys'>
  readonly conversations: Omit<ConversationRoutesParts, 'hasIntegratorKeys' | 'log'>
  readonly operations: OperationsParts
  /** `undefined`: nobody signs in here, and there is none of its paths. */
  readonly signIn: SignInRoutesParts | undefined
  readonly folders: StaticFolders
  readonly allowedOrigins: readonly string[]
  readonly panelAncestors: readonly string[]
  readonly version: string
  readonly hstsSeconds: number | undefined
  readonly log: Log
}

/** The application, and the options that its server is to be created with. */
export interface Http {
  readonly app: Express
  readonly serverOptions: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>
}

export const createHttp = (parts: HttpParts): Http => {
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  for (const webhook of parts.webhooks) mountWebhook(app, webhook, parts.webhookRim)
  app.use(protectBrowsers(parts.hstsSeconds))
  mountOperationsRoutes(app, parts.operations)
  // Before CORS: no other origin is let in here.
  if (parts.signIn !== undefined) mountSignInRoutes(app, parts.signIn)
  app.use(allowOrigins(parts.allowedOrigins))
  const door = createIntegratorDoor(parts.integrators)
  const hasIntegratorKeys = parts.integrators.integratorKeys.length > 0
  mountWidgetRoutes(app, door, { ...parts.widget, hasIntegratorKeys })
  mountConversationRoutes(app, door, { ...parts.conversations, hasIntegratorKeys, log: parts.log })
  mountPanelPage(app, { folder: parts.folders.widget, ancestors: parts.panelAncestors, version: parts.version })
  mountStaticFiles(app, parts.folders)
  app.use(notFound)
  app.use(answerErrors(parts.log))
  return { app, serverOptions: bornWithPrototypes(app) }
}
