/** A ranker that knows what it was told, by the words of the utterance, and nothing else. */
import type { IntentRanker, IntentRanking, RankingQuery } from '../../bff/ports/models.ts'
import type { IntentCandidate } from '../../shared/wire/vocabulary.ts'

export interface ScriptedRanker extends IntentRanker {
  /** What it was asked so far. */
  readonly asked: readonly RankingQuery[]
  script(utterance: string, ranking: Partial<IntentRanking>): void
}

export const candidate = (intent: string, score: number): IntentCandidate => ({
  intent,
  score,
  semantic: 0.77,
  historical: 0.84,
})

export const createScriptedRanker = (): ScriptedRanker => {
  const asked: RankingQuery[] = []
  const scripted = new Map<string, Partial<IntentRanking>>()
  return {
    asked,
    script: (utterance, ranking) => void scripted.set(utterance, ranking),
    rank: (query) => {
      asked.push(query)
      return Promise.resolve({
        predicted: undefined,
        candidates: [],
        rule: 'posterior',
        ...scripted.get(query.utterance),
      })
    },
  }
}
