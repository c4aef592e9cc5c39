/** The outermost layer: which proxies are believed, and how long connections are kept. */
import * as z from 'zod/mini'
import { createClientAddresses, type TrustedProxies } from '../callers/client-address.ts'
import type { RimSettings } from '../http/rim-settings.ts'
import { list } from './texts.ts'

const MOST_PROXIES = 16
/** A number of hops, or a list that can be read; `undefined` for anything else. */
const readTrustedProxies = (text: string): TrustedProxies | undefined => {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= MOST_PROXIES ? Number(text) : undefined
  try {
    createClientAddresses(list(text))
    return list(text)
  } catch {
    return undefined
  }
}

export const trustedProxies = z
  .string()
  .check(
    z.refine(
      (text) => readTrustedProxies(text) !== undefined,
      'must be a number of proxies, or their addresses, networks (10.0.0.0/8) or loopback, linklocal, uniquelocal, separated by commas',
    ),
  )

interface RimVariables {
  readonly TRUST_PROXY: string
  readonly HSTS_SECONDS?: string | undefined
  readonly KEEP_ALIVE_SECONDS: string
  readonly CONNECTIONS_PER_ADDRESS: string
}

export const rimOf = (env: RimVariables): RimSettings => ({
  trustedProxies: readTrustedProxies(env.TRUST_PROXY) ?? [],
  hstsSeconds: env.HSTS_SECONDS === undefined ? undefined : Number(env.HSTS_SECONDS),
  keepAliveSeconds: Number(env.KEEP_ALIVE_SECONDS),
  connectionsPerAddress: Number(env.CONNECTIONS_PER_ADDRESS),
})
