import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate, evaluationRows } from '../../../bff/fallback-index/build/evaluate.ts'
import { readTable } from '../../../bff/fallback-index/build/tables.ts'
import { readFallbackIndex } from '../../../bff/fallback-index/read-index.ts'
import { type FallbackIndex, rankIntents } from '../../../shared/domain/ranking/fallback-index.ts'
import { defaultRules } from '../../../shared/rules.ts'
import { buildSmallIndex, createSmallBot, SMALL_BOT_INTENTS, type SmallBot } from '../../support/small-bot.ts'

const rules = defaultRules.fallback
const asked = (utterance: string, intent = 'Fallback') => ({ utterance, intent, previousIntents: [] })

describe('an index that was built', () => {
  let bot: SmallBot
  let index: FallbackIndex
  beforeAll(async () => {
    bot = await createSmallBot()
    index = (await readFallbackIndex(bot.index)).index
  }, 60_000)
  afterAll(() => bot.remove())

  it('an index that was built knows the intents of the training export, without the one for out of scope', () => {
    expect(index.names).toEqual(SMALL_BOT_INTENTS)
  })

  it('an index that was built finds what was meant from words it did not see together', () => {
    const { candidates, rule } = rankIntents(index, asked('my card was stolen, please freeze it'), rules)
    expect(rule).toBe('posterior')
    expect(candidates[0]?.intent).toBe('lost_card')
    expect(candidates[0]?.score).toBeGreaterThan(0.65)
  })

  it('an index that was built never suggests what failed, however well it fits', () => {
    const { candidates, predicted } = rankIntents(index, asked('my card was stolen', 'lost_card'), rules)
    expect(predicted).toBe('lost_card')
    expect(candidates.map(({ intent }) => intent)).not.toContain('lost_card')
  })

  it('an index that was built is less sure of what belongs to none of the intents', () => {
    const best = (text: string) => rankIntents(index, asked(text), rules).candidates[0]?.score ?? 0
    expect(best('tell me a joke about the weather')).toBeLessThan(best('please update my new address'))
    expect(best('tell me a joke about the weather')).toBeLessThan(0.65)
  })

  it('an index that was built suggests nothing for words it never saw', () => {
    expect(rankIntents(index, asked('зброя 漢字'), rules).candidates).toEqual([])
    expect(rankIntents(index, asked('  !?  '), rules).candidates).toEqual([])
  })

  it('an index that was built reports in each candidate what the history of the failed intent says', () => {
    const { candidates } = rankIntents(index, asked('moved', 'opening_times'), rules)
    const historical = new Map(candidates.map((each) => [each.intent, each.historical]))
    expect(historical.get('new_address')).toBeGreaterThan(historical.get('lost_card') ?? 1)
    for (const { score, semantic, historical } of candidates) {
      for (const figure of [score, semantic, historical]) {
        expect(figure).toBeGreaterThanOrEqual(0)
        expect(figure).toBeLessThanOrEqual(1)
      }
    }
  })

  it('an index that was built falls back on the tutorial rule where the rules ask for it', () => {
    const ranking = rankIntents(index, asked('moved', 'opening_times'), { ...rules, rule: 'tutorial' })
    expect(ranking.rule).toBe('tutorial')
    expect(ranking.candidates.map(({ intent }) => intent)).toEqual(['new_address', 'lost_card'])
  })

  it('an index that was built is the same, byte by byte, when built again from the same', async () => {
    const again = join(bot.folder, 'again')
    await buildSmallIndex(bot, again)
    expect((await readdir(again)).sort()).toEqual((await readdir(bot.index)).sort())
    for (const name of await readdir(again)) {
      expect((await readFile(join(again, name))).equals(await readFile(join(bot.index, name))), name).toBe(true)
    }
    await rm(again, { recursive: true })
  }, 60_000)

  it('an index that was built says in its manifest what it was built from, when, and what each file must be', async () => {
    const manifest = JSON.parse(await readFile(join(bot.index, 'index.json'), 'utf8'))
    expect(manifest).toMatchObject({
      formatVersion: 1,
      builtAt: '2026-01-01T00:00:00.000Z',
      training: { file: 'training.tsv', rows: 38 },
      logs: [{ file: 'log.tsv', rows: 3 }],
      intents: 3,
      outOfScopeRows: 8,
      mistakes: 40,
    })
  })

  it('an index that was built writes a confusion matrix whose rows add up to 1 without their diagonal, or to 0', async () => {
    expect(index.history.row(2)).toEqual({ columns: [0, 1], rates: [0.25, 0.75] })
    expect(index.history.row(0)).toEqual({ columns: [], rates: [] })
  })

  it('an index that was built is measured on rows the bot got wrong, beside each witness alone and the tutorial rule', async () => {
    const path = join(bot.folder, 'rows.tsv')
    await writeFile(
      path,
      [
        'actual\tpredicted\tconfidence\ttext',
        'lost_card\topening_times\t0.2\tmy card is lost',
        'new_address\topening_times\t0.3\twe moved to a new address',
        'new_address\tnew_address\t0.9\tchange address',
        'oos\tlost_card\t0.1\tsing a song about cats',
      ].join('\n'),
    )
    const rows = evaluationRows(readTable(path, ['actual', 'predicted', 'confidence', 'text']))
    const evaluation = evaluate(index, rows, rules)
    expect(evaluation).toMatchObject({ rows: 3, outOfScopeRows: 1, understood: 1 })
    expect(evaluation.figures.map(({ rule }) => rule)).toEqual([
      'posterior',
      'utterance alone',
      'utterance, failed intent left out',
      'history alone',
      'tutorial',
    ])
    expect(evaluation.figures[0]).toMatchObject({ recallAt3: 1, outOfScopeEscalated: 1 })
  })
})
