/** How a request over socket.io is refused. */
import * as z from 'zod/mini'

/** Why a request was refused. `unauthorized` and `too_many_sockets` are the `data.code` of a refused handshake. */
export const refusalCode = z.enum([
  'unauthorized',
  'forbidden',
  'invalid',
  'not_found',
  'rate_limited',
  'too_many_rooms',
  'too_many_sockets',
  'unavailable',
])
export type RequestRefusalCode = z.infer<typeof refusalCode>

export const refusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: refusalCode, message: z.string() }),
})
export type RequestRefusal = z.infer<typeof refusal>
