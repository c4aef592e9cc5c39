/** The two cookies of the sign-in: what a window needs when it comes back, and that somebody is signed in. */
import { hkdfSync } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { parseCookie, stringifySetCookie } from 'cookie'
import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod/mini'
import { opaque } from '../../shared/wire/sign-in.ts'
import type { Clock } from '../ports/time.ts'

/** Somebody is signed in. */
export const SESSION_COOKIE = '__Host-cx-assist'
/** One for each window, by its state: several may be open at a time. */
const PENDING = '__Host-cx-assist-sign-in-'
const STATE_IN_NAME = 16
/** As long as a person may take at the provider. */
const PENDING_SECONDS = 600

const pending = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  challenge: z.optional(opaque),
  language: z.optional(z.string()),
})
/** What a window needs when it comes back from the provider. */
export type Pending = z.infer<typeof pending>

const HOST_ALONE = { httpOnly: true, secure: true, path: '/' } as const
/** Sent from within a page of another site, and kept for that one apart: in the partition of the page around the panel. */
const EMBEDDED = { ...HOST_ALONE, sameSite: 'none', partitioned: true } as const
/** Sent when the provider leads the window back. */
const RETURNING = { ...HOST_ALONE, sameSite: 'lax' } as const

const read = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = parseCookie(headers.cookie ?? '')[name]
  return value === '' ? undefined : value
}

export const sessionIn = (headers: IncomingHttpHeaders): string | undefined => {
  const given = opaque.safeParse(read(headers, SESSION_COOKIE))
  return given.success ? given.data : undefined
}
/** @param seconds for how long somebody is signed in */
export const sessionCookie = (secret: string, seconds: number): string =>
  stringifySetCookie({ name: SESSION_COOKIE, value: secret, maxAge: seconds, ...EMBEDDED })
export const noSessionCookie = (): string =>
  stringifySetCookie({ name: SESSION_COOKIE, value: '', maxAge: 0, ...EMBEDDED })

const pendingName = (state: string): string => `${PENDING}${state.slice(0, STATE_IN_NAME)}`
const SAFE_STATE = /^[\w-]{16,200}$/

export interface PendingCookies {
  seal(what: Pending): Promise<string>
  /** `undefined`: it was begun in another browser, too long ago, or not here at all. */
  open(headers: IncomingHttpHeaders, state: string): Promise<Pending | undefined>
  /** Takes it from the browser. */
  drop(state: string): string
}

/** @param secrets one, or two while it is being rotated: the first seals, each opens */
export const createPendingCookies = (secrets: readonly string[], clock: Pick<Clock, 'now'>): PendingCookies => {
  const keys = secrets.map((secret) => new Uint8Array(hkdfSync('sha256', secret, '', 'cx-assist sign-in', 32)))
  const [sealing = new Uint8Array(32)] = keys
  const openWith = async (sealed: string, key: Uint8Array): Promise<Pending | undefined> => {
    try {
      const { payload } = await jwtDecrypt(sealed, key, { currentDate: new Date(clock.now()) })
      return pending.safeParse(payload).data
    } catch {
      return undefined
    }
  }
  return {
    seal: async (what) => {
      const value = await new EncryptJWT({ ...what })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(clock.now() / 1000) + PENDING_SECONDS)
        .encrypt(sealing)
      return stringifySetCookie({ name: pendingName(what.state), value, maxAge: PENDING_SECONDS, ...RETURNING })
    },
    open: async (headers, state) => {
      const sealed = SAFE_STATE.test(state) ? read(headers, pendingName(state)) : undefined
      if (sealed === undefined) return undefined
      for (const key of keys) {
        const opened = await openWith(sealed, key)
        if (opened !== undefined) return opened.state === state ? opened : undefined
      }
      return undefined
    },
    drop: (state) => stringifySetCookie({ name: pendingName(state), value: '', maxAge: 0, ...RETURNING }),
  }
}
