/** The port `SentimentScorer`: what was scored lately from memory, the rest by a thread, none of it past a deadline. */
import { LRUCache } from 'lru-cache'
import type { ConversationFigures, SentimentScores } from '../../shared/domain/frustration/frustration.ts'
import { orLate } from '../deadline.ts'
import { createModelThread, type ThreadState, type ThreadWords } from '../model/model-thread.ts'
import { ScoringFailed, type SentimentScorer } from '../ports/models.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Clock, Deadline } from '../ports/time.ts'
import { textDigest } from '../text-digest.ts'
import type { OpenScoringThread } from './scoring-thread.ts'
import { UNSAID_LANGUAGES } from './thread-messages.ts'

/** Some three hundred bytes each. */
const REMEMBERED_TEXTS = 20_000

/** `off`: there is no model on this side, on purpose. */
export type ScorerState = ThreadState | { readonly kind: 'off' }

export interface ProcessSentimentScorer extends SentimentScorer {
  /** Loads the model, if nobody asked for a score yet. Resolves when it is ready, or with a sentence on why it is not. */
  start(): Promise<string | undefined>
  state(): ScorerState
  /** Ends the thread; what waits for it is rejected. */
  stop(): Promise<void>
}

export interface SentimentScorerParts {
  readonly openThread: OpenScoringThread
  /** What is known before the model is loaded. */
  readonly languages?: readonly string[] | undefined
  readonly conversation?: ConversationFigures | undefined
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Pick<Metrics, 'utteranceScored'>
  readonly pausesMs?: { readonly first: number; readonly longest: number } | undefined
}

const WORDS: ThreadWords = {
  ready: 'the sentiment model is ready',
  unavailable: 'utterances cannot be scored: the sentiment model is not available',
  stillUnavailable: 'the sentiment model is still not available',
  failed: 'an utterance could not be scored',
}

/** No text of a customer is kept: a text is known again by its hash, and by that of what was said before it. */
const keyOf = (text: string, before: string | undefined): string => textDigest(JSON.stringify([text, before]))

export const createSentimentScorer = (parts: SentimentScorerParts): ProcessSentimentScorer => {
  const { clock, metrics } = parts
  const known = new LRUCache<string, SentimentScores>({ max: REMEMBERED_TEXTS })
  const underWay = new Map<string, Promise<SentimentScores>>()
  let languages = parts.languages ?? UNSAID_LANGUAGES
  const thread = createModelThread({
    ...parts,
    words: WORDS,
    onReady: (opened) => {
      languages = opened.languages
      // The folder may hold another model than the one that was read before the last thread died.
      known.clear()
    },
  })

  const scoreAnew = (key: string, text: string, before: string | undefined): Promise<SentimentScores> => {
    const scoring = thread
      .ask({ text, ...(before === undefined ? {} : { before }) })
      .then((scores) => {
        known.set(key, scores)
        return scores
      })
      .finally(() => underWay.delete(key))
    underWay.set(key, scoring)
    return scoring
  }

  const scoreOne = async (
    text: string,
    before: string | undefined,
    done: (origin: 'scored' | 'cached') => void,
  ): Promise<SentimentScores> => {
    const key = keyOf(text, before)
    const remembered = known.get(key)
    const shared = underWay.get(key)
    const scores = remembered ?? (await (shared ?? scoreAnew(key, text, before)))
    done(remembered === undefined && shared === undefined ? 'scored' : 'cached')
    return scores
  }

  return {
    get languages() {
      return languages
    },
    conversation: parts.conversation,
    score: async (texts, deadline, before) => {
      if (texts.length === 0) return []
      const startedAt = clock.monotonic()
      let unanswered = texts.length
      const count = (origin: 'scored' | 'cached' | 'failed'): void => {
        // What is scored after the caller has gone was counted as failed.
        if (unanswered === 0) return
        unanswered -= 1
        metrics.utteranceScored(origin, (clock.monotonic() - startedAt) / 1000)
      }
      try {
        return await inTime(deadline, () => Promise.all(texts.map((text, i) => scoreOne(text, before?.[i], count))))
      } catch (error) {
        while (unanswered > 0) count('failed')
        throw error
      }
    },
    start: thread.start,
    state: thread.state,
    stop: thread.stop,
  }
}

/** The work goes on when the time is up: what it gives is remembered for the next one who asks. */
const inTime = async <T>(deadline: Deadline, work: () => Promise<T>): Promise<T> => {
  const isLate = (): Promise<never> => Promise.reject(new ScoringFailed('timeout'))
  return deadline.remainingMs() <= 0 ? await isLate() : await orLate(work(), deadline, isLate)
}
