/** What a search costs, beside MiniSearch as it comes; what a large knowledge takes to load and holds. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MiniSearch from 'minisearch'
import { writeKnowledge } from '../../../bff/knowledge/build/write-knowledge.ts'
import { createKnowledge } from '../../../bff/knowledge/knowledge.ts'
import { readKnowledge } from '../../../bff/knowledge/read-knowledge.ts'
import { createWordSearch } from '../../../bff/knowledge/word-search.ts'
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

const timed = async (queries: readonly string[], calls: number, act: (query: string) => unknown) => {
  const durations: number[] = []
  for (let call = 0; call < calls; call += 1) {
    const query = queries[call % queries.length] ?? ''
    const startedAt = performance.now()
    act(query)
    durations.push(performance.now() - startedAt)
    if (call % 8 === 7) await new Promise((resolve) => setImmediate(resolve))
  }
  return latencyOf(durations)
}

const plainSearch = (entries: readonly KnowledgeEntry[]): ((query: string) => unknown) => {
  const engine = new MiniSearch<{ id: number; title: string; text: string }>({ fields: ['title', 'text'] })
  engine.addAll(entries.map(({ title = '', text }, id) => ({ id, title, text })))
  return (query) => engine.search(query, { prefix: true, fuzzy: 1 })
}

const searches = async (context: Context): Promise<Row[]> => {
  const { entries, queries } = syntheticPassages(SEARCHED, WORDS, QUERIES)
  const knowledge = createKnowledge({ entries, words: createWordSearch(entries), ranker: undefined })
  const plain = plainSearch(entries)
  const calls = context.scaled(CALLS)
  const ours = () => timed(queries, calls, (query) => knowledge.search(query, HITS, { isTyping: true }))
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
  ]
}

const usedMegabytes = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

const prepare = async (folder: string, passages: number): Promise<string> => {
  const { entries } = syntheticPassages(passages, WORDS, 0)
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
    const json = await prepare(folder, passages)
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
