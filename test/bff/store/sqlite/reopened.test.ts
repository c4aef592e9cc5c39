/** What a folder holds when the store is opened anew, and when it cannot be. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Duty, StoredChange } from '../../../../bff/ports/store.ts'
import { lockFolder } from '../../../../bff/store/sqlite/database-file.ts'
import type { SqliteStore } from '../../../../bff/store/sqlite/store.ts'
import { StoreRefused } from '../../../../bff/store/sqlite/store-refused.ts'
import { backUp, check, restore } from '../../../../bff/store/sqlite/upkeep.ts'
import { hear } from '../../../../shared/domain/conversation/hear.ts'
import { hadUtterance, utteranceMention } from '../../../../shared/domain/conversation/mentions.ts'
import type { AssistEvent } from '../../../../shared/wire/assist.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

const CONTACT = { conversationId: 'conv_1' }
const ANSWER = { status: 200, body: { status: 'success' } }
const MORE_THAN_ARE_KEPT = 450

let folder: string
let store: SqliteStore
beforeAll(() => buildBff())
beforeEach(async () => {
  folder = newFolder()
  store = await openIn(folder)
})
afterEach(async () => {
  await store.close()
  dropFolder(folder)
})

const reopen = async (more: Parameters<typeof openIn>[1] = {}): Promise<void> => {
  await store.close()
  store = await openIn(folder, more)
}
const said = (n: number): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: `u ${n}`, speaker: 'customer', text: `line ${n}` },
})
const keep = (change: StoredChange): Promise<void> =>
  store.conversations.change({ ...CONTACT, sessionId: 'sess_1' }, () => ({ value: undefined, change }))
const hearLine = (text: string): Promise<unknown> =>
  store.conversations.change(CONTACT, (record) =>
    hear(
      record,
      {
        channel: 'webhook',
        speaker: 'customer',
        text,
        isCut: false,
        key: text,
        utteranceId: undefined,
        sentimentScore: undefined,
        awaitsSuggestions: false,
        awaitsScore: true,
        heardAt: 1000,
      },
      `id ${text}`,
    ),
  )

describe('a store that is opened anew', () => {
  it('a store that is opened anew has each conversation as the row of the board that it was', async () => {
    await keep({ events: [said(1)], suggestionsUsed: 2, agentId: 'agent-7' })
    const before = await store.conversations.boardRows(['conv_1'])
    expect(before).toMatchObject([{ state: 'active', suggestionsUsed: 2, lastText: 'line 1' }])
    await reopen()
    expect(await store.conversations.onBoardSince(0)).toEqual(['conv_1'])
    expect(await store.conversations.boardRows(['conv_1'])).toEqual(before)
    await keep({ suggestionsUsed: -1 })
    expect(await store.conversations.boardRows(['conv_1'])).toMatchObject([{ suggestionsUsed: 1 }])
  })

  it('a store that is opened anew knows when a conversation needed somebody, and goes on with that', async () => {
    await keep({ events: [{ type: 'escalation', data: { level: 'manager', cause: 'agent' } }] })
    const [before] = await store.conversations.boardRows(['conv_1'])
    expect(before?.needed).toEqual([{ since: expect.any(Number) }])
    await reopen()
    expect(await store.conversations.boardRows(['conv_1'])).toEqual([before])
    await keep({ events: [{ type: 'escalation', data: { level: 'manager', cause: 'agent', takenBy: 'sup_1' } }] })
    const [after] = await store.conversations.boardRows(['conv_1'])
    expect(after?.needed).toEqual([{ since: before?.needed?.[0]?.since, until: expect.any(Number) }])
  })

  it('a store that is opened anew holds every conversation as it was, with its epoch, its numbers and all that was ever said', async () => {
    await keep({
      events: [{ type: 'intent', data: { name: 'billing', score: 0.9, threshold: 0.7, accepted: true } }],
      agentId: 'agent-7',
      escalated: [{ sessionId: 'sess_1', level: 'manager', at: 5 }],
      scores: [{ utteranceId: 'u 1', frustration: 0.5, tone: 'negative', by: 'service', place: 1 }],
    })
    for (let n = 1; n <= MORE_THAN_ARE_KEPT; n += 1) await keep({ events: [said(n)] })
    for (const text of ['one', 'two', 'three']) await hearLine(text)
    const { mentioned, ...before } = (await store.conversations.find('conv_1')) ?? { mentioned: undefined }
    await reopen()
    const after = await store.conversations.find('sess_1')
    expect(after).toMatchObject(before)
    expect(after?.mentioned.size).toBe(mentioned?.size)
    expect(after !== undefined && hadUtterance(after, 'u 1')).toBe(true)
    await keep({ events: [said(1000)] })
    expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(MORE_THAN_ARE_KEPT + 5)
  })

  it('a store that is opened anew keeps no more events than can be replayed or shown', async () => {
    await keep({ events: [{ type: 'intent', data: { name: 'billing', score: 0.9, threshold: 0.7, accepted: true } }] })
    for (let n = 1; n <= MORE_THAN_ARE_KEPT; n += 1) await keep({ events: [said(n)] })
    expect(check(folder).counts).toMatchObject({ conversations: 1, events: 201 })
  })

  it('a store that is opened anew remembers of what was ever mentioned the newest 20,000', async () => {
    const mentions = Array.from({ length: 20_010 }, (_, n) => utteranceMention(`m ${n}`))
    await keep({ mentions })
    await keep({ mentions: [utteranceMention('newest')] })
    await reopen()
    const record = await store.conversations.find('conv_1')
    const known = ['m 0', 'm 10', 'm 11', 'newest'].map((id) => record !== undefined && hadUtterance(record, id))
    expect(known).toEqual([false, false, true, true])
    await keep({ events: [said(1)] })
    expect(check(folder).problems).toEqual([])
  })

  it('a store that is opened anew gives a delivery its first answer, and a claim that died with its process to the next, in doubt', async () => {
    const answered = await store.deliveries.claim('answered', 'body', 60)
    if (answered.kind !== 'first') throw new Error('it was seen before')
    await keep({ events: [said(1)], settles: { token: answered.token, answer: ANSWER } })
    await store.deliveries.claim('abandoned', 'body', 60)
    await reopen()
    const again = await store.deliveries.claim('answered', 'body', 60)
    expect(again.kind === 'repeated' && (await again.answer)).toEqual(ANSWER)
    expect(await store.deliveries.claim('abandoned', 'body', 60)).toMatchObject({ kind: 'first', resumed: true })
  })

  it('a store that is opened anew has every duty to take that was not done, whoever held it', async () => {
    const duty: Duty = {
      id: 'one',
      lane: 'context sess_1',
      sessionId: 'sess_1',
      task: { kind: 'context', context: { told: 1 } },
      until: 5,
    }
    await keep({ duties: [duty, { ...duty, id: 'two', lane: 'other' }] })
    await store.duties.done('two')
    await reopen()
    expect(store.pendingDuties()).toBe(1)
    expect(await store.duties.take()).toEqual(duty)
    expect(await store.duties.take()).toBeUndefined()
  })

  it('a store that is opened anew gives leases higher fences than ever before', async () => {
    const fences: number[] = []
    const hold = () =>
      store.leases.hold('stream', { onHeld: (fence) => void fences.push(fence), onLost: () => undefined })
    hold()
    await reopen()
    hold()
    expect(fences[1]).toBeGreaterThan(fences[0] ?? Number.POSITIVE_INFINITY)
  })

  it('a store that is opened anew holds nothing of what was erased', async () => {
    await keep({ events: [said(1)] })
    await store.conversations.erase('conv_1')
    await reopen()
    expect(await store.conversations.find('sess_1')).toBeUndefined()
    expect(check(folder).counts).toMatchObject({ conversations: 0, events: 0 })
  })
})

describe('a delivery whose claim nobody settles', () => {
  it('a delivery whose claim nobody settles is the next one’s to try again after ten seconds, in doubt', async () => {
    let now = 0
    const clock = { now: () => 1_000_000, monotonic: () => now }
    await reopen({ clock })
    expect(await store.deliveries.claim('key', 'body', 60)).toMatchObject({ kind: 'first', resumed: false })
    now = 9_999
    expect(await store.deliveries.claim('key', 'body', 60)).toMatchObject({ kind: 'repeated' })
    now = 10_000
    expect(await store.deliveries.claim('key', 'body', 60)).toMatchObject({ kind: 'first', resumed: true })
  })

  it('a delivery whose claim nobody settles is forgotten when its time is over', async () => {
    let now = 1_000_000
    await reopen({ clock: { now: () => now, monotonic: () => now } })
    const claim = await store.deliveries.claim('key', 'body', 60)
    if (claim.kind === 'first') await store.deliveries.settle(claim.token, ANSWER)
    now += 60_000
    expect(await store.deliveries.claim('key', 'another', 60)).toMatchObject({ kind: 'first', resumed: false })
  })
})

describe('the folder', () => {
  it('the folder is refused to a second store with a sentence, and free once the first is closed', async () => {
    await expect(openIn(folder)).rejects.toThrow(`${folder} is in use by another process`)
    await reopen()
    expect(store.health()).toEqual({ state: 'ok' })
  })

  it('the folder opens in a process that was started with flags for V8', async () => {
    await store.close()
    process.execArgv.push('--max-old-space-size=512')
    try {
      store = await openIn(folder)
    } finally {
      process.execArgv.pop()
    }
    expect(store.health()).toEqual({ state: 'ok' })
  })

  it('the folder can be read by its owner alone', async () => {
    await keep({ events: [said(1)] })
    const files = readdirSync(folder)
    expect(files).toEqual(expect.arrayContaining(['cx-assist.sqlite', 'cx-assist.sqlite-wal', 'cx-assist.lock']))
    for (const file of files) expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600])
  })

  it.each([
    ['is no database', (path: string) => writeFileSync(path, 'x'.repeat(10_000))],
    ['cannot be opened', (path: string) => void mkdirSync(path)],
  ])('the folder is refused with a sentence where what stands there %s', async (problem, spoil) => {
    const other = newFolder()
    spoil(join(other, 'cx-assist.sqlite'))
    await expect(openIn(other)).rejects.toThrow(StoreRefused)
    await expect(openIn(other)).rejects.toThrow(problem)
    dropFolder(other)
  })
})

describe('a database of which a page is damaged', () => {
  it('a database of which a page is damaged is refused at once, though that page would be read much later', async () => {
    for (let n = 1; n <= 300; n += 1) await keep({ events: [said(n)] })
    await store.close()
    const path = join(folder, 'cx-assist.sqlite')
    const whole = readFileSync(path)
    for (const page of [5, 10, Math.floor(whole.length / 4096) - 1]) {
      writeFileSync(path, Buffer.from(whole).fill(0x55, page * 4096, (page + 1) * 4096))
      await expect(openIn(folder)).rejects.toThrow('is damaged: restore a backup')
      lockFolder(folder).release()
    }
    writeFileSync(path, whole)
    store = await openIn(folder)
    expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(300)
  })
})

describe('a store whose disk is full', () => {
  const long = (n: number): AssistEvent => ({
    type: 'transcript',
    data: { utteranceId: `u ${n}`, speaker: 'customer', text: 'x'.repeat(5000) },
  })
  const fill = async (): Promise<number> => {
    for (let n = 1; ; n += 1) {
      try {
        await store.conversations.change({ conversationId: `conv_${n}` }, () => ({
          value: undefined,
          change: { events: [long(n)] },
        }))
      } catch (error) {
        expect(error).toMatchObject({ name: 'StoreUnavailable' })
        return n
      }
    }
  }

  it('a store whose disk is full keeps all of a change or nothing, tells nobody of it, says so, and goes on by itself when there is room', async () => {
    await reopen({ mostPages: 60 })
    const told: unknown[] = []
    const refused = await fill()
    expect(refused).toBeGreaterThan(2)
    const name = `conv_${refused}`
    store.conversations.follow('conv_1', (notice) => void told.push(notice))
    const event = { value: undefined, change: { events: [long(1), long(2), long(3)] } }
    await expect(store.conversations.change(CONTACT, () => event)).rejects.toThrow('SQLITE_FULL')
    expect(told).toEqual([])
    expect(store.health()).toMatchObject({ state: 'failing', cause: 'SQLITE_FULL' })
    expect(await store.conversations.find(name)).toBeUndefined()
    expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(1)
    for (const gone of ['conv_2', 'conv_3']) await store.conversations.erase(gone).catch(() => undefined)
    await expect.poll(() => store.health()).toEqual({ state: 'ok' })
    await keep({ events: [said(2)] })
    expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(2)
    expect(told).not.toEqual([])
  })

  it('a store whose disk is full is tried again though nobody asks', async () => {
    await reopen({ mostPages: 60 })
    await fill()
    expect(store.health()).toMatchObject({ state: 'failing' })
    // What is tried takes no more room than there is.
    await expect.poll(() => store.health(), { timeout: 5000 }).toEqual({ state: 'ok' })
  })

  it('a store whose disk is full refuses all that was decided on what could not be kept', async () => {
    await reopen({ mostPages: 60 })
    await fill()
    const all = await Promise.allSettled(
      [1, 2, 3].map(() =>
        store.conversations.change(CONTACT, ({ snapshot }) => ({
          value: snapshot.seq,
          change: { events: [long(1), long(2), long(3), long(4)] },
        })),
      ),
    )
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(1)
  })
})

describe('a backup', () => {
  it('a backup is made while the store is open, and restored with another epoch for each conversation', async () => {
    await keep({ events: [said(1)] })
    const { epoch } = (await store.conversations.find('conv_1')) ?? {}
    const file = join(folder, 'saved')
    backUp(folder, file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await keep({ events: [said(2)] })
    expect(() => restore(folder, file)).toThrow('in use by another process')
    expect(() => backUp(folder, file)).toThrow('is there already')
    await store.close()
    restore(folder, file)
    store = await openIn(folder)
    const record = await store.conversations.find('sess_1')
    expect(record?.snapshot.seq).toBe(1)
    expect(record?.epoch).not.toBe(epoch)
  })

  it('a backup that is damaged is not restored, and what was there stays', async () => {
    await keep({ events: [said(1)] })
    const file = join(folder, 'saved')
    backUp(folder, file)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0, bytes.length - 4096))
    await store.close()
    expect(() => restore(folder, file)).toThrow(StoreRefused)
    store = await openIn(folder)
    expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(1)
  })
})
