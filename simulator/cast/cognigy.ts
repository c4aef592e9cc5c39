/** Cognigy as the play needs it, whichever dialect it is played in. */
import type { UpdatePayload } from '../cognigy/tutorial/server.ts'

export interface PlayedCognigy {
  readonly url: string
  readonly dialect: 'tutorial' | 'vendor'
  /** By what a BFF finds it. */
  readonly environment: Readonly<Record<string, string>>
  /** What a flow knows of the endpoint that the customers talk to. */
  readonly endpoint: { readonly URLToken?: string | undefined; readonly endpointType: string }
  seedSession(id: string, userId: string, context: Readonly<Record<string, unknown>>): void
  forgetSession(id: string): void
  /** Sends an `INTERACTION_UPDATE` to whoever listens. Absent where there is no such stream. */
  readonly sendUpdate?: ((payload: UpdatePayload) => void) | undefined
  /** Whether anybody listens to the stream; always so where there is none. */
  isHeard(): boolean
  close(): Promise<void>
}
