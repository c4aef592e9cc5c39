/** An index with a sentence encoder's part. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../../../bff/fallback-index/build/evaluate.ts'
import { readSentences } from '../../../bff/fallback-index/build/read-sentences.ts'
import { type LoadedIndex, readFallbackIndex } from '../../../bff/fallback-index/read-index.ts'
import { openSentenceEncoder } from '../../../bff/fallback-index/sentence/open-sentence-encoder.ts'
import { rankIntents } from '../../../shared/domain/ranking/fallback-index.ts'
import { defaultRules } from '../../../shared/rules.ts'
import { type ConvertedEncoder, convertedEncoder } from '../../support/sentence-encoder.ts'
import { buildSmallIndex, createSmallBot, type SmallBot } from '../../support/small-bot.ts'

const rules = defaultRules.fallback
/** Hardly a word of it is in the training export. */
const PARAPHRASE = 'a thief took away my plastic'

let encoder: ConvertedEncoder
let bot: SmallBot
let loaded: LoadedIndex
let vector: Float32Array | undefined
beforeAll(async () => {
  encoder = await convertedEncoder()
  bot = await createSmallBot({ built: false })
  await buildSmallIndex(bot, bot.index, {
    sentenceEncoder: { folder: encoder.folder, always: false },
    say: () => undefined,
  })
  loaded = await readFallbackIndex(bot.index)
  const opened = await openSentenceEncoder(bot.index)
  vector = (await readSentences(opened, [PARAPHRASE]))[0]
  await opened.release()
})
afterAll(async () => {
  await bot.remove()
  await encoder.remove()
})

const asked = { utterance: PARAPHRASE, intent: 'Fallback', previousIntents: [] }

describe('an index with a sentence encoder', () => {
  it('an index with a sentence encoder is surer of a paraphrase that the encoder has read than without it', () => {
    const without = rankIntents(loaded.index, asked, rules).candidates
    const { candidates, rule } = rankIntents(loaded.index, asked, rules, vector)
    const scoreOf = (list: typeof without) => list.find(({ intent }) => intent === 'lost_card')?.semantic ?? 0
    expect(rule).toBe('posterior')
    expect(candidates[0]?.intent).toBe('lost_card')
    expect(scoreOf(candidates)).toBeGreaterThan(scoreOf(without))
  })

  it('an index with a sentence encoder ranks as one without where the encoder has not read the utterance', async () => {
    const plain = join(bot.folder, 'plain')
    await buildSmallIndex(bot, plain)
    const { index, sentence, manifest } = await readFallbackIndex(plain)
    expect([sentence, manifest?.formatVersion, loaded.manifest?.formatVersion]).toEqual([undefined, 1, 2])
    expect(rankIntents(loaded.index, asked, rules)).toEqual(rankIntents(index, asked, rules))
    expect(rankIntents(index, asked, rules, vector)).toEqual(rankIntents(index, asked, rules))
  })

  it('an index with a sentence encoder names hashes of all its files, and those that its thread is to find', async () => {
    const files = (await readdir(bot.index)).filter((name) => name !== 'index.json')
    expect(Object.keys(loaded.manifest?.files ?? {}).toSorted()).toEqual(files.toSorted())
    expect(loaded.sentence).toEqual({
      folder: bot.index,
      hashes: {
        'sentence-model.onnx': loaded.manifest?.files['sentence-model.onnx'],
        'sentence-tokenizer.json': loaded.manifest?.files['sentence-tokenizer.json'],
      },
    })
  })

  it('an index with a sentence encoder is measured with it and without it', () => {
    const row = { actual: 'lost_card', predicted: 'opening_times', confidence: 0.2, text: PARAPHRASE, sentence: vector }
    const { figures } = evaluate(loaded.index, [row], rules)
    expect(figures.map(({ rule }) => rule).slice(0, 2)).toEqual(['posterior', 'without sentence encoder'])
    expect(figures[0]?.intervals.recallAt3?.from).toBeCloseTo(0.2065, 3)
  })

  it('an index with a sentence encoder is refused where a file of it is missing, cut or another one', async () => {
    const copy = join(bot.folder, 'broken')
    await cp(bot.index, copy, { recursive: true })
    const model = join(copy, 'sentence-model.onnx')
    const whole = await readFile(model)
    await writeFile(model, whole.subarray(1))
    await expect(readFallbackIndex(copy)).rejects.toThrow(`${model} is not the file that the index was built with`)
    await rm(model)
    await expect(readFallbackIndex(copy)).rejects.toThrow(`${model} cannot be read (ENOENT)`)
    await rm(join(copy, 'index.json'))
    await expect(readFallbackIndex(copy)).rejects.toThrow(`${model} is missing`)
  })

  it('an index that is built anew without a sentence encoder keeps nothing of the old one', async () => {
    const again = join(bot.folder, 'again')
    await cp(bot.index, again, { recursive: true })
    await buildSmallIndex(bot, again)
    expect((await readdir(again)).filter((name) => name.startsWith('sentence'))).toEqual([])
    expect((await readFallbackIndex(again)).sentence).toBeUndefined()
  })

  it('an export in another language is built without the sentence encoder, and the operator is told', async () => {
    const training = join(bot.folder, 'german.tsv')
    const rows = [
      'karte_verloren\tIch habe meine Karte verloren',
      'karte_verloren\tBitte sperren Sie meine gestohlene Bankkarte',
      'anschrift\tMeine Anschrift hat sich geändert',
      'anschrift\tIch bin letzte Woche umgezogen',
    ]
    await writeFile(training, ['intent\ttext', ...rows].join('\n'))
    await writeFile(join(bot.folder, 'none.tsv'), 'predicted\tactual\tcount')
    const said: string[] = []
    const out = join(bot.folder, 'german')
    await buildSmallIndex({ training, log: join(bot.folder, 'none.tsv') }, out, {
      sentenceEncoder: { folder: encoder.folder, always: false },
      say: (line) => void said.push(line),
    })
    expect(said.join('\n')).toContain('the export is not in English')
    expect((await readFallbackIndex(out)).sentence).toBeUndefined()
  })

  it('an index is built without a sentence encoder where none is installed and none was asked for', async () => {
    const said: string[] = []
    const out = join(bot.folder, 'not-installed')
    await buildSmallIndex(bot, out, {
      sentenceEncoder: { folder: '/nowhere', always: false },
      say: (line) => void said.push(line),
    })
    expect(said).toContain('there is no sentence encoder here: built without')
    expect((await readFallbackIndex(out)).sentence).toBeUndefined()
  })
})
