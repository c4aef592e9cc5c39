/** The port between the panel and whatever scores what customers write. Types only. */
import type { SentimentScores } from '../../shared/domain/frustration/frustration.ts'

export type Backend = 'wasm' | 'webgpu'

/** Why a browser does not score by itself. */
export type LocalObstacle =
  /** The page's policy or the browser allows no worker. */
  | 'no_worker'
  /** The page's policy or the browser allows no WebAssembly. */
  | 'no_wasm'
  /** The model or its runtime could not be fetched, or was not what its manifest says. */
  | 'not_loaded'
  /** The folder that `model` names is not that of a sentiment classifier. */
  | 'unfit_model'
  /** It was loaded and failed again and again. */
  | 'broken'

/**
 * Where utterances are scored right now:
 * - `off`: by the operator's rules, by the integrator's attribute, or because the agent switched it off;
 * - `idle`: on, and nothing was loaded since nothing was there to score;
 * - `loading`: fetching and starting; `progress` in [0, 1], of bytes;
 * - `ready`: in this browser;
 * - `service`: by the BFF, because the operator wants it so or because of an obstacle here;
 * - `unavailable`: nowhere; it is tried again where that can help.
 */
export type ScoringState =
  | { readonly kind: 'off'; readonly by: 'operator' | 'integrator' | 'agent' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly progress: number }
  | { readonly kind: 'ready'; readonly backend: Backend }
  | { readonly kind: 'service'; readonly because: 'operator' | LocalObstacle }
  | { readonly kind: 'unavailable'; readonly because: 'operator' | LocalObstacle }

export interface UtteranceToScore {
  readonly conversationId: string
  readonly utteranceId: string
  readonly text: string
  /** What the agent or the bot said last before it. */
  readonly before?: string | undefined
}

export interface ScoredHere extends UtteranceToScore {
  readonly scores: SentimentScores
  readonly backend: Backend
}

/** Scores in this browser. Nothing is loaded before the first {@link LocalScorer.score}. */
export interface LocalScorer {
  /** Queues one utterance; of those that wait, the newest is next. One that is known already is not scored again. */
  score(utterance: UtteranceToScore): void
  /** Lets go of worker, model and memory. Closing twice is harmless. */
  close(): void
}

export interface LocalScorerListener {
  state(state: ScoringState): void
  scored(result: ScoredHere): void
  /** These can not be scored here: hand them to the service. `problem` is a sentence for integrators. */
  failed(utterances: readonly UtteranceToScore[], because: LocalObstacle, problem?: string): void
}

/** @param bff where the service is, which has the worker where a page bundled all else into modules of its own */
export type LocalScorerFactory = (modelUrl: string, listener: LocalScorerListener, bff?: string) => LocalScorer
