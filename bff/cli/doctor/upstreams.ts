/** The upstreams: reachable, of one time, and willing to give tokens. */

import { skewInWords } from '../../clock-skew.ts'
import type { Config } from '../../config.ts'
import { startDeadline } from '../../deadline.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { createCognigyTokens } from '../../upstream/cognigy/tutorial/cognigy.ts'
import { createSessionTokens } from '../../upstream/cognigy/tutorial/sessions.ts'
import { createCxoneTokens, HANDOVER_SCOPE, ROUTING_SCOPE } from '../../upstream/cxone/tutorial/call.ts'
import { createHttpCall } from '../../upstream/http/http-call.ts'
import type { TokenSource } from '../../upstream/http/oauth-token.ts'
import type { ProxyOf } from '../../upstream/http/proxies.ts'
import { exchange } from './http.ts'
import { fail, isWell, type Line, ok, skip, warn } from './line.ts'
import { reach } from './network.ts'
import { proxiedLine } from './proxy.ts'
import { clockFirst, clockLine } from './skew.ts'
import { streamLine } from './stream.ts'

export interface UpstreamParts {
  readonly config: Config
  readonly clock: Clock
  readonly metrics: Metrics
  readonly timeoutMs: number
  readonly proxyOf: ProxyOf
}

interface Wanted {
  readonly name: string
  /** What CXone or Cognigy calls what this token is for. */
  readonly scope: string | undefined
  readonly variables: string
  readonly urlVariable: string
  readonly tokens: TokenSource
}

interface TokenLine {
  readonly line: Line
  readonly token: string | undefined
}

const tokenLine = async (wanted: Wanted, { clock, timeoutMs }: UpstreamParts): Promise<TokenLine> => {
  const { name, scope, variables, urlVariable, tokens } = wanted
  const deadline = startDeadline(timeoutMs, clock)
  try {
    const token = await tokens.get(deadline)
    return { line: ok(name, scope === undefined ? 'a token was issued' : `a token was issued for ${scope}`), token }
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    return { line: refused(name, error.facts, scope, variables, urlVariable), token: undefined }
  } finally {
    deadline.release()
  }
}

const refused = (
  name: string,
  { kind, status, clockAheadSeconds }: UpstreamFailure['facts'],
  scope: string | undefined,
  variables: string,
  urlVariable: string,
): Line => {
  const said = status === undefined ? '' : ` (${status})`
  switch (kind) {
    case 'credentials': {
      const detail = `the credentials are not accepted${said}`
      const fix = `renew ${variables}: wrong, expired or revoked`
      if (clockAheadSeconds === undefined) return fail(name, detail, fix)
      const clock = `this machine’s clock is ${skewInWords(clockAheadSeconds)}`
      return fail(name, `${detail}: ${clock}`, clockFirst(clockAheadSeconds, fix))
    }
    case 'permission':
      return fail(
        name,
        `the client is not granted what it asks for${said}`,
        scope === undefined ? 'have the client allowed to take tokens' : `grant the client the scope ${scope}`,
      )
    case 'not_found':
    case 'bad_answer':
      return fail(name, `there is no token endpoint${said}`, `check ${urlVariable}: another host or a proxy answers`)
    case 'rate_limited':
      return warn(name, `the rate of requests is limited${said}`, 'wait a minute and ask again')
    case 'timeout':
      return fail(name, 'no answer in time', 'ask again; see the status page of the vendor if it lasts')
    default:
      return fail(name, `no token was issued${said}`, 'ask again; see the status page of the vendor if it lasts')
  }
}

/** Reachability and clock of one address. */
const placeLines = async (
  name: string,
  url: string,
  variable: string,
  { clock, timeoutMs, proxyOf }: UpstreamParts,
): Promise<readonly [Line, Line]> => {
  const proxy = proxyOf(url)
  const answer = await exchange(url, { timeoutMs, proxy })
  const line =
    proxy === undefined
      ? await reach(name, url, variable, { timeoutMs, now: clock.now })
      : proxiedLine(name, url, variable, proxy, answer)
  if (!isWell(line)) return [line, skip(`${name}: clock`, 'it cannot be reached')]
  const date = typeof answer === 'string' ? Number.NaN : answer.date
  return [line, clockLine(`${name}: clock`, date, clock.now())]
}

const CXONE = 'CXone'
const API = 'Cognigy API'
const ORG = 'Cognigy organisation'
const STREAM = 'Cognigy stream'

const cxoneLines = async (parts: UpstreamParts): Promise<readonly Line[]> => {
  const { cxone } = parts.config
  const urlVariable = 'CXONE_API_URL or CXONE_ENV'
  const place = await placeLines(CXONE, cxone.baseUrl, urlVariable, parts)
  const scopes = [
    ['routing', ROUTING_SCOPE],
    ['handover', HANDOVER_SCOPE],
  ] as const
  const tokens = scopes.map(async ([use, scope]) => {
    const name = `${CXONE}: token for ${use}`
    const { credentials } = cxone
    if (credentials === undefined) return noCredentials(name, 'CXONE_CLIENT_ID and CXONE_CLIENT_SECRET')
    if (!isWell(place[0])) return skip(name, `${CXONE} cannot be reached`)
    const call = createHttpCall({ ...parts, upstream: 'cxone', baseUrl: cxone.baseUrl })
    const variables = 'CXONE_CLIENT_ID and CXONE_CLIENT_SECRET'
    const source = createCxoneTokens({ ...parts, credentials, call, scope })
    return (await tokenLine({ name, scope, variables, urlVariable, tokens: source }, parts)).line
  })
  return [...place, ...(await Promise.all(tokens))]
}

const noCredentials = (name: string, variables: string): Line => skip(name, `${variables} are not set`)

const COGNIGY_VARIABLES = 'COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET'

const apiLines = async (parts: UpstreamParts): Promise<readonly Line[]> => {
  const { apiUrl, credentials } = parts.config.cognigy
  const name = `${API}: token`
  const place = await placeLines(API, apiUrl, 'COGNIGY_API_URL', parts)
  if (credentials === undefined) return [...place, noCredentials(name, COGNIGY_VARIABLES)]
  if (!isWell(place[0])) return [...place, skip(name, `${API} cannot be reached`)]
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: apiUrl })
  const tokens = createSessionTokens({ ...parts, credentials, call })
  const wanted = { name, scope: undefined, variables: COGNIGY_VARIABLES, urlVariable: 'COGNIGY_API_URL', tokens }
  return [...place, (await tokenLine(wanted, parts)).line]
}

const orgLines = async (parts: UpstreamParts): Promise<readonly Line[]> => {
  const { orgUrl, credentials } = parts.config.cognigy
  const name = `${ORG}: token`
  if (orgUrl === undefined) {
    const fix = 'set COGNIGY_DOMAIN or COGNIGY_ORG_URL'
    return [warn(ORG, 'is not set: no live transcript, no suggestions', fix), skip(STREAM, `${ORG} is not set`)]
  }
  const urlVariable = 'COGNIGY_ORG_URL or COGNIGY_DOMAIN'
  const place = await placeLines(ORG, orgUrl, urlVariable, parts)
  if (credentials === undefined)
    return [...place, noCredentials(name, COGNIGY_VARIABLES), skip(STREAM, 'there is no token')]
  if (!isWell(place[0])) return [...place, skip(name, `${ORG} cannot be reached`), skip(STREAM, 'there is no token')]
  const tokens = createCognigyTokens({ ...parts, orgUrl, credentials })
  const scope = 'agentassist:read, dialog:read, analytics:write and streaming:subscribe'
  const wanted = { name, scope, variables: COGNIGY_VARIABLES, urlVariable, tokens }
  const { line, token } = await tokenLine(wanted, parts)
  const stream =
    token === undefined
      ? skip(STREAM, 'there is no token')
      : await streamLine(STREAM, { orgUrl, token, proxy: parts.proxyOf(orgUrl) }, parts.timeoutMs)
  return [...place, line, stream]
}

export const upstreamLines = async (parts: UpstreamParts): Promise<readonly Line[]> =>
  (await Promise.all([cxoneLines(parts), apiLines(parts), orgLines(parts)])).flat()
