/** The conversations whose handover failed lately: by the audit trail, and by what CXone says still waits. */
import type { ConversationFacts } from '../../../shared/domain/handover/facts.ts'
import { ask } from '../../flows/handover/facts.ts'
import type { CxoneHandovers } from '../../ports/cxone.ts'
import type { HandoverRecord } from '../../ports/records.ts'
import type { Deadline } from '../../ports/time.ts'

/** A failed handover leaves its conversation in error or waiting (the tutorial's step 1). */
const FAILED_STATES = ['error', 'queued']

interface FailedHandover {
  readonly conversationId: string
  /** How it is known. */
  readonly knownBy: string
  readonly queueId: string | undefined
  readonly wrapupCodeId: string | undefined
}

export interface Recent {
  readonly failed: readonly FailedHandover[]
  /** What could not be searched, as a sentence each. */
  readonly unsearched: readonly string[]
}

const given = (id: string): string | undefined => (id.startsWith('(') ? undefined : id)

/** The newest first, each conversation once, without those that were handed over since. */
const fromAudit = (records: readonly HandoverRecord[]): readonly FailedHandover[] => {
  const newest = new Map(records.map((record) => [record.conversationId, record]))
  return [...newest.values()]
    .filter(({ outcome, conversationId }) => outcome !== 'transferred' && given(conversationId) !== undefined)
    .toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))
    .map(({ conversationId, timestamp, outcome, transferTo, wrapupCodeId, findings }) => ({
      conversationId,
      knownBy: `audit of ${timestamp}: ${outcome} (${findings.map(({ code }) => code).join(', ')})`,
      queueId: given(transferTo.id),
      wrapupCodeId: given(wrapupCodeId),
    }))
}

const fromSearch = (state: string, conversations: readonly ConversationFacts[]): readonly FailedHandover[] =>
  conversations.map(({ id }) => ({
    conversationId: id,
    knownBy: `CXone search: ${state}`,
    queueId: undefined,
    wrapupCodeId: undefined,
  }))

/** @param count the most that are wanted */
export const findFailedHandovers = async (
  handovers: CxoneHandovers,
  audit: readonly HandoverRecord[],
  count: number,
  deadline: Deadline,
): Promise<Recent> => {
  const answers = await Promise.all(
    FAILED_STATES.map(async (state) => ({ state, answer: await ask(handovers, handovers.search(state, deadline)) })),
  )
  const searched = answers.flatMap(({ state, answer }) =>
    answer.kind === 'known' ? fromSearch(state, answer.value) : [],
  )
  const unsearched = answers.flatMap(({ state, answer }) =>
    // A CXone that knows no such state has no conversation in it.
    answer.kind === 'unchecked' ? [`conversations in state ${state} could not be searched (${answer.cause})`] : [],
  )
  const all = new Map<string, FailedHandover>()
  for (const each of [...fromAudit(audit), ...searched]) {
    if (!all.has(each.conversationId)) all.set(each.conversationId, each)
  }
  return { failed: [...all.values()].slice(0, count), unsearched }
}
