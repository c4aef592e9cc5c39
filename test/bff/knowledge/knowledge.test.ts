/** A knowledge folder from its building to its hits, its reload and its refusals. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { buildKnowledge } from '../../../bff/knowledge/build/build.ts'
import { readDialogues } from '../../../bff/knowledge/build/read-dialogues.ts'
import { evaluateDialogues, evaluateQuestions } from '../../../bff/knowledge/evaluate/evaluate.ts'
import { readKnowledge } from '../../../bff/knowledge/read-knowledge.ts'
import { numberChecks } from '../../../bff/privacy/number-checks.ts'
import { situationOf } from '../../../shared/domain/knowledge/situation.ts'
import { createMasker } from '../../../shared/domain/privacy/mask.ts'

const root = mkdtempSync(join(tmpdir(), 'knowledge-'))
afterAll(() => rmSync(root, { recursive: true }))
const at = (...parts: string[]): string => join(root, ...parts)
const put = (name: string, content: string): string => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(at(name), content)
  return at(name)
}

const mask = createMasker(
  { mask: ['card', 'iban', 'email', 'phone', 'us_ssn'], patterns: {}, phoneCountries: ['US'] },
  numberChecks,
)
const build = (out: string, from: readonly string[], dialogues: readonly string[] = [], said: string[] = []) =>
  buildKnowledge({
    from,
    dialogues,
    out: at(out),
    language: undefined,
    mask,
    threads: 1,
    builtBy: 'a test',
    say: (line) => said.push(line),
  })

const DEMO = fileURLToPath(new URL('../../../simulator/knowledge', import.meta.url))
const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))

describe("the demo's own knowledge", () => {
  it("the demo's own knowledge is read whole, and gives the same bytes each time", async () => {
    const said: string[] = []
    expect(await build('demo', [DEMO], [], said)).toMatchObject({
      articles: 30,
      replies: 94,
      unread: 0,
      languages: ['en', 'es'],
    })
    expect(said).toEqual([])
    await build('demo-again', [DEMO])
    expect(bytesOf(at('demo-again'))).toEqual(bytesOf(at('demo')))
  })

  it.each([
    ['I was charged twice for the same invoice', 'charged-twice'],
    ['how do I reset my pasword', 'reset-password'],
    ['my parcel is lost', 'parcel-lost'],
    ['the room at the hotel is too noisy', 'hotel-room-noise'],
    ['me han cobrado dos veces', 'cobro-doble'],
    ['no me llega el codigo', 'codigo-no-llega'],
  ])("the demo's own knowledge answers %j with its article first", async (question, id) => {
    const { knowledge } = await readKnowledge(at('demo'))
    expect(knowledge.search(question, 3)[0]?.entry).toMatchObject({ of: id, url: expect.stringMatching(/^https:/) })
  })

  it("the demo's own knowledge is found while somebody types, and says nothing to words it does not hold", async () => {
    const { knowledge } = await readKnowledge(at('demo'))
    expect(knowledge.search('electricity bil', 3, { isTyping: true })[0]?.entry.of).toBe('bill-too-high')
    expect(knowledge.search('zzyzx qwfp', 3)).toEqual([])
  })

  it("the demo's own knowledge is surer where somebody asks than where a customer says the same in passing", async () => {
    const { knowledge } = await readKnowledge(at('demo'))
    const said = 'my parcel is lost'
    const [asked] = knowledge.search(said, 1)
    const [offered] = knowledge.suggest(situationOf([{ speaker: 'customer', text: said }]), 1)
    expect(asked?.entry).toEqual(offered?.entry)
    expect(asked?.confidence).toBeGreaterThan((offered?.confidence ?? 1) + 0.05)
  })
})

describe('words', () => {
  it.each([
    ['de', 'Die Kündigungen der Verträge sind schriftlich.', 'kundigung'],
    ['es', 'Las devoluciones tardan cinco días.', 'devolucion'],
    ['fr', 'Les remboursements sont rapides.', 'REMBOURSEMENT'],
    ['ja', '注文した商品がまだ届いていません。', '商品'],
    ['ar', 'يمكنك استرجاع الكتاب خلال أسبوع', 'كتاب'],
    ['en', 'Ｒｅｆｕｎｄｓ take five days.', 'refund'],
  ])('words of %s are found in another form', async (language, text, question) => {
    const rows = [
      { text, language, kind: 'reply', id: 'right' },
      { text: 'Something else entirely.', language: 'en', kind: 'reply', id: 'other' },
    ]
    await build(`words-${language}`, [
      put(`words-${language}.jsonl`, rows.map((row) => JSON.stringify(row)).join('\n')),
    ])
    const { knowledge } = await readKnowledge(at(`words-${language}`))
    expect(knowledge.search(question, 3).map(({ entry }) => entry.id)).toEqual(['right'])
  })
})

const TOPICS = [
  [
    'where is my parcel, it did not come',
    'May I have the number of your order?',
    'order',
    'Your parcel is with the carrier.',
    'parcel',
  ],
  [
    'I forgot my password and cannot log in',
    'Which mail address do you log in with?',
    'mail',
    'I have sent you a new link.',
    'link',
  ],
  ['my bill is far too high this month', 'What does your meter say?', 'meter', 'I have corrected your bill.', 'bill'],
] as const
const GREETINGS = ['hi', 'hello', 'good day', 'hey there']

/** An answer of words that no other one has. */
const forOneAlone = (id: number): string =>
  Array.from({ length: 6 }, (_, n) => `w${((id + 1) * (n + 7) * 7919).toString(36)}`).join(' ')

/** Conversations of two answers, of which the second depends on the first and on the look-up. */
const dialogueLines = (count: number, acts: boolean, from = 0): string =>
  Array.from({ length: count }, (_, n) => {
    const id = n + from
    const [ask, first, firstAct, second, secondAct] = TOPICS[id % TOPICS.length] ?? TOPICS[0]
    const act = (name: string) => (acts ? { act: name } : {})
    return JSON.stringify({
      id,
      turns: [
        { speaker: 'customer', text: `${GREETINGS[id % GREETINGS.length]}, ${ask}` },
        { speaker: 'agent', text: first, ...act(firstAct) },
        { speaker: 'customer', text: `it is ${id} 4111 1111 1111 1111` },
        { speaker: 'action', text: `look_up_${firstAct}` },
        { speaker: 'agent', text: second, ...act(secondAct) },
        { speaker: 'agent', text: forOneAlone(id) },
      ],
    })
  }).join('\n')

describe('past conversations', () => {
  it('past conversations give replies that recur, and rank them by what was said and looked up before', async () => {
    const file = put('talks.jsonl', dialogueLines(60, true))
    expect(await build('talks', [], [file])).toMatchObject({ replies: 6, mined: 6, answers: 120 })
    const { knowledge } = await readKnowledge(at('talks'))
    const { dialogues } = await readDialogues(put('unseen.jsonl', dialogueLines(12, true, 1000)), mask)
    const { count, leftOut, ours } = evaluateDialogues(knowledge, dialogues)
    expect({ count, leftOut }).toEqual({ count: 24, leftOut: 12 })
    expect(ours.recallAt1).toBe(1)
    const before = situationOf([
      { speaker: 'customer', text: 'hi' },
      { speaker: 'agent', text: 'What does your meter say?' },
      { speaker: 'customer', text: '123' },
      { speaker: 'action', text: 'look_up_meter' },
    ])
    expect(knowledge.suggest(before, 1)[0]?.entry).toMatchObject({ id: 'bill', kind: 'reply', shortcut: 'bill' })
  })

  it('past conversations without acts give the same replies, and no answer that was given once', async () => {
    expect(await build('plain-talks', [], [put('plain-talks.jsonl', dialogueLines(60, false))])).toMatchObject({
      mined: 6,
    })
  })

  it('past conversations leave no card number, mail address or name of one customer in the folder', async () => {
    const said = (n: number): string =>
      JSON.stringify({
        id: n,
        turns: [
          { speaker: 'customer', text: `I am Person${n}, mail p${n}@example.com` },
          {
            speaker: 'agent',
            text: `Thank you Person${n}, I wrote to p${n}@example.com about 4111 1111 1111 1111.`,
            act: 'wrote',
          },
          { speaker: 'agent', text: 'Goodbye for now.', act: 'bye' },
        ],
      })
    await build('private', [], [put('private.jsonl', Array.from({ length: 20 }, (_, n) => said(n)).join('\n'))])
    const all = readdirSync(at('private'))
      .map((name) => readFileSync(at('private', name), 'latin1'))
      .join('\n')
    expect(all).toContain('Goodbye for now.')
    for (const secret of ['4111 1111', '@example.com', 'Person3', 'person3']) expect(all).not.toContain(secret)
  })

  it('past conversations lead to an article that an act names, though its words do not', async () => {
    const article = put(
      'articles.jsonl',
      JSON.stringify({ title: 'Tariff change', text: 'Open the form.', kind: 'article' }),
    )
    const line = (n: number): string =>
      JSON.stringify({
        id: n,
        turns: [
          {
            speaker: 'customer',
            text: n % 2 === 0 ? 'I pay too much, cheaper please' : 'the box on the wall blinks red',
          },
          { speaker: 'agent', text: 'x', act: n % 2 === 0 ? 'Tariff change' : 'restart' },
        ],
      })
    await build('taught', [article], [put('taught.jsonl', Array.from({ length: 40 }, (_, n) => line(n)).join('\n'))])
    const { knowledge } = await readKnowledge(at('taught'))
    const { ours, plain } = evaluateQuestions(knowledge, [
      { query: 'is there something cheaper, I pay a lot', expected: ['Tariff change'] },
    ])
    expect([ours.recallAt1, plain.recallAt3]).toEqual([1, 0])
    expect(knowledge.search('something cheaper', 1)[0]?.entry).toMatchObject({
      kind: 'article',
      text: 'Open the form.',
    })
  })
})

describe('a knowledge folder', () => {
  it('a knowledge folder is refused where nothing can be read', async () => {
    await expect(build('nothing', [put('empty/readme.md', '')])).rejects.toThrow('nothing could be read')
    await expect(build('nothing', [at('not-there')])).rejects.toThrow('cannot be read (ENOENT)')
  })

  it.each([
    ['entries.jsonl', 'is not the file that the index was built with'],
    ['words.jsonl', 'is not the file that the index was built with'],
    ['knowledge.json', 'is no valid JSON'],
  ])('a knowledge folder whose %s was changed is refused by name', async (name, why) => {
    cpSync(at('demo'), at('changed'), { recursive: true })
    writeFileSync(at('changed', name), `${readFileSync(at('changed', name), 'utf8')}x`)
    await expect(readKnowledge(at('changed'))).rejects.toThrow(`${at('changed', name)} ${why}`)
    rmSync(at('changed'), { recursive: true })
  })
})
