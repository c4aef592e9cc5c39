import type { TrustedProxies } from '../callers/client-address.ts'

/** What operators set of the HTTP side. */
export interface RimSettings {
  readonly trustedProxies: TrustedProxies
  /** `undefined`: browsers are told nothing of HTTPS. */
  readonly hstsSeconds: number | undefined
  /** How long an idle connection is kept; longer than balancers keep theirs, or they use one that is just being closed. */
  readonly keepAliveSeconds: number
  /** Connections that one address may have open; those of trusted proxies are not counted. */
  readonly connectionsPerAddress: number
}

export const RIM_DEFAULTS: RimSettings = {
  trustedProxies: [],
  hstsSeconds: undefined,
  keepAliveSeconds: 75,
  connectionsPerAddress: 4000,
}
