/** The page of the peer. */
import { type PageScore, show, taskOf } from './side.ts'

export interface PeerRequest {
  readonly model: string
  readonly text: string
}

export type PeerAnswer = { readonly label: string; readonly score: number } | { readonly problem: string }

const task = taskOf(location.href)
const worker = new Worker(new URL('./peer-worker.ts', import.meta.url), { type: 'module' })

const score = (text: string): Promise<PageScore> =>
  new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(`the worker died: ${message}`))
    worker.onmessage = ({ data }: MessageEvent<PeerAnswer>) => {
      if ('problem' in data) reject(new Error(data.problem))
      else resolve({ label: data.label.toLowerCase(), probability: data.score })
    }
    const request: PeerRequest = { model: task.model, text }
    worker.postMessage(request)
  })

show(task, score)
