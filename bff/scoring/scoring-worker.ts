/** The thread that scores: loads its model, says so, and answers one request after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { ModelError } from '../../shared/model/model-spec.ts'
import type { Scorer } from '../../shared/model/scorer.ts'
import { openModel } from './open-model.ts'
import {
  type ScoringRequest,
  scoringRequest,
  type ThreadNews,
  type ThreadTask,
  threadTask,
  UNSAID_LANGUAGES,
} from './thread-messages.ts'

const tell = (news: ThreadNews): void => parentPort?.postMessage(news)

const answer = async (scorer: Scorer, { id, text, before }: ScoringRequest): Promise<void> => {
  try {
    tell({ kind: 'answered', id, answer: await scorer.score(text, before) })
  } catch (error) {
    // Only our own sentences are known to quote nothing of the text.
    tell({ kind: 'failed', id, problem: error instanceof ModelError ? error.message : 'a fault of the runtime' })
  }
}

const serve = async ({ folder }: ThreadTask): Promise<void> => {
  try {
    const { scorer, spec } = await openModel(folder)
    tell({ kind: 'ready', opened: { languages: [...(spec.languages ?? UNSAID_LANGUAGES)] } })
    // Until here, requests wait in the port.
    parentPort?.on('message', (data: unknown) => {
      const read = scoringRequest.safeParse(data)
      if (read.success) void answer(scorer, read.data)
    })
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    tell({ kind: 'refused', problem: error.message })
  }
}

await serve(threadTask.parse(workerData))
