/** What the agent did with suggestions. Pure. */
import type { UnhelpfulReason } from '../../shared/wire/socket-reports.ts'
import type { RequestRefused } from '../link/link.ts'

/** What could not be done, and why; a copy always for the same reason. `text`: it is in the reply, and reads differently. */
export type Obstacle =
  | { readonly of: 'insert' | 'undo'; readonly reason: string }
  | { readonly of: 'copy' | 'text'; readonly reason?: undefined }

/** What puts a text where the customer may come to read it. */
export const GUARDED = ['insert', 'replace', 'copy'] as const
export type GuardedAct = (typeof GUARDED)[number]

export interface Mark {
  readonly isInserted?: boolean
  /** What was inserted is not what was suggested. */
  readonly isEdited?: boolean
  /** The insertion can be taken back, as far as is known. */
  readonly canUndo?: boolean
  readonly isCopied?: boolean
  readonly rating?: 'helpful' | 'unhelpful'
  /** Why it was not helpful. */
  readonly reason?: UnhelpfulReason | undefined
  readonly isDismissed?: boolean
  /** What the agent makes of the text, while they are at it. */
  readonly draft?: string | undefined
  /** Texts that a model made of it, the one that is shown last; those before are what undoing leads back to. */
  readonly rewritten?: readonly string[] | undefined
  /** Drafts that a model rewrote, the last one last. */
  readonly draftsBefore?: readonly string[] | undefined
  readonly rewriting?: Rewriting | undefined
  readonly obstacle?: Obstacle | undefined
  /** It is for agents only, and this is done with it once the agent says so a second time. */
  readonly confirming?: GuardedAct | undefined
}

/** A text that a model is asked to rewrite, or would not. */
export type Rewriting =
  | { readonly kind: 'working' | 'slow' }
  | { readonly kind: 'refused'; readonly refusal: RequestRefused }

/** What stands on the card: the suggestion, or what a model made of it. */
export const textOf = ({ rewritten }: Mark, { text }: { readonly text: string }): string => rewritten?.at(-1) ?? text

/** Whether what would be inserted now was written by a model. */
export const isRewritten = ({ draft, rewritten, draftsBefore }: Mark): boolean =>
  rewritten !== undefined || (draft !== undefined && draftsBefore !== undefined)

/** Where a suggestion was made, and which one it is. */
export interface Place {
  readonly conversationId: string
  readonly id: string
}

/** By {@link markKey}; the one marked last is last. */
export type Marks = ReadonlyMap<string, Mark>

/** Nothing that is done in one conversation shows in another, whatever suggestions are called there. */
export const markKey = ({ conversationId, id }: Place): string => JSON.stringify([conversationId, id])

/** Enough for the conversations of an hour; what is older is not on screen. */
const MOST_MARKS = 300

export const markOf = (marks: Marks, place: Place): Mark => marks.get(markKey(place)) ?? {}

export const withMark = (marks: Marks, place: Place, change: Mark): Marks => {
  const key = markKey(place)
  const kept = [...marks].filter(([each]) => each !== key).slice(1 - MOST_MARKS)
  return new Map([...kept, [key, { ...marks.get(key), ...change }]])
}

export const canUndo = ({ isDismissed, canUndo: can }: Mark): boolean => isDismissed === true || can === true

/** Of these, the one that something was done with last that can be undone. */
export const lastUndoable = <P extends Place>(marks: Marks, places: readonly P[]): P | undefined => {
  const order = [...marks.keys()]
  const age = (place: Place): number => order.indexOf(markKey(place))
  return places.filter((place) => canUndo(markOf(marks, place))).sort((a, b) => age(b) - age(a))[0]
}
