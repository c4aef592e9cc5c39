/** What the panel makes of a message that the bot did not understand, and of what the agent says was meant. Pure. */
import type { ConversationSnapshot, FallbackData } from '../../shared/wire/assist.ts'
import type { IntentConfirmation } from '../../shared/wire/socket-reports.ts'
import type { ReportOutcome } from '../link/link.ts'
import { type Displayed, display } from './displayed.ts'

export type FallbackNews = NonNullable<ConversationSnapshot['fallback']>
type ReportRefusal = Exclude<ReportOutcome, 'recorded'>['refused']

/** What the agent said of one message. */
export interface Choice {
  /** What the server is told; `null` where none of the guesses fits, which is nobody's business. */
  readonly report: IntentConfirmation | null
  /** On its way; for so long that it is worth a word; safe; or why not. */
  readonly state: 'sending' | 'slow' | 'recorded' | ReportRefusal
  /** The newest event when it became safe: what a later one says of the same message counts instead. */
  readonly asOf: number
}

/** By the messages they are about, see {@link questionOf}. The newest is last. */
export type Choices = ReadonlyMap<string, Choice>

/** The message that still asks the agent what was meant; none once the bot understood a later one. */
export const openFallback = ({ fallback, intent }: ConversationSnapshot): FallbackNews | null => {
  const wasUnderstoodSince = fallback !== null && intent !== null && intent.seq > fallback.seq && intent.data.accepted
  return wasUnderstoodSince ? null : fallback
}

/** Names what is asked. An event with the same name only tells what became of it, and may replace it in place. */
export const questionOf = (conversationId: string, { utteranceId, text, candidates }: FallbackData): string =>
  JSON.stringify([conversationId, utteranceId, text, ...candidates.map(({ intent }) => intent)])

export const isSameQuestion = (a: FallbackNews | null, b: FallbackNews | null): boolean =>
  a !== null && b !== null && questionOf('', a.data) === questionOf('', b.data)

/** @param isBusy the agent is at what is shown. */
export const displayFallback = (
  displayed: Displayed<FallbackNews>,
  conversationId: string,
  newest: FallbackNews | null,
  isBusy: boolean,
): Displayed<FallbackNews> => {
  const isInPlace = conversationId === displayed.conversationId && isSameQuestion(newest, displayed.shown)
  return display(displayed, conversationId, newest, isBusy && !isInPlace)
}

/**
 * How a message stands:
 * - `open`: nobody said what was meant;
 * - `none`: this agent wants none of the guesses;
 * - `sending`: this agent chose, and the server was told; `isSlow` once that is worth a word;
 * - `noted`: it is recorded, `isOwn` where this agent chose it;
 * - `failed`: it is not recorded, and why.
 */
export type Verdict =
  | { readonly kind: 'open' | 'none'; readonly actual?: undefined }
  | { readonly kind: 'sending'; readonly actual: string; readonly isSlow: boolean }
  | { readonly kind: 'noted'; readonly actual: string; readonly isOwn: boolean }
  | { readonly kind: 'failed'; readonly actual: string; readonly why: ReportRefusal }

export const verdictOf = ({ seq, data }: FallbackNews, choice: Choice | undefined): Verdict => {
  const own = choice?.report?.actual
  const isOvertaken = choice === undefined || (choice.state === 'recorded' && seq > choice.asOf)
  if (isOvertaken && data.confirmed !== undefined) {
    return { kind: 'noted', actual: data.confirmed, isOwn: own === data.confirmed }
  }
  if (choice === undefined) return { kind: 'open' }
  if (own === undefined) return { kind: 'none' }
  switch (choice.state) {
    case 'sending':
    case 'slow':
      return { kind: 'sending', actual: own, isSlow: choice.state === 'slow' }
    case 'recorded':
      return { kind: 'noted', actual: own, isOwn: true }
    default:
      return { kind: 'failed', actual: own, why: choice.state }
  }
}
