/** The thread that scores, as the service opens it. */
import type { SentimentScores } from '../../shared/domain/frustration/frustration.ts'
import type { Thread, ThreadListener } from '../model/model-thread.ts'
import { openWorkerThread } from '../model/worker-thread.ts'
import { type ScoringQuestion, type ThreadTask, threadNews } from './thread-messages.ts'

export type ScoringThread = Thread<ScoringQuestion>
export type ScoringThreadListener = ThreadListener<{ readonly languages: readonly string[] }, SentimentScores>
export type OpenScoringThread = (listener: ScoringThreadListener) => ScoringThread

/** @param program the compiled thread; another one than ours is for tests that run from sources */
export const openScoringThread = (
  task: ThreadTask,
  listener: ScoringThreadListener,
  program = new URL('./scoring-worker.js', import.meta.url),
): ScoringThread =>
  openWorkerThread({ name: 'scoring', program, task, newsOf: (data) => threadNews.safeParse(data).data }, listener)
