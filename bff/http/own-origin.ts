/** The origin by which browsers reach this service: as configured, or a loopback address that the browser names. */
import type { IncomingMessage } from 'node:http'
import { readOrigin } from '../callers/origins.ts'
import { headerOf } from './credentials.ts'

const LOOPBACK = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

/** `undefined` where it is not configured, and the browser is on another machine: whatever it names may be made up. */
export type OwnOrigin = (request: IncomingMessage) => string | undefined

/** @param publicUrl an origin as {@link readOrigin} spells it */
export const createOwnOrigin =
  (publicUrl: string | undefined): OwnOrigin =>
  ({ headers }) => {
    if (publicUrl !== undefined) return publicUrl
    const named = readOrigin(`http://${headers.host ?? ''}`)
    return named !== undefined && LOOPBACK.test(named) ? named : undefined
  }

/**
 * Whether a request comes from a page of this service. Browsers name the page's origin with every POST, and no page can have
 * them name another.
 */
export const isFromOwnPage = ({ headers }: IncomingMessage, own: string): boolean => {
  const site = headerOf(headers, 'sec-fetch-site')
  return headers.origin === own && (site === undefined || site === 'same-origin')
}
