/** The thread that holds the knowledge: loads the folder, says so, and answers one request after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { IndexError } from '../../index-files.ts'
import { readKnowledge } from '../read-knowledge.ts'
import { answering } from './answering.ts'
import { type KnowledgeHits, type KnowledgeNews, knowledgeRequest, knowledgeTask } from './knowledge-messages.ts'

const tell = (news: KnowledgeNews): void => parentPort?.postMessage(news)

/** What a library says of a text might quote it: nothing of it goes on. */
const orNone = (answer: () => KnowledgeHits): KnowledgeHits | undefined => {
  try {
    return answer()
  } catch {
    return undefined
  }
}

const serve = async (): Promise<void> => {
  const { folder } = knowledgeTask.parse(workerData)
  try {
    const { knowledge } = await readKnowledge(folder)
    const answer = answering(knowledge)
    tell({ kind: 'ready', opened: { passages: knowledge.entries.length } })
    parentPort?.on('message', (data: unknown) => {
      const read = knowledgeRequest.safeParse(data)
      if (!read.success) return
      const { id } = read.data
      const hits = orNone(() => answer(read.data))
      tell(
        hits === undefined
          ? { kind: 'failed', id, problem: 'a fault of ours' }
          : { kind: 'answered', id, answer: [...hits] },
      )
    })
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    tell({ kind: 'refused', problem: error.message })
  }
}

await serve()
