/** Accounts for every handover that was decided: in the log, and in the audit trail where there is one. */
import { isKnownContextKey } from '../../../shared/domain/handover/context.ts'
import { looksLikeId, TARGET_TYPES, TRANSFER_TYPES } from '../../../shared/domain/handover/target.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { HandoverDraft } from '../../../shared/wire/handover.ts'
import type { HandoverFinding } from '../../../shared/wire/vocabulary.ts'
import type { Log } from '../../ports/observe.ts'
import { type HandoverAudit, type HandoverOutcomeKind, type HandoverRecord, NotKept } from '../../ports/records.ts'
import type { Clock } from '../../ports/time.ts'

export interface HandoverLedger {
  /** Never fails: a handover that took effect stays one although it could not be kept, and then the log says so. */
  enter(
    by: HandoverRecord['by'],
    draft: HandoverDraft,
    outcome: { readonly kind: HandoverOutcomeKind; readonly findings: readonly HandoverFinding[] },
  ): Promise<void>
}

export interface HandoverLedgerParts {
  /** `undefined`: there is no place to keep it, the log is all. */
  readonly handoverAudit: HandoverAudit | undefined
  readonly rules: () => Pick<Rules, 'handover'>
  readonly clock: Clock
  readonly log: Log
}

/** What the checks say of a field whose content nobody knows. */
const SAYS_UNKNOWN: ReadonlySet<string> = new Set([
  'conversation_not_found',
  'cxone_conversation_not_found',
  'queue_not_found',
  'target_is_name',
  'target_not_an_id',
  'cxone_invalid_target',
  'wrapup_not_found',
  'wrapup_is_name',
  'cxone_wrapup_not_found',
])

const NONE = '(none)'
const lengthOf = (text: string): string => `(${text.length} characters)`
const wordOnly = (word: string | undefined, known: readonly string[]): string =>
  word === undefined ? NONE : known.includes(word) ? word : lengthOf(word)

export const createHandoverLedger = ({ handoverAudit, rules, clock, log }: HandoverLedgerParts): HandoverLedger => ({
  enter: async (by, draft, { kind, findings }) => {
    const unknown = new Set(findings.filter(({ code }) => SAYS_UNKNOWN.has(code)).map(({ path }) => path))
    /** A flow that mixed its variables up may send a customer's words for an id: they are not for the log. */
    const idOnly = (path: string, id: string | null | undefined): string =>
      id === undefined || id === null ? NONE : looksLikeId(id) && !unknown.has(path) ? id : lengthOf(id)
    const keys = Object.keys(draft.contextData ?? {})
    const contextKeys = keys.filter((key) => isKnownContextKey(key, rules().handover))
    const record: HandoverRecord = {
      timestamp: new Date(clock.now()).toISOString(),
      eventType: 'HANDOVER',
      by,
      conversationId: idOnly('conversationId', draft.conversationId),
      transferTo: {
        type: wordOnly(draft.transferTo?.type, TARGET_TYPES),
        id: idOnly('transferTo.id', draft.transferTo?.id),
      },
      transferType: wordOnly(draft.transferType, TRANSFER_TYPES),
      wrapupCodeId: idOnly('wrapupCode.id', draft.wrapupCode?.id),
      contextKeys,
      otherContextKeys: keys.length - contextKeys.length,
      outcome: kind,
      findings: findings.map(({ path, code, severity }) => ({ path, code, severity })),
    }
    const fields = {
      audit: 'handover',
      by,
      conversationId: record.conversationId,
      target: record.transferTo.id,
      outcome: kind,
      findings: findings.map(({ code }) => code).join(' '),
    }
    if (kind === 'transferred') log.info(fields, 'a conversation was handed over')
    else log.warn(fields, 'a conversation was not handed over')
    try {
      await handoverAudit?.record(record)
    } catch (error) {
      if (!(error instanceof NotKept)) throw error
      log.error({ conversationId: record.conversationId, cause: error.cause }, 'a handover could not be kept for audit')
    }
  },
})
