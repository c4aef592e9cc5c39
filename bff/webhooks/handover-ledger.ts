/** Accounts for every handover that was decided: in the log, and in the audit trail where there is one. */
import { looksLikeId } from '../../shared/domain/handover/target.ts'
import type { HandoverDraft } from '../../shared/wire/handover.ts'
import type { HandoverFinding } from '../../shared/wire/vocabulary.ts'
import {
  type Clock,
  type HandoverAudit,
  type HandoverOutcomeKind,
  type HandoverRecord,
  type Log,
  NotKept,
} from '../ports.ts'

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
  readonly clock: Clock
  readonly log: Log
}

const MOST_KEYS = 50
/** A flow that mixed its variables up may send a customer's words for an id: they are not for the log. */
const idOnly = (id: string | null | undefined): string =>
  id === undefined || id === null ? '(none)' : looksLikeId(id) ? id : '(no id)'

export const createHandoverLedger = ({ handoverAudit, clock, log }: HandoverLedgerParts): HandoverLedger => ({
  enter: async (by, draft, { kind, findings }) => {
    const record: HandoverRecord = {
      timestamp: new Date(clock.now()).toISOString(),
      eventType: 'HANDOVER',
      by,
      conversationId: idOnly(draft.conversationId),
      transferTo: { type: idOnly(draft.transferTo?.type), id: idOnly(draft.transferTo?.id) },
      transferType: idOnly(draft.transferType),
      wrapupCodeId: idOnly(draft.wrapupCode?.id),
      contextKeys: Object.keys(draft.contextData ?? {})
        .filter(looksLikeId)
        .slice(0, MOST_KEYS),
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
