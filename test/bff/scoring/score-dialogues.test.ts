/** `cx-assist score --dialogues`: what agents would have been told after each of a customer's turns. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { scoreDialogues } from '../../../bff/scoring/score-dialogues.ts'
import { buildBff, pipeScore } from '../../support/bff-process.ts'
import { TINY_ROBERTA } from '../../support/model-folder.ts'

const FIGURES = {
  cues: { apology: 1, inability: 0, negation: 0, insistence: 0 },
  prior: 1,
  decay: 0.5,
  points: [
    [0, 0],
    [1, 1],
  ] as const,
}

const asked: (readonly [string, string | undefined])[] = []
const scorer = {
  score: async (text: string, before?: string) => {
    asked.push([text, before])
    return { negative: 0, neutral: 1, positive: 0, frustration: text.includes('furious') ? 0.9 : 0 }
  },
}

const scored = async (content: string, ofModel?: typeof FIGURES): Promise<string[]> => {
  asked.length = 0
  let output = ''
  const bytes = async function* () {
    yield new TextEncoder().encode(content)
  }
  await scoreDialogues(bytes(), 'file.jsonl', scorer, ofModel, async (text) => {
    output += text
  })
  return output.split('\n').slice(0, -1)
}

const DIALOGUE = JSON.stringify({
  id: 'd\t1',
  turns: [
    { speaker: 'customer', text: 'hello' },
    { speaker: 'action', text: 'lookup' },
    { speaker: 'agent', text: 'sorry' },
    { speaker: 'agent', text: 'one moment' },
    { speaker: 'customer', text: 'furious now' },
    { speaker: 'user', text: ' ' },
    { role: 'user', content: 'furious still' },
  ],
})

describe('scoring dialogues', () => {
  it('scoring dialogues prints a line for each turn of the customer, by its place among all turns', async () => {
    expect(await scored(`${DIALOGUE}\n`)).toEqual([
      'd 1\t0\t0.000000\t0.000000\tstandard',
      'd 1\t4\t0.900000\t0.486486\tsupervisor',
      'd 1\t6\t0.900000\t0.647230\tsupervisor',
    ])
  })

  it('scoring dialogues weighs turns as the model that knows conversations wants it', async () => {
    // 0, then .9 / (1 + .5 + 1·.25), then (.9 + .45) / (1 + .5 + .25 + 1·.125)
    expect((await scored(DIALOGUE, FIGURES)).map((line) => line.split('\t')[3])).toEqual([
      '0.000000',
      '0.514286',
      '0.720000',
    ])
  })

  it('scoring dialogues tells the model what was said before, which a look-up was not', async () => {
    await scored(DIALOGUE)
    expect(asked).toEqual([
      ['hello', undefined],
      ['furious now', 'sorry\none moment'],
      ['furious still', 'sorry\none moment'],
    ])
  })

  it('scoring dialogues names those without an id by their line, and skips blank lines and a byte order mark', async () => {
    const line = JSON.stringify({ messages: [{ role: 'user', content: 'furious' }] })
    const lines = await scored(`\uFEFF${line}\n\n${line}`)
    expect(lines.map((each) => each.split('\t')[0])).toEqual(['line-1', 'line-3'])
  })

  it.each([
    ['{', 'file.jsonl, line 2: not JSON'],
    ['{"id": 1}', 'file.jsonl, line 2: turns: is missing: a list of what was said'],
    ['{"turns": [{"text": "x"}]}', 'file.jsonl, line 2: turns.0.speaker: is missing'],
    ['{"turns": [{"speaker": "customer", "text": 5}]}', 'file.jsonl, line 2: turns.0.text: must be a text'],
  ])('scoring dialogues stops at a line that is none, and says where and why: %s', async (line, reason) => {
    await expect(scored(`${DIALOGUE}\n${line}\n`)).rejects.toThrow(reason)
  })
})

describe('cx-assist score --dialogues', () => {
  let folder: string
  beforeAll(() => buildBff())
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dialogues-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const score = (file: string) => pipeScore(['--model', TINY_ROBERTA, '--dialogues', file], '')

  it('cx-assist score --dialogues reads plain and gzipped files alike, by the model it is given', async () => {
    writeFileSync(join(folder, 'a.jsonl'), DIALOGUE)
    writeFileSync(join(folder, 'b.jsonl.gz'), gzipSync(DIALOGUE))
    const plain = await score(join(folder, 'a.jsonl'))
    expect(plain.code).toBe(0)
    expect(plain.stdout).toMatch(/^(?:d 1\t[046]\t[01]\.\d{6}\t[01]\.\d{6}\t(?:standard|supervisor|manager)\n){3}$/)
    expect((await score(join(folder, 'b.jsonl.gz'))).stdout).toBe(plain.stdout)
  })

  it.each([
    ['missing.jsonl', undefined, 'missing.jsonl cannot be read (ENOENT)'],
    ['torn.jsonl.gz', gzipSync(DIALOGUE).subarray(0, 20), 'torn.jsonl.gz cannot be read (Z_BUF_ERROR)'],
    ['odd.jsonl', '[]', 'odd.jsonl, line 1: '],
  ])('cx-assist score --dialogues says in a sentence why it cannot read %s', async (name, content, reason) => {
    if (content !== undefined) writeFileSync(join(folder, name), content)
    const { code, stdout, stderr } = await score(join(folder, name))
    expect(stderr).toMatch(/^cx-assist score: .*\n$/)
    expect(stderr).toContain(reason)
    expect(stdout).toBe('')
    expect(code).toBe(1)
  })
})
