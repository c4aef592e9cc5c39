import type { ConversationSnapshot, Suggestion } from '../../../shared/wire/assist.ts'
import { type Displayed, nothingDisplayed } from '../../state/displayed.ts'
import {
  displaySuggestions,
  type Groups,
  groupsOf,
  inPlace,
  isAnswered,
  shownOf,
  withoutRepeats,
} from '../../state/suggestion-sets.ts'
import { goesOn, newIn, type SuggestionSet } from '../../state/suggestions.ts'

/** What is known of a conversation's suggestions, so far as it decides on what is on screen. */
export interface KnownSets {
  readonly conversationId: string
  readonly newest: ConversationSnapshot['suggestions']
  /** Sets before it, oldest first. */
  readonly earlier: readonly SuggestionSet[]
  readonly entries: ConversationSnapshot['transcript']
  /** The conversation ended: what is here is a record. */
  readonly isEnded: boolean
  readonly maxSuggestions: number
  /** The agent did something with it. */
  readonly isMarked: (suggestion: Suggestion) => boolean
}

/** Which sets of suggestions are on screen and in which order, what waits to be, and what is folded away. */
export class Arrangement {
  /** Whether what is folded away is seen. */
  isUnfolded = false
  readonly #known: () => KnownSets
  #displayed: Displayed<SuggestionSet> = nothingDisplayed
  /** The one displayed, what it goes on with in its place. */
  #arranged: SuggestionSet | null = null
  /** Whether it goes on with what was on screen: then what is new has room of its own. */
  #isGoingOn = false
  /** The set that is over and folded away. */
  #folded: SuggestionSet | null = null

  constructor(known: () => KnownSets) {
    this.#known = known
  }

  get displayed(): Displayed<SuggestionSet> {
    return this.#displayed
  }

  get groups(): Groups {
    const { newest, earlier, isMarked } = this.#known()
    const shown = this.#arranged
    const sets = newest === null ? earlier : [...earlier, newest]
    const groups = groupsOf(shown, sets, shown !== null && shown === this.#folded)
    return withoutRepeats(groups, (set) => this.#mostOf(set), isMarked)
  }

  /** What is on screen, from top to bottom. */
  shown(): readonly Suggestion[] {
    const { current, earlier } = this.groups
    const sets = [...(current ? [current] : []), ...(this.isUnfolded ? earlier : [])]
    return sets.flatMap((set) => this.textsOf(set))
  }

  textsOf(set: SuggestionSet): readonly Suggestion[] {
    return shownOf(set.data, this.#mostOf(set))
  }

  /**
   * Brings it in line with what is known.
   *
   * @param isBusy the agent is at what is shown: a newer set waits, and what is over stays
   * @param isAskedFor the agent asked for the newest set, and waits for it
   */
  update(isBusy: boolean, isAskedFor: boolean): void {
    const { conversationId, newest, entries, isEnded } = this.#known()
    const before = this.#displayed.shown
    const hasCards = this.shown().length > 0
    // Nothing moves where all of it is there already.
    const isKnown =
      newest !== null &&
      before !== null &&
      goesOn(newest, before) &&
      newIn(newest, before) + newIn(before, newest) === 0
    const mustWait = isBusy && hasCards && !isAskedFor && !isKnown
    this.#displayed = displaySuggestions(this.#displayed, conversationId, newest, mustWait)
    const isOther = this.#displayed.shown !== before
    if (isOther) this.#arrange(before)
    const shown = this.#arranged
    const isOver = shown !== null && (isEnded || isAnswered(shown, entries))
    // What is under the pointer or the focus stays where it is until the agent left.
    if (isOver && (isOther || !isBusy)) this.#folded = shown
  }

  #arrange(before: SuggestionSet | null): void {
    const { shown } = this.#displayed
    const onScreen = this.#arranged === null ? [] : this.textsOf(this.#arranged)
    const isGoingOn = shown !== null && goesOn(shown, before)
    this.#arranged = isGoingOn ? inPlace(onScreen, shown) : shown
    this.#isGoingOn = isGoingOn
    this.isUnfolded = false
  }

  #mostOf({ seq }: SuggestionSet): number {
    const { maxSuggestions } = this.#known()
    return this.#isGoingOn && seq === this.#arranged?.seq ? 2 * maxSuggestions : maxSuggestions
  }
}
