/** Two conversations that turn out to be one: what the one holds goes behind what the other holds, each utterance once. */
import type { Origin } from '../../wire/origin.ts'
import { neededTogether } from '../board/needed.ts'
import { type Changed, type DatedEvent, withEvents } from './change.ts'
import { eventsOf } from './conversation.ts'
import type { KindedId } from './conversation-ids.ts'
import { countedTogether } from './counted.ts'
import { HEARD_UTTERANCES, isCalled } from './hear.ts'
import { newestOf } from './newest.ts'
import { type ConversationRecord, withIds } from './record.ts'
import { remembering } from './remembering.ts'
import { renamed } from './renamed.ts'
import { findRepeated, type HeardUtterance } from './utterances.ts'

/**
 * The survivor with all that the absorbed one holds: its ids, what was said and scored in it, and its agent where the
 * survivor has none. What the survivor knows by another name keeps that name, wherever it is mentioned.
 *
 * @param replayable events that can be replayed, at most
 */
export const merged = (survivor: ConversationRecord, absorbed: ConversationRecord, replayable: number): Changed => {
  const names = new Map<string, string>()
  let heard = survivor.heard
  /** What was two utterances in one conversation stays two: only the survivor's own can be the same ones. */
  let unmatched = survivor.heard
  const ids = withSessionLast([...survivor.ids, ...absorbed.ids], survivor.sessionId)
  const events: DatedEvent[] = []
  for (const { at, ...event } of eventsOf(absorbed.snapshot, absorbed.replayable)) {
    const told =
      event.type === 'transcript'
        ? absorbed.heard.find(({ utteranceId }) => utteranceId === event.data.utteranceId)
        : undefined
    const same = told === undefined ? undefined : sameAs(told, unmatched)
    if (told !== undefined && same !== undefined) {
      const matched = bothOf(same, told)
      unmatched = unmatched.filter((each) => each !== same)
      names.set(told.utteranceId, same.utteranceId)
      heard = heard.map((each) => (each === same ? matched : each))
      continue
    }
    if (told !== undefined) heard = newestOf(heard, [told], HEARD_UTTERANCES)
    events.push({ ...renamed(event, names), at })
  }
  const nameOf = (id: string): string => names.get(id) ?? id
  const isScored = (id: string): boolean => survivor.scores.some(({ utteranceId }) => utteranceId === id)
  const moved = absorbed.scores
    .map((score) => ({ ...score, utteranceId: nameOf(score.utteranceId) }))
    .filter(({ utteranceId }) => !isScored(utteranceId))
  const escalatedToo = absorbed.escalated.filter(({ sessionId }) =>
    survivor.escalated.every((each) => each.sessionId !== sessionId),
  )
  const record = withIds({ ...survivor, agentId: survivor.agentId ?? absorbed.agentId }, ids)
  const { kept, envelopes } = withEvents(record, events, [], replayable)
  return {
    envelopes,
    record: {
      ...record,
      ...kept,
      heard,
      origin: originOf(survivor, absorbed),
      mentioned: kept.mentioned.joined(absorbed.mentioned),
      scores: [...survivor.scores, ...moved],
      unscored: [...new Set([...survivor.unscored, ...absorbed.unscored.map(nameOf)])].slice(-HEARD_UTTERANCES),
      counted: countedTogether(survivor.counted, absorbed.counted),
      needed: neededTogether(survivor.needed, absorbed.needed),
      escalated: [...survivor.escalated, ...escalatedToo],
      activeAt: later(survivor.activeAt, absorbed.activeAt),
    },
  }
}

/** Whoever was told of last has the newest word. */
const originOf = (survivor: ConversationRecord, absorbed: ConversationRecord): Origin =>
  (absorbed.activeAt ?? 0) > (survivor.activeAt ?? 0)
    ? remembering(survivor.origin, absorbed.origin)
    : remembering(absorbed.origin, survivor.origin)

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

/** The survivor's own session stays the newest of several. */
const withSessionLast = (ids: readonly KindedId[], sessionId: string | undefined): readonly KindedId[] => {
  const isIt = ({ kind, id }: KindedId): boolean => kind === 'session' && id === sessionId
  return sessionId === undefined ? ids : [...ids.filter((each) => !isIt(each)), { kind: 'session', id: sessionId }]
}

const bothOf = (same: HeardUtterance, told: HeardUtterance): HeardUtterance => {
  const [first, ...others] = same.toldBy
  const further = told.toldBy.filter((channel) => !same.toldBy.includes(channel))
  return { ...same, toldBy: [first, ...others, ...further], otherId: told.utteranceId }
}

const sameAs = (told: HeardUtterance, others: readonly HeardUtterance[]): HeardUtterance | undefined => {
  const called = others.find((each) => isCalled(each, told.utteranceId))
  if (called !== undefined) return called
  const tellable = others.filter(({ toldBy }) => !told.toldBy.some((channel) => toldBy.includes(channel)))
  return findRepeated(tellable, { ...told, channel: told.toldBy[0] })
}
