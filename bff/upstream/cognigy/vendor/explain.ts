/** What a failure of the vendor's Cognigy means to whoever runs the service, or to the agent who waits for it. */
import { clockHint } from '../../../clock-skew.ts'
import type { UpstreamFailureFacts } from '../../../ports/upstream.ts'

const saidWith = (status: number | undefined): string => (status === undefined ? '' : ` (${status})`)

/** Why nothing was sent. */
const UNSENT: Readonly<Record<string, string>> = {
  no_user: 'no userId',
  dropped: 'more than 180 session writes in this minute: it was dropped',
  answers_only: 'Cognigy took an inject of ours for wrong: its flows learn from our answers alone',
  agent_no_endpoint: 'Cognigy was not told: COGNIGY_ENDPOINT_URL is not set',
  agent_no_user: 'Cognigy was not told: no webhook of this conversation brought the userId',
  agent_no_token: 'Cognigy was not told: no webhook of this conversation brought the URLToken of the bot’s endpoint',
  agent_deaf_endpoint: 'Cognigy was not told: the bot’s endpoint (endpointType rest or niceCXOne) takes no injects',
  agent_long_ids: 'Cognigy was not told: userId or sessionId has more than 256 characters',
}

/** Of telling a session of a level. Holds no secret and nothing that Cognigy wrote. */
export const explainSession = (failure: UpstreamFailureFacts): string => {
  const known = failure.code === undefined ? undefined : UNSENT[failure.code]
  if (known !== undefined) return known
  return failure.code === 'agent_inject' ? explainInject(failure) : explainContext(failure)
}

/** The two doors have different keys: the API has one of its own, the endpoint none but its token. */
const explainContext = (failure: UpstreamFailureFacts): string => {
  switch (failure.kind) {
    case 'credentials':
      return `Cognigy refused the key (401): check COGNIGY_API_KEY${clockHint(failure.clockAheadSeconds)}`
    case 'permission':
      return 'Cognigy refused the inject (403): the key’s user lacks the permission to write sessions'
    case 'not_found':
      return 'Cognigy does not know this session, or takes no injects under COGNIGY_API_URL (404)'
    case 'rate_limited':
      return 'Cognigy limits the rate of requests (429): try again later'
    default:
      return explainAny(failure, 'inject')
  }
}

const explainInject = (failure: UpstreamFailureFacts): string => {
  switch (failure.kind) {
    case 'credentials':
    case 'permission':
      return `Cognigy’s endpoint refused the inject${saidWith(failure.status)}: it wants more than its URLToken`
    case 'not_found':
      return 'Cognigy’s endpoint takes no injects (404): check COGNIGY_ENDPOINT_URL; an endpoint that CXone hosts may take none'
    case 'rate_limited':
      return 'Cognigy’s endpoint limits the rate of injects (429): try again later'
    default:
      return explainAny(failure, 'inject')
  }
}

const explainAny = ({ kind, status, mayHaveApplied }: UpstreamFailureFacts, what: string): string => {
  switch (kind) {
    case 'timeout':
      return `Cognigy did not answer in time${mayHaveApplied === true ? ': it may have taken the ' : ' to the '}${what}`
    case 'unavailable':
      return status === undefined
        ? 'Cognigy could not be reached: a network error'
        : `Cognigy is not available${saidWith(status)}`
    default:
      return `Cognigy refused the ${what}${saidWith(status)}`
  }
}
