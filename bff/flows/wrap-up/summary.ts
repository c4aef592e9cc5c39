/** A summary for the agent to correct: by rules, or by a language model where there is one and what it says holds. */
import { toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { suggestDisposition } from '../../../shared/domain/wrap-up/disposition.ts'
import { extract } from '../../../shared/domain/wrap-up/extract.ts'
import type { KnownIntent, SummaryMaterial } from '../../../shared/domain/wrap-up/material.ts'
import type { Rules } from '../../../shared/rules.ts'
import { identifier } from '../../../shared/wire/identifiers.ts'
import type { ConversationSummary, Disposition, SummaryRequest } from '../../../shared/wire/wrap-up.ts'
import { contactAddress } from '../../conversations/addresses.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { orLate, startDeadline } from '../../deadline.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import type { CxoneWrapUps } from '../../ports/wrap-up.ts'
import type { WrapUpMemory } from './memory.ts'
import { askLanguageModel } from './written-summary.ts'

/** Nobody waits longer for what can be done without. */
const DISPOSITIONS_WITHIN_MS = 2500
const MOST_DISPOSITIONS = 500

export interface SummaryFlow {
  /** `not_found`: nothing was said that could be summed up. */
  take(request: SummaryRequest): Promise<ConversationSummary | 'not_found'>
}

export interface SummaryFlowParts {
  readonly wrapUps: Pick<CxoneWrapUps, 'dispositions'>
  /** `undefined`: the rules write them all. */
  readonly languageModel: LanguageModel | undefined
  readonly conversations: Pick<Conversations, 'find'>
  readonly memory: WrapUpMemory
  readonly mask: Masking
  readonly rules: () => Rules
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

/** What an agent said was meant, else what the bot was sure of. */
const intentOf = ({ snapshot }: ConversationRecord): KnownIntent | undefined => {
  const { fallback, intent } = snapshot
  if (fallback?.data.confirmed !== undefined) {
    return { name: fallback.data.confirmed, utteranceId: fallback.data.utteranceId }
  }
  return intent?.data.accepted === true ? { name: intent.data.name, utteranceId: intent.data.utteranceId } : undefined
}

const materialOf = (record: ConversationRecord, rules: Pick<Rules, 'escalation'>): SummaryMaterial => ({
  utterances: record.snapshot.transcript.map(({ data }) => data).filter(({ text }) => text.trim() !== ''),
  intent: intentOf(record),
  handover: record.snapshot.handover?.data,
  scores: record.scores,
  elevatedFrom: rules.escalation.matrix[1]?.from ?? 1,
})

const countHidden = ({ snapshot }: ConversationRecord): number =>
  snapshot.transcript.flatMap(({ data }) => data.masked ?? []).reduce((sum, { count }) => sum + count, 0)

export const createSummaryFlow = (parts: SummaryFlowParts): SummaryFlow => {
  const { wrapUps, languageModel, conversations, memory, mask, rules, clock, log, metrics } = parts

  /** None where CXone does not tell, or not in time: the summary does not wait for it. */
  const dispositionsOf = async (record: ConversationRecord): Promise<readonly Disposition[]> => {
    const contact = contactAddress(toldOf(record.ids) ?? {}, record)
    if (contact === undefined) return []
    const deadline = startDeadline(DISPOSITIONS_WITHIN_MS, clock)
    try {
      const told = await orLate(wrapUps.dispositions(contact, deadline), deadline, () => [])
      return told.filter(({ id }) => identifier.safeParse(id).success).slice(0, MOST_DISPOSITIONS)
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      log.info({ cause: error.facts.kind }, 'dispositions could not be read; the summary goes without')
      return []
    } finally {
      deadline.release()
    }
  }

  return {
    take: async ({ conversationId: alias, language }) => {
      const record = await conversations.find(alias)
      if (record === undefined) return 'not_found'
      const material = materialOf(record, rules())
      if (material.utterances.length === 0) return 'not_found'
      const extracted = extract(material, language)
      const [written, dispositions] = await Promise.all([
        languageModel === undefined
          ? undefined
          : askLanguageModel({ languageModel, mask, clock, log }, material, extracted),
        dispositionsOf(record),
      ])
      const isWritten = written?.kind === 'written'
      const { headline, points } = isWritten ? written.summary : extracted
      const engine = isWritten ? 'llm' : 'extract'
      metrics.summaryMade(written?.kind === 'failed' ? 'fallback' : engine)
      memory.suggested(record.conversationId, engine)
      const disposition = suggestDisposition(dispositions, extracted, material.intent)
      return {
        headline,
        points: [...points],
        engine,
        redactions: countHidden(record),
        ...(disposition === undefined ? {} : { disposition }),
        ...(dispositions.length === 0 ? {} : { dispositions: [...dispositions] }),
        ...(written?.kind === 'failed' ? { fallbackReason: written.reason } : {}),
      }
    },
  }
}
