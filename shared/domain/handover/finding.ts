/** Findings as the checks make them, each with the change that would mend it where that is certain. */
import type { HandoverDraft } from '../../wire/handover.ts'
import type { HandoverFinding } from '../../wire/vocabulary.ts'
import { cutText } from '../conversation/cut-text.ts'
import type { UncheckedCause } from './facts.ts'

export interface Found {
  readonly finding: HandoverFinding
  readonly mend?: ((draft: HandoverDraft) => HandoverDraft) | undefined
}

type Told = Omit<HandoverFinding, 'severity'>

export const error = (told: Told, mend?: Found['mend']): Found => ({ finding: { ...told, severity: 'error' }, mend })
export const warning = (told: Told, mend?: Found['mend']): Found => ({
  finding: { ...told, severity: 'warning' },
  mend,
})

const UNCHECKED = 'unchecked_'

const CAUSES: Readonly<Record<UncheckedCause, { readonly why: string; readonly fix: string }>> = {
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

/** A check that could not be made. The rules say whether that stops a transfer. */
export const unchecked = (
  path: string,
  whether: string,
  cause: UncheckedCause,
  { transferWhenUnchecked }: { readonly transferWhenUnchecked: boolean },
): Found => {
  const { why, fix } = CAUSES[cause]
  const told = { path, code: `${UNCHECKED}${cause}`, message: `${whether} was not checked: ${why}`, fix }
  return transferWhenUnchecked ? warning(told) : error(told)
}

/** Whether a finding says that a check could not be made, rather than that it failed. */
export const isUnchecked = ({ code }: HandoverFinding): boolean => code.startsWith(UNCHECKED)

/** What a sender wrote and nobody knows may be anything, a customer's words too: only its length is told. */
export const unquoted = (text: string): string => `(${text.length} characters)`

/** Ids and names that CXone gave, or that are known words, as a sentence quotes them: short, and in one line. */
export const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return `“${line.length > 60 ? `${cutText(line, 59)}…` : line}”`
}

/** As names are compared: case, accents of width and spacing do not count. */
export const folded = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/** The first few of a list that a mend offers. */
export const offered = (all: readonly { readonly id: string; readonly name: string }[]): string => {
  const shown = all.slice(0, 5).map(({ id, name }) => `${id} (${name})`)
  return shown.join(', ') + (all.length > shown.length ? ` and ${all.length - shown.length} more` : '')
}
