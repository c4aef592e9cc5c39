/** Every variable that the service reads, and what it may hold. */
import * as z from 'zod/mini'
import { RIM_DEFAULTS } from '../http/rim-settings.ts'
import { cognigyVariables } from './cognigy.ts'
import { cxoneVariables } from './cxone.ts'
import { languageModelVariables } from './language-model.ts'
import { connections, port, seconds } from './numbers.ts'
import { trustedProxies } from './rim.ts'
import { secret, webhookSecret } from './secrets.ts'
import { signInVariables } from './sign-in.ts'
import { tracingVariables } from './tracing.ts'
import { translatorVariables } from './translator.ts'
import { ancestors, folder, listenHost, origins, redisUrl } from './urls.ts'

export const environment = z.object({
  PORT: z._default(port, '8080'),
  HOST: z.optional(listenHost),
  ADMIN_PORT: z.optional(port),
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
  ...cognigyVariables,
  ...cxoneVariables,
  WEBHOOK_SECRET: z.optional(webhookSecret),
  WIDGET_TOKEN_SECRET: z.optional(secret),
  INTEGRATOR_API_KEY: z.optional(secret),
  ALLOWED_ORIGINS: z._default(origins, ''),
  PANEL_ANCESTORS: z._default(ancestors, ''),
  TRUST_PROXY: z._default(trustedProxies, ''),
  HSTS_SECONDS: z.optional(seconds(0, 63_072_000)),
  KEEP_ALIVE_SECONDS: z._default(seconds(1, 3600), String(RIM_DEFAULTS.keepAliveSeconds)),
  CONNECTIONS_PER_ADDRESS: z._default(connections, String(RIM_DEFAULTS.connectionsPerAddress)),
  DATA_DIR: z.optional(folder),
  REDIS_URL: z.optional(redisUrl),
  FALLBACK_INDEX: z.optional(z.string()),
  KNOWLEDGE: z.optional(z.string()),
  SENTIMENT_MODEL: z.optional(z.string()),
  ...translatorVariables,
  ...languageModelVariables,
  ...signInVariables,
  ...tracingVariables,
  CX_ASSIST_CONFIG: z.optional(z.string()),
  METRICS_LOG: z.optional(z.string()),
  RECORD_LOG: z.optional(z.string()),
})
export type Environment = z.infer<typeof environment>
