/** What goes between the service and the thread that scores for it. */
import type { SentimentScores } from '../../shared/domain/frustration/frustration.ts'

/** What a thread is started with. */
export interface ThreadTask {
  readonly folder: string
}

export interface ScoringRequest {
  readonly id: number
  readonly text: string
}

export type ThreadNews =
  /** The model is loaded and warm; requests that came before are answered from now on. */
  | { readonly kind: 'ready'; readonly languages: readonly string[] }
  /** The folder cannot be used, for the reason that the sentence gives. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'scored'; readonly id: number; readonly scores: SentimentScores }
  /** `problem` holds nothing of the text. */
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }

/** ISO 639-1. What a model speaks whose folder does not say. */
export const UNSAID_LANGUAGES: readonly string[] = ['en']
