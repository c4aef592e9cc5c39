/** What every store of the service must do, whatever it keeps its state in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type ConversationNotice,
  type Duty,
  type Place,
  StaleFence,
  type Store,
  type StoredChange,
} from '../../bff/ports/store.ts'
import { hear, type ToldUtterance } from '../../shared/domain/conversation/hear.ts'
import { hadUtterance } from '../../shared/domain/conversation/mentions.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import type { AssistEvent } from '../../shared/wire/assist.ts'

export interface OpenStore {
  readonly store: Store
  close(): Promise<void>
}

const CONTACT = { conversationId: 'conv_1' }
const SESSION = { sessionId: 'sess_1' }
const INTERACTION = { interactionId: 'int_1' }
const ANSWER = { status: 200, body: { status: 'success' } }
const ENDED: AssistEvent = { type: 'status', data: { state: 'ended', since: '2026-01-31T09:30:00.000Z' } }

const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)

const line = (text: string, utteranceId = `u ${text}`): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId, speaker: 'customer', text },
})

const told = (text: string, channel: ToldUtterance['channel'] = 'stream'): ToldUtterance => ({
  channel,
  speaker: 'customer',
  text,
  isCut: false,
  key: text,
  utteranceId: undefined,
  sentimentScore: undefined,
  awaitsSuggestions: false,
  awaitsScore: false,
  heardAt: 1000,
})

const textsOf = (record: ConversationRecord | undefined): readonly string[] =>
  record?.snapshot.transcript.map(({ data }) => data.text) ?? []

/** @param open an empty store, each time */
export const storeConformance = (open: () => Promise<OpenStore>): void => {
  let opened: OpenStore
  let store: Store
  beforeEach(async () => {
    opened = await open()
    store = opened.store
  })
  afterEach(() => opened.close())

  const say = (place: Place, ...texts: readonly string[]): Promise<void> =>
    store.conversations.change(place, () => ({ value: undefined, change: { events: texts.map((text) => line(text)) } }))
  const link = (place: Place): Promise<string> =>
    store.conversations.change(place, ({ conversationId }) => ({ value: conversationId }))
  const notices = (conversationId: string): ConversationNotice[] => {
    const all: ConversationNotice[] = []
    store.conversations.follow(conversationId, (notice) => void all.push(notice))
    return all
  }
  const seqsIn = (all: readonly ConversationNotice[]): readonly number[] =>
    all.flatMap((notice) => (notice.kind === 'event' ? [notice.envelope.seq] : []))

  describe('a change', () => {
    it('a change makes the conversation where there is none, and finds it from then on by each id that was told', async () => {
      expect(await link({ ...CONTACT, ...SESSION })).toBe('conv_1')
      expect((await store.conversations.find('sess_1'))?.conversationId).toBe('conv_1')
      expect((await store.conversations.findBy({ kind: 'session', id: 'sess_1' }))?.conversationId).toBe('conv_1')
      expect(await store.conversations.findBy({ kind: 'interaction', id: 'sess_1' })).toBeUndefined()
    })

    it('a change is refused where no id is told', async () => {
      await expect(link({})).rejects.toThrow(RangeError)
    })

    it('a change numbers events from 1 without a gap, dates them, and keeps everything else that was decided', async () => {
      await say(CONTACT, 'one', 'two')
      await store.conversations.change(CONTACT, () => ({
        value: undefined,
        change: {
          agentId: 'agent-7',
          escalated: [{ sessionId: 'sess_1', level: 'manager', at: 5 }],
          unscored: ['u one'],
        },
      }))
      await say(CONTACT, 'three')
      const record = await store.conversations.find('conv_1')
      expect(record?.replayable.map(({ seq }) => seq)).toEqual([1, 2, 3])
      expect(record?.replayable.every(({ at }) => !Number.isNaN(Date.parse(at)))).toBe(true)
      expect(record).toMatchObject({
        agentId: 'agent-7',
        escalated: [{ sessionId: 'sess_1', level: 'manager', at: 5 }],
        unscored: ['u one'],
      })
      expect(textsOf(record)).toEqual(['one', 'two', 'three'])
      expect(record !== undefined && hadUtterance(record, 'u two')).toBe(true)
      expect(record !== undefined && hadUtterance(record, 'u four')).toBe(false)
    })

    it('a change keeps the newest five notes to the agent, in order, beside all that was said', async () => {
      const at = '2026-01-31T09:30:00.000Z'
      for (const n of upTo(7)) {
        await store.conversations.change(CONTACT, () => ({
          value: undefined,
          change: {
            events: [line(`line ${n}`), { type: 'note', data: { noteId: `n${n}`, text: 'a', from: 'sup_1', at } }],
          },
        }))
      }
      const { snapshot } = (await store.conversations.find('conv_1')) ?? {}
      expect(snapshot?.notes?.map(({ data }) => data.noteId)).toEqual(['n3', 'n4', 'n5', 'n6', 'n7'])
      expect(snapshot?.transcript).toHaveLength(7)
    })

    it('a change keeps nothing where the decision fails, not even the ids that were told', async () => {
      const seen = notices('conv_1')
      const failing = store.conversations.change({ ...CONTACT, ...SESSION }, () => {
        throw new Error('a fault of ours')
      })
      await expect(failing).rejects.toThrow('a fault of ours')
      expect(await store.conversations.find('conv_1')).toBeUndefined()
      expect(await store.conversations.find('sess_1')).toBeUndefined()
      expect(seen).toEqual([])
    })

    it('a change of a conversation that is not there does nothing where only a known one is meant', async () => {
      const change = { events: [line('one')] }
      const decide = () => ({ value: 'done', change })
      expect(await store.conversations.changeKnown({ named: 'conv_1' }, decide)).toBeUndefined()
      expect(await store.conversations.changeKnown({ kind: 'session', id: 'sess_1' }, decide)).toBeUndefined()
      expect(await store.conversations.find('conv_1')).toBeUndefined()
      await link({ ...CONTACT, ...SESSION })
      expect(await store.conversations.changeKnown({ kind: 'session', id: 'sess_1' }, decide)).toBe('done')
    })

    it('a change decides the same when it is decided twice', async () => {
      for (const text of ['one', 'two', 'one']) {
        await store.conversations.change(CONTACT, (record) => {
          hear(record, told(text), `id ${text}`)
          return hear(record, told(text), `id ${text}`)
        })
      }
      const record = await store.conversations.find('conv_1')
      expect(textsOf(record)).toEqual(['one', 'two', 'one'])
      expect(record?.snapshot.seq).toBe(3)
    })

    it('a change that begins anew has another epoch, numbers from 1, and still knows what was said', async () => {
      await say(CONTACT, 'old')
      const before = await store.conversations.find('conv_1')
      const change = { beginsAnew: true, events: [line('new')] }
      await store.conversations.change(CONTACT, () => ({ value: undefined, change }))
      const after = await store.conversations.find('conv_1')
      expect(after?.epoch).not.toBe(before?.epoch)
      // Widgets send it back, and no longer one is taken.
      expect(after?.epoch.length).toBeLessThanOrEqual(64)
      expect(after?.snapshot.seq).toBe(1)
      expect(textsOf(after)).toEqual(['new'])
      expect(after !== undefined && hadUtterance(after, 'u old')).toBe(true)
    })
  })

  describe('many changes at once', () => {
    it('many changes at once of one conversation come one after the other, each seeing what the others did', async () => {
      const seen = notices('conv_1')
      const counted = await Promise.all(
        upTo(100).map((n) =>
          store.conversations.change(CONTACT, ({ snapshot }) => ({
            value: snapshot.seq,
            change: { events: [line(`line ${n}`)] },
          })),
        ),
      )
      expect(counted.toSorted((a, b) => a - b)).toEqual(upTo(100).map((n) => n - 1))
      expect(seqsIn(seen)).toEqual(upTo(100))
    })

    it('many changes at once that tell of the same new conversation make one', async () => {
      const names = await Promise.all(upTo(200).map(() => link({ ...CONTACT, ...SESSION, ...INTERACTION })))
      expect(new Set(names)).toEqual(new Set(['conv_1']))
    })

    it('many changes at once that hear the same utterance over two channels keep it once', async () => {
      const tell = (channel: ToldUtterance['channel']) =>
        store.conversations.change(CONTACT, (record) => hear(record, told('my bill', channel), `id ${channel}`))
      await Promise.all([tell('stream'), tell('webhook')])
      expect(textsOf(await store.conversations.find('conv_1'))).toEqual(['my bill'])
    })
  })

  describe('joined conversations', () => {
    it('conversations that turn out to be one lose nothing of what either held, and are found by the ids of both', async () => {
      await say(CONTACT, 'by contact')
      await say(INTERACTION, 'by stream')
      const absorbed = await store.conversations.find('int_1')
      await store.conversations.change(INTERACTION, () => ({ value: undefined, change: { agentId: 'agent-7' } }))
      expect(await link({ ...CONTACT, ...INTERACTION })).toBe('conv_1')
      const record = await store.conversations.find('int_1')
      expect(record?.conversationId).toBe('conv_1')
      expect(textsOf(record)).toEqual(['by contact', 'by stream'])
      expect(record?.agentId).toBe('agent-7')
      expect(record?.replayable.map(({ seq }) => seq)).toEqual([1, 2])
      expect(absorbed?.conversationId).toBe('int_1')
    })

    it('conversations that turn out to be one stay two, with all they held, where the decision that would have joined them fails', async () => {
      await say(CONTACT, 'by contact')
      await say(INTERACTION, 'by stream')
      const failing = store.conversations.change({ ...CONTACT, ...INTERACTION }, () => {
        throw new Error('interrupted')
      })
      await expect(failing).rejects.toThrow('interrupted')
      expect(textsOf(await store.conversations.find('conv_1'))).toEqual(['by contact'])
      expect(textsOf(await store.conversations.find('int_1'))).toEqual(['by stream'])
    })

    it('conversations that turn out to be one send the followers of the one that is gone away, and tell those of the other what is new to them', async () => {
      await say(CONTACT, 'by contact')
      await say(INTERACTION, 'by stream')
      const gone = notices('int_1')
      const staying = notices('conv_1')
      await link({ ...CONTACT, ...INTERACTION })
      expect(gone).toEqual([{ kind: 'rejoin' }])
      expect(seqsIn(staying)).toEqual([2])
      const access = { aliases: expect.arrayContaining(['conv_1', 'int_1']), agentId: undefined }
      expect(staying).toContainEqual({ kind: 'rejoin', access })
    })

    it('conversations that turn out to be one are never those of two contacts: a session that both have goes to the one it is told of now', async () => {
      await link({ conversationId: 'conv_a', ...SESSION })
      const left = notices('conv_a')
      expect(await link({ conversationId: 'conv_b', ...SESSION })).toBe('conv_b')
      expect((await store.conversations.find('sess_1'))?.conversationId).toBe('conv_b')
      expect((await store.conversations.find('conv_a'))?.ids).toEqual([{ kind: 'conversation', id: 'conv_a' }])
      expect(left).toEqual([{ kind: 'rejoin', access: { aliases: ['conv_a'], agentId: undefined } }])
    })

    it('conversations that turn out to be one leave a bare id to whoever has it with most right', async () => {
      await link({ interactionId: 'x' })
      await link({ sessionId: 'x' })
      expect((await store.conversations.find('x'))?.sessionId).toBe('x')
      await link({ conversationId: 'x' })
      expect((await store.conversations.find('x'))?.contactId).toBe('x')
      expect((await store.conversations.findBy({ kind: 'interaction', id: 'x' }))?.interactionId).toBe('x')
    })
  })

  describe('ids that CXone gave', () => {
    const NUMBERED = { conversationId: 'conv_1', contactIds: ['case_7'] }

    it('ids that CXone gave lead to the conversation each by itself, whichever of them is told later as which', async () => {
      await say({ ...NUMBERED, ...SESSION }, 'first')
      expect(await link({ contactIds: ['case_7'] })).toBe('conv_1')
      expect(await link({ conversationId: 'case_7' })).toBe('conv_1')
      expect(await link({ contactIds: ['conv_1', 'spawned_8'] })).toBe('conv_1')
      const record = await store.conversations.find('spawned_8')
      expect(record?.contactId).toBe('conv_1')
      expect(record?.ids.map(({ kind, id }) => `${kind} ${id}`).toSorted()).toEqual([
        'contact case_7',
        'contact spawned_8',
        'conversation conv_1',
        'session sess_1',
      ])
      expect(await store.conversations.findBy({ kind: 'contact', id: 'case_7' })).toMatchObject({ contactId: 'conv_1' })
    })

    it('ids that CXone gave stand in for the one of the conversation until that is told', async () => {
      await say({ contactIds: ['case_7'] }, 'by number')
      expect(await store.conversations.find('case_7')).toMatchObject({ conversationId: 'case_7', contactId: undefined })
      await say(NUMBERED, 'by both')
      const record = await store.conversations.find('conv_1')
      expect(record?.contactId).toBe('conv_1')
      expect(textsOf(record)).toEqual(['by number', 'by both'])
    })

    it('ids that CXone gave join what was told by one of them as a conversation with what is told by another one', async () => {
      await say({ conversationId: 'case_7' }, 'by number')
      await say(CONTACT, 'by conversation')
      const gone = notices('case_7')
      expect(await link(NUMBERED)).toBe('conv_1')
      const record = await store.conversations.find('case_7')
      expect(record?.contactId).toBe('conv_1')
      expect(textsOf(record)).toEqual(['by conversation', 'by number'])
      expect(gone).toEqual([{ kind: 'rejoin' }])
      expect(await store.conversations.findBy({ kind: 'conversation', id: 'case_7' })).toBeUndefined()
    })

    it('ids that CXone gave for one contact and tells of another one too belong to the one they were told of last', async () => {
      await say(NUMBERED, 'of the first')
      await say({ conversationId: 'conv_2', contactIds: ['case_7'] }, 'of the second')
      expect(textsOf(await store.conversations.find('conv_1'))).toEqual(['of the first'])
      expect(textsOf(await store.conversations.find('case_7'))).toEqual(['of the second'])
    })

    it('ids that CXone gave for two contacts keep them two, also where each only stands in and both have one session', async () => {
      await say({ contactIds: ['case_7'], ...SESSION }, 'of the first')
      await say({ contactIds: ['case_8'], ...SESSION }, 'of the second')
      expect(textsOf(await store.conversations.find('case_7'))).toEqual(['of the first'])
      expect(textsOf(await store.conversations.find('sess_1'))).toEqual(['of the second'])
    })

    it('ids that CXone gave say more of a conversation than a session that is called alike', async () => {
      await say({ sessionId: 'case_7' }, 'of a session')
      await say(NUMBERED, 'of the contact')
      expect(textsOf(await store.conversations.find('case_7'))).toEqual(['of the contact'])
      expect(textsOf(await store.conversations.findBy({ kind: 'session', id: 'case_7' }))).toEqual(['of a session'])
    })
  })

  describe('the origin of a conversation', () => {
    const originOf = async (bareId: string) => (await store.conversations.find(bareId))?.origin

    it('the origin of a conversation is remembered, newest word first, without the id of one utterance', async () => {
      await link({ ...CONTACT, origin: { userId: 'user-1', URLToken: 'token-1', utteranceId: 'in-1' } })
      await link({ ...CONTACT, ...SESSION, origin: { userId: 'user-2', channel: 'webchat', URLToken: undefined } })
      await say(SESSION, 'something else')
      expect(await originOf('conv_1')).toEqual({ userId: 'user-2', URLToken: 'token-1', channel: 'webchat' })
    })

    it('the origin of a conversation is there for the very decision that it is told to', async () => {
      const seen = await store.conversations.change({ ...CONTACT, origin: { userId: 'user-1' } }, ({ origin }) => ({
        value: origin,
      }))
      expect(seen).toEqual({ userId: 'user-1' })
    })

    it('the origin of a conversation is not forgotten where it begins anew, nor where it becomes part of another', async () => {
      await link({ ...SESSION, origin: { userId: 'user-1' } })
      await store.conversations.change(SESSION, () => ({ value: undefined, change: { beginsAnew: true } }))
      expect(await originOf('sess_1')).toEqual({ userId: 'user-1' })
      await say({ ...CONTACT, origin: { channel: 'webchat' } }, 'one')
      await link({ ...CONTACT, ...SESSION })
      expect(await originOf('conv_1')).toEqual({ userId: 'user-1', channel: 'webchat' })
    })

    it('the origin of a conversation is gone with it', async () => {
      await link({ ...CONTACT, origin: { userId: 'user-1' } })
      await store.conversations.erase('conv_1')
      await link(CONTACT)
      expect(await originOf('conv_1')).toEqual({})
    })
  })

  describe('a handed-out record', () => {
    it('a record that was handed out is what was true then, whatever happens after', async () => {
      await say(CONTACT, 'one')
      const then = await store.conversations.find('conv_1')
      await say(CONTACT, 'two')
      expect(textsOf(then)).toEqual(['one'])
      expect(then?.snapshot.seq).toBe(1)
      expect(then !== undefined && hadUtterance(then, 'u two')).toBe(false)
    })

    it('a record that was handed out cannot be used to change what the store holds', async () => {
      await say(CONTACT, 'one')
      const record = await store.conversations.find('conv_1')
      const parts = [record, record?.snapshot, record?.replayable, record?.snapshot.transcript[0]?.data, record?.ids]
      for (const part of parts) {
        if (part === undefined) throw new Error('the record holds no such part')
        for (const key of ['agentId', 'seq', 'text', 'length', '0']) Reflect.set(part, key, 'spoilt')
      }
      const again = await store.conversations.find('conv_1')
      expect(again?.agentId).toBeUndefined()
      expect(again?.snapshot.seq).toBe(1)
      expect(textsOf(again)).toEqual(['one'])
      expect(again?.ids).toEqual([{ kind: 'conversation', id: 'conv_1' }])
      await say(CONTACT, 'two')
      expect((await store.conversations.find('conv_1'))?.replayable.map(({ seq }) => seq)).toEqual([1, 2])
    })
  })

  describe('a follower', () => {
    it('whoever follows a conversation misses nothing and sees nothing twice from the moment of the visit in which it began', async () => {
      await say(CONTACT, 'one', 'two')
      const seen: ConversationNotice[] = []
      const writing = Promise.all(upTo(20).map((n) => say(CONTACT, `later ${n}`)))
      const from = await store.conversations.visit('conv_1', (record) => {
        store.conversations.follow('conv_1', (notice) => void seen.push(notice))
        return record?.snapshot.seq ?? 0
      })
      await writing
      expect(seqsIn(seen)).toEqual(upTo(22).filter((seq) => seq > from))
    })

    it('whoever follows a conversation is told nothing any more once it stopped, and others still are', async () => {
      const other = notices('conv_1')
      const seen: ConversationNotice[] = []
      const following = store.conversations.follow('conv_1', (notice) => void seen.push(notice))
      await say(CONTACT, 'one')
      following.stop()
      await say(CONTACT, 'two')
      expect(seqsIn(seen)).toEqual([1])
      expect(seqsIn(other)).toEqual([1, 2])
    })

    it('whoever follows a conversation is to be judged anew when the conversation gets another agent', async () => {
      await link(CONTACT)
      const seen = notices('conv_1')
      await store.conversations.change(CONTACT, () => ({ value: undefined, change: { agentId: 'agent-7' } }))
      expect(seen).toEqual([{ kind: 'rejoin', access: { aliases: ['conv_1'], agentId: 'agent-7' } }])
    })

    it('whoever follows a conversation begins anew where the history does, before the first event of the new one', async () => {
      await say(CONTACT, 'one')
      await store.conversations.change(CONTACT, () => ({ value: undefined, change: { events: [ENDED] } }))
      const seen = notices('conv_1')
      await store.conversations.change(CONTACT, (record) => hear(record, told('again here'), 'id 1'))
      expect(seen.map(({ kind }) => kind)).toEqual(['rejoin', 'event'])
      expect(seqsIn(seen)).toEqual([1])
    })
  })

  describe('a conversation waited for', () => {
    it('a conversation that a widget waits for becomes the one that is told of by that id, of whatever kind', async () => {
      await link({ bareId: 'sess_1' })
      expect(await link(SESSION)).toBe('sess_1')
      expect((await store.conversations.find('sess_1'))?.sessionId).toBe('sess_1')
    })
  })

  describe('silent conversations', () => {
    it('silent conversations are those in which nothing happened since, however the service was, and which have not ended', async () => {
      await say(CONTACT, 'one')
      await link({ conversationId: 'conv_waiting' })
      await say({ conversationId: 'conv_over' }, 'bye')
      await store.conversations.change({ conversationId: 'conv_over' }, () => ({
        value: undefined,
        change: { events: [ENDED] },
      }))
      const soon = Date.now() + 60_000
      expect(await store.conversations.silentSince(soon, 10)).toEqual(['conv_1'])
      expect(await store.conversations.silentSince(Date.now() - 60_000, 10)).toEqual([])
      expect(await store.conversations.silentSince(soon, 0)).toEqual([])
    })
  })

  describe('conversations that ended', () => {
    const end = (conversationId: string): Promise<void> =>
      store.conversations.change({ conversationId }, () => ({ value: undefined, change: { events: [ENDED] } }))

    it('conversations that ended are told by when they ended, unless they began anew since', async () => {
      await say(CONTACT, 'one')
      for (const id of ['conv_over', 'conv_anew']) {
        await say({ conversationId: id }, 'bye')
        await end(id)
      }
      await store.conversations.change({ conversationId: 'conv_anew' }, () => ({
        value: undefined,
        change: { beginsAnew: true, events: [line('hello again')] },
      }))
      const soon = Date.now() + 60_000
      expect(await store.conversations.endedBefore(soon, 10)).toEqual(['conv_over'])
      expect(await store.conversations.endedBefore(Date.now() - 60_000, 10)).toEqual([])
      expect(await store.conversations.endedBefore(soon, 0)).toEqual([])
      const { at = '' } = (await store.conversations.find('conv_over'))?.snapshot.status ?? {}
      expect(await store.conversations.endedBefore(Date.parse(at), 10)).toEqual(['conv_over'])
      expect(await store.conversations.endedBefore(Date.parse(at) - 1, 10)).toEqual([])
    })

    it('conversations that ended are erased only so far as they are still meant, as they are at that moment', async () => {
      await say(CONTACT, 'one')
      const seen: string[] = []
      const isMeant = (answer: boolean) => (record: ConversationRecord) => {
        seen.push(...textsOf(record))
        return answer
      }
      expect(await store.conversations.erase('conv_1', isMeant(false))).toBe(false)
      expect(textsOf(await store.conversations.find('conv_1'))).toEqual(['one'])
      expect(await store.conversations.erase('conv_1', isMeant(true))).toBe(true)
      expect(await store.conversations.find('conv_1')).toBeUndefined()
      expect(new Set(seen)).toEqual(new Set(['one']))
    })
  })

  describe('a row of the board', () => {
    const rowsOf = (...names: readonly string[]) => store.conversations.boardRows(names)

    it('a row of the board says how the conversation is, and counts on whatever is forgotten of it', async () => {
      await store.conversations.change({ ...CONTACT, origin: { channel: 'webchat' } }, () => ({
        value: undefined,
        change: {
          agentId: 'agent-7',
          events: [
            { type: 'routing', data: { outcome: 'routed', skill: 'Billing Support' } },
            { type: 'fallback', data: { text: 'what', candidates: [], escalated: false } },
            line('one'),
            { type: 'escalation', data: { level: 'manager', cause: 'agent' } },
          ],
        },
      }))
      await store.conversations.change(CONTACT, () => ({
        value: undefined,
        change: {
          suggestionsUsed: 2,
          events: [{ type: 'fallback', data: { text: 'what now', candidates: [], escalated: false } }],
        },
      }))
      await store.conversations.change(CONTACT, () => ({ value: undefined, change: { suggestionsUsed: -1 } }))
      const record = await store.conversations.find('conv_1')
      const at = record?.replayable.map((event) => event.at) ?? []
      expect(await rowsOf('conv_1')).toEqual([
        {
          conversationId: 'conv_1',
          agentId: 'agent-7',
          channel: 'webchat',
          skill: 'Billing Support',
          state: 'active',
          startedAt: at[0],
          lastCustomerAt: at[2],
          unansweredSince: at[2],
          trend: 'steady',
          escalation: { level: 'manager', at: at[3] },
          needed: [{ since: Date.parse(at[3] ?? '') }],
          misunderstood: 2,
          lastText: 'one',
          suggestionsUsed: 1,
        },
      ])
    })

    it('a row of the board says when the conversation needed somebody, after it ended and began anew too', async () => {
      const tell = (...events: readonly AssistEvent[]) =>
        store.conversations.change(CONTACT, () => ({ value: undefined, change: { events } }))
      const isoOf = async (): Promise<readonly (string | undefined)[]> => {
        const [row] = await rowsOf('conv_1')
        const moments = (row?.needed ?? []).flatMap(({ since, until }) => [since, until])
        return moments.map((at) => (at === undefined ? undefined : new Date(at).toISOString()))
      }
      await say(CONTACT, 'one')
      expect(await isoOf()).toEqual([])
      await tell({ type: 'escalation', data: { level: 'manager', cause: 'agent' } })
      const since = (await store.conversations.find('conv_1'))?.snapshot.escalation?.at
      expect(await isoOf()).toEqual([since, undefined])
      await tell(ENDED)
      const until = (await store.conversations.find('conv_1'))?.snapshot.status?.at
      expect(await isoOf()).toEqual([since, until])
      await store.conversations.change(CONTACT, () => ({
        value: undefined,
        change: { beginsAnew: true, events: [line('hello again')] },
      }))
      expect(await isoOf()).toEqual([since, until])
      expect((await store.conversations.find('conv_1'))?.needed).toHaveLength(1)
    })

    it('a row of the board is there for each conversation of those that are asked for in which something happened', async () => {
      await say(CONTACT, 'one')
      await link({ conversationId: 'conv_2' })
      await say({ conversationId: 'conv_3' }, 'three')
      const rows = await rowsOf('conv_3', 'conv_2', 'nobody', 'conv_1')
      expect(rows.map(({ conversationId, lastText }) => [conversationId, lastText]).toSorted()).toEqual([
        ['conv_1', 'one'],
        ['conv_3', 'three'],
      ])
      expect(await rowsOf()).toEqual([])
    })

    it('a row of the board is of a conversation that has not ended, or not long ago', async () => {
      await say(CONTACT, 'one')
      await link({ conversationId: 'conv_2' })
      await say({ conversationId: 'conv_3' }, 'three')
      await store.conversations.change({ conversationId: 'conv_3' }, () => ({
        value: undefined,
        change: { events: [ENDED] },
      }))
      const ended = Date.parse((await store.conversations.find('conv_3'))?.snapshot.status?.at ?? '')
      expect((await store.conversations.onBoardSince(ended - 1)).toSorted()).toEqual(['conv_1', 'conv_3'])
      expect(await store.conversations.onBoardSince(ended)).toEqual(['conv_1'])
      expect(await rowsOf('conv_3')).toMatchObject([{ state: 'ended', endedAt: new Date(ended).toISOString() }])
    })

    it('a row of the board is one where two conversations turn out to be one, and counts what both had', async () => {
      const misunderstood: AssistEvent = { type: 'fallback', data: { text: 'what', candidates: [], escalated: false } }
      for (const place of [INTERACTION, CONTACT]) {
        await store.conversations.change(place, () => ({
          value: undefined,
          change: { events: [misunderstood], suggestionsUsed: 1 },
        }))
      }
      const first = (await rowsOf('int_1'))[0]?.startedAt
      await link({ ...CONTACT, ...INTERACTION })
      expect(await rowsOf('int_1', 'conv_1')).toMatchObject([
        { conversationId: 'conv_1', misunderstood: 2, suggestionsUsed: 2, startedAt: first },
      ])
    })

    it('a row of the board is gone with its conversation', async () => {
      await say(CONTACT, 'one')
      await store.conversations.erase('conv_1')
      expect(await rowsOf('conv_1')).toEqual([])
      expect(await store.conversations.onBoardSince(0)).toEqual([])
    })
  })

  describe('whoever watches all conversations', () => {
    it('whoever watches all conversations is told of each that changes, becomes part of another, or is erased, until it stops', async () => {
      const told: (readonly string[] | 'all')[] = []
      const seen = () => told.flatMap((each) => (each === 'all' ? [] : each))
      const watching = store.conversations.watch((changed) => void told.push(changed))
      await expect
        .poll(async () => {
          await say({ conversationId: 'conv_0' }, 'is it heard by now?')
          return seen()
        })
        .toContain('conv_0')
      await say(CONTACT, 'one')
      await expect.poll(seen).toContain('conv_1')
      await say(INTERACTION, 'two')
      await link({ ...CONTACT, ...INTERACTION })
      await expect.poll(() => seen().filter((name) => name === 'int_1').length).toBeGreaterThan(1)
      const before = seen().filter((name) => name === 'conv_1').length
      await store.conversations.erase('conv_1')
      await expect.poll(() => seen().filter((name) => name === 'conv_1').length).toBeGreaterThan(before)
      watching.stop()
      const count = told.length
      await say({ conversationId: 'conv_5' }, 'three')
      expect(told).toHaveLength(count)
    })

    it('whoever watches all conversations reads what it was told of as it is by then', async () => {
      const rows: Promise<unknown>[] = []
      const watching = store.conversations.watch((changed) => {
        if (changed !== 'all') rows.push(store.conversations.boardRows(changed))
      })
      await expect
        .poll(async () => {
          await say(CONTACT, 'one')
          return rows.length
        })
        .toBeGreaterThan(0)
      expect(await rows[0]).toMatchObject([{ lastText: 'one' }])
      watching.stop()
    })
  })

  describe('a lease', () => {
    const trying = (name = 'stream') => {
      const told: string[] = []
      const fences: number[] = []
      const held = store.leases.hold(name, {
        onHeld: (fence) => {
          told.push('held')
          fences.push(fence)
        },
        onLost: () => void told.push('lost'),
      })
      return { told, fences, held }
    }

    it('a lease is held by one at a time, and by the next once it is released, with a higher fence', async () => {
      const first = trying()
      await expect.poll(() => first.told).toEqual(['held'])
      const second = trying()
      expect(second.told).toEqual([])
      await first.held.release()
      await expect.poll(() => second.told).toEqual(['held'])
      expect(first.told).toEqual(['held', 'lost'])
      expect(second.fences[0]).toBeGreaterThan(first.fences[0] ?? Number.POSITIVE_INFINITY)
      await second.held.release()
    })

    it('a lease that is held by another one by now keeps nothing that is changed under it', async () => {
      const first = trying()
      await expect.poll(() => first.told).toEqual(['held'])
      const under = ({ fences: [fence = 0] }: typeof first) =>
        store.conversations.change(CONTACT, () => ({ value: 'kept', change: { events: [line('one')] } }), {
          name: 'stream',
          fence,
        })
      expect(await under(first)).toBe('kept')
      const second = trying()
      await first.held.release()
      await expect.poll(() => second.told).toEqual(['held'])
      await expect(under(first)).rejects.toThrow(StaleFence)
      expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(1)
      expect(await under(second)).toBe('kept')
      await second.held.release()
    })

    it('a lease of another name has nothing to do with it', async () => {
      const [one, other] = [trying('one'), trying('other')]
      await expect.poll(() => [one.told, other.told]).toEqual([['held'], ['held']])
      await Promise.all([one.held.release(), other.held.release()])
    })
  })

  describe('a conversation that is erased', () => {
    it('an erased conversation is gone by each of its ids, its followers are sent away, and it begins anew if it is told of again', async () => {
      await say({ ...CONTACT, ...SESSION }, 'one')
      const { epoch } = (await store.conversations.find('conv_1')) ?? {}
      const seen = notices('conv_1')
      expect(await store.conversations.erase('sess_1')).toBe(true)
      expect(await store.conversations.erase('sess_1')).toBe(false)
      expect(seen).toEqual([{ kind: 'rejoin' }])
      expect(await store.conversations.find('conv_1')).toBeUndefined()
      await link(CONTACT)
      const anew = await store.conversations.find('conv_1')
      expect(anew?.epoch).not.toBe(epoch)
      expect(textsOf(anew)).toEqual([])
      expect(anew !== undefined && hadUtterance(anew, 'u one')).toBe(false)
    })
  })

  describe('a duty', () => {
    const duty = (id: string, more: Partial<Duty> = {}): Duty => ({
      id,
      lane: 'context sess_1',
      sessionId: 'sess_1',
      task: { kind: 'context', context: { told: id } },
      until: 10_000,
      ...more,
    })
    const ask = (change: Pick<StoredChange, 'duties' | 'withdraws'>): Promise<void> =>
      store.conversations.change({ ...CONTACT, ...SESSION }, () => ({ value: undefined, change }))

    it('a duty is held by whoever made the change, until it is released', async () => {
      await ask({ duties: [duty('one')] })
      expect(await store.duties.owedTo([duty('one').sessionId, 'sess_of_nobody'])).toEqual([duty('one')])
      expect(await store.duties.owedTo(['sess_of_nobody'])).toEqual([])
      expect(await store.duties.take()).toBeUndefined()
      await store.duties.release('one')
      expect(await store.duties.take()).toEqual(duty('one'))
      expect(await store.duties.take()).toBeUndefined()
    })

    it('a duty is there no more once it is done', async () => {
      await ask({ duties: [duty('one')] })
      await store.duties.done('one')
      await store.duties.release('one')
      expect(await store.duties.take()).toBeUndefined()
    })

    it('a duty takes the place of an older one of its lane, which can be done no more', async () => {
      await ask({ duties: [duty('one')] })
      await ask({ duties: [duty('two')] })
      await store.duties.done('one')
      await store.duties.release('one')
      expect(await store.duties.take()).toBeUndefined()
      await store.duties.release('two')
      expect(await store.duties.take()).toEqual(duty('two'))
    })

    it('a duty of another lane stays, and can be withdrawn', async () => {
      const trigger = duty('three', { lane: 'trigger sess_1', task: { kind: 'trigger', nodeId: 'Person' } })
      await ask({ duties: [duty('one'), trigger] })
      await ask({ withdraws: ['trigger sess_1'] })
      for (const id of ['one', 'three']) await store.duties.release(id)
      expect(await store.duties.take()).toEqual(duty('one'))
      expect(await store.duties.take()).toBeUndefined()
    })

    it('a duty comes of no change that failed', async () => {
      const failing = store.conversations.change(CONTACT, () => {
        throw new Error('a fault of ours')
      })
      await expect(failing).rejects.toThrow()
      expect(await store.duties.take()).toBeUndefined()
    })

    it('a duty goes with the conversation that is erased, since it quotes what was said in it', async () => {
      await ask({ duties: [duty('one')] })
      await store.conversations.erase('conv_1')
      await store.duties.release('one')
      expect(await store.duties.take()).toBeUndefined()
    })
  })

  describe.each([
    ['a delivery', false],
    ['a delivery whose claim may wait for a change', true],
  ])('%s', (_kind, changesFirst) => {
    const claimOf = (key: string, body = 'body') =>
      store.deliveries.claim(key, body, 60, () => ['conv_1', 'sess_1'], changesFirst)
    const first = async (key = 'key') => {
      const claim = await claimOf(key)
      if (claim.kind !== 'first') throw new Error('it was seen before')
      return claim.token
    }

    it('a delivery is answered with something else once what its answer quoted is forgotten, and still acts on nothing', async () => {
      const gone = { status: 410, body: { status: 'gone' } }
      const about = [
        { kind: 'session', id: 'sess_1' },
        { kind: 'conversation', id: 'conv_1' },
      ] as const
      await store.deliveries.settle(await first('of it'), { ...ANSWER, about })
      await store.deliveries.settle(await first('of another'), {
        ...ANSWER,
        about: [{ kind: 'interaction', id: 'sess_1' }],
      })
      await store.deliveries.settle(await first('of none'), ANSWER)
      expect(await store.deliveries.about(about)).toEqual([expect.objectContaining(ANSWER)])
      expect(await store.deliveries.about([{ kind: 'session', id: 'sess_2' }])).toEqual([])
      await store.deliveries.forget([{ kind: 'session', id: 'sess_1' }], gone)
      expect(await store.deliveries.about(about)).toEqual([])
      const answered = async (key: string) => {
        const claim = await claimOf(key)
        return claim.kind === 'repeated' ? (await claim.answer).status : claim.kind
      }
      expect(await answered('of it')).toBe(410)
      expect(await answered('of another')).toBe(200)
      expect(await answered('of none')).toBe(200)
    })

    it('a delivery that comes twice at once is the first one once, and the other gets its answer', async () => {
      const [a, b] = await Promise.all([claimOf('key'), claimOf('key')])
      const claims = [a, b]
      const claimed = claims.find((claim) => claim.kind === 'first')
      const repeated = claims.find((claim) => claim.kind === 'repeated')
      if (claimed?.kind !== 'first' || repeated?.kind !== 'repeated') throw new Error('not one of each')
      await store.deliveries.settle(claimed.token, ANSWER)
      expect(await repeated.answer).toEqual(ANSWER)
    })

    it('a delivery is settled in one step with the change that it led to', async () => {
      const token = await first()
      const decision = { value: undefined, change: { events: [line('one')], settles: { token, answer: ANSWER } } }
      await store.conversations.change(CONTACT, () => decision)
      const again = await claimOf('key')
      expect(again.kind === 'repeated' && (await again.answer)).toEqual(ANSWER)
    })

    it('a delivery is not settled by a change that came to nothing', async () => {
      const token = await first()
      const failing = store.conversations.change(CONTACT, () => {
        throw new Error('a fault of ours')
      })
      await expect(failing).rejects.toThrow()
      await store.deliveries.release(token, { status: 500, body: {} }, 'unknown')
      expect(await claimOf('key')).toMatchObject({ kind: 'first', resumed: true })
    })

    it('a delivery that comes at once by a claim that may wait and by others that may not is the first one once', async () => {
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          store.deliveries.claim('key', 'body', 60, undefined, (at % 2 === 0) === changesFirst),
        ),
      )
      const [claimed, ...more] = claims.filter((claim) => claim.kind === 'first')
      expect(more).toEqual([])
      if (claimed?.kind !== 'first') throw new Error('nobody is the first')
      await store.deliveries.settle(claimed.token, ANSWER)
      const repeated = claims.flatMap((claim) => (claim.kind === 'repeated' ? claim.answer : []))
      expect(await Promise.all(repeated)).toEqual(Array.from({ length: 19 }, () => ANSWER))
    })

    it('a delivery with another body under the same id is refused', async () => {
      await first()
      expect(await claimOf('key', 'another')).toEqual({ kind: 'other_body' })
    })

    it('a delivery that failed without effect is a first one again', async () => {
      await store.deliveries.release(await first(), { status: 502, body: {} }, 'none')
      expect(await claimOf('key', 'another')).toMatchObject({ kind: 'first', resumed: false })
    })
  })

  describe('short-lived texts', () => {
    it('short-lived texts are read by their name, and the newest takes the place of what had it', async () => {
      expect(await store.shortLived.read('a')).toBeUndefined()
      await store.shortLived.put('a', 'one', 60)
      await store.shortLived.put('a', 'two', 60)
      expect(await store.shortLived.read('a')).toBe('two')
      expect(await store.shortLived.read('b')).toBeUndefined()
    })

    it('short-lived texts are given away once, however many ask at a time', async () => {
      await store.shortLived.put('a', 'one', 60)
      const given = await Promise.all([1, 2, 3, 4].map(() => store.shortLived.take('a')))
      expect(given.filter((text) => text === 'one')).toHaveLength(1)
      expect(given.filter((text) => text === undefined)).toHaveLength(3)
      expect(await store.shortLived.read('a')).toBeUndefined()
    })

    it('short-lived texts are added where nothing has their name, by one of many', async () => {
      const added = await Promise.all(['x', 'y', 'z'].map((text) => store.shortLived.add('a', text, 60)))
      expect(added.filter(Boolean)).toHaveLength(1)
      expect(await store.shortLived.read('a')).toBe(['x', 'y', 'z'][added.indexOf(true)])
      await store.shortLived.take('a')
      expect(await store.shortLived.add('a', 'later', 60)).toBe(true)
    })
  })

  describe('tallies', () => {
    it('tallies are zeros where nothing was counted, and the sum of all that was counted by a name', async () => {
      expect(await store.tallies.read(['a', 'b'])).toEqual([
        { up: 0, down: 0 },
        { up: 0, down: 0 },
      ])
      await Promise.all([
        store.tallies.add([
          { name: 'a', up: 1, down: 0 },
          { name: 'b', up: 0, down: 1 },
        ]),
        store.tallies.add([{ name: 'a', up: 1, down: 2 }]),
      ])
      expect(await store.tallies.read(['b', 'a', 'c'])).toEqual([
        { up: 0, down: 1 },
        { up: 2, down: 2 },
        { up: 0, down: 0 },
      ])
    })

    it('tallies give back what is taken away again, and never fall below zero', async () => {
      await store.tallies.add([{ name: 'a', up: 1, down: 0 }])
      await store.tallies.add([{ name: 'a', up: -1, down: 0 }])
      await store.tallies.add([{ name: 'a', up: -1, down: -1 }])
      await store.tallies.add([{ name: 'a', up: 1, down: 1 }])
      expect(await store.tallies.read(['a'])).toEqual([{ up: 1, down: 1 }])
    })

    it('tallies of nothing are none', async () => {
      await store.tallies.add([])
      expect(await store.tallies.read([])).toEqual([])
    })
  })
}
