/** The OpenAPI 3.1 description, generated from the schemas that check the requests. */
import * as z from 'zod/mini'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { conversationExport } from '../../shared/wire/conversation-export.ts'
import { DESKTOPS } from '../../shared/wire/desktops.ts'
import { identifier } from '../../shared/wire/identifiers.ts'
import { tokenAnswer, tokenRequest } from '../../shared/wire/token.ts'
import { healthAnswer, readinessAnswer, widgetConfig } from '../../shared/wire/widget-api.ts'
import type { Webhook } from '../ports/webhook.ts'
import { json, problems, text } from './openapi-answers.ts'
import { tellLeniency } from './openapi-lenient.ts'
import { SIGN_IN_PATHS, SIGNED_IN } from './openapi-sign-in.ts'

const WEBHOOK_PROBLEMS = [400, 401, 408, 409, 410, 413, 415, 422, 429, 500, 503, 504] as const
const CXONE_PROBLEMS = [...WEBHOOK_PROBLEMS, 404, 502] as const

const deliveryHeaders = z.object({
  'webhook-id': z.optional(z.string()),
  'webhook-timestamp': z.optional(z.string()),
  'webhook-signature': z.optional(z.string()),
  'svix-id': z.optional(z.string()),
  'svix-timestamp': z.optional(z.string()),
  'svix-signature': z.optional(z.string()),
  'idempotency-key': z.optional(z.string()),
})

const webhookEntry = ({ schema, description }: Webhook): ZodOpenApiOperationObject => ({
  operationId: description.operationId,
  summary: description.summary,
  tags: ['Webhooks'],
  security: [{ webhookSecret: [] }, { webhookApiKey: [] }, { webhookSignature: [] }],
  requestParams: { header: deliveryHeaders },
  requestBody: { required: true, content: { 'application/json': { schema } } },
  responses: {
    [`${description.answer.status ?? 200}` as const]: json(description.answer.text, description.answer.schema),
    ...problems(...(description.asksCxone ? CXONE_PROBLEMS : WEBHOOK_PROBLEMS)),
  },
})

const file = z.object({ file: z.string() })
const conversation = z.object({ id: identifier })
const erased = z.object({ status: z.literal('erased') })

const otherPaths: ZodOpenApiPathsObject = {
  '/api/widget/config': {
    get: {
      operationId: 'widgetConfig',
      summary: 'What widgets need to know',
      tags: ['Widget'],
      responses: { '200': json('The configuration in force', widgetConfig) },
    },
  },
  '/api/widget/token': {
    post: {
      operationId: 'widgetToken',
      summary: 'A token for one agent, server to server',
      tags: ['Widget'],
      security: [{ integratorKey: [] }],
      requestBody: { required: true, content: { 'application/json': { schema: tokenRequest } } },
      responses: { '200': json('The token', tokenAnswer), ...problems(400, 401, 413, 415, 422, 429, 503) },
    },
  },
  '/api/conversations/{id}': {
    delete: {
      operationId: 'eraseConversation',
      summary: 'Forget a conversation everywhere, by any of its ids',
      tags: ['Conversations'],
      security: [{ integratorKey: [] }],
      requestParams: { path: conversation },
      responses: { '200': json('Nothing is left of it', erased), ...problems(401, 404, 429, 500, 503) },
    },
  },
  '/api/conversations/{id}/export': {
    get: {
      operationId: 'exportConversation',
      summary: 'All that is kept of a conversation, by any of its ids',
      tags: ['Conversations'],
      security: [{ integratorKey: [] }],
      requestParams: { path: conversation },
      responses: { '200': json('All of it', conversationExport), ...problems(401, 404, 429, 500, 503) },
    },
  },
  '/panel': {
    get: {
      operationId: 'hostedPanel',
      summary: 'A page with nothing but the panel, for desktops that can only be given an address',
      tags: ['Widget'],
      requestParams: { query: z.object({ desktop: z.enum(DESKTOPS) }) },
      responses: { '200': text('The page', 'text/html'), ...problems(400, 503) },
    },
  },
  '/widget/cx-assist.js': {
    get: {
      operationId: 'widgetModule',
      summary: 'The element as one ES module',
      tags: ['Widget'],
      responses: { '200': text('The module', 'text/javascript'), ...problems(404) },
    },
  },
  '/models/{file}': {
    get: {
      operationId: 'modelFile',
      summary: 'A model file; with its hash it may be kept for ever',
      tags: ['Widget'],
      requestParams: { path: file, query: z.object({ sha256: z.optional(z.string()) }) },
      responses: { '200': text('The file', 'application/octet-stream'), ...problems(404) },
    },
  },
  '/healthz': {
    get: {
      operationId: 'health',
      summary: 'Alive',
      tags: ['Operations'],
      responses: { '200': json('Alive', healthAnswer) },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readiness',
      summary: 'Ready to serve, and why not',
      tags: ['Operations'],
      responses: { '200': json('Ready', readinessAnswer), '503': json('Not ready', readinessAnswer) },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: 'Prometheus text',
      tags: ['Operations'],
      responses: { '200': text('Metrics', 'text/plain') },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This document',
      tags: ['Operations'],
      responses: { '200': json('OpenAPI 3.1', z.record(z.string(), z.unknown())) },
    },
  },
  '/asyncapi.json': {
    get: {
      operationId: 'asyncapi',
      summary: 'The description of the sockets',
      tags: ['Operations'],
      responses: { '200': json('AsyncAPI 3.0', z.record(z.string(), z.unknown())) },
    },
  },
}

/**
 * @param version of cx-assist, as in package.json.
 * @param isSignInOffered whether agents can sign in here: without, there is none of its paths
 */
export const createOpenApi = (version: string, webhooks: readonly Webhook[], isSignInOffered: boolean): unknown =>
  createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'cx-assist BFF',
        version,
        description: 'Webhooks for Cognigy, the widget API, and what operators ask.',
      },
      paths: {
        ...Object.fromEntries(webhooks.map((webhook) => [webhook.path, { post: webhookEntry(webhook) }])),
        ...otherPaths,
        ...(isSignInOffered ? SIGN_IN_PATHS : {}),
      },
      components: {
        securitySchemes: {
          webhookSecret: { type: 'http', scheme: 'bearer', description: 'WEBHOOK_SECRET as configured' },
          webhookApiKey: {
            type: 'apiKey',
            in: 'header',
            name: 'x-api-key',
            description: 'WEBHOOK_SECRET as configured',
          },
          webhookSignature: {
            type: 'apiKey',
            in: 'header',
            name: 'webhook-signature',
            description: 'Standard Webhooks',
          },
          integratorKey: { type: 'http', scheme: 'bearer', description: 'INTEGRATOR_API_KEY' },
          ...(isSignInOffered ? SIGNED_IN : {}),
        },
      },
    },
    { override: tellLeniency },
  )
