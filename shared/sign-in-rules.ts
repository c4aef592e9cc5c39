/** Section `signIn` of the rules file: for how long whoever signed in is signed in. */
import * as z from 'zod/mini'

/** A week. */
const MOST_HOURS = 168

export const signIn = z.strictObject({
  /** From the sign-in until it has to be done again, whatever the agent does meanwhile. */
  hours: z._default(z.number().check(z.gt(0), z.maximum(MOST_HOURS)), 12),
  /** Of each widget token that they get; the panel renews it by itself. */
  tokenSeconds: z._default(z.int().check(z.minimum(30), z.maximum(3600)), 300),
})
