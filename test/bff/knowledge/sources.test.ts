/** What people have is read as it is, and what cannot be read is named. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readFileBytes } from '../../../bff/knowledge/build/read-file.ts'

const read = (name: string, content: string | Uint8Array) => {
  const { items, unread, drafts } = readFileBytes(name, typeof content === 'string' ? Buffer.from(content) : content)
  return {
    items: items.map(({ blocks, ...item }) => ({ ...item, text: blocks.map(({ text }) => text).join('\n') })),
    unread: unread.map(({ where, why }) => `${where}: ${why}`),
    drafts,
  }
}

const PARCEL = { title: 'Parcel lost', text: 'Ask the carrier.' }

describe('an article', () => {
  it('an article takes title, address, language, tags and audience from its front matter', () => {
    const front =
      '---\ntitle: Refunds\nurl: https://help.example.com/r\nlanguage: de\ntags: [a, b]\naudience: internal\n---\n'
    expect(read('x.md', `${front}# Other\n\nText **bold**.`).items).toEqual([
      expect.objectContaining({
        kind: 'article',
        title: 'Refunds',
        url: 'https://help.example.com/r',
        language: 'de',
        tags: ['a', 'b'],
        audience: 'internal',
        text: 'Text bold.',
      }),
    ])
  })

  it.each([
    ['first heading', 'x.md', '# Parcel lost\n\nAsk the carrier.', PARCEL],
    ['<title>', 'x.html', '<title>Parcel lost</title><p>Ask the carrier.', PARCEL],
    ['file', 'parcel-lost.txt', 'Ask the carrier.', { ...PARCEL, title: 'parcel lost' }],
  ])('an article is called after its %s where nothing else names it', (_, name, content, expected) => {
    expect(read(name, content).items).toEqual([expect.objectContaining(expected)])
  })

  it('an article loses markup, scripts, styles and what is hidden', () => {
    const html =
      '<html lang="fr"><head><style>p{}</style></head><body><script>steal()</script><h2>A</h2><p>one <b>two</b></p><p hidden>gone</p><ul><li>x<li>y</ul></body>'
    expect(read('a.html', html).items).toEqual([
      expect.objectContaining({ title: 'A', text: 'one two\nx\ny', language: 'fr' }),
    ])
    expect(read('a.md', 'Hi <script>steal()</script> there').items[0]?.text).toBe('Hi there')
  })

  it('an article whose front matter is no YAML is named with its line', () => {
    expect(read('x.md', '---\ntitle: "open\n---\nText').unread).toEqual([
      expect.stringMatching(/^x\.md, line \d+: has front matter/),
    ])
  })
})

describe('rows', () => {
  it.each([
    ['commas', 'r.csv', 'title,text\n"Parcel lost","Ask the carrier."\n'],
    ['semicolons', 'r.csv', '\uFEFFtitle;text\nParcel lost;Ask the carrier.\n'],
    ['tabs', 'r.tsv', 'title\ttext\nParcel lost\tAsk the carrier.\n'],
    ['JSON lines', 'r.jsonl', `${JSON.stringify(PARCEL)}\n`],
    ['a JSON list', 'r.json', JSON.stringify([PARCEL])],
  ])('rows of %s are articles with a title', (_, name, content) => {
    expect(read(name, content)).toEqual({
      items: [expect.objectContaining({ ...PARCEL, kind: 'article', audience: 'customer' })],
      unread: [],
      drafts: 0,
    })
  })

  it('rows in UTF-16 and in gzip are read', () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('title;text\nParcel lost;Ask the carrier.\n', 'utf16le'),
    ])
    expect(read('r.csv', utf16).items).toEqual([expect.objectContaining(PARCEL)])
    expect(read('r.jsonl.gz', gzipSync(JSON.stringify(PARCEL))).items).toEqual([expect.objectContaining(PARCEL)])
    expect(read('r.jsonl.gz', gzipSync(JSON.stringify(PARCEL)).subarray(0, 20)).unread).toEqual([
      expect.stringContaining('gzip'),
    ])
  })

  it('rows that cannot be read are named by line, and the others are taken', () => {
    expect(read('r.jsonl', `{"text": "one"}\nnot json\n{"title": "x"}\n[1]\n{"text": "two"}\n`)).toEqual({
      items: [expect.objectContaining({ text: 'one', kind: 'reply' }), expect.objectContaining({ text: 'two' })],
      unread: [
        'r.jsonl, line 2: is no JSON',
        'r.jsonl, line 3: has no text',
        'r.jsonl, line 4: is no object with fields',
      ],
      drafts: 0,
    })
    expect(read('r.csv', 'title,text\na,b\nc,d,e\n').unread).toEqual([
      expect.stringMatching(/^r\.csv, line 3: has 3 columns/),
    ])
    expect(read('r.csv', 'a,b\n1,2\n').unread).toEqual([expect.stringContaining('names no column "text"')])
  })

  it('rows keep no address that is not of the web', () => {
    expect(read('r.jsonl', JSON.stringify({ text: 'x', url: 'javascript:alert(1)' })).items[0]?.url).toBeUndefined()
  })
})

describe('the exports of others', () => {
  it('the exports of others: a Zendesk Help Center is known by its shape, without drafts', () => {
    const articles = [
      {
        id: 7,
        title: 'Parcel lost',
        body: '<p>Ask the <b>carrier</b>.</p>',
        html_url: 'https://z.example.com/7',
        locale: 'en-us',
        draft: false,
      },
      {
        id: 8,
        title: 'Later',
        body: '<p>Not yet.</p>',
        html_url: 'https://z.example.com/8',
        locale: 'en-us',
        draft: true,
      },
    ]
    expect(read('export.json', JSON.stringify({ articles, count: 2 }))).toEqual({
      items: [
        expect.objectContaining({
          ...PARCEL,
          id: '7',
          url: 'https://z.example.com/7',
          language: 'en-us',
          kind: 'article',
        }),
      ],
      unread: [],
      drafts: 1,
    })
  })

  it('the exports of others: canned responses of Chatwoot are replies by their short code', () => {
    const given = [{ id: 1, account_id: 2, short_code: 'hi', content: 'Hello, how can I help?' }]
    expect(read('canned.json', JSON.stringify(given)).items).toEqual([
      expect.objectContaining({ kind: 'reply', shortcut: 'hi', text: 'Hello, how can I help?' }),
    ])
  })

  it('the exports of others: a chunk of Cognigy Knowledge with an address is an article by its first line, with that address', () => {
    const ctxt =
      '`version: 1`\n`title: Returns`\n`url: https://shop.example.com`\n`tags: [returns, refunds]`\n\nHow do I return it?\nTake the label.\n- Print it.\n`url: https://shop.example.com/return`\n\nNo heading here.\n`url: https://shop.example.com/other`\n'
    expect(read('k.ctxt', ctxt).items).toEqual([
      expect.objectContaining({
        title: 'How do I return it?',
        url: 'https://shop.example.com/return',
        text: expect.stringMatching(/^Take the label\.\n(- )?Print it\.$/),
        tags: ['returns', 'refunds'],
      }),
      expect.objectContaining({ title: 'Returns', url: 'https://shop.example.com/other', text: 'No heading here.' }),
    ])
  })

  it('the exports of others: chunks of Cognigy Knowledge are one article, those with a title their own', () => {
    const ctxt =
      '`version: 1`\n`title: "Help"`\n`url: https://c.example.com`\n\nFirst chunk.\n\nSecond chunk.\n\n`title: Own`\nThird chunk.\n'
    expect(read('k.ctxt', ctxt).items).toEqual([
      expect.objectContaining({ title: 'Help', url: 'https://c.example.com', text: 'First chunk.\nSecond chunk.' }),
      expect.objectContaining({ title: 'Own', text: 'Third chunk.' }),
    ])
  })
})
