/** A worker that does what the test says, time that stands still until it is moved, and a listener that notes. */
import type { Timers } from '../../../../widget/link/link.ts'
import type { FromWorker, ToWorker } from '../../../../widget/sentiment/messages.ts'
import type { LocalScorerListener, ScoringState } from '../../../../widget/sentiment/sentiment.ts'
import type { OpenWorker, WorkerPortListener } from '../../../../widget/sentiment/worker-port.ts'

export class ManualTimers implements Timers {
  now = 0
  #waiting: { readonly at: number; readonly callback: () => void }[] = []

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.now + ms, callback }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry)
    }
  }

  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((each) => each !== next)
      this.now = next.at
      next.callback()
    }
    this.now = end
  }
}

export interface ScriptedWorker {
  readonly got: ToWorker[]
  isTerminated: boolean
  says(message: FromWorker | undefined): void
  dies(): void
  /** Starts and is ready at once. */
  ready(): void
  /** Answers the newest request with this p(negative). */
  answers(negative?: number): void
}

export const scriptedWorkers = (): { openWorker: OpenWorker; workers: ScriptedWorker[] } => {
  const workers: ScriptedWorker[] = []
  const openWorker: OpenWorker = (listener: WorkerPortListener) => {
    const got: ToWorker[] = []
    const worker: ScriptedWorker = {
      got,
      isTerminated: false,
      says: (message) => listener.message(message),
      dies: () => listener.died(),
      ready: () => {
        listener.started()
        listener.message({ kind: 'ready', backend: 'wasm' })
      },
      answers: (negative = 0.9) => {
        const asked = got.at(-1)
        if (asked?.kind !== 'score') throw new Error('nothing was asked')
        const scores = { negative, neutral: 1 - negative, positive: 0 }
        listener.message({ kind: 'scored', id: asked.id, backend: 'wasm', scores })
      },
    }
    workers.push(worker)
    return {
      post: (message) => got.push(message),
      terminate: () => {
        worker.isTerminated = true
      },
    }
  }
  return { openWorker, workers }
}

export class NotingListener implements LocalScorerListener {
  readonly states: ScoringState[] = []
  readonly scoredIds: string[] = []
  readonly handedOver: string[] = []
  state(state: ScoringState): void {
    this.states.push(state)
  }
  scored({ utteranceId }: { readonly utteranceId: string }): void {
    this.scoredIds.push(utteranceId)
  }
  failed(utterances: readonly { readonly utteranceId: string }[], because: string): void {
    for (const { utteranceId } of utterances) this.handedOver.push(`${utteranceId} ${because}`)
  }
}

export const utterance = (utteranceId: string, conversationId = 'c') => ({
  conversationId,
  utteranceId,
  text: `text of ${utteranceId}`,
})
