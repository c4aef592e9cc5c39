/** What a failure of CXone means to whoever runs the service: variables and scopes are those of the tutorial dialect. */
import type { Unasked, UncheckedCause } from '../../../../shared/domain/handover/facts.ts'
import type { HandoverFinding } from '../../../../shared/wire/vocabulary.ts'
import { clockHint } from '../../../clock-skew.ts'
import type { UpstreamFailureFacts } from '../../../ports/upstream.ts'

/** Of an operation on a conversation that is routed. */
export const explainRouting = ({ kind, status, clockAheadSeconds }: UpstreamFailureFacts): string => {
  switch (kind) {
    case 'not_found':
      return 'CXone knows no such conversation'
    case 'conflict':
      return 'The conversation is already routed or has ended'
    case 'credentials':
      return `CXone does not accept the credentials: check CXONE_CLIENT_ID and CXONE_CLIENT_SECRET${clockHint(clockAheadSeconds)}`
    case 'permission':
      return 'CXone denies permission: the client needs the scope conversation:all routing:all'
    case 'not_configured':
      return 'CXone credentials are not configured: set CXONE_CLIENT_ID and CXONE_CLIENT_SECRET'
    case 'rate_limited':
      return 'CXone limits the rate of requests and did not take this one'
    case 'timeout':
      return 'CXone did not answer in time'
    case 'unavailable':
      return 'CXone is unavailable'
    case 'refused':
      return `CXone refused the routing request${status === undefined ? '' : ` (${status})`}`
    case 'bad_answer':
      return 'CXone answered in a form that is not its own'
  }
}

/** Of a summary that was to be kept. */
export const explainWrapUp = (failure: UpstreamFailureFacts): string => {
  switch (failure.kind) {
    case 'conflict':
      return 'CXone lets nobody change this conversation any more'
    case 'permission':
      return 'CXone denies permission: the client needs the scope conversations:modify'
    case 'refused':
      return `CXone refused the summary${failure.status === undefined ? '' : ` (${failure.status})`}`
    default:
      return explainRouting(failure)
  }
}

const QUESTION_CAUSES: Readonly<Record<UncheckedCause, Omit<Unasked, 'cause'>>> = {
  credentials: {
    why: 'CXone does not accept the credentials (401)',
    fix: 'renew CXONE_CLIENT_ID and CXONE_CLIENT_SECRET: they are wrong, expired or revoked',
  },
  permission: {
    why: 'CXone denies permission (403)',
    fix: 'grant the client the scopes conversations:read and conversations:modify (and routing:* for queues)',
  },
  rate_limited: { why: 'CXone limits the rate of requests (429)', fix: 'wait a minute and send the handover again' },
  timeout: { why: 'CXone did not answer in time', fix: 'send the handover again; see CXone’s status page if it lasts' },
  unavailable: { why: 'CXone is unavailable', fix: 'send the handover again; see CXone’s status page if it lasts' },
  bad_answer: {
    why: 'CXone answered in a form that is not its own',
    fix: 'check CXONE_API_URL: a proxy or another host may be answering in its place',
  },
  refused: { why: 'CXone refused the question', fix: 'check that the id is one of CXone’s own' },
  not_configured: {
    why: 'CXone credentials are not configured',
    fix: 'set CXONE_CLIENT_ID and CXONE_CLIENT_SECRET',
  },
}

/** Of a question on which a check depends. */
export const explainQuestion = ({ kind }: UpstreamFailureFacts): Unasked => {
  const cause = kind === 'conflict' || kind === 'not_found' ? 'refused' : kind
  return { cause, ...QUESTION_CAUSES[cause] }
}

const TRYING_AGAIN = 'nothing was transferred; send the handover again'

const REFUSAL_CAUSES: Readonly<Record<Exclude<UncheckedCause, 'refused'>, Omit<HandoverFinding, 'severity'>>> = {
  credentials: {
    path: '',
    code: 'cxone_credentials',
    message: 'CXone does not accept the credentials (401)',
    fix: 'renew CXONE_CLIENT_ID and CXONE_CLIENT_SECRET: they are wrong, expired or revoked',
  },
  permission: {
    path: '',
    code: 'cxone_scope',
    message: 'CXone denies permission to transfer (403)',
    fix: 'grant the client the scope conversations:modify (and routing:*), then renew its credentials if CXone asks for it',
  },
  rate_limited: {
    path: '',
    code: 'cxone_rate_limited',
    message: 'CXone limits the rate of requests (429) and did not take the transfer',
    fix: 'wait a minute, then send the handover again',
  },
  timeout: {
    path: '',
    code: 'cxone_timeout',
    message: 'CXone did not answer in time',
    fix: 'see in CXone whether the conversation moved before sending it again',
  },
  unavailable: { path: '', code: 'cxone_unavailable', message: 'CXone is unavailable', fix: TRYING_AGAIN },
  bad_answer: {
    path: '',
    code: 'cxone_bad_answer',
    message: 'CXone answered in a form that is not its own',
    fix: 'see in CXone whether the conversation moved; check CXONE_API_URL',
  },
  not_configured: {
    path: '',
    code: 'cxone_not_configured',
    message: 'CXone credentials are not configured',
    fix: 'set CXONE_CLIENT_ID and CXONE_CLIENT_SECRET',
  },
}

const REFUSAL_STATUSES: Readonly<Record<number, Omit<HandoverFinding, 'severity'>>> = {
  400: {
    path: 'transferTo.id',
    code: 'cxone_invalid_target',
    message: 'CXone says that the target of the transfer is invalid (400)',
    fix: 'send the id, not the name, of an active queue; see that it is active in CXone',
  },
  404: {
    path: 'conversationId',
    code: 'cxone_conversation_not_found',
    message: 'CXone knows no such conversation (404)',
    fix: 'send the id that CXone gave the conversation, not the id of the bot’s session',
  },
  409: {
    path: 'conversationId',
    code: 'cxone_already_wrapped_up',
    message: 'CXone says that the conversation is already wrapped up (409)',
    fix: 'call the handover before the conversation ends, and only once',
  },
  422: {
    path: 'wrapupCode.id',
    code: 'cxone_wrapup_not_found',
    message: 'CXone does not find the wrap-up code (422)',
    fix: 'send the id of a wrap-up code of the target queue',
  },
}

/** Of a transfer (docs/contract.md 7.3). A status that belongs to the token and not to the transfer is explained by its cause. */
export const explainTransfer = ({ kind, status }: UpstreamFailureFacts): HandoverFinding => {
  if (kind === 'not_found' || kind === 'conflict' || kind === 'refused') {
    const byStatus = status === undefined ? undefined : REFUSAL_STATUSES[status]
    if (byStatus !== undefined) return { ...byStatus, severity: 'error' }
    const message = `CXone refused the transfer${status === undefined ? '' : ` (${status})`}`
    const fix = 'run cx-assist diagnose handover with this conversation'
    return { path: '', code: 'cxone_refused', message, fix, severity: 'error' }
  }
  return { ...REFUSAL_CAUSES[kind], severity: 'error' }
}
