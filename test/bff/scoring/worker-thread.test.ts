/** The thread that scores and the service read each other by schema: neither trusts what the other one sends. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { beforeAll, describe, expect, it } from 'vitest'
import { openScoringThread } from '../../../bff/scoring/scoring-thread.ts'
import { threadNews } from '../../../bff/scoring/thread-messages.ts'
import { buildBff } from '../../support/bff-process.ts'
import { TINY_ROBERTA } from '../../support/model-folder.ts'

const PROGRAM = new URL('../../../dist/bff/scoring/scoring-worker.js', import.meta.url)

/** A thread that says these things, and then stays. */
const saying = (...messages: readonly unknown[]): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads'
       for (const each of ${JSON.stringify(messages)}) parentPort.postMessage(each)
       setInterval(() => undefined, 1000)`,
    )}`,
  )

const heardFrom = async (program: URL) => {
  const news: unknown[] = []
  const cause = await new Promise<string>((resolve) => {
    openScoringThread({ folder: '' }, { news: (each) => news.push(each), ended: resolve }, program)
  })
  return { news, cause }
}

describe('a thread that scores', () => {
  it('a thread that scores is ended when it says what nobody agreed on, and what it said before counts', async () => {
    const ready = { kind: 'ready', opened: { languages: ['en'] } }
    const outOfRange = { kind: 'answered', id: 1, answer: { negative: 7, neutral: 0, positive: 0 } }
    for (const wrong of [outOfRange, { kind: 'answered' }, 'ready']) {
      expect(await heardFrom(saying(ready, wrong))).toEqual({
        news: [ready],
        cause: 'the scoring thread said what nobody agreed on',
      })
    }
  })

  it('a thread that scores passes over a request that is none, and answers the next one', async () => {
    const worker = new Worker(PROGRAM, { workerData: { folder: TINY_ROBERTA } })
    await once(worker, 'message')
    const answered = once(worker, 'message')
    for (const request of [{ id: 'first', text: 'hello' }, 'hello', { id: 2, text: 'hello' }]) {
      worker.postMessage(request)
    }
    const [answer]: unknown[] = await answered
    expect(threadNews.parse(answer)).toMatchObject({ kind: 'answered', id: 2 })
    await worker.terminate()
  })

  it('a thread that scores does not start without a folder', async () => {
    const worker = new Worker(PROGRAM, { workerData: { path: TINY_ROBERTA } })
    await expect(once(worker, 'exit')).rejects.toBeInstanceOf(Error)
  })
})

beforeAll(() => buildBff())
