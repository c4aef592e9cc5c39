/** Tells agents what there is for an utterance: merged with what they see already, in one step with looking at that. */
import type { ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { countWithheld, type Verdict } from '../../../shared/domain/policy/policy.ts'
import { mergedSet, placesOfCognigy, type SetLimits } from '../../../shared/domain/suggestions/merge.ts'
import type { Suggestion, SuggestionsData } from '../../../shared/wire/assist.ts'
import { announcing, type Conversations } from '../../conversations/conversations.ts'
import type { Decide } from '../../ports/store.ts'

/** What there is for one utterance, all of it with ids, so that deciding twice comes to the same. */
export interface SetParts {
  readonly utteranceId: string
  /** Cognigy's, best first; none while it is asked, or where it is not. */
  readonly cognigy: readonly Suggestion[]
  readonly knowledge: readonly Suggestion[]
  /** For where there is nothing else. */
  readonly generic: readonly Suggestion[]
  readonly withheld: readonly Verdict[]
  /** `asked`: its answer is still to come, and has its places; `unneeded`: nobody asks. */
  readonly state: 'asked' | 'unneeded' | 'live' | 'cached' | 'unavailable'
  /** Why Cognigy has nothing in it. */
  readonly why: Pick<SuggestionsData, 'fallbackReason' | 'unavailableSince'>
  readonly isRequested: boolean
  readonly limits: Omit<SetLimits, 'keptFree'>
  /** Whether the rules in force let it stay. */
  readonly mayStay: (card: Suggestion) => boolean
}

/** What agents were told, and which of it is new to them. */
export interface PublishedSet {
  readonly data: SuggestionsData
  readonly fresh: readonly Suggestion[]
}

type Snapshot = ConversationRecord['snapshot']

/** Whether agents see what answers something that was said later. */
const isPassed = ({ suggestions, transcript }: Snapshot, utteranceId: string): boolean => {
  const placeOf = (id: string | null | undefined): number => transcript.findIndex(({ data }) => data.utteranceId === id)
  return placeOf(suggestions?.data.basedOn) > placeOf(utteranceId)
}

const setOf = (parts: SetParts, shown: readonly Suggestion[]): SuggestionsData => {
  const { state, limits, isRequested } = parts
  const keptFree = state === 'asked' ? placesOfCognigy(limits.most) : 0
  const set = mergedSet({ ...parts, shown, mayGiveWay: isRequested }, { ...limits, keptFree })
  return {
    basedOn: parts.utteranceId,
    suggestions: [...set],
    fallback: state === 'unavailable' && set.every(({ fallback }) => fallback),
    cached: state === 'cached',
    withheld: countWithheld(parts.withheld),
    ...parts.why,
    ...(isRequested ? { requested: true as const } : {}),
  }
}

/** Without an answer of Cognigy's, an event is worth it where there is something new in it. */
const isWorthTelling = ({ state }: SetParts, { data, fresh }: PublishedSet): boolean =>
  (state !== 'asked' && state !== 'unneeded') ||
  fresh.length > 0 ||
  (data.suggestions.length === 0 && data.withheld.length > 0)

const deciding =
  (parts: SetParts): Decide<PublishedSet | undefined> =>
  (record) => {
    const { snapshot } = record
    const before = snapshot.suggestions?.data
    if (before !== undefined && isPassed(snapshot, parts.utteranceId)) {
      if (!parts.isRequested) return { value: undefined }
      // Who asked is waiting: what is newest is for them.
      const data: SuggestionsData = { ...before, requested: true }
      return { value: { data, fresh: [] }, change: announcing(record, { events: [{ type: 'suggestions', data }] }) }
    }
    const shown = before?.basedOn === parts.utteranceId ? before.suggestions : []
    const data = setOf(parts, shown.filter(parts.mayStay))
    const ids = new Set(shown.map(({ id }) => id))
    const value = { data, fresh: data.suggestions.filter(({ id }) => !ids.has(id)) }
    if (!isWorthTelling(parts, value)) return { value: undefined }
    return { value, change: announcing(record, { events: [{ type: 'suggestions', data }] }) }
  }

/** @returns `undefined` where there was nothing to tell, or agents have what is newer */
export const publishSet = (
  conversations: Pick<Conversations, 'change'>,
  place: ToldIds,
  parts: SetParts,
): Promise<PublishedSet | undefined> => conversations.change(place, deciding(parts))
