/** What is said, each utterance once: over however many channels it comes, and whatever is sent again. */
import { SNAPSHOT_UTTERANCES } from '../../shared/domain/conversation/conversation.ts'
import { hasEnded } from '../../shared/domain/conversation/ended.ts'
import { type Channel, findRepeated, type HeardUtterance } from '../../shared/domain/conversation/utterances.ts'
import type { AssistEvent, TranscriptData } from '../../shared/wire/assist.ts'
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { ConversationRecord, ConversationStore } from '../ports/store.ts'
import { readText } from './heard-text.ts'
import { hadUtterance, utteranceMention } from './mentions.ts'

/** Utterances that can be told again by another channel, and that a bot's history can be about. */
export const HEARD_UTTERANCES = SNAPSHOT_UTTERANCES

export interface Utterance {
  readonly channel: Channel
  readonly speaker: Speaker
  readonly text: string
  readonly utteranceId?: string | undefined
  readonly sentimentScore?: number | undefined
  /** Suggestions will be asked for it as soon as it is heard. */
  readonly awaitsSuggestions?: boolean | undefined
}

export interface Heard {
  readonly utteranceId: string
  /**
   * `other_channel`: known already, but told by this channel for the first time; `again`: this channel repeats itself,
   * or it is the echo of a conversation that has ended.
   */
  readonly kind: 'new' | 'other_channel' | 'again'
}

export const isCalled = ({ utteranceId, otherId }: HeardUtterance, id: string): boolean =>
  utteranceId === id || otherId === id

/** What the conversation calls the utterance that somebody knows by `id`. */
export const ownUtteranceId = ({ heard }: Pick<ConversationRecord, 'heard'>, id: string): string =>
  heard.find((each) => isCalled(each, id))?.utteranceId ?? id

export interface HearingParts {
  readonly store: Pick<ConversationStore, 'mention' | 'setHeard'>
  readonly append: (record: ConversationRecord, event: AssistEvent) => Promise<void>
  /** Something new was said where the conversation had ended. */
  readonly beginAnew: (record: ConversationRecord) => Promise<ConversationRecord>
  /** A fresh id for utterances that came without one. */
  readonly newId: () => string
}

export type Hear = (record: ConversationRecord, utterance: Utterance, heardAt: number) => Promise<Heard>

export const createHear =
  ({ store, append, beginAnew, newId }: HearingParts): Hear =>
  async (record, utterance, heardAt) => {
    const { channel, speaker, utteranceId: givenId } = utterance
    if (givenId !== undefined && hadUtterance(record, givenId)) {
      return { utteranceId: ownUtteranceId(record, givenId), kind: 'again' }
    }
    const { text, isCut, key } = readText(utterance.text)
    const repeated = findRepeated(record.heard, { channel, speaker, key, heardAt })
    if (repeated !== undefined) {
      const matched = {
        ...repeated,
        toldBy: [...repeated.toldBy, channel] as const,
        otherId: givenId ?? repeated.otherId,
      }
      await store.setHeard(
        record.conversationId,
        record.heard.map((earlier) => (earlier === repeated ? matched : earlier)),
      )
      if (givenId !== undefined) await store.mention(record.conversationId, [utteranceMention(givenId)])
      // What a channel that lags behind tells of an ended conversation is no beginning of a new one.
      return { utteranceId: repeated.utteranceId, kind: hasEnded(record.snapshot) ? 'again' : 'other_channel' }
    }
    const into = hasEnded(record.snapshot) ? await beginAnew(record) : record
    const utteranceId = givenId ?? newId()
    const fresh: HeardUtterance = { utteranceId, toldBy: [channel], speaker, key, heardAt }
    await store.setHeard(record.conversationId, [...record.heard, fresh].slice(-HEARD_UTTERANCES))
    const data: TranscriptData = {
      utteranceId,
      speaker,
      text,
      ...(isCut ? { truncated: true } : {}),
      ...(utterance.sentimentScore === undefined ? {} : { sentimentScore: utterance.sentimentScore }),
      ...(utterance.awaitsSuggestions ? { awaitsSuggestions: true } : {}),
    }
    await append(into, { type: 'transcript', data })
    return { utteranceId, kind: 'new' }
  }
