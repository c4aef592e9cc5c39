/** A summary goes to CXone, and is answered for only once CXone has it. */
import AsyncLock from 'async-lock'
import { distance } from 'fastest-levenshtein'
import { toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { SummarySaving } from '../../../shared/wire/wrap-up.ts'
import { contactAddress } from '../../conversations/addresses.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { startDeadline } from '../../deadline.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Log, Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../ports/upstream.ts'
import type { CxoneWrapUps } from '../../ports/wrap-up.ts'
import { textDigest } from '../../text-digest.ts'
import { effectOf } from '../../upstream-answer.ts'
import type { WrapUpMemory } from './memory.ts'

/** A widget waits for ten seconds. */
const BUDGET_MS = 8000

type SavingOutcome =
  | { readonly kind: 'saved' | 'not_found' }
  /** A sentence for the agent, whose text stays with them. */
  | { readonly kind: 'failed'; readonly message: string }

export interface SavingFlow {
  take(request: SummarySaving): Promise<SavingOutcome>
}

export interface SavingParts {
  readonly wrapUps: CxoneWrapUps
  readonly conversations: Pick<Conversations, 'find'>
  readonly memory: WrapUpMemory
  readonly mask: Masking
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

export const createSaving = (parts: SavingParts): SavingFlow => {
  const { wrapUps, conversations, memory, mask, queryLog, clock, log, metrics } = parts
  /** Two summaries of one conversation reach CXone in the order in which they were sent. */
  const lanes = new AsyncLock()

  const failed = (conversationId: string, facts: UpstreamFailureFacts): SavingOutcome => {
    metrics.summarySaved('failed')
    const { kind, status, code } = facts
    log.warn({ conversationId, cause: code ?? kind, status }, 'a summary could not be kept in CXone')
    const isUnclear = effectOf(facts) === 'unknown'
    const rest = isUnclear ? 'it may have the summary all the same' : 'nothing was kept'
    return { kind: 'failed', message: `${wrapUps.explain(facts)}: ${rest}` }
  }

  return {
    take: async ({ conversationId: alias, text, dispositionId, suggestedText }) => {
      const record = await conversations.find(alias)
      const told = record === undefined ? undefined : toldOf(record.ids)
      if (record === undefined || told === undefined) return { kind: 'not_found' }
      const { conversationId } = record
      const contact = contactAddress(told, record)
      if (contact === undefined) {
        return {
          kind: 'failed',
          message: 'no webhook has told which conversation of CXone’s this is: nothing was kept',
        }
      }
      const summary = mask.text(text).text
      const digest = textDigest(JSON.stringify([dispositionId ?? null, summary]))

      return await lanes.acquire(conversationId, async (): Promise<SavingOutcome> => {
        // Whoever lost the answer asks again: CXone has it, and it counts once.
        if (memory.isSaved(conversationId, digest)) {
          metrics.summarySaved('repeated')
          return { kind: 'saved' }
        }
        const deadline = startDeadline(BUDGET_MS, clock)
        try {
          await wrapUps.save(contact, { summary, dispositionId }, deadline)
        } catch (error) {
          if (!(error instanceof UpstreamFailure)) throw error
          return failed(conversationId, error.facts)
        } finally {
          deadline.release()
        }
        memory.saved(conversationId, digest)
        metrics.summarySaved('saved')
        const engine = memory.engineOf(conversationId)
        queryLog.wrapUp({
          timestamp: new Date(clock.now()).toISOString(),
          conversationId,
          ...(engine === undefined ? {} : { engine }),
          // The texts stay out: the distance tells how useful the suggestion was, and nothing about the customer.
          ...(suggestedText === undefined ? {} : { editDistance: distance(mask.text(suggestedText).text, summary) }),
          disposition: dispositionId !== undefined,
          eventType: 'WRAP_UP',
        })
        return { kind: 'saved' }
      })
    },
  }
}
