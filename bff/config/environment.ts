/** Every variable that the service reads, and what it may hold. */
import * as z from 'zod/mini'
import { RIM_DEFAULTS } from '../http/rim-settings.ts'
import { connections, port, seconds } from './numbers.ts'
import { trustedProxies } from './rim.ts'
import { secret, webhookSecret } from './secrets.ts'
import { dialect, region } from './upstreams.ts'
import { folder, hostName, listenHost, origins, redisUrl, upstreamBase } from './urls.ts'

export const environment = z.object({
  PORT: z._default(port, '8080'),
  HOST: z.optional(listenHost),
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
  COGNIGY_DOMAIN: z.optional(hostName),
  COGNIGY_ORG_URL: z.optional(upstreamBase),
  COGNIGY_API_URL: z._default(upstreamBase, 'https://api.cognigy.ai'),
  COGNIGY_CLIENT_ID: z.optional(z.string()),
  COGNIGY_CLIENT_SECRET: z.optional(z.string()),
  COGNIGY_API_KEY: z.optional(z.string()),
  CXONE_ENV: z._default(region, 'us'),
  CXONE_API_URL: z.optional(upstreamBase),
  CXONE_CLIENT_ID: z.optional(z.string()),
  CXONE_CLIENT_SECRET: z.optional(z.string()),
  WEBHOOK_SECRET: z.optional(webhookSecret),
  WIDGET_TOKEN_SECRET: z.optional(secret),
  INTEGRATOR_API_KEY: z.optional(secret),
  ALLOWED_ORIGINS: z._default(origins, ''),
  TRUST_PROXY: z._default(trustedProxies, ''),
  HSTS_SECONDS: z.optional(seconds(0, 63_072_000)),
  KEEP_ALIVE_SECONDS: z._default(seconds(1, 3600), String(RIM_DEFAULTS.keepAliveSeconds)),
  CONNECTIONS_PER_ADDRESS: z._default(connections, String(RIM_DEFAULTS.connectionsPerAddress)),
  DATA_DIR: z.optional(folder),
  REDIS_URL: z.optional(redisUrl),
  FALLBACK_INDEX: z.optional(z.string()),
  SENTIMENT_MODEL: z.optional(z.string()),
  TRANSLATE_URL: z.optional(upstreamBase),
  TRANSLATE_API_KEY: z.optional(z.string()),
  CXONE_DIALECT: dialect,
  COGNIGY_DIALECT: dialect,
  CX_ASSIST_CONFIG: z.optional(z.string()),
  METRICS_LOG: z.optional(z.string()),
})
export type Environment = z.infer<typeof environment>
