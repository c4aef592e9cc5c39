import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMistakes, readTraining } from '../../../bff/fallback-index/build/sources.ts'
import { TableError } from '../../../bff/fallback-index/build/tables.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cx-assist-tables-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const file = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof TableError) return error.message
    throw error
  }
  return 'was taken'
}

describe('a training export', () => {
  const expected = {
    names: ['a', 'b'],
    texts: ['say "hi", please', 'go away', 'sing'],
    labels: Uint32Array.of(1, 0, 2),
  }

  it('a training export is read from tab-separated lines, in which quotes mean nothing', async () => {
    const path = await file('t.tsv', 'intent\tdomain\ttext\nb\tx\tsay "hi", please\na\tx\tgo away\noos\tx\tsing\n')
    expect(readTraining(path)).toMatchObject(expected)
  })

  it('a training export is read from CSV, in which quotes do', async () => {
    const path = await file('t.csv', 'text,intent\r\n"say ""hi"", please",b\r\ngo away,a\r\nsing,oos\r\n')
    expect(readTraining(path)).toMatchObject(expected)
  })

  it('a training export is read from JSON lines', async () => {
    const rows = [
      { intent: 'b', text: 'say "hi", please' },
      { intent: 'a', text: 'go away' },
      { text: 'sing', intent: 'oos', more: 1 },
    ]
    const path = await file('t.jsonl', `\uFEFF${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n`)
    expect(readTraining(path)).toMatchObject(expected)
  })

  it.each([
    ['x.tsv', '', /x\.tsv is empty$/],
    ['x.tsv', 'intent\twords\na\tb c', /x\.tsv has no column "text": name the columns in line 1$/],
    [
      'x.tsv',
      'intent\ttext\na\tb\na\n',
      /x\.tsv, line 3: 1 columns where the header has 2: put texts .* in double quotes$/,
    ],
    [
      'x.csv',
      'text,intent\nhi, you,a\n',
      /x\.csv, line 2: 3 columns where the header has 2: put texts .* in double quotes$/,
    ],
    ['x.tsv', 'intent\ttext\na\tb\na\tc\n', /x\.tsv has 1 intents: ranking needs at least two$/],
    ['x.jsonl', '{"intent":"a","text":"b"}\n[1]', /x\.jsonl, line 2: is no JSON object$/],
    ['x.jsonl', '{"intent":"a","text":"b"}\n{', /x\.jsonl, line 2: is no JSON$/],
    ['x.json', '{"intents":[\n{"name":"a",}]}', /x\.json, line 2, column 13: is no JSON: /],
    ['x.json', '{"version":"1.0"}', /x\.json holds no utterances with intents: an export of Cognigy, Rasa/],
    ['x.yml', 'nlu:\n- intent: a\n   examples: [', /x\.yml, line \d: is no YAML: mind the indentation/],
    ['x.xlsx', 'PK', /x\.xlsx cannot be read as it is: save it as CSV UTF-8$/],
    ['x.zip', 'PK', /x\.zip cannot be read as it is: unpack it, and name the file or folder that is in it$/],
    ['x.pdf', 'intent', /x\.pdf is no \.tsv, \.csv, \.jsonl, \.json, \.yml or \.md file: /],
  ])('a training export is refused with file, line and reason: %s %j', async (name, content, reason) => {
    const path = await file(name, content)
    expect(refusal(() => readTraining(path))).toMatch(reason)
  })

  it('a training export is refused where there is none', () => {
    expect(refusal(() => readTraining(join(folder, 'none.tsv')))).toMatch(/none\.tsv cannot be read \(ENOENT\)$/)
  })

  it('a training export never has its text in a refusal', async () => {
    const path = await file('secret.tsv', 'intent\ttext\na\tmy account is 4711\na\n')
    expect(refusal(() => readTraining(path))).not.toContain('4711')
  })
})

describe('logs of mistakes', () => {
  const names = ['a', 'b', 'c']
  const counts = (paths: readonly string[]) =>
    [...readMistakes(paths, names).mistakes].map(([predicted, meant]) => [predicted, Object.fromEntries(meant)])

  it('logs of mistakes are added up, without what the bot got right', async () => {
    const one = await file('one.tsv', 'predicted\tactual\tcount\na\ta\t90\na\tb\t3\n')
    const two = await file('two.csv', 'predicted,actual\na,b\nc,a\n')
    expect(counts([one, two])).toEqual([
      [0, { 1: 4 }],
      [2, { 0: 1 }],
    ])
  })

  it('logs of mistakes tell how many rows name an intent that nobody knows', async () => {
    const path = await file('odd.tsv', 'predicted\tactual\tcount\na\tz\t3\nz\ta\t1\na\tb\t1\n')
    expect(readMistakes([path], names).leftOut).toBe(2)
  })

  it('logs of mistakes hold what agents chose, the last choice of an utterance only', async () => {
    const choice = (
      conversationId: string,
      utteranceId: string | undefined,
      predicted: string | undefined,
      actual: string,
    ) => JSON.stringify({ eventType: 'INTENT_CONFIRMED', conversationId, utteranceId, predicted, actual })
    const path = await file(
      'confirmed.jsonl',
      [
        choice('1', 'u1', 'a', 'b'),
        choice('1', 'u1', 'a', 'c'),
        choice('2', 'u1', 'a', 'b'),
        choice('3', undefined, 'a', 'b'),
        choice('3', undefined, 'a', 'b'),
        choice('4', 'u9', undefined, 'b'),
        JSON.stringify({ eventType: 'AGENT_ASSIST_QUERY' }),
      ].join('\n'),
    )
    expect(counts([path])).toEqual([[0, { 1: 3, 2: 1 }]])
    expect(readMistakes([path], names).leftOut).toBe(1)
  })

  it('logs of mistakes are refused where a count is none', async () => {
    const path = await file('bad.tsv', 'predicted\tactual\tcount\na\tb\tmany\n')
    expect(refusal(() => readMistakes([path], names))).toMatch(/bad\.tsv, line 2: "count" is no number from 0 up$/)
  })
})
