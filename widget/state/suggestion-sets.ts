/** Which sets of suggestions are current, which are over, and what is on screen of them. Pure. */
import type { ConversationSnapshot, Suggestion, SuggestionsData } from '../../shared/wire/assist.ts'
import { type Displayed, display } from './displayed.ts'
import { gist } from './gist.ts'
import { isAfter } from './order.ts'
import { answered, type SuggestionSet } from './suggestions.ts'

type Entry = ConversationSnapshot['transcript'][number]
/** Whether the customer wrote again after what a set answers. */
export const isStale = (set: SuggestionSet, entries: readonly Entry[]): boolean => {
  const asked = answered(set, entries)
  // By place rather than by number: after a restart of the BFF older messages have numbers of another history.
  const since = asked ? entries.slice(entries.indexOf(asked) + 1) : entries.filter(({ seq }) => seq > set.seq)
  return since.some(({ data }) => data.speaker === 'customer')
}

/** Whether the agent has written since a set came: then nobody needs it any more, whatever it answered. */
export const isAnswered = (set: SuggestionSet, entries: readonly Entry[]): boolean =>
  entries.some((entry) => entry.data.speaker === 'agent' && isAfter(entry, set))

/** Best first, no more than wanted, and none that says what a better one says. */
export const shownOf = ({ suggestions }: Pick<SuggestionsData, 'suggestions'>, most: number): readonly Suggestion[] => {
  const texts = suggestions.map(({ text }) => gist(text))
  return suggestions.filter((_, index) => texts.indexOf(texts[index] ?? '') === index).slice(0, most)
}

/**
 * A set that goes on with what is on screen: that stays in its place, as the newer set has it, and what is new comes after.
 * @param shown what is on screen, from top to bottom
 */
export const inPlace = (shown: readonly Suggestion[], set: SuggestionSet): SuggestionSet => {
  const { suggestions } = set.data
  const places = shown.map(({ id }) => id)
  const kept = places.flatMap((id) => suggestions.filter((each) => each.id === id))
  const fresh = suggestions.filter(({ id }) => !places.includes(id))
  return { ...set, data: { ...set.data, suggestions: [...kept, ...fresh] } }
}

/** What belongs to the customer's last message, and what is folded away, newest first. */
export interface Groups {
  readonly current: SuggestionSet | null
  readonly earlier: readonly SuggestionSet[]
}

/** @param isOver the agent has answered what is on screen, or the conversation ended. */
export const groupsOf = (shown: SuggestionSet | null, sets: readonly SuggestionSet[], isOver: boolean): Groups => {
  if (shown === null) return { current: null, earlier: [] }
  const earlier = sets.filter((set) => isAfter(shown, set)).reverse()
  return isOver ? { current: null, earlier: [shown, ...earlier] } : { current: shown, earlier }
}

/**
 * Of suggestions in several sets that say the same one is left: that of the newest set, and those that are kept.
 * A set of which nothing is left is none.
 *
 * @param earlier newest first
 * @param mostOf suggestions that are shown of a set
 * @param isKept the agent did something with it
 */
export const withoutRepeats = (
  { current, earlier }: Groups,
  mostOf: (set: SuggestionSet) => number,
  isKept: (suggestion: Suggestion) => boolean,
): Groups => {
  const said = new Set(current === null ? [] : shownOf(current.data, mostOf(current)).map(({ text }) => gist(text)))
  const left = earlier.map((set) => {
    const suggestions = shownOf(set.data, mostOf(set)).filter((each) => !said.has(gist(each.text)) || isKept(each))
    for (const { text } of suggestions) said.add(gist(text))
    return { ...set, data: { ...set.data, suggestions } }
  })
  return { current, earlier: left.filter(({ data }) => data.suggestions.length > 0) }
}

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
