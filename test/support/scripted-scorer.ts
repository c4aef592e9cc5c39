/** A scorer that knows what it was told, by the text of the utterance; all other texts are neutral. */
import type { SentimentScorer } from '../../bff/ports/models.ts'
import type { ConversationFigures, SentimentScores } from '../../shared/domain/frustration/frustration.ts'

export interface ScriptedScorer extends SentimentScorer {
  /** The texts it was asked for so far, call by call. */
  readonly asked: readonly (readonly string[])[]
  /** What was said before each of them, call by call. */
  readonly askedAfter: readonly (readonly (string | undefined)[])[]
  script(text: string, scores: SentimentScores): void
  /** From now on every call fails with this; `undefined`: no more. */
  failWith(error: Error | undefined): void
}

const CALM: SentimentScores = { negative: 0.05, neutral: 0.9, positive: 0.05, frustration: 0.05 }
export const ANGRY: SentimentScores = { negative: 0.94, neutral: 0.05, positive: 0.01, frustration: 0.9 }

export const createScriptedScorer = (
  languages: readonly string[] = ['en'],
  conversation?: ConversationFigures,
): ScriptedScorer => {
  const asked: (readonly string[])[] = []
  const askedAfter: (readonly (string | undefined)[])[] = []
  const scripted = new Map<string, SentimentScores>()
  let failure: Error | undefined
  return {
    asked,
    askedAfter,
    languages,
    conversation,
    script: (text, scores) => void scripted.set(text, scores),
    failWith: (error) => {
      failure = error
    },
    score: async (texts, _, before = []) => {
      asked.push(texts)
      askedAfter.push(before)
      if (failure !== undefined) throw failure
      return texts.map((text) => scripted.get(text) ?? CALM)
    },
  }
}
