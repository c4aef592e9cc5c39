/** What the shipped index is made from and measured on. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../bff/fallback-index/build/build.ts'
import { readFallbackIndex } from '../../bff/fallback-index/read-index.ts'
import { type FallbackIndex, rankIntents } from '../../shared/domain/ranking/fallback-index.ts'
import { defaultRules } from '../../shared/rules.ts'
import { type Dialogue, type DialogueTurn, readDialogues } from '../../simulator/replay/dialogues.ts'
import { UNDERSTOOD_FROM } from '../../simulator/replay/intents.ts'

const simulator = fileURLToPath(new URL('../../simulator/', import.meta.url))
const nlu = (name: string): string => join(simulator, 'nlu', name)
const CONTRACT_INTENTS = ['billing_inquiry', 'payment_failure', 'login_issue', 'product_bug', 'feature_request']
const OUT_OF_SCOPE = 'oos'

const read = async (name: string, ...columns: readonly string[]): Promise<string[][]> => {
  const [header, ...lines] = (await readFile(nlu(name), 'utf8')).trimEnd().split('\n')
  expect([name, header]).toEqual([name, columns.join('\t')])
  const rows = lines.map((line) => line.split('\t'))
  for (const row of rows)
    expect([row, row.length, row.every((cell) => cell.trim() === cell && cell !== '')]).toEqual([
      row,
      columns.length,
      true,
    ])
  return rows
}
const training = () => read('training.tsv', 'intent', 'text')
const log = () => read('misclassifications.tsv', 'predicted', 'actual', 'count')
const check = () => read('check.tsv', 'actual', 'predicted', 'confidence', 'text')

const dialogues = async (): Promise<Dialogue[]> => {
  const all: Dialogue[] = []
  for await (const dialogue of readDialogues(join(simulator, 'dialogues', 'demo.jsonl'))) all.push(dialogue)
  return all
}

const countBy = (names: readonly (string | undefined)[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
const normalise = (text: string): string => {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return words === '' ? text : words
}
const repeated = (texts: readonly string[]): string[] =>
  [...countBy(texts.map(normalise))].flatMap(([text, count]) => (count > 1 ? [text] : []))

describe('the training utterances', () => {
  it('the training utterances are 35 to 50 for each of 14 to 16 intents, and more that are none', async () => {
    const counts = countBy((await training()).map(([intent]) => intent))
    expect(counts.get(OUT_OF_SCOPE)).toBeGreaterThanOrEqual(60)
    counts.delete(OUT_OF_SCOPE)
    expect(counts.size).toBeGreaterThanOrEqual(14)
    expect(counts.size).toBeLessThanOrEqual(16)
    for (const [intent, count] of counts) expect([intent, count >= 35 && count <= 50]).toEqual([intent, true])
  })

  it('the training utterances know every intent of the contract and of the demo', async () => {
    const known = new Set((await training()).map(([intent]) => intent))
    const played = (await dialogues()).flatMap(({ tasks, turns }) => [
      ...tasks,
      ...turns.flatMap(({ intent }) => intent?.name ?? []),
    ])
    expect([...CONTRACT_INTENTS, ...played].filter((name) => !known.has(name))).toEqual([])
  })

  it('the training utterances say nothing twice, and nothing of what is checked with or played in the demo', async () => {
    const taught = (await training()).map(([, text = '']) => text)
    const checked = (await check()).map(([, , , text = '']) => text)
    const misunderstood = (await dialogues()).flatMap(({ turns }) =>
      turns.filter(isMisunderstood).map(({ text }) => text),
    )
    expect(repeated([...taught, ...checked, ...misunderstood])).toEqual([])
  })
})

describe('the log of mistakes', () => {
  it('the log of mistakes counts each pair once, names known intents only, and shows a bot that is right more often than not', async () => {
    const rows = await log()
    const known = new Set((await training()).map(([intent]) => intent))
    expect(new Set(rows.map(([predicted, actual]) => `${predicted} ${actual}`)).size).toBe(rows.length)
    const totals = new Map<string, { right: number; wrong: number }>()
    for (const [predicted = '', actual = '', count = ''] of rows) {
      expect([predicted, actual, known.has(predicted) && known.has(actual)]).toEqual([predicted, actual, true])
      expect(count).toMatch(/^[1-9]\d*$/)
      const total = totals.get(predicted) ?? { right: 0, wrong: 0 }
      total[predicted === actual ? 'right' : 'wrong'] += Number(count)
      totals.set(predicted, total)
    }
    expect(totals.size).toBe(known.size - 1)
    for (const [name, { right, wrong }] of totals) expect([name, right > wrong && wrong > 0]).toEqual([name, true])
  })

  it('the log of mistakes confuses what is easily confused: bills, failed payments and refunds', async () => {
    const rows = await log()
    const near = ['billing_inquiry', 'payment_failure', 'refund_request']
    const worst = (predicted: string): (string | undefined)[] =>
      rows
        .filter(([name, actual]) => name === predicted && actual !== predicted)
        .sort(([, , a], [, , b]) => Number(b) - Number(a))
        .slice(0, 3)
        .map(([, actual]) => actual)
    for (const name of near) {
      const others = near.filter((other) => other !== name)
      expect(worst(name)).toEqual(expect.arrayContaining(others))
    }
  })
})

describe('the check rows', () => {
  it('the check rows are at least 120, each misunderstood, a fifth of them out of scope, and none the bot was sure of', async () => {
    const rows = await check()
    const known = new Set((await training()).map(([intent]) => intent))
    expect(rows.length).toBeGreaterThanOrEqual(120)
    for (const [actual = '', predicted = '', confidence = ''] of rows) {
      expect([actual, predicted, known.has(actual), known.has(predicted)]).toEqual([actual, predicted, true, true])
      expect(predicted).not.toBe(OUT_OF_SCOPE)
      expect(predicted).not.toBe(actual)
      expect(Number(confidence)).toBeGreaterThan(0)
      expect(Number(confidence)).toBeLessThan(UNDERSTOOD_FROM)
    }
    const share = rows.filter(([actual]) => actual === OUT_OF_SCOPE).length / rows.length
    expect(share).toBeCloseTo(0.2, 1)
    expect(new Set(rows.map(([actual]) => actual))).toEqual(known)
  })
})

const isMisunderstood = ({ intent }: DialogueTurn): boolean => intent !== undefined && intent.score < UNDERSTOOD_FROM

describe('an index made of them', () => {
  let folder: string
  let index: FallbackIndex
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-index-'))
    const out = join(folder, 'index')
    await buildIndex({
      training: nlu('training.tsv'),
      logs: [nlu('misclassifications.tsv')],
      out,
      outOfScopeShare: 0.2,
      threads: 1,
      builtAt: '2026-01-31T09:30:00.000Z',
      builtBy: 'a test',
      say: () => undefined,
    })
    index = (await readFallbackIndex(out)).index
  })
  afterAll(() => rm(folder, { recursive: true }))

  const rank = ({ text, intent }: DialogueTurn) => {
    const previousIntents = intent === undefined ? [] : [{ name: intent.name, confidence: intent.score }]
    return rankIntents(index, { utterance: text, intent: 'Fallback', previousIntents }, defaultRules.fallback)
      .candidates
  }

  it('an index made of the training utterances knows what the demo’s misunderstood customers mean, and when a person is wanted', async () => {
    const { escalateBelow } = defaultRules.fallback
    for (const { id, tasks, turns } of await dialogues()) {
      for (const turn of turns.filter(isMisunderstood)) {
        const [best] = rank(turn)
        const isSure = (best?.score ?? 0) >= escalateBelow
        expect([id, turn.text, isSure]).toEqual([id, turn.text, turn.misunderstood !== true])
        if (isSure) expect([id, turn.text, best?.intent]).toEqual([id, turn.text, tasks[0]])
      }
    }
  })
})
