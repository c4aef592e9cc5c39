/** Which sets of suggestions are current, which are over, and what is on screen of them. Pure. */
import type { ConversationSnapshot, Suggestion, SuggestionsData } from '../../shared/wire/assist.ts'
import { type Displayed, display } from './displayed.ts'
import type { SuggestionSet } from './suggestions.ts'

type Entry = ConversationSnapshot['transcript'][number]
type Dated = Pick<SuggestionSet, 'seq' | 'at'>

/** By time first: numbers of another history, from before a restart of the BFF, tell nothing. */
export const isAfter = (one: Dated, other: Dated): boolean => {
  const apart = Date.parse(one.at) - Date.parse(other.at)
  return apart === 0 ? one.seq > other.seq : apart > 0
}

/** Whether the agent has written since a set came: then nobody needs it any more, whatever it answered. */
export const isAnswered = (set: SuggestionSet, entries: readonly Entry[]): boolean =>
  entries.some((entry) => entry.data.speaker === 'agent' && isAfter(entry, set))

/** What two texts have in common that a customer would not tell apart. */
const gist = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Best first, no more than wanted, and none that says what a better one says. */
export const shownOf = ({ suggestions }: Pick<SuggestionsData, 'suggestions'>, most: number): readonly Suggestion[] => {
  const texts = suggestions.map(({ text }) => gist(text))
  return suggestions.filter((_, index) => texts.indexOf(texts[index] ?? '') === index).slice(0, most)
}

/** Those that came before the one on screen, newest first. */
export const earlierThan = (shown: SuggestionSet | null, sets: readonly SuggestionSet[]): readonly SuggestionSet[] =>
  shown === null ? [] : sets.filter((set) => isAfter(shown, set)).reverse()

/** @param isBusy the agent is at cards that are shown. Where there are none, it may change all the same. */
export const displaySuggestions = (
  displayed: Displayed<SuggestionSet>,
  conversationId: string,
  newest: SuggestionSet | null,
  isBusy: boolean,
): Displayed<SuggestionSet> => {
  const hasCards = displayed.shown !== null && displayed.shown.data.suggestions.length > 0
  return display(displayed, conversationId, newest, isBusy && hasCards)
}
