/** Hosts, addresses and paths. */

import * as z from 'zod/mini'
import { readOrigin } from '../callers/origins.ts'
import { readServerAddress } from '../store/redis/server-address.ts'
import { list } from './texts.ts'

export const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const HOST_LABEL = /^[a-z0-9-]+$/i
const LONGEST_HOST_NAME = 253

const isHostName = (text: string): boolean =>
  text.length <= LONGEST_HOST_NAME &&
  text.split('.').every((label) => HOST_LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-'))

const tryUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

export const isUpstreamBase = (text: string): boolean => {
  const url = tryUrl(text)
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))
}

/** Where this process listens. */
export const listenHost = z.string().check(z.regex(/^[\w.:[\]-]+$/, 'must be a host name or address'))

export const hostName = z.string().check(z.refine(isHostName, 'must be a host name'))

export const upstreamBase = z
  .string()
  .check(z.refine(isUpstreamBase, 'must be an https URL without credentials or query (http only on loopback)'))

export const redisUrl = z
  .string()
  .check(
    z.refine(
      (text) => readServerAddress(text) !== undefined,
      'must be a redis:// or rediss:// URL, or redis-sentinel:// with the sentinels and, after a slash, the name of what they watch',
    ),
  )

export const origins = z
  .string()
  .check(
    z.refine(
      (text) => list(text).every((origin) => readOrigin(origin) !== undefined),
      'must be origins such as https://desk.example.com, or https://*.example.com for one label of any name, separated by commas',
    ),
  )

/** Origins that pages are addressed to: each by its whole name, for nobody can write to a pattern. */
export const ancestors = z
  .string()
  .check(
    z.refine(
      (text) => list(text).every((origin) => readOrigin(origin)?.includes('*') === false),
      'must be the origins of the desktops that show the panel, such as https://desk.example.com, each by its whole name, separated by commas',
    ),
  )

export const folder = z
  .string()
  .check(z.regex(/^(?!\w+:\/\/)[^\p{Cc}]+$/u, 'must be the path of a folder, absolute or relative'))
