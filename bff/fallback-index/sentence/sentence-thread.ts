/** The thread that reads sentences, as the service opens it. */
import type { Thread, ThreadListener } from '../../model/model-thread.ts'
import { openWorkerThread } from '../../model/worker-thread.ts'
import { type SentenceQuestion, type SentenceTask, sentenceNews } from './sentence-messages.ts'

type Listener = ThreadListener<object, Float32Array>
export type OpenSentenceThread = (task: SentenceTask, listener: Listener) => Thread<SentenceQuestion>

/** @param program the compiled thread; another one than ours is for tests that run from sources */
export const openSentenceThread = (
  task: SentenceTask,
  listener: Listener,
  program = new URL('./sentence-worker.js', import.meta.url),
): Thread<SentenceQuestion> =>
  openWorkerThread({ name: 'sentence', program, task, newsOf: (data) => sentenceNews.safeParse(data).data }, listener)
