/** What CXone's refusal of a transfer means: cause and mend (CONTRACT 7.3). */
import type { HandoverFinding } from '../../wire/vocabulary.ts'
import type { UncheckedCause } from './facts.ts'

const TRYING_AGAIN = 'nothing was transferred; send the handover again'

const CAUSES: Readonly<Record<Exclude<UncheckedCause, 'refused'>, Omit<HandoverFinding, 'severity'>>> = {
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

const STATUSES: Readonly<Record<number, Omit<HandoverFinding, 'severity'>>> = {
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

/** @param status what CXone answered, where it did. */
export const explainRefusal = (
  cause: UncheckedCause | 'not_found' | 'conflict',
  status: number | undefined,
): HandoverFinding => {
  if (cause === 'not_found' || cause === 'conflict' || cause === 'refused') {
    const byStatus = status === undefined ? undefined : STATUSES[status]
    if (byStatus !== undefined) return { ...byStatus, severity: 'error' }
    const message = `CXone refused the transfer${status === undefined ? '' : ` (${status})`}`
    const fix = 'run cx-assist diagnose handover with this conversation'
    return { path: '', code: 'cxone_refused', message, fix, severity: 'error' }
  }
  return { ...CAUSES[cause], severity: 'error' }
}
