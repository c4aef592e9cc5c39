/** What a tenant's documents and tokens may say that is not so: how a service that believes them gives its secrets away. */
import * as z from 'zod/mini'

const text = z.optional(z.string())

export const lies = z.strictObject({
  /** `token_endpoint` of the discovery document. */
  tokenEndpoint: text,
  /** `iss` of the tokens. */
  issuer: text,
  /** `tenantId` of the tokens; `null`: they say nothing of a tenant. */
  tenantId: z.optional(z.nullable(z.string())),
  /** `api_endpoint` of the tenant's configuration. */
  apiEndpoint: text,
  area: text,
  /** The tenant's configuration has none unless this names one: hosts that are made of it leave the loopback interface. */
  domain: text,
  /** `websocketUrl` of the event hub. */
  eventHubUrl: text,
})
export type Lies = z.infer<typeof lies>
