/** Whether an upstream gives tokens, and whose fault it is where it does not. */
import { clockFirst, skewInWords } from '../../clock-skew.ts'
import { type Probe, type ProbeFinding, UpstreamFailure, type UpstreamFailureFacts } from '../../ports/upstream.ts'
import type { TokenKeeper } from './token-keeper.ts'

export interface TokenProbeParts {
  readonly name: string
  /** The address probe that must be well. */
  readonly place: string
  /** What the upstream calls what this token is for; `undefined` where it has no word for it. */
  readonly scope: string | undefined
  /** The variables that hold the credentials, as a sentence names them. */
  readonly variables: string
  /** Those that lead to the token endpoint. */
  readonly urlVariables: string
  readonly tokens: Pick<TokenKeeper<unknown>, 'get'>
}

export const tokenProbe = (parts: TokenProbeParts): Probe => ({
  kind: 'question',
  name: parts.name,
  needs: { probe: parts.place, otherwise: `${parts.place} cannot be reached` },
  ask: async (deadline) => {
    const { scope, tokens } = parts
    try {
      await tokens.get(deadline)
      return { state: 'ok', detail: scope === undefined ? 'a token was issued' : `a token was issued for ${scope}` }
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      return refused(parts, error.facts)
    }
  },
})

const fail = (detail: string, fix: string): ProbeFinding => ({ state: 'fail', detail, fix })

const refused = (
  { scope, variables, urlVariables }: TokenProbeParts,
  { kind, status, clockAheadSeconds }: UpstreamFailureFacts,
): ProbeFinding => {
  const said = status === undefined ? '' : ` (${status})`
  switch (kind) {
    case 'credentials': {
      const detail = `the credentials are not accepted${said}`
      const fix = `renew ${variables}: wrong, expired or revoked`
      if (clockAheadSeconds === undefined) return fail(detail, fix)
      const clock = `this machine’s clock is ${skewInWords(clockAheadSeconds)}`
      return fail(`${detail}: ${clock}`, clockFirst(clockAheadSeconds, fix))
    }
    case 'permission':
      return fail(
        `the client is not granted what it asks for${said}`,
        scope === undefined ? 'have the client allowed to take tokens' : `grant the client the scope ${scope}`,
      )
    case 'not_found':
    case 'bad_answer':
      return fail(`there is no token endpoint${said}`, `check ${urlVariables}: another host or a proxy answers`)
    case 'rate_limited':
      return { state: 'warn', detail: `the rate of requests is limited${said}`, fix: 'wait a minute and ask again' }
    case 'timeout':
      return fail('no answer in time', 'ask again; see the status page of the vendor if it lasts')
    default:
      return fail(`no token was issued${said}`, 'ask again; see the status page of the vendor if it lasts')
  }
}
