/** What a failure of Cognigy means to whoever runs the service: variables and permissions are those of the tutorial dialect. */

import { clockHint } from '../../../clock-skew.ts'
import type { UpstreamFailureFacts } from '../../../ports/upstream.ts'

/** Of telling a session of a level. */
export const explainEscalation = ({ kind, status, clockAheadSeconds }: UpstreamFailureFacts): string => {
  switch (kind) {
    case 'not_configured':
      return 'Cognigy was not told: COGNIGY_API_KEY or the organisation’s address (COGNIGY_ORG_URL, COGNIGY_DOMAIN) is not set'
    case 'credentials':
      return `Cognigy refused the key (401): check COGNIGY_API_KEY${clockHint(clockAheadSeconds)}`
    case 'permission':
      return 'Cognigy refused the update (403): the key lacks the permission to update sessions'
    case 'rate_limited':
      return 'Cognigy limits the rate of session updates (429): try again later'
    case 'not_found':
      return 'Cognigy does not know this session (404)'
    case 'conflict':
    case 'refused':
      return `Cognigy refused the update${status === undefined ? '' : ` (${status})`}`
    case 'timeout':
      return 'Cognigy did not answer in time'
    case 'unavailable':
    case 'bad_answer':
      return status === undefined
        ? 'Cognigy could not be reached: a network error'
        : `Cognigy is not available (${status})`
  }
}
