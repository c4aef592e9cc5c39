/** What the agent did with suggestions, by their ids. Pure. */

export interface Mark {
  /** `refused`: the host did not take it. */
  readonly insert?: 'done' | 'refused'
  /** `refused`: the browser did not let it. */
  readonly copy?: 'done' | 'refused'
  readonly rating?: 'helpful' | 'unhelpful'
  readonly isDismissed?: boolean
}

/** The one marked last is last. */
export type Marks = ReadonlyMap<string, Mark>

/** Enough for the conversations of an hour; what is older is not on screen. */
const MOST_MARKS = 300

export const withMark = (marks: Marks, suggestionId: string, change: Mark): Marks => {
  const kept = [...marks].filter(([id]) => id !== suggestionId).slice(1 - MOST_MARKS)
  return new Map([...kept, [suggestionId, { ...marks.get(suggestionId), ...change }]])
}

/** The one dismissed last among these. */
export const lastDismissed = (marks: Marks, suggestionIds: ReadonlySet<string>): string | undefined =>
  [...marks].findLast(([id, { isDismissed }]) => isDismissed && suggestionIds.has(id))?.[0]
