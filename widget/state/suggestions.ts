/** What the panel makes of a conversation's suggestions. Pure. */
import type { ConversationSnapshot, Suggestion, SuggestionsData } from '../../shared/wire/assist.ts'

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

/** What is on screen and what waits to be, because the agent is at what is on screen. */
export interface Displayed {
  readonly conversationId: string
  readonly shown: SuggestionSet | null
  readonly waiting: SuggestionSet | null
  /** Sets that came since the one shown. */
  readonly waitingCount: number
}

export const nothingDisplayed: Displayed = { conversationId: '', shown: null, waiting: null, waitingCount: 0 }

const isSame = (a: SuggestionSet | null, b: SuggestionSet | null): boolean => a?.seq === b?.seq && a?.at === b?.at

/** @param isBusy the agent points at what is shown or has the focus in it: nothing may move. */
export const display = (
  displayed: Displayed,
  conversationId: string,
  newest: SuggestionSet | null,
  isBusy: boolean,
): Displayed => {
  const { shown, waiting, waitingCount } = displayed
  const isOther = conversationId !== displayed.conversationId
  const canDisturb = isBusy && !isOther && shown !== null && shown.data.suggestions.length > 0
  if (isSame(newest, shown) && !isOther)
    return waiting === null ? displayed : { ...displayed, waiting: null, waitingCount: 0 }
  if (!canDisturb) return { conversationId, shown: newest, waiting: null, waitingCount: 0 }
  if (isSame(newest, waiting)) return displayed
  return { ...displayed, waiting: newest, waitingCount: waitingCount + 1 }
}
