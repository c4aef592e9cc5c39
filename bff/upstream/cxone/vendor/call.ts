/** Calls to a tenant's interfaces, with a token that is renewed once where it is refused. */
import type * as z from 'zod/mini'
import type { ReadinessCheck } from '../../../../shared/wire/widget-api.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createDownSince } from '../../http/down-since.ts'
import type { CallAnswer, CallRequest } from '../../http/http-call.ts'
import { isRefusedToken, type TokenKeeper } from '../../http/token-keeper.ts'
import type { VendorCxoneSettings } from '../dialects.ts'
import { type CallerParts, createCallers } from './callers.ts'
import { createHosts, type Hosts, type Interface } from './hosts.ts'
import { createTokens, discoverTokenEndpoint, type Issued } from './token.ts'
import { createTrust } from './trust.ts'

interface Question<S extends z.ZodMiniType> {
  readonly operation: string
  readonly path: string
  readonly schema: S
  readonly deadline: Deadline
}

export interface CxoneApi {
  /** Sends what changes something; whatever is said besides a yes is not read. */
  send(to: Interface, request: Omit<CallRequest, 'readsBody'>): Promise<CallAnswer>
  /** Reads. Nothing can come of it, so its failures change nothing. */
  read<S extends z.ZodMiniType>(from: Interface, question: Question<S>): Promise<z.output<S>>
  /** For the doctor: each step that comes before a call. */
  readonly steps: {
    discover(deadline: Deadline): Promise<string>
    readonly tokens: TokenKeeper<Issued>
    hosts(issued: Issued, deadline: Deadline): Promise<Hosts>
  }
  health(): ReadinessCheck
}

export interface ApiParts extends CallerParts {
  readonly settings: VendorCxoneSettings
}

/** `undefined` without an access key. */
export const createCxoneApi = (parts: ApiParts): CxoneApi | undefined => {
  const { settings, clock } = parts
  const { accessKey } = settings
  if (accessKey === undefined) return undefined
  const callerOf = createCallers(parts)
  const trusted = createTrust(settings)
  const tokens = createTokens({ ...parts, accessKey, callerOf, trusted })
  const hosts = createHosts({ settings, callerOf, trusted, clock })
  const down = createDownSince(clock, () => undefined)

  /** Where to call, and what to show there. */
  const prepare = async (issued: Promise<Issued>, deadline: Deadline): Promise<{ issued: Issued; at: Hosts }> => {
    try {
      const prepared = await issued
      const at = await hosts(prepared, deadline)
      down.tell(true)
      return { issued: prepared, at }
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      // That one caller's time was up says nothing of CXone.
      if (deadline.remainingMs() > 0) down.tell(false)
      throw new UpstreamFailure({ ...error.facts, changedNothing: true })
    }
  }

  const call = async (to: Interface, request: CallRequest): Promise<CallAnswer> => {
    const { deadline } = request
    const sendWith = ({ issued, at }: Awaited<ReturnType<typeof prepare>>): Promise<CallAnswer> =>
      callerOf(at[to])({ ...request, headers: { ...request.headers, authorization: `Bearer ${issued.token}` } })
    const prepared = await prepare(tokens.get(deadline), deadline)
    try {
      return await sendWith(prepared)
    } catch (first) {
      if (!isRefusedToken(first)) throw first
      const renewed = await prepare(tokens.renew(prepared.issued, deadline), deadline)
      try {
        return await sendWith(renewed)
      } catch (second) {
        throw isRefusedToken(second) ? denied(first, to) : second
      }
    }
  }

  /** A key that gets tokens and is let in nowhere has no rights there; by itself it may not even open the digital side. */
  const denied = ({ facts }: UpstreamFailure, to: Interface): UpstreamFailure => {
    const isUnregistered = to === 'dfo' && settings.client === undefined
    return new UpstreamFailure({ ...facts, kind: 'permission', ...(isUnregistered ? { code: 'dfo_denied' } : {}) })
  }

  return {
    send: (to, request) => call(to, { ...request, readsBody: false }),
    read: async (from, { operation, path, schema, deadline }) => {
      try {
        const answer = await call(from, { operation, method: 'GET', path, deadline })
        const parsed = schema.safeParse(answer.json)
        if (parsed.success) return parsed.data
        throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', status: answer.status })
      } catch (error) {
        if (!(error instanceof UpstreamFailure)) throw error
        throw new UpstreamFailure({ ...error.facts, changedNothing: true })
      }
    },
    steps: {
      discover: (deadline) => discoverTokenEndpoint({ settings, callerOf, trusted }, deadline),
      tokens,
      hosts,
    },
    health: () => {
      const since = down.since()
      const name = 'cxone'
      return since === undefined
        ? { name, state: 'ok' }
        : { name, state: 'degraded', detail: `no access since ${since}` }
    },
  }
}
