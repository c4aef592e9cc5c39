/** The tenant that this CXone serves, and by what it is opened. */

export interface TenantSettings {
  readonly tenantId: string
  /** The access key of a user. */
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** The OAuth client that a vendor registers; needed for the password grant alone. */
  readonly clientId: string
  readonly clientSecret: string
  /** Life of an access token, seconds. */
  readonly tokenSeconds: number
  /** Whether a token got by the access key alone opens the digital API too: nobody outside has it in writing. */
  readonly accessKeyOpensDigital: boolean
}

export const AREA = 'na1'
/** The number of the business unit. */
export const BUSINESS_UNIT = 4_601_337
