/** The scorer of the service on its real thread, as it is built, with a tiny model. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { openScoringThread, type ScoringThread } from '../../../bff/scoring/scoring-thread.ts'
import { createSentimentScorer, type ProcessSentimentScorer } from '../../../bff/scoring/sentiment-scorer.ts'
import { softmax } from '../../../shared/model/softmax.ts'
import { buildBff } from '../../support/bff-process.ts'
import { readShortGolden } from '../../support/golden-model.ts'
import { copyTinyRoberta, TINY_ROBERTA } from '../../support/model-folder.ts'

const PROGRAM = new URL('../../../dist/bff/scoring/scoring-worker.js', import.meta.url)
const WHOLE_TEST_MS = 20_000

const open = (folder: string) => {
  const threads: ScoringThread[] = []
  const scorer = createSentimentScorer({
    openThread: (listener) => {
      const thread = openScoringThread({ folder }, listener, PROGRAM)
      threads.push(thread)
      return thread
    },
    clock: systemClock,
    log: createLog('silent', { write: () => undefined }),
    metrics: { utteranceScored: () => undefined },
    pausesMs: { first: 5, longest: 20 },
  })
  running = scorer
  return { scorer, threads }
}

let running: ProcessSentimentScorer | undefined
beforeAll(() => buildBff())
afterEach(async () => {
  await running?.stop()
  running = undefined
})
const score = async (scorer: ProcessSentimentScorer, texts: readonly string[]) => {
  const deadline = startDeadline(WHOLE_TEST_MS)
  try {
    return await scorer.score(texts, deadline)
  } finally {
    deadline.release()
  }
}

const parcels = (most: number): string[] =>
  Array.from({ length: most }, (_, i) => `the parcel number ${i} is not here, where is it?`)

describe('the thread that scores', () => {
  it('the thread that scores gives what torch gives, in order, also to those who asked before it was ready', async () => {
    const golden = readShortGolden(TINY_ROBERTA)
    const { scorer } = open(TINY_ROBERTA)
    const scores = await score(
      scorer,
      golden.map(({ text }) => text),
    )
    for (const [i, { negative, neutral, positive }] of scores.entries()) {
      const expected = softmax(golden[i]?.logits ?? [])
      expect(negative).toBeCloseTo(expected[0] ?? Number.NaN, 5)
      expect(neutral).toBeCloseTo(expected[1] ?? Number.NaN, 5)
      expect(positive).toBeCloseTo(expected[2] ?? Number.NaN, 5)
    }
    expect(scorer.state()).toEqual({ kind: 'ready' })
    expect(scorer.languages).toEqual(['en'])
  })

  it('the thread that scores leaves the service free to answer while it is busy', async () => {
    const { scorer } = open(TINY_ROBERTA)
    await scorer.start()
    let turns = 0
    let isDone = false
    const turn = (): void => {
      turns += 1
      if (!isDone) setImmediate(turn)
    }
    const scoring = score(scorer, parcels(500))
    setImmediate(turn)
    await scoring
    isDone = true
    expect(turns).toBeGreaterThan(500)
  })

  it('the thread that scores is opened again when it was killed, and what waited was told', async () => {
    const { scorer, threads } = open(TINY_ROBERTA)
    await scorer.start()
    const [before] = await score(scorer, ['where is my order'])
    // More than it scores before this thread, on a busy machine, has its turn again.
    const waiting = score(scorer, parcels(5000)).then(
      () => 'scored',
      (error: unknown) => Reflect.get(Object(error), 'kind'),
    )
    await threads[0]?.terminate()
    expect(await waiting).toBe('unavailable')
    await expect.poll(() => scorer.state()).toEqual({ kind: 'ready' })
    expect(await score(scorer, ['where is my order'])).toEqual([before])
    expect(threads).toHaveLength(2)
  })

  it('the thread that scores says which languages the manifest names', async () => {
    const model = copyTinyRoberta()
    model.manifest()
    const { scorer } = open(model.path)
    expect(await scorer.start()).toBeUndefined()
    expect(scorer.languages).toEqual(['en', 'de'])
    model.remove()
  })

  it('the thread that scores says why a folder cannot be used, and takes it once it can', async () => {
    const model = copyTinyRoberta()
    model.manifest()
    model.write('onnx/model.onnx', 'half a download')
    const { scorer } = open(model.path)
    const problem = 'onnx/model.onnx has 15 bytes where manifest.json says '
    expect(await scorer.start()).toContain(problem)
    expect(scorer.state()).toMatchObject({ kind: 'down', cause: expect.stringContaining(problem) })
    await expect(score(scorer, ['hello'])).rejects.toMatchObject({ name: 'ScoringFailed', kind: 'unavailable' })
    model.drop('manifest.json')
    model.write('onnx/model.onnx', readFileSync(`${TINY_ROBERTA}/onnx/model.onnx`))
    await expect.poll(() => scorer.state()).toEqual({ kind: 'ready' })
    expect(await score(scorer, ['hello'])).toHaveLength(1)
    model.remove()
  })
})
