/** Scores in a page as the element does: with the module that is served, through its default scorer. */
import type { Page } from 'playwright-core'
import * as z from 'zod/mini'

const score = z.object({
  negative: z.number(),
  neutral: z.number(),
  positive: z.number(),
  frustration: z.optional(z.number()),
})
const outcome = z.object({
  states: z.array(z.string()),
  progress: z.array(z.number()),
  /** In the order in which the texts were given; `null` where a text could not be scored here. */
  scores: z.array(z.nullable(z.object({ backend: z.string(), scores: score }))),
  because: z.optional(z.string()),
  problem: z.optional(z.string()),
  /** Longest time that the page's main thread stood still while it went on, in milliseconds. */
  longestPause: z.number(),
  longTasks: z.array(z.number()),
})
export type PageOutcome = z.infer<typeof outcome>

export interface PageTask {
  readonly modelUrl: string
  readonly backend?: 'auto' | 'wasm' | 'webgpu'
  readonly texts: readonly string[]
  /** What was said before each of them. */
  readonly before?: readonly (string | null)[]
  /** Do not count pauses before the model is ready. */
  readonly isWarm?: boolean
}

/** Resolves when every text was scored or handed back. */
export const scoreInPage = async (page: Page, task: PageTask): Promise<PageOutcome> => {
  await page.waitForFunction(() => 'scorerWith' in globalThis)
  return outcome.parse(
    await page.evaluate(async ({ modelUrl, backend = 'auto', texts, before: saidBefore = [], isWarm = false }) => {
      const scorerWith = Reflect.get(globalThis, 'scorerWith')
      const states: string[] = []
      const progress: number[] = []
      const answers = new Map<string, unknown>()
      const longTasks: number[] = []
      let because: string | undefined
      let problem: string | undefined
      let waiting = 0
      let next = 0
      let longestPause = 0
      let isWatching = !isWarm
      const observer = new PerformanceObserver((list) => {
        if (isWatching) longTasks.push(...list.getEntries().map((entry) => entry.duration))
      })
      observer.observe({ type: 'longtask' })
      let isDone = false
      let before = performance.now()
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        const now = performance.now()
        if (isWatching) longestPause = Math.max(longestPause, now - before)
        before = now
        if (!isDone) setTimeout(() => channel.port2.postMessage(0), 4)
      }
      channel.port2.postMessage(0)
      await new Promise<void>((resolve) => {
        const feed = (): void => {
          // No more at once than the queue takes.
          while (next < texts.length && waiting < 100) {
            waiting += 1
            next += 1
            scorer.score({
              conversationId: 'c',
              utteranceId: `u${next - 1}`,
              text: texts[next - 1],
              before: saidBefore[next - 1] ?? undefined,
            })
          }
        }
        const answered = (utteranceId: string, answer: unknown): void => {
          waiting -= 1
          answers.set(utteranceId, answer)
          if (isWarm && answers.size === 1) {
            before = performance.now()
            isWatching = true
          }
          if (answers.size === texts.length) resolve()
          else feed()
        }
        const scorer = scorerWith(backend)(modelUrl, {
          state: (state: { kind: string; backend?: string; because?: string; progress?: number }) => {
            if (state.progress !== undefined) progress.push(state.progress)
            const text = [state.kind, state.backend ?? state.because].filter(Boolean).join(' ')
            if (states.at(-1) !== text) states.push(text)
          },
          scored: ({ utteranceId, backend: by, scores }: { utteranceId: string; backend: string; scores: unknown }) =>
            answered(utteranceId, { backend: by, scores }),
          failed: (utterances: { utteranceId: string }[], why: string, sentence?: string) => {
            because = why
            problem = sentence
            for (const { utteranceId } of utterances) answered(utteranceId, null)
          },
        })
        Reflect.set(globalThis, 'lastStates', states)
        // A first one alone, so that loading is over before it is measured.
        if (isWarm) {
          waiting += 1
          next += 1
          scorer.score({ conversationId: 'c', utteranceId: 'u0', text: texts[0] })
        } else feed()
      })
      isDone = true
      observer.disconnect()
      return {
        states,
        progress,
        scores: texts.map((_, i) => answers.get(`u${i}`) ?? null),
        because,
        problem,
        longestPause,
        longTasks,
      }
    }, task),
  )
}

/** What the page's cache holds, by key, and how many bytes. */
export const cachedInPage = async (page: Page): Promise<Record<string, number>> =>
  z.record(z.string(), z.number()).parse(
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('cx-assist-models')
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      const held: Record<string, number> = {}
      await new Promise<void>((resolve, reject) => {
        const cursor = database.transaction('files').objectStore('files').openCursor()
        cursor.onerror = () => reject(cursor.error)
        cursor.onsuccess = () => {
          const at = cursor.result
          if (at === null) {
            resolve()
            return
          }
          held[String(at.key)] = at.value instanceof Uint8Array ? at.value.byteLength : 0
          at.continue()
        }
      })
      database.close()
      return held
    }),
  )

/** Changes one byte of what the cache holds under `key`. */
export const flipByteInPage = (page: Page, key: string): Promise<void> =>
  page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('cx-assist-models')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('files', 'readwrite')
      const files = transaction.objectStore('files')
      const reading = files.get(name)
      reading.onsuccess = () => {
        const bytes = reading.result
        bytes[1000] ^= 1
        files.put(bytes, name)
      }
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
    })
    database.close()
  }, key)
