/** What a failure of CXone means to whoever runs the service: variables, roles and rules are those of the vendor dialect. */
import type { Unasked, UncheckedCause } from '../../../../shared/domain/handover/facts.ts'
import type { HandoverFinding } from '../../../../shared/wire/vocabulary.ts'
import { clockHint } from '../../../clock-skew.ts'
import type { UpstreamFailureFacts } from '../../../ports/upstream.ts'

export const KEY_VARIABLES = 'CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET'
const CLIENT_VARIABLES = 'CXONE_CLIENT_ID and CXONE_CLIENT_SECRET'

const REGISTER = `register an OAuth client with NICE (${CLIENT_VARIABLES}): by itself the access key may not open the digital side`

const answered = (status: number | undefined): string => (status === undefined ? '' : ` (${status})`)

/** Causes that say the same of whatever was wanted: what is so, and how it is mended. */
interface Cause {
  readonly why: string
  readonly fix: string
}

const credentialsCause = ({ code, clockAheadSeconds }: UpstreamFailureFacts): Cause =>
  code === 'other_tenant'
    ? {
        why: 'CXone’s token is of another tenant than CXONE_TENANT_ID',
        fix: 'use an access key of that tenant, or correct CXONE_TENANT_ID',
      }
    : {
        why: 'CXone does not accept the credentials',
        fix: `check the access key, the role of its user, and the client: ${KEY_VARIABLES}, ${CLIENT_VARIABLES}${clockHint(clockAheadSeconds)}`,
      }

const permissionCause = ({ code, status }: UpstreamFailureFacts): Cause => ({
  why: `CXone denies permission to the access key${answered(status)}`,
  fix: `${code === 'dfo_denied' ? `${REGISTER}; or ` : ''}see to the role of the access key’s user (CXONE_ACCESS_KEY_ID)`,
})

const badAnswerCause = ({ code }: UpstreamFailureFacts): Cause => {
  switch (code) {
    case 'untrusted_host':
      return {
        why: 'CXone named a host that is not trusted, and nothing was sent there',
        fix: 'check CXONE_ISSUER; set CXONE_API_URL and CXONE_DFO_URL where your tenant has hosts of its own',
      }
    case 'no_tenant':
      return { why: 'CXone’s token names no tenant', fix: 'set CXONE_TENANT_ID' }
    default:
      return {
        why: 'CXone answered in a form that is not its own',
        fix: 'check CXONE_ISSUER, CXONE_AUTH_URL, CXONE_API_URL and CXONE_DFO_URL: a proxy or another host may be answering in its place',
      }
  }
}

const causeOf = (failure: UpstreamFailureFacts): Cause => {
  switch (failure.kind) {
    case 'credentials':
      return credentialsCause(failure)
    case 'permission':
      return permissionCause(failure)
    case 'not_configured':
      return { why: 'CXone is not configured', fix: `set ${KEY_VARIABLES}` }
    case 'rate_limited':
      return {
        why: 'CXone limits the rate of requests and did not take this one',
        fix: 'wait a minute, and send it again',
      }
    case 'timeout':
      return { why: 'CXone did not answer in time', fix: 'send it again; see CXone’s status page if it lasts' }
    case 'unavailable':
      return { why: 'CXone is unavailable', fix: 'send it again; see CXone’s status page if it lasts' }
    case 'bad_answer':
      return badAnswerCause(failure)
    case 'not_found':
      return { why: 'CXone knows no such contact', fix: 'send the number that CXone gave the contact' }
    case 'conflict':
      return conflictCause(failure)
    case 'refused':
      return refusedCause(failure)
  }
}

const conflictCause = ({ code, about }: UpstreamFailureFacts): Cause =>
  code === 'assigned'
    ? {
        why: `it stands with the user ${about ?? ''} of CXone`,
        fix: 'if that is a bot, name the user in vendor.botUserIds of the rules',
      }
    : { why: 'the contact is closed, or CXone says that it is already on its way', fix: 'route it before it ends' }

const refusedCause = ({ code, about, status }: UpstreamFailureFacts): Cause => {
  const skill = `“${about ?? ''}”`
  const fix = 'name the skill as CXone does, or give its id in vendor.skills of the rules'
  switch (code) {
    case 'skill_unknown':
      return { why: `CXone has no active skill of the name ${skill} for such contacts`, fix }
    case 'skill_double':
      return { why: `CXone has several active skills of the name ${skill}`, fix }
    case 'queue_not_taken':
      return {
        why: `CXone did not take the queue${answered(status)}`,
        fix: 'see in CXone that the skill takes digital contacts, and that the contact is open',
      }
    default:
      return { why: `CXone refused the request${answered(status)}`, fix: 'see that the ids are CXone’s own' }
  }
}

/** As one sentence. */
export const explainRouting = (failure: UpstreamFailureFacts): string => {
  const { why, fix } = causeOf(failure)
  const isTemporary = failure.kind === 'timeout' || failure.kind === 'unavailable' || failure.kind === 'rate_limited'
  return isTemporary ? why : `${why}: ${fix}`
}

/** Of a summary that was to be kept, as one sentence. */
export const explainWrapUp = (failure: UpstreamFailureFacts): string => {
  const { code, kind, status } = failure
  if (code === 'disposition_needed') return 'CXone keeps the summary of a call with a disposition alone: choose one'
  if (code === 'disposition_unknown') return 'the disposition is none of CXone’s'
  if (code === 'field_undefined') {
    return 'CXone defines no field for summaries: define the one that vendor.customFields.summary of the rules names'
  }
  if (kind === 'conflict') return 'CXone lets nobody change this contact any more'
  if (kind === 'refused') return `CXone refused the summary${answered(status)}`
  return explainRouting(failure)
}

/** Of a question on which a check depends. */
export const explainQuestion = (failure: UpstreamFailureFacts): Unasked => {
  const { kind } = failure
  const cause: UncheckedCause = kind === 'conflict' || kind === 'not_found' ? 'refused' : kind
  return { cause, ...causeOf(failure) }
}

const CODES: Readonly<Record<UpstreamFailureFacts['kind'], readonly [path: string, code: string]>> = {
  not_found: ['conversationId', 'cxone_conversation_not_found'],
  conflict: ['conversationId', 'cxone_already_on_its_way'],
  refused: ['transferTo.id', 'cxone_queue_not_taken'],
  credentials: ['', 'cxone_credentials'],
  permission: ['', 'cxone_permission'],
  rate_limited: ['', 'cxone_rate_limited'],
  timeout: ['', 'cxone_timeout'],
  unavailable: ['', 'cxone_unavailable'],
  bad_answer: ['', 'cxone_bad_answer'],
  not_configured: ['', 'cxone_not_configured'],
}

/** Of a transfer. */
export const explainTransfer = (failure: UpstreamFailureFacts): HandoverFinding => {
  const [path, code] = CODES[failure.kind]
  const { why: message, fix } = causeOf(failure)
  const isUnclear = failure.kind === 'timeout' || failure.kind === 'bad_answer'
  const look = 'see in CXone whether the contact moved before sending it again'
  return { path, code, message, fix: isUnclear ? look : fix, severity: 'error' }
}
