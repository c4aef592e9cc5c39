/** Scores of texts that are translated first: masked before they leave, remembered, and never past a deadline. */
import { LRUCache } from 'lru-cache'
import { cutText } from '../../shared/domain/conversation/cut-text.ts'
import type { SentimentScores } from '../../shared/domain/frustration/frustration.ts'
import { orLate, startDeadline } from '../deadline.ts'
import type { Masking } from '../ports/masking.ts'
import { ScoringFailed, type SentimentScorer } from '../ports/models.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Clock, Deadline } from '../ports/time.ts'
import type { LanguagePair, Translator } from '../ports/translator.ts'
import { UpstreamFailure } from '../ports/upstream.ts'
import { textDigest } from '../text-digest.ts'

/** What translating and scoring together may take, whoever waits for it: less than any answer has for it. */
const BUDGET_MS = 3500
/** Of a longer text the beginning says how its writer feels, and a translator takes its time for each word. */
const LONGEST_TRANSLATED = 5000
const REMEMBERED_TEXTS = 20_000
/** A translator may learn, and the model may be exchanged. */
const REMEMBERED_FOR_MS = 60 * 60 * 1000

export interface TranslatedScoringParts {
  readonly scorer: Pick<SentimentScorer, 'score'>
  readonly translator: Translator
  readonly mask: Pick<Masking, 'text'>
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Pick<Metrics, 'utteranceTranslated'>
}

/**
 * Scores in the order of `texts`. Rejects with {@link ScoringFailed}.
 *
 * @param before what the agent or the bot said last before each of them; taken to be in the same language
 */
export type TranslatedScoring = (
  texts: readonly string[],
  pair: LanguagePair,
  deadline: Deadline,
  before?: readonly (string | undefined)[],
) => Promise<readonly SentimentScores[]>

/** An utterance where it was said, with nothing in it that may not leave. */
interface Said {
  readonly text: string
  readonly before: string | undefined
}

/** No text is kept, nor its translation: an utterance is known again by its hash, and what is known is its score. */
const keyOf = ({ text, before }: Said, { source, target }: LanguagePair): string =>
  textDigest(JSON.stringify([source, target, text, before]))

/** Translators refuse a text without any. */
const holdsLetters = (text: string): boolean => text.trim() !== ''

export const createTranslatedScoring = (parts: TranslatedScoringParts): TranslatedScoring => {
  const { scorer, translator, mask, clock, log, metrics } = parts
  /** What is under way is among them, so that nothing is asked twice. */
  const known = new LRUCache<string, Promise<SentimentScores>>({
    max: REMEMBERED_TEXTS,
    ttl: REMEMBERED_FOR_MS,
    perf: { now: clock.monotonic },
  })

  /** Each text once, whoever said it how often. */
  const translationsOf = async (
    said: readonly Said[],
    pair: LanguagePair,
    deadline: Deadline,
  ): Promise<(text: string) => string> => {
    const texts = [...new Set(said.flatMap(({ text, before }) => [text, before ?? '']))].filter(holdsLetters)
    const translations = texts.length === 0 ? [] : await translator.translate(texts, pair, deadline)
    const byText = new Map(texts.map((text, i) => [text, translations[i]]))
    return (text) => byText.get(text) ?? text
  }

  /** Goes on when whoever asked has gone: what it gives is remembered for the next one. */
  const scoreAnew = async (said: readonly Said[], pair: LanguagePair): Promise<readonly SentimentScores[]> => {
    const deadline = startDeadline(BUDGET_MS, clock)
    const count = (outcome: 'translated' | 'failed'): void => {
      for (const _ of said) metrics.utteranceTranslated(outcome)
    }
    try {
      const inTarget = await translationsOf(said, pair, deadline)
      count('translated')
      const before = said.map((each) => (each.before === undefined ? undefined : inTarget(each.before)))
      return await scorer.score(
        said.map(({ text }) => inTarget(text)),
        deadline,
        before,
      )
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      count('failed')
      const { kind, status } = error.facts
      log.warn({ language: pair.source, cause: kind, status }, 'utterances could not be translated')
      throw new ScoringFailed(kind === 'timeout' ? 'timeout' : 'unavailable')
    } finally {
      deadline.release()
    }
  }

  const begin = (said: ReadonlyMap<string, Said>, pair: LanguagePair): Map<string, Promise<SentimentScores>> => {
    const all = scoreAnew([...said.values()], pair)
    const begun = [...said.keys()].map((key, i): [string, Promise<SentimentScores>] => {
      const one = all.then((scores) => scores[i] ?? Promise.reject(new ScoringFailed('unavailable')))
      known.set(key, one)
      one.catch(() => known.delete(key))
      return [key, one]
    })
    return new Map(begun)
  }

  const mayLeave = (text: string): string => cutText(mask.text(text).text, LONGEST_TRANSLATED)

  return async (texts, pair, deadline, befores = []) => {
    const isLate = (): Promise<never> => Promise.reject(new ScoringFailed('timeout'))
    if (deadline.remainingMs() <= 0) return await isLate()
    const keyed = texts.map((text, i) => {
      const before = befores[i]
      const said = { text: mayLeave(text), before: before === undefined ? undefined : mayLeave(before) }
      return { key: keyOf(said, pair), said }
    })
    const remembered = new Map(keyed.map(({ key }) => [key, known.get(key)]))
    const fresh = new Map(keyed.flatMap(({ key, said }) => (remembered.get(key) === undefined ? [[key, said]] : [])))
    const begun = fresh.size === 0 ? undefined : begin(fresh, pair)
    for (let n = fresh.size; n < keyed.length; n += 1) metrics.utteranceTranslated('cached')
    const all = keyed.flatMap(({ key }) => remembered.get(key) ?? begun?.get(key) ?? [])
    return await orLate(Promise.all(all), deadline, isLate)
  }
}
