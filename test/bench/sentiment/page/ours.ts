/** The page of the widget's own scorer: the one that `<cx-assist>` makes, with its worker, its checks and its cache. */
import type { SentimentScores } from '../../../../shared/domain/frustration/frustration.ts'
import { scorerWith } from '../../../../widget/sentiment/lazy-scorer.ts'
import { type PageScore, show, taskOf } from './side.ts'

const task = taskOf(location.href)

interface Waiting {
  resolve(score: PageScore): void
  reject(error: Error): void
}

const waiting = new Map<string, Waiting>()
let asked = 0

const mostProbable = ({ negative, neutral, positive }: SentimentScores): PageScore => {
  const labels = { negative, neutral, positive }
  const [label, probability] = Object.entries(labels).reduce((best, each) => (each[1] > best[1] ? each : best))
  return { label, probability }
}

const scorer = scorerWith('wasm')(new URL(`/models/${task.model}/`, location.href).href, {
  state: () => undefined,
  scored: ({ utteranceId, scores }) => {
    waiting.get(utteranceId)?.resolve(mostProbable(scores))
    waiting.delete(utteranceId)
  },
  failed: (utterances, because, problem) => {
    for (const { utteranceId } of utterances) waiting.get(utteranceId)?.reject(new Error(problem ?? because))
  },
})

const score = (text: string): Promise<PageScore> =>
  new Promise((resolve, reject) => {
    asked += 1
    const utteranceId = `u${asked}`
    waiting.set(utteranceId, { resolve, reject })
    scorer.score({ conversationId: 'bench', utteranceId, text })
  })

show(task, score)
