/** `npm run evaluate:sentiment`: what it reads, what it makes of it, and where it puts it. Rows of our own, scores by table. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDataSets } from '../../../bff/scoring/evaluation/data-sets.ts'
import { evaluateSentiment } from '../../../bff/scoring/evaluation/evaluate.ts'
import { intoCard } from '../../../bff/scoring/evaluation/model-card.ts'
import { reportOf } from '../../../bff/scoring/evaluation/report.ts'
import { defaultRules } from '../../../shared/rules.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evaluation-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (path: string, content: string | Buffer) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

const dialogue = (customer_annoyed: boolean, ...said: string[]) =>
  JSON.stringify({
    customer_annoyed,
    turns: said.flatMap((text) => [
      { speaker: 'customer', text },
      { speaker: 'agent', text: 'furious' },
    ]),
  })

const putAll = () => {
  put('tweet-sentiment/val.tsv', 'label\ttext\n0\tfurious\n1\tplain\n2\tfurious\n1\tplain \\u0026 &amp; ""quoted""\n')
  put('tweet-sentiment/extra-2016devtest.tsv', 'label\tsource\ttext\n2\tx\thappy\n')
  const lines = [
    dialogue(true, 'plain', 'furious', 'furious', 'furious'),
    dialogue(false, 'plain', 'plain'),
    dialogue(false, 'happy'),
  ]
  put('star-dialogues/dialogues.jsonl.gz', gzipSync(`${lines.join('\n')}\n`))
  put('abcd/utterances.tsv', 'intent\ttext\nfeedback/upset\tfurious\nother/thing\tplain\n')
}

const TABLE: Readonly<Record<string, { negative: number; neutral: number; positive: number; frustration: number }>> = {
  furious: { negative: 0.9, neutral: 0.1, positive: 0, frustration: 0.95 },
  happy: { negative: 0, neutral: 0.1, positive: 0.9, frustration: 0 },
}
const PLAIN = { negative: 0.1, neutral: 0.8, positive: 0.1, frustration: 0.05 }
const asked: string[] = []
const score = async (text: string) => {
  asked.push(text)
  return TABLE[text] ?? PLAIN
}
const evaluated = () => evaluateSentiment(readDataSets(folder), score, defaultRules.escalation)

describe('an evaluation', () => {
  it('an evaluation counts what was said against what was meant', async () => {
    putAll()
    const { tweets } = await evaluated()
    expect(tweets[0]).toMatchObject({
      rows: 4,
      confusion: [
        [1, 0, 0],
        [0, 2, 0],
        [1, 0, 0],
      ],
    })
    expect(tweets[0]?.macroRecall.value).toBeCloseTo(2 / 3)
  })

  it('an evaluation reads the escapes of the scrapes as what they stand for', async () => {
    putAll()
    await evaluated()
    expect(asked).toContain('plain & & "quoted"')
  })

  it('an evaluation takes the highest figure that a conversation ever reached, of the customer’s utterances alone', async () => {
    putAll()
    const { dialogues, rules } = await evaluated()
    expect(dialogues).toEqual({ calm: 2, annoyed: 1 })
    const calibrated = rules.find(({ rule }) => rule === 'calibrated')
    // .05, .51, .69, .78: the agent's words, were they counted, would take the calm ones there as well.
    expect(calibrated).toMatchObject({
      annoyed: { ever: { supervisor: { value: 1 }, manager: { value: 1 } } },
      calm: { ever: { supervisor: { value: 0 }, manager: { value: 0 } } },
      annoyedByHighest: { value: 1 },
      upsetUtterances: { value: 1 },
    })
    // The tutorial's rule takes every plain customer for half frustrated.
    expect(rules.find(({ rule }) => rule === 'winner')?.calm.ever.supervisor.value).toBe(0.5)
  })

  it('an evaluation names the file that is missing', () => {
    put('tweet-sentiment/val.tsv', 'label\ttext\n0\ta\n')
    expect(() => readDataSets(folder)).toThrow(/extra-2016devtest\.tsv cannot be read \(ENOENT\)/)
  })

  it('an evaluation refuses a label that is none', () => {
    putAll()
    put('tweet-sentiment/val.tsv', 'label\ttext\n0\ta\n3\tb\n')
    expect(() => readDataSets(folder)).toThrow(/val\.tsv, line 3: the label is not 0, 1 or 2/)
  })

  it('an evaluation becomes tables with intervals', async () => {
    putAll()
    const report = reportOf(await evaluated())
    expect(report).toContain('| tweets, validation | 4 | 66.7 (')
    expect(report).toContain('| calibrated | 0.0 (0.0 to 0.0) |')
  })
})

describe('a model’s card', () => {
  const BEGIN = '<!-- evaluation:begin -->'
  const END = '<!-- evaluation:end -->'

  it('a model’s card gets the tables between its marks, again and again', () => {
    const card = `# Card\n\n${BEGIN}\n${END}\n\nMore\n`
    const once = intoCard(card, 'A\n')
    expect(once).toBe(`# Card\n\n${BEGIN}\n\nA\n\n${END}\n\nMore\n`)
    expect(intoCard(once, 'A\n')).toBe(once)
  })

  it('a model’s card without marks is left alone', () => {
    expect(() => intoCard('# Card\n', 'A\n')).toThrow(/has no <!-- evaluation:begin -->/)
  })
})
