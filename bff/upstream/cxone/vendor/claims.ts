/** What a token of CXone says of itself. */
import { decodeJwt } from 'jose'
import * as z from 'zod/mini'
import { ifReadable, lenientId } from '../../../../shared/wire/lenient.ts'

const claims = z.object({ iss: ifReadable(z.string()), tenantId: ifReadable(lenientId) })
export type Claims = z.infer<typeof claims>

/** Not verified: they came over TLS from whoever issued them, and say only where to call. A token that is opaque says nothing. */
export const claimsOf = (token: string | undefined): Claims => {
  try {
    return claims.parse(token === undefined ? {} : decodeJwt(token))
  } catch {
    return claims.parse({})
  }
}
