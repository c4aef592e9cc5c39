/** What a failure of the language model means to whoever runs the service. */
import type { UpstreamFailureFacts } from '../../ports/upstream.ts'

/** What is so, and how to mend it. Holds no secret, and nothing of a prompt or an answer. */
export const explainLanguageModel = ({
  kind,
  status,
  code,
}: UpstreamFailureFacts): { readonly detail: string; readonly fix: string } => {
  const said = status === undefined ? '' : ` (${status})`
  switch (kind) {
    case 'credentials':
    case 'permission':
      return { detail: `the API key is not accepted${said}`, fix: 'renew LLM_API_KEY: wrong, expired or revoked' }
    case 'not_found':
      return {
        detail: `there is no such model, or no API${said}`,
        fix: 'check LLM_MODEL, and LLM_URL: it is the address below which /chat/completions is',
      }
    case 'bad_answer':
      return {
        detail: `what it answers is no chat completion${code === undefined ? said : `: ${code}`}`,
        fix: 'check LLM_URL: it is the address below which /chat/completions is',
      }
    case 'refused':
    case 'conflict':
    case 'not_configured':
      return {
        detail: `it refuses the request${said}`,
        fix: 'set LLM_API_KEY if it wants one, and a LLM_MODEL that chats',
      }
    case 'rate_limited':
      return { detail: `the rate of requests is limited${said}`, fix: 'have the limit raised, or run one of your own' }
    case 'timeout':
      return { detail: 'no answer in time', fix: 'raise LLM_TIMEOUT_MS, or name a smaller LLM_MODEL' }
    case 'unavailable':
      return { detail: `it is unavailable${said}`, fix: 'see that it runs and can be reached from here' }
  }
}
