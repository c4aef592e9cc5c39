/** Where a webhook comes from, in the words of the vendors' platforms (docs/contract.md). */
import * as z from 'zod/mini'
import { lenientId } from './lenient.ts'

/** What CognigyScript makes of a value that is missing. */
const MISSING: readonly unknown[] = [null, '', 'null', 'undefined']

/** Whether a value stands for one that is missing. */
export const isUnsaid = (value: unknown): boolean => value === undefined || MISSING.includes(value)

const given = z.pipe(
  z.transform((value: unknown) => (isUnsaid(value) ? undefined : value)),
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

const KEYS = Object.entries(origin.shape)

/** As it stands in a webhook: nothing in any of its spellings is nothing. */
export const givenOrigin = z.pipe(
  z.transform((value: unknown) => (isUnsaid(value) ? undefined : value)),
  z.optional(origin),
)

/** What of an open object is an origin; what else it holds, and in whatever form, is nobody's business. */
export const originIn = (open: object | undefined): Origin => {
  const known: Record<string, string> = {}
  if (open === undefined) return known
  for (const [key, schema] of KEYS) {
    const told: unknown = Reflect.get(open, key)
    const value = told === undefined ? undefined : schema.safeParse(told).data
    if (value !== undefined) known[key] = value
  }
  return known
}
