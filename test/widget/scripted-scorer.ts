/** A scorer that does what the test says. */
import type {
  LocalScorer,
  LocalScorerFactory,
  LocalScorerListener,
  UtteranceToScore,
} from '../../widget/sentiment/sentiment.ts'

export class ScriptedScorer implements LocalScorer {
  readonly modelUrl: string
  readonly says: LocalScorerListener
  readonly asked: UtteranceToScore[] = []
  isClosed = false

  constructor(modelUrl: string, listener: LocalScorerListener) {
    this.modelUrl = modelUrl
    this.says = listener
  }

  score(utterance: UtteranceToScore): void {
    this.asked.push(utterance)
  }

  close(): void {
    this.isClosed = true
  }

  askedIds(): string[] {
    return this.asked.map(({ utteranceId }) => utteranceId)
  }

  /** Scores one that was asked for. */
  scored(utteranceId: string, frustration = 0.75): void {
    const utterance = this.asked.find((each) => each.utteranceId === utteranceId)
    if (utterance === undefined) throw new Error(`${utteranceId} was not asked for`)
    const scores = { negative: 0.5, neutral: 0.25, positive: 0.25, frustration }
    this.says.scored({ ...utterance, scores, backend: 'wasm' })
  }
}

export const scriptedScorers = (): { createScorer: LocalScorerFactory; scorers: ScriptedScorer[] } => {
  const scorers: ScriptedScorer[] = []
  const createScorer: LocalScorerFactory = (modelUrl, listener) => {
    const scorer = new ScriptedScorer(modelUrl, listener)
    scorers.push(scorer)
    return scorer
  }
  return { createScorer, scorers }
}
