import type { RateLimit } from '../../http/rate-limit.ts'
import type { Assist } from './assist.ts'
import type { Endpoints } from './endpoints.ts'
import type { VendorSessions } from './sessions.ts'

/** What the routes of this stand-in share. */
export interface CognigyVendorParts {
  readonly sessions: VendorSessions
  readonly endpoints: Endpoints
  readonly assist: Assist
  readonly apiLimit: RateLimit
  readonly apiKey: string
  /** Whether `userId` has to be an e-mail address, as the published description has it. */
  readonly userIdIsEmail: boolean
  readonly acceptUnknownSessions: boolean
}
