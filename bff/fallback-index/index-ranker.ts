/**
 * The port `IntentRanker`: ranks by the index in force, by its sentence encoder too where the index has one that answers in
 * time. The encoder is loaded with the first utterance that needs it; until then, and whenever it fails or is late, the
 * utterance is ranked without it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { rankingSteps } from '../../shared/domain/ranking/fallback-index.ts'
import type { Steps } from '../../shared/domain/ranking/steps.ts'
import { orLate } from '../deadline.ts'
import { createModelThread, type ModelThread, type ThreadState, type ThreadWords } from '../model/model-thread.ts'
import type { IntentRanker } from '../ports/models.ts'
import type { Log } from '../ports/observe.ts'
import type { Clock, Deadline } from '../ports/time.ts'
import type { LoadedIndex } from './read-index.ts'
import type { SentenceQuestion } from './sentence/sentence-messages.ts'
import type { OpenSentenceThread } from './sentence/sentence-thread.ts'

/** Of the answer's budget; the rest is Cognigy's. */
const READING_BUDGET_MS = 250
/** So many are read within that budget: whoever comes then is ranked without. */
const MOST_WAITING = 24
/** So long a ranking works before others have their turn, in milliseconds. */
const LONGEST_HOLD_MS = 2

const WORDS: ThreadWords = {
  ready: 'the sentence encoder of the fallback index is ready',
  unavailable: 'the sentence encoder of the fallback index is not available: utterances are ranked without it',
  stillUnavailable: 'the sentence encoder of the fallback index is still not available',
  failed: 'the sentence encoder of the fallback index could not read an utterance',
}

export interface IndexRankerParts {
  readonly loaded: () => LoadedIndex
  readonly openThread: OpenSentenceThread
  readonly clock: Clock
  readonly log: Log
  readonly pausesMs?: { readonly first: number; readonly longest: number } | undefined
}

export interface IndexRanker extends IntentRanker {
  /** Of the sentence encoder; `undefined` where the index in force has none. */
  state(): ThreadState | undefined
  /** Ends the encoder's thread. */
  stop(): Promise<void>
}

interface Reader {
  /** By the files' hashes: an index that was built anew with the same encoder goes on with the same thread. */
  readonly key: string
  readonly thread: ModelThread<SentenceQuestion, Float32Array>
}

export const createIndexRanker = (parts: IndexRankerParts): IndexRanker => {
  let reader: Reader | undefined

  const readerOf = ({ sentence }: LoadedIndex): Reader | undefined => {
    const key = sentence === undefined ? undefined : JSON.stringify(sentence)
    if (reader?.key === key) return reader
    void reader?.thread.stop()
    reader = undefined
    if (sentence === undefined || key === undefined) return undefined
    const thread = createModelThread<SentenceQuestion, object, Float32Array>({
      ...parts,
      openThread: (listener) => parts.openThread(sentence, listener),
      onReady: () => undefined,
      words: WORDS,
      mostWaiting: MOST_WAITING,
    })
    reader = { key, thread }
    return reader
  }

  const read = async (loaded: LoadedIndex, text: string, deadline: Deadline): Promise<Float32Array | undefined> => {
    const thread = readerOf(loaded)?.thread
    if (thread === undefined) return undefined
    const limit = deadline.within(READING_BUDGET_MS)
    try {
      const reading = thread.ask({ text }).catch(() => undefined)
      return await orLate(reading, limit, () => undefined)
    } finally {
      limit.release()
    }
  }

  const inTurns = async <T>(steps: Steps<T>): Promise<T> => {
    let since = parts.clock.monotonic()
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      if (parts.clock.monotonic() - since < LONGEST_HOLD_MS) continue
      await nextTurn()
      since = parts.clock.monotonic()
    }
  }

  // Nobody overtakes, whether ranked without the encoder or by a quicker rule: a session is told in the order of its webhooks.
  let last: Promise<unknown> = Promise.resolve()

  return {
    rank: (query, rules, deadline) => {
      const loaded = parts.loaded()
      const reading = rules.rule !== 'tutorial' ? read(loaded, query.utterance, deadline) : undefined
      const before = last
      const ranking = (async () => {
        const [sentence] = await Promise.all([reading, before])
        return await inTurns(rankingSteps(loaded.index, query, rules, sentence))
      })()
      last = ranking.catch(() => undefined)
      return ranking
    },
    state: () => readerOf(parts.loaded())?.thread.state(),
    stop: async () => await reader?.thread.stop(),
  }
}
