/** What the panel makes of a conversation's suggestions. Pure. */
import type { ConversationSnapshot, Suggestion, SuggestionsData } from '../../shared/wire/assist.ts'
import { type Displayed, display } from './displayed.ts'

export type SuggestionSet = NonNullable<ConversationSnapshot['suggestions']>
type Entry = ConversationSnapshot['transcript'][number]

/** The message that a set answers, where it is still known. */
export const answered = ({ data }: SuggestionSet, entries: readonly Entry[]): Entry | undefined =>
  data.basedOn === null ? undefined : entries.find((entry) => entry.data.utteranceId === data.basedOn)

/** Whether the customer wrote again after what a set answers. */
export const isStale = (set: SuggestionSet, entries: readonly Entry[]): boolean => {
  const asked = answered(set, entries)
  // By place rather than by number: after a restart of the BFF older messages have numbers of another history.
  const since = asked ? entries.slice(entries.indexOf(asked) + 1) : entries.filter(({ seq }) => seq > set.seq)
  return since.some(({ data }) => data.speaker === 'customer')
}

/** Best first, no more than wanted. */
export const shownOf = ({ suggestions }: Pick<SuggestionsData, 'suggestions'>, most: number): readonly Suggestion[] =>
  suggestions.slice(0, most)

/** @param isBusy the agent is at what is shown. Where that is no suggestion, it may change all the same. */
export const displaySuggestions = (
  displayed: Displayed<SuggestionSet>,
  conversationId: string,
  newest: SuggestionSet | null,
  isBusy: boolean,
): Displayed<SuggestionSet> => {
  const hasCards = displayed.shown !== null && displayed.shown.data.suggestions.length > 0
  return display(displayed, conversationId, newest, isBusy && hasCards)
}
