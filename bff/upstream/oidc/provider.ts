/** How the provider is set up, as it says itself: read at the start, and again from time to time, since that changes. */
import { createRemoteJWKSet, customFetch as keysFetch, type RemoteJWKSet } from 'jose'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockTolerance,
  customFetch,
  discovery,
  type ServerMetadata,
} from 'openid-client'
import { fetch } from 'undici'
import { orLate } from '../../deadline.ts'
import type { Credentials } from '../../ports/credentials.ts'
import { SignInRefused } from '../../ports/identity.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline, Timer } from '../../ports/time.ts'
import { openConnections } from '../http/connections.ts'
import { createDownSince } from '../http/down-since.ts'
import type { ProxyOf } from '../http/proxies.ts'
import { refusalOf } from './refusals.ts'

/** Of one request; a person waits. */
const ANSWERED_WITHIN_MS = 5000
const CONNECT_WITHIN_MS = 3000
/** While the provider cannot be read, and how old what was read may grow. */
const LOOK_EVERY_MS = 30_000
const READ_AGAIN_AFTER_MS = 3600_000
/** Between two looks for keys that nobody knows: whoever makes them up cannot have the provider asked more often. */
const KEYS_AGAIN_AFTER_MS = 5000
/** How far the clocks of both sides may be apart. */
export const TOLERATED_SECONDS = 60

export interface ProviderParts {
  /** As it names itself. */
  readonly issuer: string
  readonly client: Credentials
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly metrics: Pick<Metrics, 'upstreamCalled'>
  readonly proxyOf?: ProxyOf
}

export interface Provider {
  readonly metadata: ServerMetadata
  /** One for each way in which the secret can be shown, the likeliest first. */
  readonly configurations: readonly [Configuration, ...Configuration[]]
  readonly keys: RemoteJWKSet
}

export interface ProviderLink {
  /** @throws SignInRefused */
  get(deadline: Deadline): Promise<Provider>
  /** What is known, though it cannot be read right now. */
  known(): Provider | undefined
  /** Whether what was asked of it went well; `cause` where it did not. */
  tell(cause: string | undefined): void
  trouble(): { readonly since: string; readonly cause: string } | undefined
  start(): void
  stop(): void
}

export const openProvider = (parts: ProviderParts): ProviderLink => {
  const { issuer, client, clock, timer, log, metrics } = parts
  const { origin, protocol } = new URL(issuer)
  const dispatcher = openConnections(parts.proxyOf?.(origin), CONNECT_WITHIN_MS)
  const send: CustomFetch = (url, { body, signal, ...options }) =>
    fetch(url, { ...options, body: body ?? null, signal: signal ?? null, dispatcher })
  // Only a loopback address may be without TLS, as the configuration sees to.
  const execute = protocol === 'http:' ? [allowInsecureRequests] : []
  const down = createDownSince(clock, () => undefined)
  let cause = ''
  let read: { readonly provider: Provider; readonly at: number } | undefined
  let reading: Promise<Provider> | undefined
  let stopLooking = (): void => undefined

  const configure = (metadata: ServerMetadata, secretBy: typeof ClientSecretBasic): Configuration => {
    const known = { client_secret: client.clientSecret, [clockTolerance]: TOLERATED_SECONDS }
    const configuration = new Configuration(metadata, client.clientId, known, secretBy(client.clientSecret))
    configuration[customFetch] = send
    configuration.timeout = ANSWERED_WITHIN_MS / 1000
    for (const change of execute) change(configuration)
    return configuration
  }

  const providerOf = (metadata: ServerMetadata): Provider => {
    if (metadata.jwks_uri === undefined) throw new SignInRefused('not_set_up', 'it names no keys (jwks_uri)')
    const taken = metadata.token_endpoint_auth_methods_supported ?? []
    const isPostAlone = taken.includes('client_secret_post') && !taken.includes('client_secret_basic')
    const [first, second] = isPostAlone ? [ClientSecretPost, ClientSecretBasic] : [ClientSecretBasic, ClientSecretPost]
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri), {
      timeoutDuration: ANSWERED_WITHIN_MS,
      cooldownDuration: KEYS_AGAIN_AFTER_MS,
      [keysFetch]: (url, { headers, ...options }) =>
        send(url, { ...options, headers: Object.fromEntries(headers), body: null }),
    })
    return { metadata, configurations: [configure(metadata, first), configure(metadata, second)], keys }
  }

  const tell = (trouble: string | undefined): void => {
    if (trouble !== undefined && trouble !== cause) log.warn({ cause: trouble }, 'agents cannot sign in right now')
    if (trouble === undefined && down.since() !== undefined) log.info({}, 'agents can sign in again')
    cause = trouble ?? ''
    down.tell(trouble === undefined)
  }

  const readNow = async (): Promise<Provider> => {
    const startedAt = clock.monotonic()
    const count = (outcome: string): void =>
      metrics.upstreamCalled('identity-provider', 'discover', outcome, (clock.monotonic() - startedAt) / 1000)
    try {
      const found = await discovery(new URL(issuer), client.clientId, undefined, undefined, {
        [customFetch]: send,
        timeout: ANSWERED_WITHIN_MS / 1000,
        execute,
      })
      const provider = providerOf(found.serverMetadata())
      read = { provider, at: clock.monotonic() }
      count('ok')
      tell(undefined)
      return provider
    } catch (error) {
      const refused = refusalOf(error)
      count(refused.reason)
      tell(refused.cause)
      // Whoever wants to sign in can do nothing about it, whatever it is.
      throw new SignInRefused('unavailable', refused.cause)
    }
  }
  const readOnce = (): Promise<Provider> => {
    reading ??= readNow().finally(() => {
      reading = undefined
    })
    return reading
  }
  const look = (): void => {
    const isFresh = read !== undefined && clock.monotonic() - read.at < READ_AGAIN_AFTER_MS
    if (isFresh && down.since() === undefined) return
    void readOnce().catch(() => undefined)
  }

  return {
    get: (deadline) =>
      read === undefined
        ? orLate(readOnce(), deadline, () => Promise.reject(new SignInRefused('unavailable', 'no answer in time')))
        : Promise.resolve(read.provider),
    known: () => read?.provider,
    tell,
    trouble: () => {
      const since = down.since()
      return since === undefined ? undefined : { since, cause }
    },
    start: () => {
      look()
      stopLooking = timer.every(LOOK_EVERY_MS, look)
    },
    stop: () => {
      stopLooking()
      void dispatcher.close().catch(() => undefined)
    },
  }
}
