/** What the panel makes of a conversation's suggestions. Pure. */
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { Moment } from './moment.ts'

export type SuggestionSet = NonNullable<ConversationSnapshot['suggestions']>
type Entry = ConversationSnapshot['transcript'][number]

/** Sets that are kept beside the newest: what anybody goes back to. */
const MOST_EARLIER = 5

/** Whether a set goes on with the one before it: it answers the same message, and carries some of what was there. */
export const goesOn = ({ data }: SuggestionSet, before: SuggestionSet | null): boolean => {
  if (before === null || before.data.basedOn !== data.basedOn) return false
  const ids = idsOf(before)
  return data.suggestions.some(({ id }) => ids.has(id))
}

/** How many suggestions of a set were not in the one before it. */
export const newIn = ({ data }: SuggestionSet, before: SuggestionSet | null): number => {
  const ids = idsOf(before)
  return data.suggestions.filter(({ id }) => !ids.has(id)).length
}

const idsOf = (set: SuggestionSet | null): ReadonlySet<string> =>
  new Set(set?.data.suggestions.map(({ id }) => id) ?? [])

/** What is kept once another set is the newest; the same set told again is no other, nor is one that goes on with it, and one without a text is not kept. */
export const withEarlier = (
  earlier: readonly SuggestionSet[],
  before: SuggestionSet | null,
  newest: SuggestionSet | null,
): readonly SuggestionSet[] => {
  const [first] = before?.data.suggestions ?? []
  const isSame = newest !== null && (newest.data.suggestions[0]?.id === first?.id || goesOn(newest, before))
  const isKept = before !== null && first !== undefined && !isSame
  return isKept ? [...earlier, before].slice(-MOST_EARLIER) : earlier
}

/** The message that a set answers, where it is still known. */
export const answered = ({ data }: SuggestionSet, entries: readonly Entry[]): Entry | undefined =>
  data.basedOn === null ? undefined : entries.find((entry) => entry.data.utteranceId === data.basedOn)

/** A message that suggestions are looked for, and since when by the clock of this browser. */
export interface Awaited {
  readonly utteranceId: string
  readonly since: Moment
}

/** @param sinceOf when a message that was not awaited before began to be. */
export const awaitedIn = (
  { transcript, suggestions, status }: ConversationSnapshot,
  before: Awaited | null,
  sinceOf: (entry: Entry) => Moment,
): Awaited | null => {
  const entry = transcript.findLast(({ data }) => data.awaitsSuggestions)
  if (entry === undefined || status?.data.state === 'ended') return null
  const asked = suggestions ? answered(suggestions, transcript) : undefined
  const isAnswered = asked
    ? transcript.indexOf(asked) >= transcript.indexOf(entry)
    : suggestions !== null && suggestions.seq > entry.seq
  if (isAnswered) return null
  const { utteranceId } = entry.data
  return before?.utteranceId === utteranceId ? before : { utteranceId, since: sinceOf(entry) }
}

/**
 * - `none`: nothing is looked for, or so briefly that a word would only flicker;
 * - `working`: it is, and that is worth a word;
 * - `slow`: it takes longer than it should;
 * - `late`: nothing will come of it any more, and nothing need be said.
 */
export type Search = 'none' | 'working' | 'slow' | 'late'

const STAGES: readonly (readonly [afterMs: number, Search])[] = [
  [8_000, 'late'],
  [2_000, 'slow'],
  [300, 'working'],
]

export const searchFor = (awaited: Awaited | null, now: Moment): Search =>
  STAGES.find(([afterMs]) => awaited !== null && now - awaited.since >= afterMs)?.[1] ?? 'none'

/** When {@link searchFor} says something else; never, where that is not to be expected. */
export const searchChangesIn = (awaited: Awaited | null, now: Moment): number => {
  const waited = awaited === null ? Infinity : now - awaited.since
  return Math.min(...STAGES.map(([afterMs]) => afterMs - waited).filter((ms) => ms > 0))
}
