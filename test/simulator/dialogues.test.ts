import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDialogues } from '../../simulator/cli/dialogue-source.ts'
import { type Dialogue, readDialogues } from '../../simulator/replay/dialogues.ts'
import { UNDERSTOOD_FROM, withIntents } from '../../simulator/replay/intents.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dialogues-'))
})
afterAll(() => rm(folder, { recursive: true }))

const file = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}
const readAll = async (path: string): Promise<Dialogue[]> => {
  const all: Dialogue[] = []
  for await (const dialogue of readDialogues(path)) all.push(dialogue)
  return all
}
const line = (id: string | number, turns: readonly unknown[]) => JSON.stringify({ id, tasks: ['t'], turns })
const hello = { speaker: 'customer', text: 'hello', t: 0 }

describe('the reader', () => {
  it('the reader reads lines in order, leaves out blank ones and what nobody said', async () => {
    const looked = { speaker: 'action', text: 'bank_balance', t: 3 }
    const answer = { speaker: 'agent', text: 'hi', t: 4, act: 'hello', instr: 'be nice' }
    const path = await file('plain.jsonl', `${line('a', [hello, looked, answer])}\n\n${line(7, [hello])}`)
    const [first, second, ...rest] = await readAll(path)
    expect(first?.turns).toEqual([hello, { speaker: 'agent', text: 'hi', t: 4 }])
    expect([second?.id, rest]).toEqual(['7', []])
  })

  it('the reader reads gzipped files too', async () => {
    const path = await file('packed.jsonl.gz', gzipSync(`${line('a', [hello])}\n${line('b', [hello])}\n`))
    expect((await readAll(path)).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it.each([
    ['a byte order mark', 'marked.jsonl', `\ufeff${line('a', [hello])}`],
    ['a byte order mark in gzip, in capitals', 'MARKED.JSONL.GZ', gzipSync(`\ufeff${line('a', [hello])}\r\n`)],
    ['no tasks', 'bare.jsonl', JSON.stringify({ id: 'a', turns: [hello] })],
    [
      'nulls for what it has not',
      'nulls.jsonl',
      JSON.stringify({ id: 'a', tasks: null, language: null, turns: [hello] }),
    ],
    [
      'roles and contents',
      'roles.jsonl',
      JSON.stringify({
        id: 'a',
        messages: [
          { role: 'system', content: 'be nice' },
          { role: 'User', content: 'hello' },
        ],
      }),
    ],
    ['no times', 'timeless.jsonl', line('a', [{ speaker: 'Client', text: 'hello' }])],
    [
      'a moment for its first time',
      'iso.jsonl',
      line('a', [{ speaker: 'CUSTOMER', text: 'hello', timestamp: '2026-01-31T09:30:00.000Z' }]),
    ],
    [
      'a blank turn before it',
      'blank.jsonl',
      line('a', [{ speaker: 'bot', text: ' ', t: 0 }, { speaker: 'bot', text: null }, hello]),
    ],
  ])('the reader takes a file with %s', async (_what, name, content) => {
    const [dialogue] = await readAll(await file(name, content))
    expect(dialogue?.turns).toEqual([hello])
    expect(dialogue?.id).toBe('a')
  })

  it('the reader knows who speaks by what data sets call them', async () => {
    const roles = ['user', 'assistant', 'agent', 'Virtual Agent', 'human-agent', 'customer', 'operator']
    const path = await file(
      'who.jsonl',
      line(
        'a',
        roles.map((role, t) => ({ role, text: 'x', t })),
      ),
    )
    const [dialogue] = await readAll(path)
    expect(dialogue?.turns.map(({ speaker }) => speaker)).toEqual([
      'customer',
      'bot',
      'agent',
      'bot',
      'agent',
      'customer',
      'agent',
    ])
  })

  it('the reader counts from the first moment on, and lets a turn without a time follow the one before', async () => {
    const times = ['2026-01-31T09:30:00Z', '2026-01-31T10:30:04.5+01:00', undefined, null, '2026-01-31T09:31:00Z']
    const path = await file(
      'times.jsonl',
      line(
        'a',
        times.map((t) => ({ ...hello, t })),
      ),
    )
    const [dialogue] = await readAll(path)
    expect(dialogue?.turns.map(({ t }) => t)).toEqual([0, 4.5, 10.5, 16.5, 60])
  })

  it.each([
    ['not JSON', '{"id": "a"', 'line 2: not JSON'],
    [
      'an unknown speaker',
      line('b', [hello, { ...hello, speaker: 'ghost' }]),
      'line 2: turns.1.speaker: must be customer',
    ],
    ['a speaker that is none', line('b', [{ ...hello, speaker: 7 }]), 'line 2: turns.0.speaker: must be customer'],
    ['no speaker', line('b', [{ text: 'x', t: 0 }]), 'line 2: turns.0.speaker: is missing'],
    ['a text that is none', line('b', [{ ...hello, text: ['x'] }]), 'line 2: turns.0.text: must be a text'],
    ['a time that is none', line('b', [{ ...hello, t: 'soon' }]), 'line 2: turns.0.t: must be a number of seconds'],
    ['a time before the beginning', line('b', [{ ...hello, t: -1 }]), 'line 2: turns.0.t: must be a number of seconds'],
    [
      'a score out of range',
      line('b', [{ ...hello, intent: { name: 'x', score: 2 } }]),
      'line 2: turns.0.intent.score: ',
    ],
    [
      'a misunderstanding of nothing',
      line('b', [{ ...hello, misunderstood: true }]),
      'line 2: turns.0.intent: is missing',
    ],
    ['a turn that is none', line('b', ['hello']), 'line 2: turns.0: '],
    ['only blank turns', line('b', [{ ...hello, text: '  ' }]), 'line 2: nobody says anything'],
    ['no turns', JSON.stringify({ id: 'b' }), 'line 2: turns: is missing'],
    ['turns that are none', JSON.stringify({ id: 'b', turns: 'x' }), 'line 2: turns: must be a list'],
    ['nobody speaking', line('b', [{ speaker: 'action', text: 'x', t: 0 }]), 'line 2: nobody says anything'],
    ['time running backwards', line('b', [{ ...hello, t: 2 }, hello]), 'line 2: t runs backwards'],
  ])('the reader gives what comes before %s, then names the line', async (_what, bad, message) => {
    const path = await file('bad.jsonl', `${line('a', [hello])}\n${bad}\n`)
    const seen: string[] = []
    const reading = async () => {
      for await (const { id } of readDialogues(path)) seen.push(id)
    }
    await expect(reading()).rejects.toThrow(message)
    expect(seen).toEqual(['a'])
  })

  it('the reader says so when there is no such file, or when a .gz is none', async () => {
    await expect(readAll(join(folder, 'missing.jsonl'))).rejects.toThrow(/ENOENT/)
    await expect(readAll(join(folder, 'missing.jsonl.gz'))).rejects.toThrow(/ENOENT/)
    const path = await file('fake.jsonl.gz', line('a', [hello]))
    await expect(readAll(path)).rejects.toThrow(/incorrect header/)
  })

  it('the reader can be left in the middle', async () => {
    const path = await file('long.jsonl', Array.from({ length: 5000 }, (_, n) => line(n, [hello])).join('\n'))
    for await (const { id } of readDialogues(path)) if (id === '3') break
  })
})

describe('the source of a run', () => {
  it('the source of a run ends with the file or at the limit', async () => {
    const path = await file('three.jsonl', ['a', 'b', 'c'].map((id) => line(id, [hello])).join('\n'))
    const ids = async (limit: number | undefined) => {
      const source = await openDialogues(path, limit)
      const found: string[] = []
      for (let next = await source.next(); next.done !== true; next = await source.next()) found.push(next.value.id)
      return found
    }
    expect(await ids(undefined)).toEqual(['a', 'b', 'c'])
    expect(await ids(2)).toEqual(['a', 'b'])
  })

  it('the source of a run begins anew when the shipped dialogues are through', async () => {
    const source = await openDialogues(undefined, 40)
    const ids: string[] = []
    for (let next = await source.next(); next.done !== true; next = await source.next()) ids.push(next.value.id)
    expect(ids).toHaveLength(40)
    expect(ids[18]).toBe(ids[0])
  })

  it('the source of a run refuses a file that begins badly before anything is started', async () => {
    await expect(openDialogues(await file('empty-ish.jsonl', 'x'), undefined)).rejects.toThrow('line 1: not JSON')
  })
})

describe('the shipped dialogues', () => {
  const shipped = async () => {
    const source = await openDialogues(undefined, 18)
    const all: Dialogue[] = []
    for (let next = await source.next(); next.done !== true; next = await source.next()) all.push(next.value)
    return all
  }

  it('the shipped dialogues are at least fourteen, different, of 5 to 25 turns, each understood or handed over in the end', async () => {
    const all = await shipped()
    expect(new Set(all.map(({ id }) => id)).size).toBeGreaterThanOrEqual(14)
    for (const { id, turns, customerName } of all) {
      expect([id, turns.length >= 5 && turns.length <= 25]).toEqual([id, true])
      const intents = turns.flatMap(({ intent }) => (intent === undefined ? [] : [intent]))
      const isHandedOver = turns.some(({ misunderstood }) => misunderstood)
      expect([id, intents.filter(({ score }) => score >= UNDERSTOOD_FROM).length]).toEqual([id, isHandedOver ? 0 : 1])
      expect([id, (intents.at(-1)?.score ?? 0) >= UNDERSTOOD_FROM]).toEqual([id, !isHandedOver])
      expect([
        id,
        turns.filter(({ intent }) => intent !== undefined).every((turn) => turn.speaker === 'customer'),
      ]).toEqual([id, true])
      expect(customerName).toBeDefined()
    }
  })

  it('the shipped dialogues show a misunderstood customer at once, and soon one who ends with a person', async () => {
    const all = await shipped()
    const misunderstood = all.filter(({ turns }) => turns.some(({ intent }) => (intent?.score ?? 1) < UNDERSTOOD_FROM))
    expect(misunderstood.length).toBeGreaterThanOrEqual(5)
    expect(misunderstood[0]).toBe(all[0])
    const handedOver = all.findIndex(({ turns }) => turns.some((turn) => turn.misunderstood))
    expect(handedOver).toBeLessThan(8)
  })

  it('the shipped dialogues show a routed conversation within fifteen seconds of the start', async () => {
    const [first] = await shipped()
    const understood = first?.turns.find(({ intent }) => (intent?.score ?? 0) >= UNDERSTOOD_FROM)
    expect(understood?.t).toBeLessThan(10)
  })
})

describe('invented intents', () => {
  const dialogue = (id: string, texts: readonly string[], tasks = ['bank_balance']): Dialogue => ({
    id,
    tasks,
    customerName: undefined,
    channel: undefined,
    language: undefined,
    turns: texts.map((text, t) => ({ speaker: 'customer', text, t })),
  })
  const texts = [
    'hello there',
    'how much money do I have',
    'ok',
    'I said how much money',
    'my balance please now',
    'the balance of my account',
  ]

  it('intents for dialogues that have none are put on customer turns of four words and more, with rising scores, until one is understood', () => {
    let misunderstood = 0
    for (let n = 0; n < 200; n += 1) {
      const { turns } = withIntents(dialogue(`d${n}`, texts))
      const scores = turns.flatMap(({ intent }) => (intent === undefined ? [] : [intent.score]))
      const [first = 0] = scores
      expect(first).toBeGreaterThanOrEqual(0.6)
      expect([...scores].sort((a, b) => a - b)).toEqual(scores)
      expect(new Set(scores).size).toBe(scores.length)
      expect(scores.slice(0, -1).every((score) => score < UNDERSTOOD_FROM)).toBe(true)
      expect(turns[0]?.intent ?? turns[2]?.intent).toBeUndefined()
      expect(turns[1]?.intent?.name).toBe('bank_balance')
      if (scores.length > 1) misunderstood += 1
    }
    expect(misunderstood).toBeGreaterThan(50)
  })

  it('intents for dialogues that have none are the same each time, others for other dialogues', () => {
    const score = (id: string) => withIntents(dialogue(id, texts)).turns[1]?.intent?.score
    expect(score('x')).toBe(score('x'))
    expect(new Set(Array.from({ length: 20 }, (_, n) => score(`d${n}`))).size).toBeGreaterThan(10)
  })

  it('intents for dialogues that have none are not invented without a task or over those that are there', () => {
    expect(withIntents(dialogue('x', texts, [])).turns.some(({ intent }) => intent)).toBe(false)
    const own = dialogue('x', texts)
    const marked = {
      ...own,
      turns: own.turns.map((turn, n) => (n === 5 ? { ...turn, intent: { name: 'own', score: 0.9 } } : turn)),
    }
    expect(withIntents(marked)).toBe(marked)
  })
})
