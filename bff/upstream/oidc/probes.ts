/** What an operator can have examined of the provider: the address, and how it says that it is set up. */
import { SignInRefused } from '../../ports/identity.ts'
import type { Deadline } from '../../ports/time.ts'
import type { Probe, ProbeFinding } from '../../ports/upstream.ts'
import type { ProviderLink } from './provider.ts'

const NAME = 'sign-in'

const examine = async (link: Pick<ProviderLink, 'get'>, deadline: Deadline): Promise<ProbeFinding> => {
  try {
    const { metadata, keys } = await link.get(deadline)
    await keys.reload()
    const ends = metadata.end_session_endpoint === undefined ? 'it ends no sessions' : 'it ends sessions too'
    if (metadata.code_challenge_methods_supported?.includes('S256') === true) {
      return { state: 'ok', detail: `the provider and its keys can be read; ${ends}` }
    }
    return {
      state: 'warn',
      detail: 'the provider does not say that it knows PKCE (S256)',
      fix: 'have it turned on for this client, unless the provider merely does not say so',
    }
  } catch (error) {
    const cause = error instanceof SignInRefused ? error.cause : 'its keys cannot be read'
    return {
      state: 'fail',
      detail: `no agent can sign in: ${cause}`,
      fix: 'check OIDC_ISSUER: below it is /.well-known/openid-configuration, and that names the very same issuer',
    }
  }
}

export const oidcProbes = (issuer: string, link: Pick<ProviderLink, 'get'>): readonly Probe[] => [
  { kind: 'address', name: NAME, url: issuer, variables: 'OIDC_ISSUER' },
  {
    kind: 'question',
    name: `${NAME}: provider`,
    needs: { probe: NAME, otherwise: 'the provider cannot be reached' },
    ask: (deadline) => examine(link, deadline),
  },
]
