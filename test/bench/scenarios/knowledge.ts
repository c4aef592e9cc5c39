/** What a search costs, beside MiniSearch as it comes; what a large knowledge takes to load and holds. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import MiniSearch from 'minisearch'
import { systemClock, systemPauses } from '../../../bff/deadline.ts'
import { writeKnowledge } from '../../../bff/knowledge/build/write-knowledge.ts'
import { readKnowledge } from '../../../bff/knowledge/read-knowledge.ts'
import { createKnowledgeSource } from '../../../bff/knowledge/thread/knowledge-source.ts'
import { openKnowledgeThread } from '../../../bff/knowledge/thread/knowledge-thread.ts'
import { createWordSearch } from '../../../bff/knowledge/word-search.ts'
import { createLog } from '../../../bff/observe/log.ts'
import type { KnowledgeSource } from '../../../bff/ports/knowledge.ts'
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import { figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { latencyOf } from '../harness/statistics.ts'
import { syntheticPassages } from '../synthetic-passages.ts'

const SEARCHED = 10_000
const LOADED = 100_000
/** Of a passage of 120 words, those that are no stop words. */
const WORDS = 60
const CALLS = 300
const QUERIES = 100
const HITS = 6

interface Timed {
  readonly p50: number
  readonly p99: number
  /** Longest time, in milliseconds, in which the event loop did nothing else. */
  readonly held: number
}

const timed = async (
  queries: readonly string[],
  calls: number,
  act: (query: string) => Promise<unknown> | unknown,
): Promise<Timed> => {
  const durations: number[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  for (let call = 0; call < calls; call += 1) {
    const query = queries[call % queries.length] ?? ''
    const startedAt = performance.now()
    await act(query)
    durations.push(performance.now() - startedAt)
    await new Promise((resolve) => setImmediate(resolve))
  }
  delay.disable()
  const { p50, p99 } = latencyOf(durations)
  return { p50, p99, held: delay.max / 1e6 }
}

const plainSearch = (entries: readonly KnowledgeEntry[]): ((query: string) => unknown) => {
  const engine = new MiniSearch<{ id: number; title: string; text: string }>({ fields: ['title', 'text'] })
  engine.addAll(entries.map(({ title = '', text }, id) => ({ id, title, text })))
  return (query) => engine.search(query, { prefix: true, fuzzy: 1 })
}

const searches = async (context: Context): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-assist-bench-'))
  const { entries, queries } = syntheticPassages(SEARCHED, WORDS, QUERIES)
  await prepare(folder, entries)
  const knowledge = createKnowledgeSource({
    folder,
    openThread: openKnowledgeThread,
    clock: systemClock,
    pauses: systemPauses,
    log: createLog('warn', process.stderr),
  })
  try {
    await knowledge.start()
    return await measured(context, queries, knowledge, plainSearch(entries))
  } finally {
    await knowledge.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const measured = async (
  context: Context,
  queries: readonly string[],
  knowledge: KnowledgeSource,
  plain: (query: string) => unknown,
): Promise<Row[]> => {
  const calls = context.scaled(CALLS)
  const ours = () => timed(queries, calls, (query) => knowledge.search(query, { most: HITS }))
  const baseline = () => timed(queries, calls, plain)
  await interleave(1, { ours, baseline })
  const rounds = await interleave(context.options.rounds, { ours, baseline })
  const scenario = `knowledge: a search in ${SEARCHED} passages`
  const baselineName = 'MiniSearch as it comes, with prefixes and typos'
  return [
    {
      scenario,
      metric: 'p50 ms',
      baselineName,
      bar: { kind: 'ours-at-most', value: 5 },
      rounds: figures(rounds, ({ p50 }) => p50),
    },
    {
      scenario,
      metric: 'p99 ms',
      baselineName,
      bar: { kind: 'ours-at-most', value: 20 },
      rounds: figures(rounds, ({ p99 }) => p99),
    },
    {
      scenario,
      metric: 'longest hold of the event loop, ms',
      baselineName,
      bar: { kind: 'ours-at-most', value: 20 },
      rounds: figures(rounds, ({ held }) => held),
    },
  ]
}

const usedMegabytes = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

const prepare = async (folder: string, entries: readonly KnowledgeEntry[]): Promise<string> => {
  const passages = entries.length
  const words = createWordSearch(entries)
  await writeKnowledge(folder, {
    entries,
    words: words.toJSON(),
    ranker: undefined,
    manifest: {
      formatVersion: 2,
      builtBy: 'benchmark',
      sources: [],
      articles: passages,
      passages,
      replies: 0,
      mined: 0,
      unread: 0,
      drafts: 0,
      answers: 0,
      languages: [...words.languages],
    },
  })
  return JSON.stringify(words)
}

const OPTIONS = { fields: ['title', 'text'] }

const loads = async (context: Context): Promise<Row[]> => {
  const passages = context.scaled(LOADED)
  const folder = await mkdtemp(join(tmpdir(), 'cx-assist-bench-'))
  try {
    const json = await prepare(folder, syntheticPassages(passages, WORDS, 0).entries)
    const weighed = async (load: () => unknown): Promise<{ seconds: number; mebibytes: number }> => {
      const before = usedMegabytes()
      const startedAt = performance.now()
      const held = await load()
      const seconds = (performance.now() - startedAt) / 1000
      return { seconds, mebibytes: held === undefined ? 0 : usedMegabytes() - before }
    }
    const ours = () => weighed(() => readKnowledge(folder))
    const baseline = () => weighed(() => MiniSearch.loadJSON(json, OPTIONS))
    const rounds = await interleave(Math.min(3, context.options.rounds), { ours, baseline })
    const scenario = `knowledge: loading ${passages} passages`
    const baselineName = 'MiniSearch.loadJSON of the words alone'
    return [
      {
        scenario,
        metric: 'seconds',
        baselineName,
        bar: { kind: 'ours-at-most', value: 5 },
        rounds: figures(rounds, ({ seconds }) => seconds),
      },
      {
        scenario,
        metric: 'MiB',
        baselineName,
        bar: { kind: 'ours-at-most', value: 400 },
        rounds: figures(rounds, ({ mebibytes }) => mebibytes),
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const knowledgeScenario: Scenario = {
  name: 'knowledge',
  about: 'what a search costs, and what a large knowledge takes to load and holds',
  run: async (context) => [...(await searches(context)), ...(await loads(context))],
}
