/** Where browsers reach this service: as configured, or at a loopback address that the browser names. */
import type { IncomingMessage } from 'node:http'
import { readOrigin } from '../callers/origins.ts'
import { headerOf } from './credentials.ts'

export interface OwnAddress {
  /** As browsers name it. */
  readonly origin: string
  /** The origin and the path of a proxy, without a slash at its end. */
  readonly base: string
}

const LOOPBACK = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

/** `undefined` where it is not configured, and the browser is on another machine: whatever it names may be made up. */
export type FindOwnAddress = (request: IncomingMessage) => OwnAddress | undefined

/** @param publicUrl without a slash at its end */
export const createOwnAddress = (publicUrl: string | undefined): FindOwnAddress => {
  const configured = publicUrl === undefined ? undefined : { origin: new URL(publicUrl).origin, base: publicUrl }
  return ({ headers }) => {
    if (configured !== undefined) return configured
    const named = readOrigin(`http://${headers.host ?? ''}`)
    return named !== undefined && LOOPBACK.test(named) ? { origin: named, base: named } : undefined
  }
}

/**
 * Whether a request comes from a page of this service. Browsers name the page's origin with every POST, and no page can have
 * them name another.
 */
export const isFromOwnPage = ({ headers }: IncomingMessage, { origin }: OwnAddress): boolean => {
  const site = headerOf(headers, 'sec-fetch-site')
  return headers.origin === origin && (site === undefined || site === 'same-origin')
}
