/** The dialects of Cognigy: open-cognigy.ts has the adapters of each. */
export type CognigyDialect = 'tutorial' | 'vendor'

/** How the vendor's Cognigy is reached. */
export interface VendorCognigySettings {
  /** The whole URL of a REST endpoint whose flow suggests; it holds a secret. `undefined`: nobody is asked. */
  readonly assistUrl: string | undefined
  /** How the context of sessions is written; `undefined`: they learn from our answers alone. */
  readonly injects: { readonly apiUrl: string; readonly apiKey: string } | undefined
  /** Of the API, whether or not sessions are written. */
  readonly apiUrl: string | undefined
  readonly apiKey: string | undefined
  /** Base of what takes injects for an endpoint; `undefined`: no agent can escalate. */
  readonly endpointUrl: string | undefined
}
