/** What was read of the ids and records that a change is about, and what of it is kept at hand in this process. */
import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import * as z from 'zod/mini'
import type { IdKind, KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { KnownConversations } from '../../../shared/domain/conversation/link.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { bytesOfRecord } from '../weigh-record.ts'
import type { RedisLink } from './link.ts'
import { LOAD } from './scripts.ts'
import { heldOf, loadedRecord, type Revision, revisionOf } from './stored-record.ts'

/** Who has a bare id, by kind, and whether a conversation is called so: empty strings where nobody. */
export type Entry = readonly [
  id: string,
  conversation: string,
  contact: string,
  session: string,
  interaction: string,
  named: string,
]

const loaded = z.tuple([
  z.string(),
  z.string(),
  z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string()])),
  z.array(loadedRecord),
])

/** A plan asks for what was not read: it is read, and planned anew. */
export class NotRead extends Error {
  readonly ids: readonly string[]
  readonly names: readonly string[]

  constructor(what: { readonly ids?: readonly string[]; readonly names?: readonly string[] }) {
    super('this was not read')
    this.ids = what.ids ?? []
    this.names = what.names ?? []
  }
}

/** Where in an entry the owner by a kind stands. */
export const PLACES: Readonly<Record<IdKind, 1 | 2 | 3 | 4>> = {
  conversation: 1,
  contact: 2,
  session: 3,
  interaction: 4,
}
const NAME = 5

/** The kind that says most first, names last. */
const leads = ([id, conversation, contact, session, interaction, named]: Entry): string | undefined =>
  [conversation, contact, session, interaction, named === '' ? '' : id].find((each) => each !== '')

/** All of it as it was at one moment. */
export class View implements KnownConversations {
  readonly generation: string
  /** Microseconds since 1970 by the server's clock: a name that is given anew goes on from there. */
  readonly readAt: number
  readonly entries: ReadonlyMap<string, Entry>
  readonly revisions: ReadonlyMap<string, Revision | undefined>

  constructor(
    generation: string,
    readAt: number,
    entries: ReadonlyMap<string, Entry>,
    revisions: ReadonlyMap<string, Revision | undefined>,
  ) {
    this.generation = generation
    this.readAt = readAt
    this.entries = entries
    this.revisions = revisions
  }

  named(conversationId: string): ConversationRecord | undefined {
    if (!this.revisions.has(conversationId)) throw new NotRead({ names: [conversationId] })
    return this.revisions.get(conversationId)?.record
  }

  ownerOf({ kind, id }: KindedId): ConversationRecord | undefined {
    const owner = this.#entry(id)[PLACES[kind]]
    return owner === '' ? undefined : this.named(owner)
  }

  leader(bareId: string): ConversationRecord | undefined {
    const name = leads(this.#entry(bareId))
    return name === undefined ? undefined : this.named(name)
  }

  seen(record: ConversationRecord): ConversationRecord {
    const { conversationId, ids } = record
    const own = new Set([...ids.map(({ id }) => id), conversationId])
    // What was not read is a name that was just made.
    const isIts = (id: string): boolean => leads(this.entries.get(id) ?? [id, '', '', '', '', '1']) === conversationId
    return Object.freeze({ ...record, aliases: Object.freeze([...own].filter(isIts)) })
  }

  /** As it is once these were written, and what of the ids is another's then. */
  after(written: readonly ConversationRecord[], removed: readonly string[]): View {
    const entries = new Map(this.entries)
    const put = (id: string, place: 1 | 2 | 3 | 4 | typeof NAME, owner: string): void => {
      const entry: [string, string, string, string, string, string] = [
        ...(entries.get(id) ?? ([id, '', '', '', '', ''] as const)),
      ]
      entry[place] = owner
      entries.set(id, entry)
    }
    for (const name of [...removed, ...written.map(({ conversationId }) => conversationId)]) {
      for (const { kind, id } of this.revisions.get(name)?.record.ids ?? []) put(id, PLACES[kind], '')
    }
    for (const name of removed) put(name, NAME, '')
    for (const { conversationId, ids } of written) {
      put(conversationId, NAME, '1')
      for (const { kind, id } of ids) put(id, PLACES[kind], conversationId)
    }
    return new View(this.generation, this.readAt, entries, this.revisions)
  }

  #entry(id: string): Entry {
    const entry = this.entries.get(id)
    if (entry === undefined) throw new NotRead({ ids: [id] })
    return entry
  }
}

export interface Views {
  load(ids: readonly string[], names?: readonly string[]): Promise<View>
  /** Somebody is about to ask for these ids: they are read now, for once and for a moment. */
  expect(ids: readonly string[]): void
  /** What was read in expectation of just these; `undefined` where nothing was, or newer is known by now. */
  expected(ids: readonly string[]): Promise<View | undefined>
  /** What was just written. */
  keep(revision: Revision): void
  drop(conversationId: string): void
  /** What the scripts are told, to see whether the server is still the one that all here was read from. */
  candidate(): string
  /** @returns whether it is another one than before */
  observe(generation: string): boolean
}

/** Short, since widgets send it with every epoch; without a dot, which it is told apart by. */
const newGeneration = (): string => randomBytes(12).toString('base64url')

const MOST_AT_HAND = 2000
/** What is not asked for by then was expected in vain. */
const EXPECTED_FOR_MS = 1000
const MOST_EXPECTED = 1000
const AT_HAND_MS = 10 * 60_000

export interface ViewsParts {
  readonly link: RedisLink
  readonly replayable: number
  /** What is kept at hand, at most. */
  readonly bytes: number
  readonly onGeneration: (generation: string) => void
}

export const createViews = ({ link, replayable, bytes, onGeneration }: ViewsParts): Views => {
  const atHand = new LRUCache<string, Revision>({
    max: MOST_AT_HAND,
    maxSize: bytes,
    sizeCalculation: ({ record }) => bytesOfRecord(record),
    ttl: AT_HAND_MS,
    updateAgeOnGet: true,
  })
  let generation: string | undefined

  const observe = (seen: string): boolean => {
    if (seen === generation) return false
    const isFirst = generation === undefined
    generation = seen
    atHand.clear()
    if (!isFirst) onGeneration(seen)
    return true
  }

  const load = async (ids: readonly string[], names: readonly string[] = []): Promise<View> => {
    const held = [...ids, ...names].flatMap((id) => nearby(id))
    const asked = {
      candidate: newGeneration(),
      gen: generation ?? '',
      ids,
      names,
      known: Object.fromEntries(held.map((each) => [each.record.conversationId, heldOf(each)])),
    }
    const [seen, readAt, entries, records] = loaded.parse(await link.run(LOAD, JSON.stringify(asked)))
    observe(seen)
    const revisions = new Map<string, Revision | undefined>()
    const heldByName = new Map(held.map((each) => [each.record.conversationId, each]))
    for (const each of records) {
      const [name] = each
      const revision = revisionOf(each, seen, replayable, asked.gen === seen ? heldByName.get(name) : undefined)
      revisions.set(name, revision)
      if (revision === undefined) forget(name)
      else keep(revision)
    }
    return new View(seen, Number(readAt), new Map(entries.map((each) => [each[0], each])), revisions)
  }

  const reading = new LRUCache<string, Promise<View | undefined>>({ max: MOST_EXPECTED, ttl: EXPECTED_FOR_MS })
  const nameOf = (ids: readonly string[]): string => JSON.stringify([...new Set(ids)].toSorted())
  const isNewest = ({ generation: read, revisions }: View): boolean =>
    read === generation &&
    [...revisions].every(([name, held]) => (atHand.peek(name)?.revision ?? 0) <= (held?.revision ?? 0))

  /** Which conversations these ids led to last, so that the script need not tell what is known. */
  const ledTo = new LRUCache<string, string>({ max: 4 * MOST_AT_HAND })
  const nearby = (id: string): readonly Revision[] => {
    const name = ledTo.get(id) ?? id
    const revision = atHand.get(name)
    return revision === undefined ? [] : [revision]
  }
  const keep = (revision: Revision): void => {
    const { conversationId, ids } = revision.record
    const earlier = atHand.peek(conversationId)
    if (earlier !== undefined && earlier.revision >= revision.revision) return
    atHand.set(conversationId, revision)
    for (const { id } of ids) ledTo.set(id, conversationId)
  }
  const forget = (conversationId: string): void => void atHand.delete(conversationId)

  return {
    load,
    expect: (ids) => {
      // Where it cannot be read now, whoever asks for it finds that out.
      if (ids.length > 0)
        reading.set(
          nameOf(ids),
          load(ids).catch(() => undefined),
        )
    },
    expected: async (ids) => {
      const name = nameOf(ids)
      const read = reading.get(name)
      reading.delete(name)
      const view = await read
      return view !== undefined && isNewest(view) ? view : undefined
    },
    keep,
    drop: forget,
    candidate: newGeneration,
    observe,
  }
}
