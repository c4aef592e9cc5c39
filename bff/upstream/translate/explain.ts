/** What a failure of the translator means to whoever runs the service. */
import type { UpstreamFailureFacts } from '../../ports/upstream.ts'

/** What is so, and how to mend it. Holds no secret. */
export const explainTranslator = ({
  kind,
  status,
}: UpstreamFailureFacts): { readonly detail: string; readonly fix: string } => {
  const said = status === undefined ? '' : ` (${status})`
  switch (kind) {
    case 'credentials':
    case 'permission':
      return { detail: `the API key is not accepted${said}`, fix: 'renew TRANSLATE_API_KEY: wrong, expired or revoked' }
    case 'not_found':
    case 'bad_answer':
      return {
        detail: `no translator answers there${said}`,
        fix: 'check TRANSLATE_URL: it is the address below which /translate is',
      }
    case 'refused':
    case 'conflict':
    case 'not_configured':
      return {
        detail: `it refuses to translate${said}`,
        fix: 'set TRANSLATE_API_KEY if it wants one, and have the customers’ languages installed',
      }
    case 'rate_limited':
      return { detail: `the rate of requests is limited${said}`, fix: 'have the limit raised, or run one of your own' }
    case 'timeout':
      return { detail: 'no answer in time', fix: 'give it more processors, or see what else it translates' }
    case 'unavailable':
      return { detail: `it is unavailable${said}`, fix: 'see that it runs and can be reached from here' }
  }
}
