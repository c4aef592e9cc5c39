/** How a request over socket.io is refused. */
import * as z from 'zod/mini'

/** Why a request was refused. `unauthorized` is also the `data.code` of a refused handshake. */
export const refusalCode = z.enum([
  'unauthorized',
  'forbidden',
  'invalid',
  'not_found',
  'rate_limited',
  'too_many_rooms',
  'unavailable',
])
export type RefusalCode = z.infer<typeof refusalCode>

export const refusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: refusalCode, message: z.string() }),
})
export type Refusal = z.infer<typeof refusal>
