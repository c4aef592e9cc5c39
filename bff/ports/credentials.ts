/** What this service proves to an upstream who it is with. */
export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}
