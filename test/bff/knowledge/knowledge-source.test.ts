/** What keeps the knowledge's thread, with threads that do as a test says. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import type { KnowledgeQuestion } from '../../../bff/knowledge/thread/knowledge-messages.ts'
import { createKnowledgeSource, type ProcessKnowledge } from '../../../bff/knowledge/thread/knowledge-source.ts'
import type { KnowledgeListener } from '../../../bff/knowledge/thread/knowledge-thread.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { KnowledgeUnavailable } from '../../../bff/ports/knowledge.ts'
import { createManualTimes, type ManualTimes } from '../../support/manual-times.ts'
import { createSmallKnowledge, PARCEL, type SmallKnowledge } from '../../support/small-knowledge.ts'

const HIT = {
  key: '0123456789abcdef',
  of: 'a',
  kind: 'reply',
  text: 'Text.',
  isInternal: false,
  confidence: 0.5,
} as const

interface FakeThread {
  readonly listener: KnowledgeListener
  readonly asked: (KnowledgeQuestion & { readonly id: number })[]
  isEnded: boolean
}

let disk: SmallKnowledge
let threads: FakeThread[]
let times: ManualTimes
let source: ProcessKnowledge
let lines: string[]
beforeAll(async () => {
  disk = await createSmallKnowledge()
})
afterAll(() => disk.remove())
afterEach(() => source.stop())

const open = (): void => {
  threads = []
  lines = []
  times = createManualTimes()
  source = createKnowledgeSource({
    folder: disk.folder,
    openThread: (_task, listener) => {
      const thread: FakeThread = { listener, asked: [], isEnded: false }
      threads.push(thread)
      return {
        post: (question) => void thread.asked.push(question),
        terminate: async () => {
          thread.isEnded = true
        },
      }
    },
    clock: systemClock,
    pauses: times.pauses,
    log: createLog('info', { write: (line) => void lines.push(line) }),
    pausesMs: { first: 1, longest: 2 },
  })
  void source.start()
}
const ready = (at: number, passages = 7): void => threads[at]?.listener.news({ kind: 'ready', opened: { passages } })
const answer = (at: number): void => {
  for (const { id } of threads[at]?.asked ?? []) threads[at]?.listener.news({ kind: 'answered', id, answer: [HIT] })
}
const search = () => source.search('parcel', { most: 3 })

describe('knowledge in a thread', () => {
  it('knowledge in a thread is not waited for while it is being loaded, and is asked once it is', async () => {
    open()
    await expect(search()).rejects.toBeInstanceOf(KnowledgeUnavailable)
    expect(source.state()).toMatchObject({ thread: { kind: 'loading' }, passages: 0 })
    ready(0)
    const searching = search()
    answer(0)
    expect(await searching).toEqual([HIT])
    expect(threads[0]?.asked).toMatchObject([{ kind: 'search', query: 'parcel', most: 3 }])
    expect(source.state()).toEqual({ thread: { kind: 'ready' }, passages: 7, refused: undefined })
  })

  it('knowledge in a thread tells whether it has room: not before it is loaded, and not while as many wait as may', async () => {
    open()
    expect(source.hasRoom?.()).toBe(false)
    ready(0)
    const searching: Promise<unknown>[] = []
    for (; source.hasRoom?.() === true && searching.length < 1000; ) searching.push(search())
    expect(searching).toHaveLength(200)
    await expect(search()).rejects.toBeInstanceOf(KnowledgeUnavailable)
    answer(0)
    expect(await Promise.all(searching)).toHaveLength(200)
    expect(source.hasRoom?.()).toBe(true)
  })

  it('knowledge in a thread that dies rejects what was asked, and another thread is opened', async () => {
    open()
    ready(0)
    const searching = search()
    threads[0]?.listener.ended('the knowledge thread died (X)')
    await expect(searching).rejects.toBeInstanceOf(KnowledgeUnavailable)
    expect(source.state().thread).toMatchObject({ kind: 'down', cause: 'the knowledge thread died (X)' })
    await expect.poll(() => threads.length).toBe(2)
    ready(1)
    const again = search()
    answer(1)
    expect(await again).toEqual([HIT])
  })

  it('knowledge in a thread that hangs at an answer is ended and opened anew', async () => {
    open()
    ready(0)
    const searching = search()
    times.pass(5000)
    await expect(searching).rejects.toBeInstanceOf(KnowledgeUnavailable)
    expect(threads[0]?.isEnded).toBe(true)
    expect(source.state().thread).toMatchObject({ kind: 'down', cause: 'the knowledge thread hung' })
    await expect.poll(() => threads.length).toBe(2)
  })

  it('knowledge in a thread that hangs at its loading is ended and opened anew', async () => {
    open()
    times.pass(180_000)
    expect(threads[0]?.isEnded).toBe(true)
    await expect.poll(() => threads.length).toBe(2)
  })

  it('knowledge in a thread that answers is not taken for hanging, however long it is not asked', async () => {
    open()
    ready(0)
    expect(times.waiting()).toEqual([])
    const [first, second] = [search(), search()]
    const [a, b] = threads[0]?.asked ?? []
    threads[0]?.listener.news({ kind: 'failed', id: a?.id ?? 0, problem: 'a fault of ours' })
    expect(times.waiting()).toEqual([5000])
    threads[0]?.listener.news({ kind: 'answered', id: b?.id ?? 0, answer: [] })
    expect(times.waiting()).toEqual([])
    await expect(first).rejects.toBeInstanceOf(KnowledgeUnavailable)
    expect(await second).toEqual([])
  })

  it('knowledge in a thread that changed is loaded by another one, and what the old one was asked it still answers', async () => {
    open()
    ready(0)
    const searching = search()
    await disk.build([PARCEL])
    await expect.poll(() => threads.length).toBe(2)
    expect(source.state().passages).toBe(7)
    ready(1, 1)
    await expect.poll(() => source.state().passages).toBe(1)
    expect(threads[0]?.isEnded).toBe(false)
    answer(0)
    expect(await searching).toEqual([HIT])
    await expect.poll(() => threads[0]?.isEnded).toBe(true)
    const next = search()
    answer(1)
    expect(await next).toEqual([HIT])
  })

  it('knowledge in a thread that changed and cannot be used is refused with the reason, once, and the old one stays', async () => {
    open()
    ready(0)
    await disk.build([{ ...PARCEL, text: 'Another text.' }])
    await expect.poll(() => threads.length).toBe(2)
    threads[1]?.listener.news({ kind: 'refused', problem: 'words.jsonl is empty' })
    await expect.poll(() => source.state().refused?.problem).toBe('words.jsonl is empty')
    expect(threads[1]?.isEnded).toBe(true)
    const searching = search()
    answer(0)
    expect(await searching).toEqual([HIT])
    expect(lines.filter((line) => line.includes('words.jsonl is empty'))).toEqual([
      expect.stringContaining('the knowledge changed and was refused: the old one stays'),
    ])
  })
})
