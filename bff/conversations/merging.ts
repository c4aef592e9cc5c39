/** Two conversations that turn out to be one: what the one holds goes behind what the other holds, each utterance once. */
import { eventsOf } from '../../shared/domain/conversation/conversation.ts'
import { renamed } from '../../shared/domain/conversation/renamed.ts'
import { findRepeated, type HeardUtterance } from '../../shared/domain/conversation/utterances.ts'
import type { AssistEvent } from '../../shared/wire/assist.ts'
import type { ConversationRecord, ConversationStore } from '../ports/store.ts'
import { HEARD_UTTERANCES, isCalled } from './hearing.ts'

export interface MergingParts {
  readonly store: ConversationStore
  readonly append: (record: ConversationRecord, event: AssistEvent, at: string) => Promise<void>
}

/** The caller sees to it that nobody else writes to either of them. */
export type Merge = (survivor: ConversationRecord, absorbed: ConversationRecord) => Promise<void>

export const createMerge =
  ({ store, append }: MergingParts): Merge =>
  async (survivor, absorbed) => {
    const { conversationId } = survivor
    const { sessionId } = survivor
    // Before anything else, so that at no moment an id leads nowhere.
    await store.assignIds(conversationId, absorbed.ids)
    if (sessionId !== undefined) await store.assignIds(conversationId, [{ kind: 'session', id: sessionId }])
    if (survivor.agentId === undefined && absorbed.agentId !== undefined) {
      await store.setAgent(conversationId, absorbed.agentId)
    }
    // What the survivor knows by another name keeps that name, wherever it is mentioned.
    const names = new Map<string, string>()
    let heard = survivor.heard
    /** What was two utterances in one conversation stays two: only the survivor's own can be the same ones. */
    let unmatched = survivor.heard
    const keepHeard = async (all: readonly HeardUtterance[]): Promise<void> => {
      heard = all.slice(-HEARD_UTTERANCES)
      await store.setHeard(conversationId, heard)
    }
    for (const { at, ...event } of eventsOf(absorbed.snapshot, absorbed.replayable)) {
      const told =
        event.type === 'transcript'
          ? absorbed.heard.find(({ utteranceId }) => utteranceId === event.data.utteranceId)
          : undefined
      const same = told === undefined ? undefined : sameAs(told, unmatched)
      if (told !== undefined && same !== undefined) {
        const [first, ...others] = same.toldBy
        const matched: HeardUtterance = {
          ...same,
          toldBy: [first, ...others, ...told.toldBy.filter((channel) => !same.toldBy.includes(channel))],
          otherId: told.utteranceId,
        }
        unmatched = unmatched.filter((each) => each !== same)
        names.set(told.utteranceId, same.utteranceId)
        await keepHeard(heard.map((each) => (each === same ? matched : each)))
        continue
      }
      if (told !== undefined) await keepHeard([...heard, told])
      await append(survivor, renamed(event, names), at)
    }
    await store.mention(conversationId, [...absorbed.mentioned])
    const moved = absorbed.scores.map((score) => ({
      ...score,
      utteranceId: names.get(score.utteranceId) ?? score.utteranceId,
    }))
    const isScored = (id: string): boolean => survivor.scores.some(({ utteranceId }) => utteranceId === id)
    await store.setScores(conversationId, [
      ...survivor.scores,
      ...moved.filter(({ utteranceId }) => !isScored(utteranceId)),
    ])
    await store.remove(absorbed.conversationId)
  }

const sameAs = (told: HeardUtterance, others: readonly HeardUtterance[]): HeardUtterance | undefined => {
  const called = others.find((each) => isCalled(each, told.utteranceId))
  if (called !== undefined) return called
  const tellable = others.filter(({ toldBy }) => !told.toldBy.some((channel) => toldBy.includes(channel)))
  return findRepeated(tellable, { ...told, channel: told.toldBy[0] })
}
