/** Where a webhook comes from, in the words of the vendors' platforms (docs/contract.md). */
import * as z from 'zod/mini'
import { lenientId } from './lenient.ts'

/** What CognigyScript makes of a value that is missing. */
const MISSING: readonly unknown[] = [null, '', 'null', 'undefined']

const given = z.pipe(
  z.transform((value: unknown) => (MISSING.includes(value) ? undefined : value)),
  z.optional(lenientId),
)

/** Each key optional; ids may be whole numbers. What says nothing is absent; another type does not fit. */
export const origin = z.object({
  /** As the bot's endpoint knows the customer. */
  userId: given,
  /** Names the endpoint that the session came in by. A secret. */
  URLToken: given,
  sessionId: given,
  endpointType: given,
  channel: given,
  conversationId: given,
  /** The number of the digital contact, which CXone calls a case. */
  contactNumber: given,
  /** The contact of the ACD. */
  contactId: given,
  /** The contact that a script made of it; signals go to this one. */
  spawnedContactId: given,
  /** One utterance, whichever webhooks bring it. */
  utteranceId: given,
})
export type Origin = z.infer<typeof origin>
