/** What is said, each utterance once: over however many channels it comes, and whatever is sent again. */
import type { TranscriptData } from '../../wire/assist.ts'
import type { Speaker } from '../../wire/vocabulary.ts'
import type { MaskedCount } from '../privacy/mask.ts'
import type { Decision } from './change.ts'
import { SNAPSHOT_UTTERANCES } from './conversation.ts'
import { hasEnded } from './ended.ts'
import { hadUtterance, utteranceMention } from './mentions.ts'
import { newestOf } from './newest.ts'
import type { ConversationRecord } from './record.ts'
import { type Channel, findRepeated, type HeardUtterance } from './utterances.ts'

/** Utterances that can be told again by another channel, and that a bot's history can be about. */
export const HEARD_UTTERANCES = SNAPSHOT_UTTERANCES

/** An utterance as a channel tells of it, read. */
export interface ToldUtterance {
  readonly channel: Channel
  readonly speaker: Speaker
  /** As it is kept and shown. */
  readonly text: string
  /** There was more than may be kept. */
  readonly isCut: boolean
  /** What was hidden in it; none where nothing was. */
  readonly masked?: readonly MaskedCount[] | undefined
  /** Equal where two texts are the same but for spacing, Unicode form and escaping. */
  readonly key: string
  /** As the channel calls it, where it does. */
  readonly utteranceId: string | undefined
  /** In [-1, 1], where the channel scored it. */
  readonly sentimentScore: number | undefined
  /** Suggestions will be asked for it as soon as it is heard. */
  readonly awaitsSuggestions: boolean
  /** Nothing is asked for it unless somebody scores it so that there is a reason to. */
  readonly awaitsScore: boolean
  /** Milliseconds since 1970. */
  readonly heardAt: number
}

export interface Heard {
  readonly utteranceId: string
  /**
   * `other_channel`: known already, by its id or its text, but told by this channel for the first time; `again`: this channel repeats itself,
   * or it is the echo of a conversation that has ended.
   */
  readonly kind: 'new' | 'other_channel' | 'again'
}

export const isCalled = ({ utteranceId, otherId }: HeardUtterance, id: string): boolean =>
  utteranceId === id || otherId === id

/** What the conversation calls the utterance that somebody knows by `id`. */
export const ownUtteranceId = ({ heard }: Pick<ConversationRecord, 'heard'>, id: string): string =>
  heard.find((each) => isCalled(each, id))?.utteranceId ?? id

/** @param freshId for an utterance that came without one */
export const hear = (record: ConversationRecord, told: ToldUtterance, freshId: string): Decision<Heard> => {
  const { channel, speaker, utteranceId: givenId, key, heardAt, masked = [] } = told
  const called = givenId === undefined ? undefined : record.heard.find((earlier) => isCalled(earlier, givenId))
  // What was forgotten since is known by its id all the same.
  if (givenId !== undefined && (called?.toldBy.includes(channel) ?? hadUtterance(record, givenId))) {
    return { value: { utteranceId: ownUtteranceId(record, givenId), kind: 'again' } }
  }
  const repeated = called ?? findRepeated(record.heard, { channel, speaker, key, heardAt })
  if (repeated !== undefined) {
    const matched = {
      ...repeated,
      toldBy: [...repeated.toldBy, channel] as const,
      otherId: givenId === undefined || givenId === repeated.utteranceId ? repeated.otherId : givenId,
    }
    return {
      // What a channel that lags behind tells of an ended conversation is no beginning of a new one.
      value: { utteranceId: repeated.utteranceId, kind: hasEnded(record.snapshot) ? 'again' : 'other_channel' },
      change: {
        heard: record.heard.map((earlier) => (earlier === repeated ? matched : earlier)),
        mentions: givenId === undefined ? [] : [utteranceMention(givenId)],
        unscored: told.awaitsScore ? withUnscored(record.unscored, repeated.utteranceId) : undefined,
      },
    }
  }
  const utteranceId = givenId ?? freshId
  const fresh: HeardUtterance = { utteranceId, toldBy: [channel], speaker, key, heardAt }
  const data: TranscriptData = {
    utteranceId,
    speaker,
    text: told.text,
    ...(told.isCut ? { truncated: true } : {}),
    ...(masked.length === 0 ? {} : { masked: [...masked] }),
    ...(told.sentimentScore === undefined ? {} : { sentimentScore: told.sentimentScore }),
    ...(told.awaitsSuggestions ? { awaitsSuggestions: true } : {}),
  }
  const beginsAnew = hasEnded(record.snapshot)
  const earlier = beginsAnew ? [] : record.unscored
  return {
    value: { utteranceId, kind: 'new' },
    change: {
      beginsAnew,
      heard: newestOf(record.heard, [fresh], HEARD_UTTERANCES),
      unscored: told.awaitsScore ? withUnscored(earlier, utteranceId) : earlier,
      events: [{ type: 'transcript', data }],
    },
  }
}

const withUnscored = (unscored: readonly string[], utteranceId: string): readonly string[] =>
  newestOf(
    unscored.filter((each) => each !== utteranceId),
    [utteranceId],
    HEARD_UTTERANCES,
  )
