/** The thread that holds the knowledge, as the service opens it. */
import type { Thread, ThreadListener } from '../../model/model-thread.ts'
import { openWorkerThread } from '../../model/worker-thread.ts'
import {
  type KnowledgeHits,
  type KnowledgeQuestion,
  type KnowledgeTask,
  knowledgeNews,
  type OpenedKnowledge,
} from './knowledge-messages.ts'

export const THREAD_NAME = 'knowledge'

export type KnowledgeListener = ThreadListener<OpenedKnowledge, KnowledgeHits>
export type OpenKnowledgeThread = (task: KnowledgeTask, listener: KnowledgeListener) => Thread<KnowledgeQuestion>

export interface KnowledgeThreadOptions {
  /** As `WorkerThread` has it. */
  readonly youngMib?: number
  /** The compiled thread; another one than ours is for tests that run from sources. */
  readonly program?: URL
}

export const openKnowledgeThread = (
  task: KnowledgeTask,
  listener: KnowledgeListener,
  { program = new URL('./knowledge-worker.js', import.meta.url), ...memory }: KnowledgeThreadOptions = {},
): Thread<KnowledgeQuestion> =>
  openWorkerThread(
    { name: THREAD_NAME, program, task, ...memory, newsOf: (data) => knowledgeNews.safeParse(data).data },
    listener,
  )
