/** A record as Redis keeps it: its events once each, and beside them what no event says. */
import * as z from 'zod/mini'
import { rowOf } from '../../../shared/domain/board/row.ts'
import {
  applyEvent,
  emptySnapshot,
  eventsOf,
  SNAPSHOT_UTTERANCES,
} from '../../../shared/domain/conversation/conversation.ts'
import type { KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { Written } from '../../../shared/domain/conversation/link.ts'
import { type ConversationRecord, newRecord, withIds } from '../../../shared/domain/conversation/record.ts'
import type { AssistEnvelope } from '../../../shared/wire/assist.ts'
import { frozen } from '../memory/frozen.ts'
import { mentionKeys, mentionsOf, withMentionKeys } from '../memory/mentioned.ts'

/** As it was read: a record never changes without a new revision. */
export interface Revision {
  readonly record: ConversationRecord
  /** Counted up, and never the same twice for one name. */
  readonly revision: number
  /** How many mentions were ever kept. */
  readonly mentions: number
}

const texts = z.array(z.string())

/** A record in the answer of the script that loads. */
export const loadedRecord = z.union([
  /** Not there, or as the caller has it. */
  z.tuple([z.string(), z.string()]),
  z.tuple([
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.enum(['all', 'more']),
    texts,
    texts,
    texts,
    texts,
  ]),
])

/** What no event says. Written by these scripts alone, so it is read back as what it was. */
type Head = Pick<
  ConversationRecord,
  'activeAt' | 'agentId' | 'counted' | 'escalated' | 'heard' | 'origin' | 'scores' | 'unscored'
> &
  // An earlier version did not write it.
  Partial<Pick<ConversationRecord, 'needed'>>

const bySeq = (a: AssistEnvelope, b: AssistEnvelope): number => a.seq - b.seq

/** Epochs carry the generation of the server that tells them: where history may be lost, each is another one. */
export const epochIn = (generation: string, epoch: string): string => `${epoch}.${generation}`
const storedEpoch = (epoch: string): string => epoch.slice(0, epoch.lastIndexOf('.'))

/** What the script that loads is to know of a revision that the caller has. */
export const heldOf = ({ record, revision, mentions }: Revision): readonly string[] => [
  String(revision),
  storedEpoch(record.epoch),
  String(record.snapshot.seq),
  String(mentions),
]

/**
 * @param generation in which it was read
 * @param held what the caller has of it
 */
export const revisionOf = (
  loaded: z.infer<typeof loadedRecord>,
  generation: string,
  replayable: number,
  held: Revision | undefined,
): Revision | undefined => {
  const [name, revision] = loaded
  if (revision === '') return undefined
  if (loaded.length === 2) return held
  const [, , epoch, seq, headText, idsText, mentions, extent, eventTexts, saidTexts, newestTexts, keys] = loaded
  const head: Head = JSON.parse(headText)
  const ids: readonly KindedId[] = JSON.parse(idsText)
  const parsed = (text: string): AssistEnvelope => JSON.parse(text)
  const events = eventTexts.map(parsed)
  const base = extent === 'more' ? held?.record : undefined
  const earliest = events[0]?.seq ?? Number.POSITIVE_INFINITY
  const older = [...saidTexts, ...newestTexts].map(parsed).filter((each) => each.seq < earliest)
  const known = [...older.toSorted(bySeq), ...events]
  const snapshot = known.reduce(applyEvent, base?.snapshot ?? emptySnapshot(name))
  const fresh = newRecord(name, epochIn(generation, epoch), mentionsOf([]))
  const record = withIds(
    {
      ...(base ?? fresh),
      origin: head.origin,
      agentId: head.agentId,
      heard: head.heard,
      scores: head.scores,
      unscored: head.unscored,
      escalated: head.escalated,
      activeAt: head.activeAt,
      counted: head.counted,
      needed: head.needed ?? [],
      snapshot: { ...snapshot, seq: Number(seq) },
      replayable: [...(base?.replayable ?? []), ...events].slice(-replayable),
      mentioned: withMentionKeys(base?.mentioned ?? fresh.mentioned, keys),
    },
    ids,
  )
  return { record: frozen(record), revision: Number(revision), mentions: Number(mentions) }
}

export interface WrittenRecord {
  readonly name: string
  readonly rev: string
  readonly epoch: string
  readonly seq: string
  readonly head: string
  readonly ids: string
  readonly mentions: string
  /** Nothing of what was there counts any more. */
  readonly whole: boolean
  readonly events: readonly (readonly [string, string])[]
  readonly said: readonly string[]
  readonly newest: readonly (readonly [string, string])[]
  readonly mentioned: readonly string[]
  /** As it stands on the board. */
  readonly row?: string
  readonly silentSince?: string
  readonly endedAt?: string
}

/** Of these the snapshot holds several, of others the newest. */
const isSaid = ({ type }: AssistEnvelope): boolean => type === 'transcript' || type === 'note'

/** @param revision the one that it gets */
export const writtenRecord = (
  { record, envelopes }: Written,
  before: Revision | undefined,
  revision: number,
): WrittenRecord => {
  const { conversationId, epoch, snapshot, replayable, mentioned, activeAt, ids } = record
  const { origin, agentId, heard, scores, unscored, escalated, counted, needed } = record
  const head: Head = { origin, agentId, heard, scores, unscored, escalated, activeAt, counted, needed }
  const row = rowOf(record)
  const base = before?.record.epoch === epoch ? before : undefined
  const logged = base === undefined ? replayable : envelopes
  const held = base === undefined ? eventsOf(snapshot, []) : envelopes
  const keys = mentionKeys(mentioned, base?.record.mentioned)
  const isWaiting = activeAt !== undefined && !hasEnded(snapshot)
  return {
    name: conversationId,
    rev: String(revision),
    epoch: storedEpoch(epoch),
    seq: String(snapshot.seq),
    head: JSON.stringify(head),
    ids: JSON.stringify(ids),
    mentions: String((base?.mentions ?? 0) + keys.length),
    whole: base === undefined,
    events: logged.map((each) => [String(each.seq), JSON.stringify(each)]),
    said: held
      .filter(isSaid)
      .slice(-SNAPSHOT_UTTERANCES)
      .map((each) => JSON.stringify(each)),
    newest: held.filter((each) => !isSaid(each)).map((each) => [each.type, JSON.stringify(each)]),
    mentioned: keys,
    ...(row === undefined ? {} : { row: JSON.stringify(row) }),
    ...(isWaiting ? { silentSince: String(activeAt) } : {}),
    ...(hasEnded(snapshot) && snapshot.status !== null ? { endedAt: String(Date.parse(snapshot.status.at)) } : {}),
  }
}
