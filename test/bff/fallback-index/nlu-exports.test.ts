/** The exports of bot platforms are taken as they are; what cannot be taken is refused with file, line and cure. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isNoIntent, readMistakes, readTraining } from '../../../bff/fallback-index/build/sources.ts'
import { TableError } from '../../../bff/fallback-index/build/tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'nlu-exports-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** Intent (`-` for none) and text of each row. */
const rowsOf = (name: string, content: string | Uint8Array, encoding?: string): readonly string[] => {
  const { names, texts, labels } = readTraining(file(name, content), encoding)
  return texts.map((text, n) => `${names[labels[n] ?? -1] ?? '-'}: ${text}`)
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

const THREE = ['order: I want a pizza', 'home: take me home, now', '-: sing to me']

describe('an export', () => {
  it.each<[string, string, unknown]>([
    [
      'Cognigy, as CSV without a header',
      'x.csv',
      'order,exampleSentence,I want a pizza\norder,defaultReply,Coming\nhome,exampleSentence,"take me home, now"\nhome,confirmationSentence,Home?\nrejectIntent,exampleSentence,sing to me\n',
    ],
    [
      'Cognigy, as its CSV leaves a German spreadsheet',
      'x.csv',
      '\ufefforder;exampleSentence;I want a pizza\r\nhome;exampleSentence;"take me home, now"\r\nrejectIntent;exampleSentence;sing to me\r\n;;\r\n',
    ],
    [
      'Cognigy, as JSON',
      'x.json',
      [
        { name: 'order', exampleSentences: ['I want a pizza'], rules: [], isRejectIntent: false, isDisabled: false },
        { name: 'home', exampleSentences: ['take me home, now'], defaultReply: {}, parent: '' },
        { name: 'no idea', exampleSentences: ['sing to me'], isRejectIntent: true },
        { name: 'old', exampleSentences: ['gone'], isDisabled: true },
      ],
    ],
    [
      'Cognigy, as JSON with objects',
      'x.JSON',
      {
        intents: [
          { name: 'order', exampleSentences: [{ text: 'I want a pizza', slots: [] }] },
          { name: 'home', exampleSentences: [{ text: 'take me home, now' }] },
          { name: 'none', exampleSentences: [{ text: 'sing to me' }] },
        ],
      },
    ],
    [
      'Cognigy, as JSON with intents below intents',
      'x.json',
      {
        intents: [
          {
            name: 'order',
            exampleSentences: ['I want a pizza'],
            childIntents: [{ name: 'home', exampleSentences: ['take me home, now'], children: null }],
          },
          { name: 'group', children: [{ name: 'none', exampleSentences: ['sing to me'] }] },
        ],
      },
    ],
    [
      'a platform that wraps its list twice',
      'x.json',
      {
        version: 2,
        meta: { tags: ['not', 'an intent'] },
        bot: {
          languageModel: {
            intents: [
              { name: 'order', samples: ['I want a pizza'] },
              { name: 'home', samples: ['take me home, now'] },
              { name: 'none', samples: ['sing to me'] },
            ],
          },
        },
      },
    ],
    [
      'Rasa, as YAML',
      'nlu.yml',
      'version: "3.1"\nnlu:\n- intent: order\n  examples: |\n    - I want a [pizza](dish)\n- intent: home\n  examples: |\n    - take me [home]{"entity": "place", "role": "to"}, now\n- intent: out_of_scope\n  examples: |\n    - sing to me\n- synonym: pizza\n  examples: |\n    - pie\n',
    ],
    [
      'Rasa, as YAML with metadata',
      'nlu.yaml',
      'nlu:\n- intent: order\n  examples:\n  - text: I want a pizza\n    metadata: {a: 1}\n- intent: home\n  examples:\n  - text: take me home, now\n- intent: nlu_fallback\n  examples:\n  - text: sing to me\n',
    ],
    [
      'Rasa, as Markdown',
      'nlu.md',
      '## intent:order\n- I want a [pizza](dish)\n\n## intent: home\n- take me home, now\n\n## synonym:pizza\n- pie\n\n## intent:out_of_scope\n- sing to me\n',
    ],
    [
      'Rasa, as JSON',
      'x.json',
      {
        rasa_nlu_data: {
          common_examples: [
            { text: 'I want a pizza', intent: 'order', entities: [] },
            { text: 'take me home, now', intent: 'home' },
            { text: 'sing to me', intent: 'None' },
          ],
          entity_synonyms: [],
        },
      },
    ],
    [
      'Dialogflow ES, as intents',
      'x.json',
      [
        { name: 'order', userSays: [{ id: '1', data: [{ text: 'I want a ' }, { text: 'pizza', alias: 'dish' }] }] },
        { name: 'home', userSays: [{ data: [{ text: 'take me home, now' }] }], responses: [{}] },
        { name: 'Default Fallback Intent', userSays: [{ data: [{ text: 'sing to me' }] }] },
      ],
    ],
    [
      'Dialogflow CX',
      'x.json',
      {
        intents: [
          { displayName: 'order', trainingPhrases: [{ parts: [{ text: 'I want a ' }, { text: 'pizza' }] }] },
          { displayName: 'home', trainingPhrases: [{ parts: [{ text: 'take me home, now' }] }] },
          { displayName: 'out-of-scope', trainingPhrases: [{ parts: [{ text: 'sing to me' }] }] },
        ],
      },
    ],
    [
      'LUIS',
      'x.json',
      {
        luis_schema_version: '7.0.0',
        intents: [{ name: 'None' }, { name: 'order' }, { name: 'home' }],
        utterances: [
          { text: 'I want a pizza', intent: 'order', entities: [] },
          { text: 'take me home, now', intent: 'home', entities: [] },
          { text: 'sing to me', intent: 'None', entities: [] },
        ],
      },
    ],
    [
      'CLU, the successor of LUIS',
      'x.json',
      {
        assets: {
          intents: [{ category: 'order' }],
          utterances: [
            { text: 'I want a pizza', intent: 'order' },
            { text: 'take me home, now', intent: 'home' },
            { text: 'sing to me', intent: 'None' },
          ],
        },
      },
    ],
    [
      'Watson, as JSON',
      'x.json',
      {
        intents: [
          { intent: 'order', examples: [{ text: 'I want a pizza' }], description: '' },
          { intent: 'home', examples: [{ text: 'take me home, now' }] },
        ],
        counterexamples: [{ text: 'sing to me' }],
      },
    ],
    [
      'CLINC, as JSON, without what is for measuring',
      'data_full.json',
      {
        val: [['measure me', 'order']],
        train: [
          ['I want a pizza', 'order'],
          ['take me home, now', 'home'],
        ],
        oos_train: [['sing to me', 'oos']],
        oos_test: [['measure me', 'oos']],
      },
    ],
    ['a table with capitals', 'x.csv', 'Text,Intent\nI want a pizza,order\n"take me home, now",home\nsing to me,OOS\n'],
    [
      'a table of categories',
      'x.csv',
      'text,category\nI want a pizza,order\n"take me home, now",home\nsing to me,none\n',
    ],
    [
      'a table that names its separator',
      'x.csv',
      'sep=;\r\nintent;text\r\norder;I want a pizza\r\nhome;take me home, now\r\noos;sing to me',
    ],
    ['a table with bars', 'x.txt', 'intent|text\norder|I want a pizza\nhome|take me home, now\noos|sing to me\n'],
    [
      'a list of rows',
      'x.json',
      {
        data: [
          { text: 'I want a pizza', label: 'order' },
          { utterance: 'take me home, now', intent: 'home' },
          { text: 'sing to me', intent: 'none' },
        ],
      },
    ],
    [
      'a list of pairs',
      'x.json',
      [
        ['I want a pizza', 'order'],
        ['take me home, now', 'home'],
        ['sing to me', 'oos'],
      ],
    ],
    [
      'texts by their intents',
      'x.json',
      { order: ['I want a pizza'], home: ['take me home, now'], oos: ['sing to me'] },
    ],
  ])('an export is taken of %s', (_what, name, content) => {
    expect(rowsOf(name, typeof content === 'string' ? content : JSON.stringify(content))).toEqual(THREE)
  })

  it('an export of Watson is taken, as CSV without a header, the text first', () => {
    const rows = rowsOf('w.csv', 'hello there,greet\nhi,greet\nhey you,greet\n"bye, now",leave\nsee you,leave\n')
    expect(rows).toEqual(['greet: hello there', 'greet: hi', 'greet: hey you', 'leave: bye, now', 'leave: see you'])
  })

  it('an export of a Dialogflow agent is taken, unpacked to a folder', () => {
    file('agent/agent.json', '{}')
    file('agent/intents/order.json', '{"name":"order"}')
    file('agent/intents/order_usersays_en.json', '[{"data":[{"text":"a "},{"text":"pizza"}],"count":0}]')
    file('agent/intents/home_usersays_en.json', '[{"data":[{"text":"home"}]}]')
    const { names, texts } = readTraining(join(folder, 'agent'))
    expect([names, texts]).toEqual([
      ['home', 'order'],
      ['home', 'a pizza'],
    ])
  })

  it.each([
    [
      'UTF-16 with its mark',
      Buffer.from('\ufeffintent\ttext\ngrüßen\tguten Tag\nzahlen\tRechnung', 'utf16le'),
      undefined,
    ],
    [
      'UTF-16 the other way round',
      Buffer.from('\ufeffintent\ttext\ngrüßen\tguten Tag\nzahlen\tRechnung', 'utf16le').swap16(),
      undefined,
    ],
    [
      'Windows-1252, where it is named',
      Buffer.from('intent\ttext\ngrüßen\tguten Tag\nzahlen\tRechnung', 'latin1'),
      'windows-1252',
    ],
  ])('a table in %s is taken for an export', (_what, bytes, encoding) => {
    expect(rowsOf('coded.tsv', bytes, encoding)).toEqual(['grüßen: guten Tag', 'zahlen: Rechnung'])
  })
})

describe('nothing spoiled in silence', () => {
  it('Windows-1252 that is not named is refused with line and cure', () => {
    const path = file('coded.csv', Buffer.from('intent,text\nhome,now\ngrüßen,guten Tag\n', 'latin1'))
    expect(refusal(() => readTraining(path))).toMatch(
      /coded\.csv is not UTF-8 \(line 3\): save it as UTF-8 .*--encoding/,
    )
  })

  it('UTF-16 without a mark is refused with a cure', () => {
    const path = file('coded.csv', Buffer.from('intent,text\nhome,now\n', 'utf16le'))
    expect(refusal(() => readTraining(path))).toMatch(/UTF-16 without its mark does: save it as UTF-8/)
  })

  it.each([
    [
      'x.jsonl',
      '{"text":"a b","intent":"a"}\n{"text":null,"intent":"a"}\n{"text":"c","intent":"b"}\n{"text":"d","intent":null}',
      'line 2',
      'line 4',
    ],
    ['x.csv', 'text,intent\na b,a\n,a\nc,b\nd,\n', 'line 3', 'line 5'],
    ['x.json', '[["a b","a"],["","a"],["c","b"],["d",""]]', 'entry 2', 'entry 4'],
  ])(
    'a row without text, and one without an intent, is left out, counted and named: %s',
    (name, content, noText, noIntent) => {
      const { texts, names, notes } = readTraining(file(name, content))
      expect([texts, names]).toEqual([
        ['a b', 'c'],
        ['a', 'b'],
      ])
      expect(notes).toEqual([
        expect.stringMatching(`1 row has no text: left out \\(${noText}\\)`),
        expect.stringMatching(`1 row has no intent: left out \\(${noIntent}\\)`),
      ])
    },
  )

  it.each([
    ['in a text', 'text,intent\n5" pipe,plumb\nhe said "go",talk\n', ['plumb: 5" pipe', 'talk: he said "go"']],
    [
      'that opens and never closes',
      'text,intent\n"hello,greet\nbye,leave\n"well, well",talk\n',
      ['greet: "hello', 'leave: bye', 'talk: well, well'],
    ],
    ['around a whole text of two lines', 'text,intent\n"a\nb",x\nc,y\n', ['x: a\nb', 'y: c']],
  ])('a stray quote %s takes no other row with it', (_where, content, rows) => {
    expect(rowsOf('quotes.csv', content)).toEqual(rows)
  })
})

describe('an export without texts', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['x.csv', 'intent\nbilling\nlogin\n', /has no column "text"/],
    ['x.csv', 'a\nb\nc\n', /has no column "intent" and no column "text"/],
    ['x.json', '{"intents":[{"intent":"billing","data":{"lines":7}}]}', /holds no utterances with intents/],
    ['x.json', '{"settings":[{"a":1},{"b":2}]}', /holds no utterances with intents/],
    ['x.csv.gz', 'PK', /unpack it/],
  ])('an export without texts is refused with what is missing: %s %j', (name, content, words) => {
    expect(refusal(() => readTraining(file(name, content)))).toMatch(words)
  })
})

describe('no intent', () => {
  it.each([
    'oos',
    'None',
    'NONE',
    'out_of_scope',
    'out-of-scope',
    'Out of scope',
    'nlu_fallback',
    'Default Fallback Intent',
  ])('%j counts as no intent', (name) => {
    expect(isNoIntent(name)).toBe(true)
  })
  it.each(['order', 'none_of_your_business', '注文', 'zone', 'fallback_phone'])(
    '%j does not count as no intent',
    (name) => {
      expect(isNoIntent(name)).toBe(false)
    },
  )
})

describe('a log', () => {
  const whole = '{"predicted":"a","actual":"b","utteranceId":"u1","conversationId":"c"}'
  it.each([
    ['at its end', `${whole}\n${whole.slice(0, 30)}`, 2],
    ['in its middle, where writing went on', `${whole.slice(0, 11)}\n${whole}\n`, 1],
  ])('a log is read around half a record that a full disk left %s, which is told', (_where, content, line) => {
    const { mistakes, tables } = readMistakes([file('confirmed-intents.jsonl', content)], ['a', 'b'])
    expect(mistakes.get(0)?.get(1)).toBe(1)
    expect(tables[0]?.notes).toEqual([
      expect.stringMatching(`line ${line}: is half a record, as a full disk leaves it: passed over$`),
    ])
  })

  it.each(['oops', '[1]', '"text"', 'null'])(
    'a log is refused with the line where it holds something else: %s',
    (odd) => {
      const path = file('odd.jsonl', `${whole}\n${odd}\n${whole}\n`)
      expect(refusal(() => readMistakes([path], ['a', 'b']))).toMatch(/odd\.jsonl, line 2: is no JSON/)
    },
  )
})
