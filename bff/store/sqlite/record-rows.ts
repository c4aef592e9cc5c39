/** A conversation as rows: its last events and not their fold, what was heard one by one, and what is small in one piece. */
import * as z from 'zod/mini'
import { rowOf } from '../../../shared/domain/board/row.ts'
import { applyEvent, eventsOf } from '../../../shared/domain/conversation/conversation.ts'
import { ID_KINDS } from '../../../shared/domain/conversation/conversation-ids.ts'
import { NOTHING_COUNTED } from '../../../shared/domain/conversation/counted.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import { type ConversationRecord, newRecord, withIds } from '../../../shared/domain/conversation/record.ts'
import type { HeardUtterance } from '../../../shared/domain/conversation/utterances.ts'
import { type AssistEnvelope, assistEnvelope } from '../../../shared/wire/assist.ts'
import { origin } from '../../../shared/wire/origin.ts'
import { escalationLevel, speaker, tone } from '../../../shared/wire/vocabulary.ts'
import { MOST_MENTIONED, mentionKeys, mentionsOf, noMentions } from '../memory/mentioned.ts'
import { measuredBy } from '../weigh-record.ts'
import type { Rows, Step } from './thread-messages.ts'

const channel = z.enum(['webhook', 'fallback', 'sentiment', 'stream', 'hub'])
const heardUtterance = z.object({
  utteranceId: z.string(),
  toldBy: z.tuple([channel], channel),
  speaker,
  key: z.string(),
  heardAt: z.number(),
  otherId: z.optional(z.string()),
})

/** A time in which it needed somebody. */
export const spell = z.object({ since: z.number(), until: z.optional(z.number()) })

/** What is small, and written whole each time. */
const state = z.object({
  ids: z.array(z.object({ kind: z.enum(ID_KINDS), id: z.string() })),
  scores: z.array(
    z.object({ utteranceId: z.string(), frustration: z.number(), tone, by: z.string(), place: z.number() }),
  ),
  unscored: z.array(z.string()),
  origin: z._default(origin, {}),
  escalated: z.array(z.object({ sessionId: z.string(), level: escalationLevel, at: z.number() })),
  counted: z._default(
    z.object({ since: z.optional(z.string()), misunderstood: z.int(), suggestionsUsed: z.int() }),
    NOTHING_COUNTED,
  ),
  needed: z._default(z.array(spell), []),
})

const head = z.object({
  epoch: z.string(),
  agent: z.nullable(z.string()),
  activeAt: z.nullable(z.number()),
  state: z.string(),
})
const eventRow = z.object({ seq: z.int(), type: z.string(), at: z.string(), data: z.string() })
const heardRow = z.object({ place: z.int(), data: z.string() })
const mentionRow = z.object({ key: z.string() })
/** What an id leads to as one of its kinds, and whether a conversation is called so. */
export const leadsRow = z.object({ id: z.string(), kind: z.enum(ID_KINDS), conversation: z.string(), isName: z.int() })
export type LeadsRow = z.infer<typeof leadsRow>

/** Where the utterances of a list stand in the database. By list, since lists are never changed, only replaced. */
const places = new WeakMap<readonly HeardUtterance[], readonly number[]>()

/** Reads where an id leads to. */
export const readsOfLeads = (id: string): readonly Step[] => [
  ['owners', [id]],
  ['named', [id]],
]

/** Reads all of a conversation, and where its ids lead to; {@link recordOf} makes the record of the rows. */
export const readsOf = (conversationId: string): readonly Step[] => [
  ['conversation', [conversationId]],
  ['events', [conversationId]],
  ['heard', [conversationId]],
  ['mentions', [conversationId]],
  ['ownersBeside', [conversationId]],
]

/** Where the ids of a conversation lead to, by what {@link readsOf} came to. */
export const leadsOf = ([, , , , owners = []]: readonly Rows[]): readonly LeadsRow[] =>
  owners.map((row) => leadsRow.parse(row))

const parsed = (text: string): unknown => JSON.parse(text)

/**
 * @param rows what {@link readsOf} came to
 * @param replayable how many events can be replayed at most
 */
export const recordOf = (
  conversationId: string,
  rows: readonly Rows[],
  replayable: number,
): ConversationRecord | undefined => {
  const [heads = [], events = [], heard = [], mentions = []] = rows
  if (heads[0] === undefined) return undefined
  const { epoch, agent, activeAt, state: text } = head.parse(heads[0])
  const { ids, ...small } = state.parse(parsed(text))
  const kept = events.map((row) => eventRow.parse(row))
  const lastSeq = kept.at(-1)?.seq ?? 0
  // What another version wrote may be beyond this one: the conversation goes on without it, and no number comes twice.
  const envelopes = kept.flatMap(({ data, ...carried }) => {
    const read = assistEnvelope.safeParse({ ...carried, conversationId, data: parsed(data) })
    if (!read.success) return []
    measuredBy(read.data.data, data.length)
    return [read.data]
  })
  const said = heard.map((row) => heardRow.parse(row))
  const utterances = said.map(({ data }) => heardUtterance.parse(parsed(data)))
  places.set(
    utterances,
    said.map(({ place }) => place),
  )
  const fresh = newRecord(conversationId, epoch, noMentions())
  const record: ConversationRecord = {
    ...fresh,
    ...small,
    agentId: agent ?? undefined,
    activeAt: activeAt ?? undefined,
    snapshot: { ...envelopes.reduce(applyEvent, fresh.snapshot), seq: lastSeq },
    replayable: envelopes.at(-1)?.seq === lastSeq ? gapless(envelopes).slice(-replayable) : [],
    heard: utterances,
    mentioned: mentionsOf(mentions.map((row) => mentionRow.parse(row).key).reverse()),
  }
  return withIds(record, ids)
}

/** What is kept for the snapshot's sake alone is older, and has gaps. */
const gapless = (envelopes: readonly AssistEnvelope[]): readonly AssistEnvelope[] => {
  const afterGap = envelopes.findLastIndex(({ seq }, at) => at > 0 && envelopes[at - 1]?.seq !== seq - 1)
  return envelopes.slice(Math.max(0, afterGap))
}

const stateSteps = (record: ConversationRecord): Step[] => {
  const { conversationId, epoch, agentId, activeAt, snapshot, ids, origin } = record
  const { scores, unscored, escalated, counted, needed } = record
  const text = JSON.stringify({ ids, origin, scores, unscored, escalated, counted, needed })
  const row = rowOf(record)
  const hasEndedNow = hasEnded(snapshot) ? 1 : 0
  const endedAt = hasEnded(snapshot) && snapshot.status !== null ? Date.parse(snapshot.status.at) : null
  const board = row === undefined ? null : JSON.stringify(row)
  const head = [conversationId, epoch, agentId ?? null, activeAt ?? null, hasEndedNow, endedAt, text, board]
  return [['putConversation', head]]
}

const putEvent = ({ conversationId, seq, type, at, data }: AssistEnvelope): Step => [
  'putEvent',
  [conversationId, seq, type, at, JSON.stringify(data)],
]

const eventSteps = (after: ConversationRecord, before: ConversationRecord | undefined): Step[] => {
  const { conversationId, snapshot, replayable } = after
  if (before !== undefined && before.epoch === after.epoch && before.snapshot.seq === snapshot.seq) return []
  const kept = eventsOf(snapshot, replayable)
  if (before === undefined || before.epoch !== after.epoch) {
    return [['dropEvents', [conversationId]], ...kept.map(putEvent)]
  }
  const fresh = replayable.filter(({ seq }) => seq > before.snapshot.seq)
  // More than can be replayed came at once: what the snapshot alone holds of it is new as well.
  if (fresh.length === replayable.length && fresh[0]?.seq !== before.snapshot.seq + 1) {
    return [['dropEvents', [conversationId]], ...kept.map(putEvent)]
  }
  // As long as all can be replayed, nothing is old enough to go.
  if (replayable[0]?.seq === before.replayable[0]?.seq) return fresh.map(putEvent)
  const seqs = new Set(kept.map(({ seq }) => seq))
  const old = eventsOf(before.snapshot, before.replayable).filter(({ seq }) => !seqs.has(seq))
  return [...old.map(({ seq }): Step => ['dropEvent', [conversationId, seq]]), ...fresh.map(putEvent)]
}

/** The places of a list that grew out of another one; `undefined` where it did not grow at its end alone. */
const grown = (heard: readonly HeardUtterance[], before: readonly HeardUtterance[]): readonly number[] | undefined => {
  const known = places.get(before)
  if (known === undefined) return undefined
  const placeOf = new Map(before.map(({ utteranceId }, at) => [utteranceId, known[at] ?? 0]))
  let last = -1
  let end = known.at(-1) ?? -1
  const own: number[] = []
  for (const { utteranceId } of heard) {
    const place = placeOf.get(utteranceId) ?? ++end
    if (place <= last) return undefined
    own.push(place)
    last = place
  }
  return own
}

const heardSteps = (after: ConversationRecord, before: ConversationRecord | undefined): Step[] => {
  const { conversationId, heard } = after
  const put = (said: HeardUtterance, place: number): Step => ['putHeard', [conversationId, place, JSON.stringify(said)]]
  if (heard === before?.heard) return []
  const own = before === undefined ? undefined : grown(heard, before.heard)
  if (own === undefined || before === undefined) {
    const fresh = heard.map((_, place) => place)
    places.set(heard, fresh)
    return [['dropAllHeard', [conversationId]], ...heard.map(put)]
  }
  places.set(heard, own)
  const staying = new Set(own)
  const isKnown = new Set(before.heard)
  const left = (places.get(before.heard) ?? []).filter((place) => !staying.has(place))
  return [
    ...left.map((place): Step => ['dropHeard', [conversationId, place]]),
    ...heard.flatMap((said, at) => (isKnown.has(said) ? [] : [put(said, own[at] ?? 0)])),
  ]
}

const mentionSteps = (after: ConversationRecord, before: ConversationRecord | undefined): Step[] => {
  const { conversationId, mentioned } = after
  const put = (key: string): Step => ['putMention', [conversationId, key]]
  if (before === undefined) return mentionKeys(mentioned).map(put)
  if (before.mentioned === mentioned) return []
  // Another one under the name of one that is gone.
  if (mentioned.size < before.mentioned.size) {
    return [['dropMentions', [conversationId]], ...mentionKeys(mentioned).map(put)]
  }
  const fresh = mentionKeys(mentioned, before.mentioned).map(put)
  return mentioned.size < MOST_MENTIONED
    ? fresh
    : [...fresh, ['dropOldMentions', [conversationId, conversationId, MOST_MENTIONED]]]
}

const ownerSteps = (after: ConversationRecord, before: ConversationRecord | undefined): Step[] =>
  after.ids === before?.ids ? [] : after.ids.map(({ kind, id }): Step => ['putOwner', [id, kind, after.conversationId]])

/** The ids that it had and has no more. Before anybody gets them. */
export const leftOwnerSteps = (before: ConversationRecord, after: ConversationRecord | undefined): readonly Step[] =>
  before.ids
    .filter((own) => after?.ids.some(({ kind, id }) => kind === own.kind && id === own.id) !== true)
    .map(({ kind, id }): Step => ['dropOwner', [id, kind, before.conversationId]])

/** All that makes `after` of `before`. */
export const recordSteps = (after: ConversationRecord, before: ConversationRecord | undefined): readonly Step[] => [
  ...(before === undefined ? dropSteps(after.conversationId) : []),
  ...stateSteps(after),
  ...ownerSteps(after, before),
  ...eventSteps(after, before),
  ...heardSteps(after, before),
  ...mentionSteps(after, before),
]

/** Nothing is left of it but its ids, which {@link leftOwnerSteps} takes. */
export const dropSteps = (conversationId: string): readonly Step[] => [
  ['dropConversation', [conversationId]],
  ['dropEvents', [conversationId]],
  ['dropAllHeard', [conversationId]],
  ['dropMentions', [conversationId]],
]
