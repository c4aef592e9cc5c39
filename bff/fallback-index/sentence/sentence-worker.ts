/** The thread that reads sentences: loads the index's encoder, says so, and answers one request after the other. */
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { ModelError } from '../../../shared/model/model-spec.ts'
import { checkHash, IndexError } from '../../index-files.ts'
import { openSentenceEncoder, type SentenceEncoder } from './open-sentence-encoder.ts'
import { type SentenceNews, sentenceRequest, sentenceTask } from './sentence-messages.ts'

const tell = (news: SentenceNews): void => parentPort?.postMessage(news)

const answer = async (encoder: SentenceEncoder, id: number, text: string): Promise<void> => {
  try {
    const [vector] = await encoder.read([encoder.pieces(text)])
    if (vector === undefined) throw new ModelError('the sentence encoder gave nothing')
    tell({ kind: 'answered', id, answer: Float32Array.from(vector) })
  } catch (error) {
    // Only our own sentences are known to quote nothing of the text.
    tell({ kind: 'failed', id, problem: error instanceof ModelError ? error.message : 'a fault of the runtime' })
  }
}

const serve = async (): Promise<void> => {
  const { folder, hashes } = sentenceTask.parse(workerData)
  try {
    for (const [name, sha256] of Object.entries(hashes)) await checkHash(join(folder, name), sha256)
    const encoder = await openSentenceEncoder(folder)
    tell({ kind: 'ready', opened: {} })
    // One after the other: a session runs one sentence at a time.
    let last = Promise.resolve()
    parentPort?.on('message', (data: unknown) => {
      const read = sentenceRequest.safeParse(data)
      if (read.success) last = last.then(() => answer(encoder, read.data.id, read.data.text))
    })
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof IndexError)) throw error
    tell({ kind: 'refused', problem: error.message })
  }
}

await serve()
