/** How the thread of the knowledge is opened: with little memory for a little folder. */
import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KnowledgeNews, KnowledgeQuestion } from '../../../bff/knowledge/thread/knowledge-messages.ts'
import type { KnowledgeListener, KnowledgeThreadOptions } from '../../../bff/knowledge/thread/knowledge-thread.ts'
import { openKnowledge } from '../../../bff/knowledge/thread/open-knowledge.ts'
import { createSmallKnowledge, type SmallKnowledge } from '../../support/small-knowledge.ts'

const SEARCH: KnowledgeQuestion & { readonly id: number } = { id: 1, kind: 'search', query: 'parcel', most: 3 }
const LARGE_BYTES = 600 * 1024

interface Opened {
  readonly options: KnowledgeThreadOptions | undefined
  readonly listener: KnowledgeListener
  readonly posted: number[]
  isEnded: boolean
}

let disk: SmallKnowledge
let opened: Opened[]
let news: KnowledgeNews[]
let causes: string[]
beforeEach(async () => {
  ;[opened, news, causes] = [[], [], []]
  disk = await createSmallKnowledge()
})
afterEach(() => disk.remove())

const listener: KnowledgeListener = {
  news: (each) => void news.push(each),
  ended: (cause) => void causes.push(cause),
}
const open = () =>
  openKnowledge((_task, told, options) => {
    const thread: Opened = { options, listener: told, posted: [], isEnded: false }
    opened.push(thread)
    return {
      post: ({ id }) => void thread.posted.push(id),
      terminate: async () => {
        thread.isEnded = true
      },
    }
  })({ folder: disk.folder }, listener)

describe('the thread of the knowledge', () => {
  it('the thread of the knowledge gets little memory for what lives shortly, where the folder is small', async () => {
    open()
    await expect.poll(() => opened.map(({ options }) => options)).toEqual([{ youngMib: 2 }])
  })

  it('the thread of the knowledge gets as much memory as any, where the folder is large', async () => {
    truncateSync(join(disk.folder, 'words.jsonl'), LARGE_BYTES)
    open()
    await expect.poll(() => opened.map(({ options }) => options)).toEqual([{}])
  })

  it('the thread of the knowledge is opened also where the folder cannot be looked at, since it tells why', async () => {
    disk.remove()
    open()
    await expect.poll(() => opened.map(({ options }) => options)).toEqual([{}])
    disk = await createSmallKnowledge()
  })

  it('the thread of the knowledge is told all that was asked before it was there, and is ended when it is not wanted', async () => {
    const thread = open()
    thread.post(SEARCH)
    thread.post({ ...SEARCH, id: 2 })
    await expect.poll(() => opened[0]?.posted).toEqual([1, 2])
    opened[0]?.listener.news({ kind: 'answered', id: 1, answer: [] })
    expect(news).toEqual([{ kind: 'answered', id: 1, answer: [] }])
    await thread.terminate()
    expect(opened[0]?.isEnded).toBe(true)
  })

  it('the thread of the knowledge that cannot be opened is told of as ended', async () => {
    const thread = openKnowledge(() => {
      throw new Error('no more threads')
    })({ folder: disk.folder }, listener)
    await expect.poll(() => causes).toEqual(['no thread could be opened'])
    await thread.terminate()
  })
})
